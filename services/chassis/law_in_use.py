"""The law as this house uses it now: its rules, the newest calendar that was stored, the district's readings.

Every process asks here, so that a notice is in force everywhere as soon as it is stored. One transaction reckons with
one law from its beginning to its end: the version is read once, and the law of a version is built once in a process.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from services.chassis import calendar_versions
from services.chassis.calendar_versions import Version
from services.chassis.db import CLOCK, current_session, engine
from services.chassis.district import district
from services.kernel.calendar import build
from services.kernel.calendar_layers import Layers, lay_over, read_layers
from services.kernel.clock import Policy
from services.kernel.law import Law
from services.kernel.rulebook import read_rulebook

LAW = "law in use"
_shipped: list[Callable[[], Layers]] = []
_built: dict[tuple[Version, Policy], "LawInUse"] = {}


@dataclass(frozen=True, slots=True)
class LawInUse:
    """A law with the number of its calendar (0: as packaged) and the notice that spoke last."""

    law: Law
    number: int
    notice: str

    @property
    def mark(self) -> str:
        """What must be equal for two laws to give every limit the same last day."""
        law = self.law
        told = f"{law.calendar.version} {law.rulebook.version_hash} {law.policy.model_dump_json()}"
        return sha256(told.encode()).hexdigest()


def law_in_use() -> Law:
    """The law in force here, with the newest stored calendar; the same one all through a transaction."""
    return in_use().law


def in_use() -> LawInUse:
    """The law in force here, and where its calendar comes from."""
    session = current_session()
    if session is None:
        with engine(CLOCK).connect() as connection:
            return _newest(connection)
    known = session.info.get(LAW)
    if not isinstance(known, LawInUse):
        known = session.info[LAW] = _newest(session.connection())
    return known


def law_of(connection: Connection, number: int) -> LawInUse:
    """The law with the calendar of this number, and all else as it is now."""
    stored = calendar_versions.up_to(connection, number)
    return compose(lay_over(shipped(), [one.layer for one in stored]), number)


def compose(layers: Layers, number: int) -> LawInUse:
    """The law with these layers of the calendar."""
    newest = max((year.newest for year in layers.years), key=lambda notice: notice.issued)
    return LawInUse(Law(read_rulebook(), build(layers), readings()), number, newest.number)


def readings() -> Policy:
    """How the district reads what the law leaves open (kernel/organs)."""
    return district().readings


def shipped() -> Layers:
    """The layers the house came with; stored years are laid over them."""
    return _shipped[-1]() if _shipped else read_layers()


def use_shipped(layers: Callable[[], Layers] | None) -> None:
    """Let a test say with which calendar the house came; `None` goes back to the packaged one."""
    _shipped[:] = [layers] if layers is not None else []
    _built.clear()


def _newest(connection: Connection) -> LawInUse:
    key = (calendar_versions.newest(connection), readings())
    found = _built.get(key)
    if found is None:
        found = law_of(connection, key[0].number)
        _built.clear()  # only the newest is asked for
        _built[key] = found
    return found
