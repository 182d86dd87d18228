"""Reminders: each once, the nearest only; and the agenda knows the next day on which something happens."""

import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from services.chassis import clocks, reminders
from services.chassis.clock_rows import ClockRow, MissedLimit, MissedReason, Reminder
from services.chassis.db import HouseSession, transaction
from services.chassis.messages import NoticeRequested, Recipient
from services.chassis.now import now
from services.chassis.reminders import Addressees
from services.chassis.tables import Outbox
from services.kernel.clocks import Clocks
from services.kernel.law import the_law

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
ACCEPTED = date(2026, 10, 13)
OFFICER = Recipient(key="officer", role="officer", name="承办人", email="officer@jiefen.invalid")


def ask(session: HouseSession, row: ClockRow) -> Addressees:
    return Addressees("沪普府复〔2026〕1号", [OFFICER])


def open_case(rule: str = "arl.ordinary", on: date = ACCEPTED) -> UUID:
    case_id = uuid4()
    save(case_id, Clocks().start(rule, on))
    return case_id


def save(case_id: UUID, changed: Clocks) -> None:
    with transaction(SERVICE) as session:
        clocks.sync_clocks(session, case_id, changed, the_law())


def remind(today: date) -> int:
    return reminders.remind(SERVICE, today, ask).sent


def days() -> list[date]:
    """The days on which the law's own reckoning reminds of the ordinary procedure's end."""
    facts = Clocks().start("arl.ordinary", ACCEPTED).get("arl.ordinary")
    assert facts is not None
    return [distance.on for distance in the_law().reminders(facts)]


def notices() -> list[NoticeRequested]:
    with transaction(SERVICE) as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.seq))).all()
    return [row.body for row in rows if isinstance(row.body, NoticeRequested)]


def test_nothing_is_sent_before_the_first_day_of_reminding() -> None:
    open_case()
    assert remind(ACCEPTED) == 0


def test_each_distance_is_reminded_of_once() -> None:
    open_case()
    assert len(days()) == 4  # ten, five, three and one working days before
    assert [remind(day) for day in days() for _ in range(2)] == [1, 0] * 4
    assert len({notice.key for notice in notices()}) == 4


def test_a_reminder_names_the_limit_its_last_day_and_the_provision() -> None:
    open_case()
    remind(days()[0])
    (notice,) = notices()
    assert "沪普府复〔2026〕1号" in notice.text
    assert "行政复议法 第六十二条" in notice.text
    assert "还有10个工作日" in notice.text
    assert notice.recipient == OFFICER


def test_after_days_of_silence_only_the_nearest_reminder_goes_out() -> None:
    open_case()
    assert remind(days()[2]) == 1
    assert remind(days()[2]) == 0
    assert remind(days()[3]) == 1


def test_a_moved_last_day_is_reminded_of_anew() -> None:
    case_id = open_case()
    remind(days()[3])
    extended = Clocks().start("arl.ordinary", ACCEPTED).extend("arl.ordinary", 30, days()[3])
    save(case_id, extended)
    facts = extended.get("arl.ordinary")
    assert facts is not None
    assert remind(days()[3]) == 0
    assert remind(the_law().reminders(facts)[0].on) == 1


def test_a_clock_that_was_met_is_reminded_of_no_more() -> None:
    case_id = open_case()
    save(case_id, Clocks().start("arl.ordinary", ACCEPTED).meet("arl.ordinary", days()[0]))
    assert remind(days()[0]) == 0


