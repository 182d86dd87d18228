"""The months and the line of time of a limit: every day of the trace stands there once, in a sign and in words."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.clock_chart import chart
from services.chassis.clock_lines import KEPT, LATER, WAITS, Told, clock_line
from services.chassis.clock_picture import SHOWN, DayCell, DayKind, Picture, picture
from services.kernel.clocks import Clocks
from services.kernel.deadline import Deadline
from services.kernel.law import the_law

FILED, DUE = date(2026, 9, 29), date(2026, 10, 12)  # 行政复议法 第三十条: over 国庆节, with the worked Saturday 10-10


def drawn(deadline: Deadline) -> Picture:
    return picture(deadline, the_law().calendar)


def cells(found: Picture) -> dict[date, DayCell]:
    return {cell.on: cell for month in found.months for week in month.weeks for cell in week if cell}


def said(cell: DayCell) -> str:
    return "，".join(text % values for text, values in cell.words)


def test_every_day_of_a_limit_in_working_days_says_how_it_counted() -> None:
    found = cells(drawn(the_law().reckon("arl.review", FILED)))
    kinds = {day: found[day].kind for day in (FILED, date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 11), DUE)}
    assert list(kinds.values()) == [DayKind.ZERO, DayKind.COUNTED, DayKind.OFF, DayKind.OFF, DayKind.COUNTED]
    assert [cell.number for cell in found.values() if cell.kind is DayKind.COUNTED] == [1, 2, 3, 4, 5]
    assert said(found[FILED]) == "起算日，不计入"
    assert said(found[date(2026, 10, 1)]) == "不计入，国庆节放假"
    assert said(found[date(2026, 10, 10)]) == "第 4 日，计入，调休上班"
    assert (said(found[DUE]), found[DUE].signs) == ("第 5 日，计入，届满日", ("5", "届"))
    assert found[date(2026, 10, 13)].kind is DayKind.PLAIN


@pytest.mark.parametrize(("on", "is_last"), [(DUE - timedelta(1), False), (DUE, True), (DUE + timedelta(1), False)])
def test_only_the_last_day_is_marked_as_last(on: date, is_last: bool) -> None:
    assert cells(drawn(the_law().reckon("arl.review", FILED)))[on].is_last is is_last


def test_a_month_begins_on_monday_and_holds_each_of_its_days_once() -> None:
    for month in drawn(the_law().reckon("arl.ordinary", date(2026, 1, 31))).months:
        days = [cell.on for week in month.weeks for cell in week if cell]
        assert all(len(week) == 7 for week in month.weeks)
        assert all(
            cell is None or cell.on.weekday() == place for week in month.weeks for place, cell in enumerate(week)
        )
        assert days[0] == month.first
        assert all(after - before == timedelta(1) for before, after in pairwise(days))
        assert (days[-1] + timedelta(1)).day == 1


def test_a_rolled_end_shows_both_its_last_days() -> None:
    """民事诉讼法 第八十五条第三款。"""
    found = cells(drawn(the_law().reckon("arl.suit", date(2026, 9, 21))))
    assert "顺延前的最后一日" in said(found[date(2026, 10, 6)])
    assert found[date(2026, 10, 7)].kind is DayKind.ROLLED
    assert "届满日" in said(found[date(2026, 10, 8)])
    assert "休" in found[date(2026, 9, 26)].signs, "a counted day off is still told"


def test_suspended_days_and_doubtful_days_are_told() -> None:
    clocks = Clocks().start("arl.ordinary", date(2026, 11, 2))
    clocks = clocks.suspend("arl.ordinary", date(2026, 11, 23), "mediation_agreed")
    clocks = clocks.resume("arl.ordinary", date(2026, 12, 21))
    limit = clocks.get("arl.ordinary")
    assert limit is not None
    drawing = drawn(the_law().deadline(limit))
    found = cells(drawing)
    assert said(found[date(2026, 11, 23)]) == "中止，不计入"
    assert found[date(2026, 12, 20)].kind is DayKind.SUSPENDED
    assert found[date(2026, 12, 21)].kind is DayKind.COUNTED
    assert drawing.has_provisional
    assert "暂定" in said(found[date(2027, 1, 4)])
    assert "暂定" not in said(found[date(2026, 12, 31)])


def test_a_limit_told_backwards_is_counted_from_its_event() -> None:
    """行政复议法 第五十一条第一款：举行听证的五日前。"""
    deadline = the_law().reckon("arl.hearing_notice", date(2026, 10, 14))
    found = cells(drawn(deadline))
    assert deadline.due_on is not None
    assert found[date(2026, 10, 14)].kind is DayKind.ZERO
    assert found[date(2026, 10, 13)].number == 1
    assert max(cell.number or 0 for cell in found.values()) == 5
    assert found[deadline.due_on].is_last


def test_of_a_long_limit_the_first_and_the_last_months_are_drawn() -> None:
    drawing = drawn(the_law().reckon("arl.bar_real_property", date(2026, 10, 14)))
    assert len(drawing.months) == SHOWN
    assert sum(month.left_out for month in drawing.months) + SHOWN == 20 * 12 + 1
    assert not drawing.is_numbered, "years are not counted in days"


@given(
    st.sampled_from(["arl.review", "arl.reply", "arl.summary", "arl.suit", "arl.hearing_notice", "all.suit_direct"]),
    st.dates(date(2024, 1, 1), date(2026, 11, 30)),
)
def test_the_picture_shows_what_the_trace_says(rule: str, start: date) -> None:
    deadline = the_law().reckon(rule, start)
    found = cells(drawn(deadline))
    for step in deadline.trace:
        if step.kind in {"counted", "non_working", "suspended", "rolled"}:
            assert step.to_on is not None
            shown = [cell for cell in found.values() if step.from_on <= cell.on <= step.to_on]
            assert len(shown) == step.days
            assert all(cell.kind is not DayKind.PLAIN for cell in shown)
    assert [cell.on for cell in found.values() if cell.is_last] == [deadline.due_on]


def share(x: str) -> float:
    return float(x.removesuffix("%"))


def test_the_limits_of_a_case_lie_on_one_line_of_time() -> None:
    clocks = Clocks().start("arl.review", FILED).meet("arl.review", DUE).start("arl.ordinary", DUE)
    clocks = clocks.suspend("arl.ordinary", date(2026, 10, 23), "mediation_agreed")
    today = date(2026, 10, 30)
    found = chart([clock_line(limit, today, the_law()) for limit in clocks], today, the_law())
    review, ordinary = found.lanes
    assert [sign.kind for sign in review.signs] == ["start", "due", "met"]
    assert [bar.kind for bar in ordinary.bars] == ["run", "stopped"]
    assert found.today is not None
    assert share(ordinary.bars[1].x) <= share(found.today.x) < 100
    assert share(review.signs[1].x) == share(ordinary.signs[0].x), "the same day stands at the same place"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(date(2026, 11, 3)), LATER),
        (Told(date(2026, 11, 4)), ""),
        (Told(date(2026, 11, 5)), WAITS),
        (Told(date(2026, 11, 5), is_kept=True), KEPT),
        (None, ""),
    ],
)
def test_a_date_told_otherwise_is_shown_beside_the_one_reckoned(told: Told | None, words: str) -> None:
    """行政复议法 第四十八条：十日（工作日）自2026-10-21起，到2026-11-04。"""
    (limit,) = Clocks().start("arl.reply", date(2026, 10, 21))
    line = clock_line(limit, DUE, the_law(), told=told)
    assert line.reckoned_on == date(2026, 11, 4)
    assert line.told_otherwise == words
    signs = chart([line], DUE, the_law()).lanes[0].signs
    assert ("told" in {sign.kind for sign in signs}) is bool(words)


def test_a_case_without_limits_has_no_line() -> None:
    assert chart([], DUE, the_law()).lanes == ()


def test_a_case_that_ended_long_ago_does_not_reach_today() -> None:
    clocks = Clocks().start("arl.review", FILED).meet("arl.review", DUE)
    today = date(2030, 1, 1)
    assert chart([clock_line(limit, today, the_law()) for limit in clocks], today, the_law()).today is None
