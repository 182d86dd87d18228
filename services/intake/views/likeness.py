"""Likely duplicates (可能重复的争议), shown to the clerk before filing: each with every reason, the strongest first."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, union
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.likeness import ALIKE, fingerprint

from ..parts import Filing
from ..store import DisputeRow, PersonRow, UnitRow
from .lists import View

MOST = 8
Where = ColumnElement[bool]


class Likeness(View):
    """An earlier dispute that may be the same one, and why."""

    dispute_id: UUID
    number: str
    received_on: date
    applicant: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


def likely_duplicates(session: HouseSession, filing: Filing, *, besides: UUID | None = None) -> tuple[Likeness, ...]:
    """The same person about the same thing, or nearly the same story; a likeness proves nothing and decides nothing."""
    likeness = func.similarity(col(DisputeRow.story_print), fingerprint(filing.story))
    # Two questions, each with indexes of its own: joined by OR they would read the whole table.
    either = union(_same(filing), _alike(filing))
    found = select(DisputeRow, likeness).where(col(DisputeRow.id).in_(either))
    if besides is not None:
        found = found.where(col(DisputeRow.id) != besides)
    ordered = found.order_by(likeness.desc(), col(DisputeRow.received_on).desc()).limit(MOST)
    shown = (_shown(session, row, share, filing) for row, share in session.exec(ordered))
    return tuple(sorted(shown, key=lambda one: -len(one.reasons)))


def _marks(filing: Filing) -> tuple[set[str], set[str], set[str]]:
    people = filing.applicants
    return (
        {party.id_number.upper() for party in people if party.id_number},
        {party.phone for party in people if party.phone},
        {party.name for party in people},
    )


def _others(filing: Filing) -> set[str]:
    """The other sides by the names they are kept under: an organ by that of the profile."""
    organs = {unit.answers.respondent_organ for unit in filing.units if unit.answers.respondent_organ}
    private = {unit.other_side.name for unit in filing.units if unit.other_side.name}
    return private | {district().organ(organ).name for organ in organs}


def _same(filing: Filing) -> Select[tuple[UUID]]:
    """The same person about the same thing."""
    together = col(UnitRow.dispute_id) == col(PersonRow.dispute_id)
    asks = col(PersonRow.role) == "applicant"
    found = sql_select(col(PersonRow.dispute_id)).join(UnitRow, together)
    return found.where(asks, _same_person(filing), _same_matter(filing))


def _alike(filing: Filing) -> Select[tuple[UUID]]:
    """Nearly the same story: `%` asks the index, with PostgreSQL's own lower threshold; ours is the second test."""
    told, kept = fingerprint(filing.story), col(DisputeRow.story_print)
    return sql_select(col(DisputeRow.id)).where(kept.op("%")(told), func.similarity(kept, told) >= ALIKE)


def _same_person(filing: Filing) -> Where:
    numbers, phones, names = _marks(filing)
    return or_(
        col(PersonRow.id_number).in_(numbers),
        col(PersonRow.phone).in_(phones),
        col(PersonRow.name).in_(names),
    )


def _same_matter(filing: Filing) -> Where:
    units = filing.units
    return or_(
        col(UnitRow.other_side).in_(_others(filing)),
        col(UnitRow.act_number).in_({unit.act.number for unit in units if unit.act.number}),
        col(UnitRow.act_made_on).in_({unit.answers.act_made_on for unit in units if unit.answers.act_made_on}),
        col(UnitRow.event_on).in_({unit.answers.event_on for unit in units if unit.answers.event_on}),
    )


def _shown(session: HouseSession, row: DisputeRow, share: float, filing: Filing) -> Likeness:
    people = session.exec(select(PersonRow).where(col(PersonRow.dispute_id) == row.id)).all()
    units = session.exec(select(UnitRow).where(col(UnitRow.dispute_id) == row.id).order_by(col(UnitRow.position))).all()
    reasons = (*_of_people(tuple(people), filing), *_of_matter(tuple(units), filing), *_of_story(share))
    return Likeness(
        dispute_id=row.id,
        number=row.number,
        received_on=row.received_on,
        applicant=row.applicant_name,
        claims=tuple(unit.claim for unit in units),
        reasons=reasons,
    )


def _of_people(people: tuple[PersonRow, ...], filing: Filing) -> Iterator[str]:
    numbers, phones, names = _marks(filing)
    asking = [person for person in people if person.role == "applicant"]
    if any(person.id_number and person.id_number in numbers for person in asking):
        yield "证件号码相同"
    if any(person.phone and person.phone in phones for person in asking):
        yield "电话相同"
    same = [person.name for person in asking if person.name in names]
    if same:
        yield f"姓名相同：{'、'.join(same)}"


def _of_matter(units: tuple[UnitRow, ...], filing: Filing) -> Iterator[str]:
    told = filing.units
    for unit in units:
        if unit.other_side and unit.other_side in _others(filing):
            yield f"对方相同：{unit.other_side}"
        if unit.act_number and unit.act_number in {one.act.number for one in told}:
            yield f"文号相同：{unit.act_number}"
        if unit.act_made_on and unit.act_made_on in {one.answers.act_made_on for one in told}:
            yield f"决定日期相同：{unit.act_made_on}"
        if unit.event_on and unit.event_on in {one.answers.event_on for one in told}:
            yield f"事情日期相同：{unit.event_on}"


def _of_story(share: float) -> Iterator[str]:
    if share >= ALIKE:
        yield f"事情经过相似（{share:.0%}）"
