"""A year's notice taken in (放假通知入库): read strictly, compared day by day, stored as the next version or not at all."""

from dataclasses import dataclass

from sqlalchemy import text

from services.chassis import audit, calendar_versions
from services.chassis.calendar_versions import Version
from services.chassis.db import CLOCK, engine, owner_transaction
from services.chassis.law_in_use import LawInUse, compose, law_of, shipped
from services.kernel.calendar_changes import DayChange, day_changes
from services.kernel.calendar_layers import Year, lay_over, read_year
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

DESK = "intake"  # the house keeps its own audit entries with its accounts, in the schema of the desk
ACTION = "import_calendar"
LOCK = text("SELECT pg_advisory_xact_lock(hashtext('calendar_version'))")


@dataclass(frozen=True, slots=True)
class Import:
    """A notice that was read without a fault, and what it would change."""

    year: Year
    file: str
    old: LawInUse
    new: LawInUse
    days: tuple[DayChange, ...]

    @property
    def is_news(self) -> bool:
        """Whether it says anything that is not known already."""
        return self.old.law.calendar.version != self.new.law.calendar.version


def prepare(name: str, file: str) -> Import:
    """Read a year's notice and lay it over the calendar in use; every fault is told at once, and nothing is written."""
    with engine(CLOCK).connect() as connection:
        number = calendar_versions.newest(connection).number
        layers = lay_over(shipped(), [one.layer for one in calendar_versions.up_to(connection, number)])
        old = law_of(connection, number)
    year = read_year(name, file, layers)
    new = compose(lay_over(layers, [year]), number + 1)
    return Import(year, file, old, new, day_changes(old.law.calendar, new.law.calendar))


def store(wanted: Import, *, because: str, by: str) -> Version:
    """Store the next version with its entry in the audit chain, by the owner of the database: no service may."""
    version = Version(wanted.new.number, wanted.new.law.calendar.version)
    with owner_transaction(DESK) as session:
        connection = session.connection()
        connection.execute(LOCK)
        if calendar_versions.newest(connection).number != wanted.old.number:
            raise Refused("calendar.changed_meanwhile", "日历已被他人更新，没有入库。请重新核对后再执行。")
        calendar_versions.add(connection, version, wanted.year, file=wanted.file, because=because, by=by)
        detail: audit.Detail = {"sha256": version.sha256, "notice": wanted.year.newest.number, "days": len(wanted.days)}
        who = Principal(kind="user", id=f"operator:{by}", name=by)
        audit.record(session, who, ACTION, f"calendar:{version.number}", detail=detail)
    return version
