"""A corrected date of service in an adjudication: an event, never an edit, and the limit runs from the right day."""

from datetime import date
from uuid import UUID

import pytest

from services.adjudication.commands import FileReply, RecordService, SignDecision
from services.adjudication.domain import Case
from services.adjudication.domain.case import REPLY
from services.adjudication.store import BOOK
from services.chassis.db import transaction
from services.chassis.docket import rebuild
from services.kernel.facts import ClockState
from services.kernel.law import the_law
from services.kernel.refusal import Refused
from tests.fixtures.adjudication import ADJUDICATOR, DRAFT, OURSELVES, act, copied, read, serve, sweep
from tests.fixtures.reconsideration import LEADER

pytestmark = pytest.mark.usefixtures("clean")

WRONG, RIGHT = date(2026, 9, 28), date(2026, 10, 12)


def due(case: Case) -> date:
    clock = case.clocks.get(REPLY)
    assert clock is not None
    found = the_law().due_on(clock)
    assert found is not None
    return found


def correct(case_id: UUID, on: date, was_on: date, today: date) -> Case:
    (delivery,) = [one for one in read(case_id).deliveries if one.paper == "reply_notice"]
    command = RecordService(delivery_id=delivery.id, served_on=on, mode="post", was_on=was_on)
    return act(case_id, command, OURSELVES, today)


def lapsed() -> tuple[UUID, date]:
    """The time to reply ran out, counted from the wrong day."""
    case_id = copied()
    last = due(serve(case_id, "reply_notice", WRONG))
    assert sweep(the_law().calendar.add_working_days(last, 1)) >= 1
    return case_id, the_law().calendar.add_working_days(last, 1)


def test_a_reply_limit_that_ran_out_from_the_wrong_day_runs_again() -> None:
    case_id, after = lapsed()
    assert read(case_id).clocks.facts[-1].state is ClockState.LAPSED or REPLY in read(case_id).missed
    case = correct(case_id, RIGHT, WRONG, after)
    assert case.clocks.is_live(REPLY)
    assert case.clocks.get(REPLY).started_on == RIGHT  # type: ignore[union-attr]  # it is live
    assert REPLY not in case.missed
    with transaction("adjudication") as session:
        assert rebuild(session, BOOK, case_id) == case


def test_the_reopened_limit_runs_out_once_more_on_its_own_day() -> None:
    case_id, after = lapsed()
    last = due(correct(case_id, RIGHT, WRONG, after))
    sweep(last)
    assert read(case_id).clocks.is_live(REPLY)
    sweep(the_law().calendar.add_working_days(last, 1))
    assert not read(case_id).clocks.is_live(REPLY)


def test_a_decision_drafted_on_a_wrong_silence_is_not_signed_while_the_limit_runs_again() -> None:
    case_id, after = lapsed()
    act(case_id, DRAFT, ADJUDICATOR, after)
    correct(case_id, RIGHT, WRONG, after)
    with pytest.raises(Refused, match=r"adj\.no_reply_yet"):
        act(case_id, SignDecision(approved=True), LEADER, after)
    assert act(case_id, SignDecision(approved=False, comment="等待答复"), LEADER, after).state == "TRIAL"


@pytest.mark.parametrize(("shift", "in_time"), [(-1, True), (0, True), (1, False)])
def test_a_reply_is_judged_anew_by_the_right_day(shift: int, in_time: bool) -> None:
    """Filed one day before, on, and one day after the last day that the right date of service gives."""
    case_id, after = lapsed()
    right = date(2026, 9, 30)
    clock = read(case_id).clocks.get(REPLY)
    assert clock is not None
    last = the_law().due_on(clock.correct_start(right))
    assert last is not None
    filed = the_law().calendar.add_working_days(last, shift)
    assert act(case_id, FileReply(statement="我方名称经依法登记。"), ADJUDICATOR, filed).reply is not None
    reply = correct(case_id, right, WRONG, max(after, filed)).reply
    assert reply is not None
    assert reply.in_time is in_time
