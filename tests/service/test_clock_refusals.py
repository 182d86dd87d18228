"""What has not happened yet, or may no longer happen, is refused with its provision; not one row of the house changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from services.adjudication.commands import RecordMissedLimit as AdjudicationMissed
from services.adjudication.commands import RecordService as AdjudicationServed
from services.chassis.contracts import ActFacts
from services.chassis.db import transaction
from services.kernel.law import the_law
from services.kernel.principal import service
from services.kernel.refusal import Refused
from services.mediation.commands import ProposeTermination, RecordSession, SignAgreement
from services.mediation.commands import RecordMissedLimit as MediationMissed
from services.notify.commands import (
    Command,
    CorrectServiceDate,
    GivePublicNotice,
    RecordDispatch,
    RecordFailure,
    RecordReceipt,
)
from services.notify.events import NoticeGround
from services.notify.handlers.deliveries import handle
from services.reconsideration import commands as c
from services.reconsideration import handlers
from services.reconsideration.domain import decide
from tests.fixtures import adjudication, mediation
from tests.fixtures import reconsideration as arl
from tests.fixtures.cleaning import TABLES

from .notify_cases import ASKED, ask, request, slip

pytestmark = pytest.mark.usefixtures("clean")

ONE_DAY = timedelta(days=1)
ACCEPTED = date(2026, 10, 9)
DUE = date(2026, 12, 8)  # 行政复议法 第六十二条: sixty days from 9 October
SERVED = date(2026, 10, 15)


@pytest.fixture
def rows(database: str) -> Iterator[Callable[[], dict[str, tuple[int, str]]]]:
    """Every table with its number of rows and the sum of what stands in them."""
    url = make_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as session:
        tables = [sql.Identifier(*row) for row in session.execute(TABLES)]

        def read() -> dict[str, tuple[int, str]]:
            ask_one = sql.SQL(
                "SELECT count(*), coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {} t"
            )
            return {str(t): session.execute(ask_one.format(t)).fetchone() or (0, "") for t in tables}

        yield read


@pytest.fixture
def refused(rows: Callable[[], dict[str, tuple[int, str]]]) -> Callable[..., Refused]:
    """Take the step, which must be refused with a provision and leave every row as it was."""

    @contextmanager
    def unchanged() -> Iterator[None]:
        before = rows()
        yield
        assert rows() == before

    def attempt(step: Callable[[], object], code: str, cite: str) -> Refused:
        with unchanged(), pytest.raises(Refused) as refusal:
            step()
        told = refusal.value.faults
        assert code in {fault.code for fault in told}
        assert next(fault.cite for fault in told if fault.code == code) == cite
        return refusal.value

    return attempt


Attempt = Callable[[Callable[[], object], str, str], Refused]


def accepted() -> UUID:
    case_id = arl.open_case()
    arl.act(case_id, c.AcceptApplication(met=arl.ALL_MET), arl.OFFICER, ACCEPTED)
    return case_id


def copied() -> tuple[UUID, UUID]:
    case_id = accepted()
    with transaction("reconsideration") as session:
        case = handlers.send_copy(session, case_id, arl.OFFICER, today=ACCEPTED)
    return case_id, case.deliveries[0].id


def suspension() -> c.Suspend:
    return c.Suspend(ground="mediation_agreed", reason="调解", applicant_agrees=True, respondent_agrees=True)


def test_an_application_and_an_act_of_tomorrow_are_refused_together(refused: Attempt):
    """行政复议法 第二十条第一款、第三十条第一款。"""
    tomorrow, today = arl.FILED, arl.FILED - ONE_DAY
    act = ActFacts(kind="penalty", title="行政处罚决定书", made_on=tomorrow, served_on=tomorrow)
    offer = arl.offer(act=act)

    def receive() -> None:
        with transaction("reconsideration") as session:
            handlers.receive(session, offer, arl.FLOWS, today=today)

    found = refused(receive, "arl.received_in_future", "行政复议法 第三十条第一款")
    assert [fault.code for fault in found.faults] == [
        "arl.received_in_future",
        "arl.made_in_future",
        "arl.act_served_in_future",
    ]


@pytest.mark.parametrize("days", [0, 1])
def test_on_the_day_itself_an_application_is_received(days: int):
    received = arl.FILED
    with transaction("reconsideration") as session:
        assert handlers.receive(session, arl.offer(), arl.FLOWS, today=received + days * ONE_DAY).case_id


def test_service_of_tomorrow_is_refused_and_so_is_its_correction(refused: Attempt):
    """民事诉讼法 第八十七条。"""
    case_id, delivery_id = copied()
    ours = service("reconsideration")
    first = c.RecordService(delivery_id=delivery_id, served_on=SERVED + ONE_DAY, mode="post")
    refused(lambda: arl.act(case_id, first, ours, SERVED), "arl.served_in_future", "民事诉讼法 第八十七条")
    arl.act(case_id, first.model_copy(update={"served_on": SERVED}), ours, SERVED)
    corrected = first.model_copy(update={"was_on": SERVED})
    refused(lambda: arl.act(case_id, corrected, ours, SERVED), "arl.served_in_future", "民事诉讼法 第八十七条")
    assert arl.act(case_id, corrected, ours, SERVED + ONE_DAY).deliveries[0].served_on == SERVED + ONE_DAY


def test_silence_is_no_acceptance_before_the_review_is_over(refused: Attempt):
    """行政复议法 第三十条第三款: the last day is 12 October."""
    case_id, due = arl.open_case(), date(2026, 10, 12)
    lapse = c.DeemAccepted(due_on=due)
    for today in (due - ONE_DAY, due):
        refused(
            lambda today=today: arl.act(case_id, lapse, arl.FLOWS, today), "limit.not_over", "行政复议法 第三十条第三款"
        )
    assert arl.act(case_id, lapse, arl.FLOWS, due + ONE_DAY).accepted_on == due


def test_a_limit_is_not_missed_before_its_last_day_is_over(refused: Attempt):
    case_id = accepted()
    lapse = c.RecordMissedLimit(key="arl.ordinary", due_on=DUE)
    with pytest.raises(Refused) as refusal:
        arl.act(case_id, lapse, arl.FLOWS, DUE)
    assert refusal.value.cite
    refused(lambda: arl.act(case_id, lapse, arl.FLOWS, DUE), "limit.not_over", refusal.value.cite)


def test_a_case_is_suspended_once_at_a_time_and_never_after_its_limit(refused: Attempt):
    """行政复议法 第三十九条。"""
    case_id = accepted()
    refused(
        lambda: arl.act(case_id, suspension(), arl.OFFICER, DUE + ONE_DAY),
        "clock.suspended_too_late",
        "行政复议法 第六十二条第一款",
    )
    arl.act(case_id, suspension(), arl.OFFICER, DUE)
    twice = "行政复议法 第三十九条第一款"
    refused(lambda: arl.act(case_id, suspension(), arl.OFFICER, DUE), "state.not_now", twice)
    case = arl.read(case_id)
    refused(lambda: decide(case, suspension(), DUE, the_law()), "state.not_now", twice)


def test_a_case_is_not_resumed_before_it_was_suspended(refused: Attempt):
    """行政复议法 第三十九条第一款第（六）项。"""
    case_id, stopped_on = accepted(), date(2026, 10, 20)
    arl.act(case_id, suspension(), arl.OFFICER, stopped_on)
    resume = c.Resume(reason="调解不成")
    refused(
        lambda: arl.act(case_id, resume, arl.OFFICER, stopped_on - ONE_DAY),
        "clock.resumed_too_early",
        arl.read(case_id).clocks.get("arl.ordinary").suspensions[0].basis,
    )
    assert arl.act(case_id, resume, arl.OFFICER, stopped_on).state == "TRIAL"


@pytest.mark.parametrize(
    ("days", "on", "code"), [(31, DUE, "clock.extension_too_long"), (30, DUE + ONE_DAY, "clock.extended_too_late")]
)
def test_an_extension_above_the_cap_or_too_late_is_refused(refused: Attempt, days: int, on: date, code: str):
    """行政复议法 第六十二条第一款。"""
    case_id = accepted()
    wish = c.ExtendLimit(days=days, reason="情况复杂")
    refused(lambda: arl.act(case_id, wish, arl.HEAD, on), code, "行政复议法 第六十二条第一款")


def test_a_second_extension_is_refused(refused: Attempt):
    """行政复议法 第六十二条第一款。"""
    case_id = accepted()
    arl.act(case_id, c.ExtendLimit(days=10, reason="情况复杂"), arl.HEAD, DUE)
    again = c.ExtendLimit(days=10, reason="情况仍复杂")
    refused(lambda: arl.act(case_id, again, arl.HEAD, DUE), "clock.extended_twice", "行政复议法 第六十二条第一款")


def test_a_mediation_knows_no_request_session_or_signature_of_tomorrow(refused: Attempt):
    today = mediation.RECEIVED
    from_tomorrow = mediation.offer(received_on=today + ONE_DAY)

    def receive() -> None:
        with transaction("mediation") as session:
            mediation.handlers.receive(session, from_tomorrow, mediation.FLOWS, today=today)

    with pytest.raises(Refused) as refusal:
        receive()
    assert refusal.value.cite
    refused(receive, "med.received_in_future", refusal.value.cite)
    drafted_on = date(2026, 10, 9)
    case_id = mediation.drafted(drafted_on)
    held = RecordSession(held_on=drafted_on + ONE_DAY, place="调解室", attended=("A1",), record="陈述。")
    signed = SignAgreement(side="A1", signed_on=drafted_on + ONE_DAY)
    for wish, code in ((held, "med.session_day"), (signed, "med.signature_day")):
        with pytest.raises(Refused) as refusal:
            mediation.act(case_id, wish, drafted_on)
        assert refusal.value.cite
        refused(lambda wish=wish: mediation.act(case_id, wish, drafted_on), code, refusal.value.cite)


@pytest.mark.parametrize("wish", [ProposeTermination, MediationMissed])
def test_a_mediation_does_not_run_out_before_its_day(refused: Attempt, wish: type):
    case_id, due = mediation.accepted(), date(2026, 10, 26)
    lapse = wish(key="med.mediate", due_on=due)
    with pytest.raises(Refused) as refusal:
        mediation.act(case_id, lapse, due, mediation.FLOWS)
    assert refusal.value.cite
    refused(lambda: mediation.act(case_id, lapse, due, mediation.FLOWS), "limit.not_over", refusal.value.cite)


def test_an_adjudication_knows_no_service_of_tomorrow_and_no_early_lapse(refused: Attempt):
    """民事诉讼法 第八十七条。"""
    case_id, today = adjudication.copied(), date(2026, 9, 28)
    delivery_id = adjudication.read(case_id).deliveries[0].id
    served = AdjudicationServed(delivery_id=delivery_id, served_on=today + ONE_DAY, mode="post")

    def record(command: AdjudicationServed) -> Callable[[], object]:
        return lambda: adjudication.act(case_id, command, adjudication.OURSELVES, today)

    refused(record(served), "delivery.future", "民事诉讼法 第八十七条")
    record(served.model_copy(update={"served_on": today}))()
    refused(record(served.model_copy(update={"was_on": today})), "delivery.future", "民事诉讼法 第八十七条")
    missed = AdjudicationMissed(key="adj.reply", due_on=today)
    with pytest.raises(Refused) as refusal:
        adjudication.act(case_id, missed, adjudication.FLOWS, today)
    assert refusal.value.cite
    refused(lambda: adjudication.act(case_id, missed, adjudication.FLOWS, today), "limit.not_over", refusal.value.cite)


TOMORROW = ASKED + ONE_DAY
SENT = RecordDispatch(on=ASKED, tracking="EMS-1")
NOTICE = GivePublicNotice(
    ground=NoticeGround.WHEREABOUTS_UNKNOWN, reason="下落不明", issued_on=TOMORROW, place="区政府门户网站"
)


@pytest.mark.parametrize(
    ("before", "wish", "code", "cite"),
    [
        ((), SENT.model_copy(update={"on": TOMORROW}), "delivery.dispatch_future", "民事诉讼法 第八十七条"),
        ((), RecordFailure(on=TOMORROW, code="x", text="退回"), "delivery.dispatch_future", "民事诉讼法 第八十七条"),
        ((SENT,), RecordReceipt(receipt=slip(TOMORROW)), "delivery.receipt_future", "民事诉讼法 第八十七条"),
        (
            (SENT, RecordReceipt(receipt=slip(ASKED))),
            CorrectServiceDate(receipt=slip(TOMORROW), reason="回执日期有误", by="收发员"),
            "delivery.receipt_future",
            "民事诉讼法 第八十七条",
        ),
        ((SENT,), NOTICE, "delivery.notice_date", "民事诉讼法 第九十五条"),
    ],
    ids=["dispatch", "failure", "receipt", "correction", "public notice"],
)
def test_a_delivery_knows_nothing_of_tomorrow(
    refused: Attempt, before: tuple[Command, ...], wish: Command, code: str, cite: str
):
    delivery_id = ask(request())
    for step in before:
        take(delivery_id, step)
    refused(lambda: take(delivery_id, wish), code, cite)


def take(delivery_id: UUID, command: Command) -> None:
    with transaction("notify") as session:
        handle(session, delivery_id, command, service("notify"), today=ASKED)
