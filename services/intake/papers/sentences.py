"""The sentences that the papers of the desk share: limits as they were reckoned, rights with their articles, the ways on."""

from collections.abc import Iterator

from services.kernel.document import zh_date
from services.kernel.routing import Route, RouteLimit, RouteNotice, RouteOption
from services.kernel.routing_table import RoutingTable
from services.kernel.rule import Confidence

from ..domain.filing import DATE_TITLES
from .frame import Frame

DOUBT = "（待核）"


def _mark(confidence: Confidence) -> str:
    return "" if confidence is Confidence.VERIFIED else DOUBT


def limits(route: Route, *, of_the_person: bool) -> tuple[str, ...]:
    """The limits that bind the person, or those that bind an office."""
    return tuple(limit(one) for one in route.limits if one.is_the_persons is of_the_person)


def limit(one: RouteLimit) -> str:
    """One limit: the last day, how it was reckoned, and what to heed."""
    reading = f"（{one.reading}）" if one.reading else ""
    advice = f"{one.advice.rstrip('。')}。" if one.advice else ""
    return f"{one.title}{reading}：{_end(one)}{advice}"


def _end(one: RouteLimit) -> str:
    cite = f"{one.cite}{_mark(one.confidence)}"
    if one.due_on is None:
        since = DATE_TITLES.get(one.since, "起算日期")
        return f"缺少{since}，届满日尚不能确定，请尽快补充（{cite}）。"
    verb = "已于{}届满" if one.state == "passed" else "{}届满"
    last = verb.format(f"{zh_date(one.due_on)}{'（暂定）' if one.provisional else ''}")
    advised = "，建议按这一日期办理" if one.advised else ""
    return f"{last}{advised}（{cite}）。{''.join(one.explanation[:-1])}"


def rights(route: Route, table: RoutingTable, moment: str | None = None) -> tuple[str, ...]:
    """Every right of the route, and those that a paper of this moment must always tell."""
    owed = table.rights.moments[moment].notices if moment else ()
    told = {one.code for one in route.notices}
    known = table.rights.notices
    added = (
        RouteNotice(code=code, text=known[code].text, cite=known[code].cite, confidence=known[code].confidence)
        for code in owed
        if code not in told
    )
    return tuple(right(one) for one in (*route.notices, *added))


def right(one: RouteNotice) -> str:
    """One right with its articles, marked where nobody has read them in the text."""
    doubt = "" if one.confidence is Confidence.VERIFIED else "；待核"
    cite = f"（{'、'.join(one.cite)}{doubt}）" if one.cite else _mark(one.confidence)
    return f"{one.text}{cite}［{one.code}］"


def ways(options: tuple[RouteOption, ...], frame: Frame) -> tuple[str, ...]:
    """Each way with its office and where that is."""
    return tuple(_way(one, frame) for one in options)


def _way(one: RouteOption, frame: Frame) -> str:
    office = frame.office(one.organ_id, one.organ)
    return f"{one.text}：{office}" if office else one.text


def if_fails(route: Route, frame: Frame) -> Iterator[str]:
    """What happens if the channel fails, the next ways in order, and the papers that go along."""
    if route.if_fails is None:
        return
    yield f"{route.if_fails.text}。"
    yield from ways(route.if_fails.ways, frame)
    if route.if_fails.papers:
        yield f"随案材料：{'、'.join(route.if_fails.papers)}。"
