"""The one view of a dispute over all channels: its units with their next days, its persons, papers and history."""

from datetime import date
from uuid import UUID

from services.chassis.db import HouseSession
from services.chassis.due import Due
from services.kernel.refusal import Refused
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel

from .. import store
from ..events import (
    DisputeRegistered,
    Event,
    PaperIssued,
    PapersAdded,
    UnitHandedBack,
    UnitMoved,
    UnitOffered,
    UnitReferred,
    UnitRefused,
    UnitRouted,
)
from ..parts import UNIT_TITLES, Dispute, Unit
from .lists import View, badge


class Entry(View):
    """One line of a dispute's history, as `ui.timeline` shows it."""

    on: date
    title: str
    detail: str | None
    cite: str | None
    actor: str


class Sheet(View):
    """A dispute with its history: the one view over all channels."""

    dispute: Dispute
    dues: dict[UUID, Due]
    entries: tuple[Entry, ...]


def need(session: HouseSession, dispute_id: UUID) -> Dispute:
    """The dispute, or a refusal that gives nothing away."""
    found = store.load(session, dispute_id)
    if found is None:
        raise Refused("missing.dispute", "没有这件争议，或者您无权查看。")
    return found


def sheet(session: HouseSession, dispute_id: UUID, today: date) -> Sheet:
    """The whole of a dispute, newest history first."""
    dispute = need(session, dispute_id)
    dues = {unit.id: _due_of(unit, today) for unit in dispute.units}
    entries = [one for fact in store.history(session, dispute_id) for one in _entries(dispute, fact)]
    return Sheet(
        dispute=dispute,
        dues={unit_id: found for unit_id, found in dues.items() if found is not None},
        entries=tuple(reversed(entries)),
    )


def _due_of(unit: Unit, today: date) -> Due | None:
    limit = unit.route.next_limit
    return badge(limit.due_on, today, provisional=limit.provisional) if limit else None


def _entries(dispute: Dispute, fact: Event) -> tuple[Entry, ...]:
    match fact:
        case DisputeRegistered():
            routed = tuple(_routed(fact, unit) for unit in fact.units)
            told = f"{len(fact.units)}项请求"
            if fact.despite is not None:
                told += f"；与{'、'.join(fact.despite.numbers)}相似，仍要登记：{fact.despite.reason}"
            first = Entry(on=fact.on, title=f"登记为{fact.number}", detail=told, cite=None, actor=fact.by.name)
            return (first, *routed)
        case UnitRouted():
            reason = fact.override.reason if fact.override else fact.reason or fact.route.title
            title = f"第{_position(dispute, fact.unit_id)}项改为{fact.route.channel_title}"
            return (Entry(on=fact.on, title=title, detail=reason, cite=_first_article(fact), actor=fact.by.name),)
        case UnitOffered():
            where = f"第{_position(dispute, fact.unit_id)}项向{CHANNEL_TITLES[RouteChannel(fact.channel)]}移送"
            return (Entry(on=fact.on, title=where, detail=None, cite=None, actor=fact.by.name),)
        case UnitHandedBack():
            return (_handed_back(dispute, fact),)
        case UnitReferred():
            where = f"第{_position(dispute, fact.unit_id)}项移送{CHANNEL_TITLES[RouteChannel(fact.case.channel)]}"
            return (Entry(on=fact.on, title=where, detail=f"案号 {fact.case.number}", cite=None, actor=fact.by.name),)
        case UnitRefused():
            where = f"第{_position(dispute, fact.unit_id)}项被{CHANNEL_TITLES[RouteChannel(fact.refusal.channel)]}退回"
            cite = fact.refusal.cite or None
            return (Entry(on=fact.on, title=where, detail=fact.refusal.reason, cite=cite, actor=fact.by.name),)
        case PapersAdded() | PaperIssued():
            return (_papers(dispute, fact),)
        case UnitMoved():
            where = f"{fact.case.number}：{fact.case.title}"
            return (Entry(on=fact.on, title=where, detail=None, cite=None, actor=fact.by.name),)


def _routed(fact: DisputeRegistered, unit: Unit) -> Entry:
    title = f"第{unit.position}项分流至{unit.route.channel_title}（{unit.route.organ}）"
    articles = unit.route.articles
    return Entry(
        on=fact.on, title=title, detail=unit.route.title, cite=articles[0] if articles else None, actor=fact.by.name
    )


def _papers(dispute: Dispute, fact: PapersAdded | PaperIssued) -> Entry:
    """What came in, or what the desk made out."""
    if isinstance(fact, PapersAdded):
        title, detail = f"收到材料{len(fact.papers)}份", "、".join(paper.name for paper in fact.papers)
    else:
        of = f"（第{_position(dispute, fact.paper.unit_id)}项）" if fact.paper.unit_id else ""
        title, detail = f"制发{fact.paper.title}{of}", fact.paper.number
    return Entry(on=fact.on, title=title, detail=detail, cite=None, actor=fact.by.name)


def _handed_back(dispute: Dispute, fact: UnitHandedBack) -> Entry:
    """Which case let the unit go, why, and where it goes from here."""
    file = fact.file
    title = f"第{_position(dispute, fact.unit_id)}项由{file.number}移交回窗口（{file.outcome_title}）"
    then = f"接下来：{UNIT_TITLES[fact.state]}，{fact.route.channel_title}"
    return Entry(on=fact.on, title=title, detail=f"{file.reason_title}。{then}", cite=file.cite, actor=fact.by.name)


def _first_article(fact: UnitRouted) -> str | None:
    return fact.route.articles[0] if fact.route.articles else None


def _position(dispute: Dispute, unit_id: UUID) -> int:
    unit = dispute.unit(unit_id)
    return unit.position if unit else 0
