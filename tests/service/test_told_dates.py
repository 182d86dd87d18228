"""A day that a party was told is never silently shortened: both stand, and a person decides with a reason."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlmodel import col, select

from services.chassis import clocks, reminders, sweeping, told_dates
from services.chassis.clock_rows import ClockRow
from services.chassis.db import transaction
from services.chassis.docket import history
from services.chassis.messages import NoticeRequested
from services.chassis.tables import Outbox
from services.kernel.calendar_layers import Layers
from services.kernel.moved_limits import DecideToldDate, ToldDate, ToldDateDecided
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from services.reconsideration import handlers, views
from services.reconsideration.store import BOOK
from tests.fixtures.calendars import shipped_before_amendment
from tests.fixtures.reconsideration import FLOWS, OFFICER, RESPONDENT, REVIEWER, act, read, serve
from tests.service.test_recalculation import KEY, SERVICE, in_trial, row_of, take_in

pytestmark = pytest.mark.usefixtures("clean")

TOLD, NOW = date(2019, 4, 29), date(2019, 4, 28)
TODAY = date(2019, 3, 25)
KEEP = DecideToldDate(keeps=True, reason="当事人已按原日期安排")
RENEW = DecideToldDate(keeps=False, reason="尚有充分时间，改按现日期告知")


@pytest.fixture(autouse=True)
def _of_2019() -> Iterator[Layers]:
    with shipped_before_amendment(2019) as layers:
        yield layers


@pytest.fixture
def shortened() -> UUID:
    """Sixty days from 2019-02-27; the party was told 04-29, and 国办发明电〔2019〕3号 made it 04-28."""
    case_id = in_trial(date(2019, 2, 27))
    with transaction(SERVICE) as session:
        clocks.tell(session, case_id, KEY, TOLD)
    take_in(2019, TODAY)
    return case_id


def waiting() -> list[tuple[str, date, date]]:
    with transaction(SERVICE) as session:
        return [(line.key, line.due_on, line.told_on) for line in told_dates.lines(session, BOOK)]


def decided(case_id: UUID) -> list[ToldDateDecided]:
    with transaction(SERVICE) as session:
        return [fact for fact in history(session, BOOK, case_id) if isinstance(fact, ToldDateDecided)]


def test_both_dates_stand_and_wait_for_a_person(shortened: UUID) -> None:
    row = row_of(shortened)
    assert (row.due_on, row.due_notified) == (NOW, TOLD)
    assert waiting() == [(KEY, NOW, TOLD)]
    with transaction(SERVICE) as session:
        sheet = views.sheet(session, shortened, OFFICER, TODAY)
    line = next(one for one in sheet.clocks if one.key == KEY)
    assert (line.reckoned_on, line.notified_on) == (NOW, TOLD)
    assert "decide_told_date" in {step.command for step in sheet.steps}


@pytest.mark.parametrize(("today", "lapsed"), [(NOW, 0), (TOLD, 0), (date(2019, 4, 30), 1)])
def test_the_limit_does_not_run_out_before_the_day_that_was_told(shortened: UUID, today: date, lapsed: int) -> None:
    found = sweeping.sweep(SERVICE, today, handlers.lapse_as(FLOWS, today)).lapsed
    assert read(shortened).clocks.is_live(KEY) is (lapsed == 0)
    assert found >= lapsed


def test_a_person_keeps_the_day_that_was_told(shortened: UUID) -> None:
    act(shortened, KEEP, OFFICER, TODAY)
    row = row_of(shortened)
    assert (row.due_on, row.due_notified, row.due_kept) == (NOW, TOLD, True)
    assert waiting() == []
    (fact,) = decided(shortened)
    assert (fact.told_on, fact.due_on, fact.keeps, fact.reason) == (TOLD, NOW, True, KEEP.reason)
    assert fact.by.id == OFFICER.id
    sweeping.sweep(SERVICE, TOLD, handlers.lapse_as(FLOWS, TOLD))
    assert read(shortened).clocks.is_live(KEY)


def test_a_person_lets_the_earlier_day_be_told(shortened: UUID) -> None:
    act(shortened, RENEW, OFFICER, TODAY)
    row = row_of(shortened)
    assert (row.due_on, row.due_notified) == (NOW, NOW)
    assert waiting() == []
    with transaction(SERVICE) as session:
        bodies = [one.body for one in session.exec(select(Outbox).where(col(Outbox.type) == "notice.requested"))]
    (notice,) = [body for body in bodies if isinstance(body, NoticeRequested)]
    assert "2019年4月29日" in notice.text
    assert "2019年4月28日" in notice.text


@pytest.mark.parametrize("who", [RESPONDENT, REVIEWER, FLOWS])
def test_nobody_else_decides(shortened: UUID, who: Principal) -> None:
    with pytest.raises(Refused):
        act(shortened, KEEP, who, TODAY)
    assert waiting() == [(KEY, NOW, TOLD)]


def test_a_decision_needs_its_reason() -> None:
    with pytest.raises(ValidationError):
        DecideToldDate(keeps=True, reason="  ")


def test_where_nothing_was_told_later_there_is_nothing_to_decide(shortened: UUID) -> None:
    act(shortened, KEEP, OFFICER, TODAY)
    with pytest.raises(Refused, match=r"clock\.not_told_later"):
        act(shortened, KEEP, OFFICER, TODAY)


def test_what_a_caller_says_was_told_is_not_believed() -> None:
    case_id = in_trial(date(2019, 2, 27))
    made_up = KEEP.model_copy(update={"told": (ToldDate(key=KEY, told_on=date(2030, 1, 1)),)})
    with pytest.raises(Refused, match=r"clock\.not_told_later"):
        act(case_id, made_up, OFFICER, TODAY)


def test_a_reminder_to_a_party_is_a_date_that_was_told() -> None:
    """The respondent is reminded of its time to reply (行政复议法 第四十八条); from then on that day is told."""
    case_id = in_trial(date(2019, 2, 27))
    with transaction(SERVICE) as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2019, 2, 27))
    serve(case_id, "reply_notice", date(2019, 2, 28))
    row = replies(case_id)
    assert row.due_on is not None
    assert row.due_notified is None
    reminders.remind(SERVICE, row.due_on, views.addressees)
    assert replies(case_id).due_notified == row.due_on


def replies(case_id: UUID) -> ClockRow:
    with transaction(SERVICE) as session:
        found = select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.key) == "arl.reply")
        return session.exec(found).one()
