"""Several limits of one case as rows: chained ones start where the one before ended, others with the proof of service."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select

from services.chassis import sweeping
from services.chassis.clock_rows import ClockRow, MissedLimit
from services.chassis.db import transaction
from services.reconsideration import handlers
from tests.fixtures.reconsideration import FLOWS, OFFICER, open_case, serve

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
REVIEWED_UNTIL = date(2026, 10, 12)  # 行政复议法 第三十条: five working days over the National Day holiday


def rows(case_id: UUID) -> dict[str, ClockRow]:
    with transaction(SERVICE) as session:
        found = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id)).all()
    return {row.key: row for row in found}


def sweep(on: date) -> int:
    return sweeping.sweep(SERVICE, on, handlers.lapse_as(FLOWS, on)).lapsed


def accepted_by_silence() -> UUID:
    case_id = open_case()
    assert sweep(date(2026, 10, 13)) == 1
    return case_id


def test_the_limits_to_decide_and_to_send_start_from_the_last_day_of_the_silence() -> None:
    """第三十条第三款: accepted on the day on which the review expired, however late the sweep came."""
    found = rows(accepted_by_silence())
    assert found["arl.review"].state == "lapsed"
    for key in ("arl.ordinary", "arl.send_copy"):
        assert (found[key].state, found[key].started_on) == ("running", REVIEWED_UNTIL)


def test_a_sweep_that_comes_days_late_starts_the_chained_limits_no_later() -> None:
    prompt, late = rows(accepted_by_silence())["arl.ordinary"], open_case()
    assert sweep(date(2026, 10, 16)) == 1
    assert rows(late)["arl.ordinary"].due_on == prompt.due_on


def test_the_limit_to_reply_starts_with_the_proof_of_service_and_not_with_the_sending() -> None:
    """第四十八条: ten working days from the day on which the copy was received."""
    case_id = accepted_by_silence()
    with transaction(SERVICE) as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2026, 10, 13))
    assert "arl.reply" not in rows(case_id)
    serve(case_id, "reply_notice", date(2026, 10, 15))
    reply = rows(case_id)["arl.reply"]
    assert (reply.started_on, reply.due_on, reply.state) == (date(2026, 10, 15), date(2026, 10, 29), "running")
    assert rows(case_id)["arl.send_copy"].state == "met"


def test_of_several_limits_each_runs_out_on_its_own_day_and_the_others_run_on() -> None:
    case_id = accepted_by_silence()
    first = rows(case_id)["arl.send_copy"].due_on
    assert first == date(2026, 10, 21)  # 第四十八条: seven working days
    assert sweep(first) == 0
    assert sweep(date(2026, 10, 22)) == 1
    found = rows(case_id)
    assert (found["arl.send_copy"].state, found["arl.ordinary"].state) == ("lapsed", "running")
    with transaction(SERVICE) as session:
        missed = session.exec(select(MissedLimit)).one()
    assert (missed.case_id, missed.key, missed.due_on) == (case_id, "arl.send_copy", first)