def test_two_rounds_at_the_same_time_remind_once() -> None:
    for _ in range(10):
        open_case()
    threads = [threading.Thread(target=remind, args=(days()[0],)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notices()) == 10


def test_a_case_with_nobody_to_remind_is_noted_and_left() -> None:
    open_case()
    assert reminders.remind(SERVICE, days()[0], lambda *_: None).sent == 0
    with transaction(SERVICE) as session:
        assert len(session.exec(select(Reminder)).all()) == 1


def test_the_agenda_leads_from_reminder_to_reminder_to_the_day_after_the_last_one() -> None:
    open_case()
    with transaction(SERVICE) as session:
        due = session.exec(select(ClockRow)).one().due_on
        assert due is not None
        seen, day = [], ACCEPTED
        while len(seen) < 5:
            found = reminders.agenda(session, day).next_on
            assert found is not None
            seen.append(day := found)
    assert seen[:4] == days()
    assert (seen[4] - due).days == 1


def test_an_agenda_without_running_clocks_is_empty() -> None:
    with transaction(SERVICE) as session:
        assert reminders.agenda(session, ACCEPTED).next_on is None


def due() -> date:
    with transaction(SERVICE) as session:
        found = session.exec(select(ClockRow)).one().due_on
    assert found is not None
    return found


def test_the_day_before_and_the_last_day_are_not_late_and_the_day_after_is_told_once() -> None:
    open_case()
    last = due()
    for day in days():
        remind(day)
    assert [remind(last + timedelta(days=n)) for n in (-1, 0, 1, 1, 2)] == [0, 0, 1, 0, 0]
    late = notices()[-1]
    assert f"已于{last}届满" in late.text
    assert "逾期1日" in late.text
    assert "说明原因" in late.text


def test_a_missed_limit_is_told_of_once_although_the_sweep_has_ended_the_clock() -> None:
    case_id = open_case()
    last = due()
    after = last + timedelta(days=1)
    save(case_id, Clocks().start("arl.ordinary", ACCEPTED).lapse("arl.ordinary", after))
    assert remind(after) == 0  # nobody missed it: a limit may also run out to somebody's advantage
    with transaction(SERVICE) as session:
        clocks.record_missed(session, case_id, "arl.ordinary", "arl.ordinary", due_on=last, on=after)
    assert [remind(after), remind(after + timedelta(days=1))] == [1, 0]


def test_a_missed_limit_with_its_reason_stated_is_not_asked_about_again() -> None:
    case_id = open_case()
    last = due()
    after = last + timedelta(days=1)
    save(case_id, Clocks().start("arl.ordinary", ACCEPTED).lapse("arl.ordinary", after))
    with transaction(SERVICE) as session:
        clocks.record_missed(session, case_id, "arl.ordinary", "arl.ordinary", due_on=last, on=after)
        missed = session.exec(select(MissedLimit)).one()
        stated = MissedReason(
            missed_id=missed.id, code="workload", words="积案", by_id="1", by_name="承办人", on=after, at=now()
        )
        session.add(stated)
    assert remind(after) == 0


def test_a_clock_that_stands_still_is_not_reminded_of_and_is_again_for_its_new_day() -> None:
    """行政复议法 第三十九条: suspended for as long as it lasts, reminded of the later day after."""
    case_id = open_case()
    first = days()[0]
    stopped = Clocks().start("arl.ordinary", ACCEPTED).suspend("arl.ordinary", ACCEPTED, "other")
    save(case_id, stopped)
    assert remind(first) == 0
    save(case_id, stopped.resume("arl.ordinary", first))
    assert remind(first) == 0
    moved = the_law().reminders(stopped.resume("arl.ordinary", first).get("arl.ordinary"))  # type: ignore[arg-type]  # it is there
    assert [remind(day.on) for day in moved] == [1, 1, 1, 1]


def test_a_day_that_moves_away_and_back_is_reminded_of_once() -> None:
    case_id, plain = open_case(), Clocks().start("arl.ordinary", ACCEPTED)
    assert remind(days()[0]) == 1
    save(case_id, plain.extend("arl.ordinary", 30, days()[0]))
    save(case_id, plain)
    assert remind(days()[0]) == 0


def test_a_provisional_day_is_reminded_of_by_its_nominal_end() -> None:
    """A notice to come may make the Saturday a working day: then the limit ends there, and nobody was told too late."""
    on = date(2027, 1, 4)
    case_id = open_case(on=on)
    with transaction(SERVICE) as session:
        row = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id)).one()
        row.nominal_on, row.due_on = date(2027, 3, 6), date(2027, 3, 15)
        assert row.provisional
    a_day_before = the_law().calendar.add_working_days(date(2027, 3, 6), -1)
    assert remind(a_day_before) == 1
    (notice,) = notices()
    assert "2027-03-15" in notice.text
    assert "暂定" in notice.text
    assert remind(the_law().calendar.add_working_days(date(2027, 3, 15), -1)) == 0


def test_a_case_that_breaks_does_not_keep_the_others_from_their_reminders() -> None:
    broken, _ = open_case(), open_case()

    def ask_or_break(session: HouseSession, row: ClockRow) -> Addressees:
        if row.case_id == broken:
            raise ZeroDivisionError
        return ask(session, row)

    with pytest.raises(ExceptionGroup):
        reminders.remind(SERVICE, days()[0], ask_or_break)
    assert len(notices()) == 1


def test_more_clocks_than_a_batch_are_all_reminded_of() -> None:
    for _ in range(reminders.BATCH // 4 + 1):
        open_case()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reminders, "BATCH", 10)
        assert remind(days()[0]) == reminders.BATCH * 5 + 1
