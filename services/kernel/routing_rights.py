"""Which rights a route tells (权利告知), and which it no longer tells because a fact is known, with the reason."""

from collections.abc import Iterator
from datetime import date

from services.kernel.routing_result import DroppedNotice, RouteNotice
from services.kernel.routing_rows import Row
from services.kernel.routing_table import UNKNOWN, RoutingTable
from services.kernel.routing_vocabulary import Condition, failed_on

Codes = tuple[str, ...]


def codes(row: Row, inputs: Condition, table: RoutingTable) -> Codes:
    """The rights of the row, then those owed to every dispute of this kind, then those of a hold."""
    due = (one.notice for one in table.duties_of(row) if failed_on(one.when, one.unless, inputs) is None)
    held = (
        code
        for hold in table.admission.holds
        if row.channel in hold.channels and failed_on(hold.when, {}, inputs) is None
        for code in hold.notices
    )
    return tuple(dict.fromkeys((*row.notices, *due, *held)))


def notices(told: Codes, table: RoutingTable) -> tuple[RouteNotice, ...]:
    """The rights with their sentences and provisions."""
    known = table.rights.notices
    return tuple(
        RouteNotice(code=code, text=known[code].text, cite=known[code].cite, confidence=known[code].confidence)
        for code in told
    )


def dropped(row: Row, told: Codes, inputs: Condition, on: date, table: RoutingTable) -> Iterator[DroppedNotice]:
    """Every right that one unknown fact less would bring: forget each known fact in turn and route again."""
    for name in inputs:
        forgotten = _forgotten(name, table)
        if forgotten == inputs[name]:
            continue
        without = {**inputs, name: forgotten}
        other = table.index.first(table.index.possible(without, on)) or table.rows()[-1]
        for code in codes(other, without, table):
            if code not in told:
                yield DroppedNotice(
                    code=code, fact=name, without=other.id, rule=row.id, reason=_why(code, row, other, table)
                )


def _forgotten(name: str, table: RoutingTable) -> tuple[str, ...]:
    """What a fact is when nobody knows it: no step taken, no organ named, else unknown."""
    answers = table.inputs.answers[name]
    if UNKNOWN in answers:
        return (UNKNOWN,)
    return ("none",) if "none" in answers else ()


def _why(code: str, row: Row, other: Row, table: RoutingTable) -> str:
    barred = next((one for one in table.duties_of(row) if one.notice == code and one.unless), None)
    if other is row and barred is not None:
        return barred.reason
    return f"按{row.id}“{row.title}”处理：{row.reasons[0]}"
