"""Mediation cases on real PostgreSQL: consent, limits, signatures, failure and the hand-over of what remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlmodel import select

from services.chassis.contracts import CaseRef
from services.chassis.db import transaction
from services.chassis.docket import rebuild
from services.chassis.tables import Outbox
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from services.mediation import handlers, views
from services.mediation.access import PERMISSIONS
from services.mediation.commands import (
    AcceptRequest,
    CloseCase,
    DraftAgreement,
    ExtendLimit,
    ProposeTermination,
    RecordSession,
    RefuseRequest,
    SignAgreement,
    TerminateMediation,
    WithdrawRequest,
)
from services.mediation.domain import MACHINE
from services.mediation.store import BOOK
from tests.fixtures.mediation import (
    ACCEPTED,
    CONSENT,
    MEDIATOR,
    RECEIVED,
    accepted,
    act,
    drafted,
    offer,
    open_case,
    read,
    sweep,
)
from tests.fixtures.reconsideration import FLOWS, person

pytestmark = pytest.mark.usefixtures("clean")
DAY = timedelta(days=1)
ENDED = TerminateMediation(reason="no_agreement", statement="双方分歧过大。", channels=("court",))


def types() -> list[str]:
    with transaction("mediation") as session:
        return [row.type for row in session.exec(select(Outbox)).all()]


def test_one_unit_referred_twice_is_one_case() -> None:
    wanted = offer()
    with transaction("mediation") as session:
        first = handlers.receive(session, wanted, FLOWS, today=RECEIVED)
    with transaction("mediation") as session:
        assert handlers.receive(session, wanted, FLOWS, today=RECEIVED + DAY) == first
    assert first.number == "普行调〔2026〕1号"
    assert types().count("case.opened") == 1


def test_a_unit_of_another_channel_is_not_taken() -> None:
    with transaction("mediation") as session, pytest.raises(Refused) as refused:
        handlers.receive(session, offer(channel="reconsideration"), FLOWS, today=RECEIVED)
    assert refused.value.code == "state.not_ours"


@pytest.mark.parametrize(
    ("field", "due"),
    [("property", date(2026, 9, 29)), ("consumer", date(2026, 10, 8))],
    ids=["示范条款：五个工作日", "消费者权益保护法 第四十六条：七个工作日"],
)
def test_silence_after_receipt_is_a_missed_limit_on_the_day_after_the_last(field: str, due: date) -> None:
    case_id = open_case(field=field)
    assert sweep(due - DAY) == 0
    assert sweep(due) == 0, "on the last day nobody is late yet"
    assert sweep(due + DAY) == 1
    assert sweep(due + DAY) == 0
    case = read(case_id)
    assert (case.state, case.missed) == ("RECEIVED", (case.accept_rule,))
    assert types().count("case.limit_missed") == 1
    assert act(case_id, CONSENT, due + DAY).state == "MEDIATING", "late is late, but the parties are still heard"


@pytest.mark.parametrize(
    ("field", "due"),
    [("property", date(2026, 10, 26)), ("consumer", date(2026, 11, 23))],
    ids=["示范条款：三十日", "市场监督管理投诉举报处理办法 第二十三条：六十日"],
)
def test_when_time_runs_out_the_end_is_proposed_and_never_made_by_the_clock(field: str, due: date) -> None:
    case_id = accepted(field=field)
    for day in (due - DAY, due):
        assert sweep(day) == 0
        assert read(case_id).proposed_on is None
    assert sweep(due + DAY) == 1
    case = read(case_id)
    assert (case.state, case.proposed_on) == ("MEDIATING", due + DAY)
    with transaction("mediation") as session:
        shown = views.sheet(session, case_id, MEDIATOR, due + DAY)
    assert shown.timeline[0].title == "调解期限届满，建议终止"
    over = TerminateMediation(reason="deadline", statement="期满未达成协议。", channels=("court", "arbitration"))
    assert act(case_id, over, due + DAY).state == "FAILED"
    assert "case.limit_missed" not in types(), "a mediation that fails in time is no missed limit"


def test_the_rule_of_the_day_of_acceptance_sets_a_consumer_limit() -> None:
    """2026-04-15: 45 working days became 60 days; the law file's worked examples E2 and E2'."""
    for day, due in ((date(2026, 1, 5), date(2026, 3, 13)), (date(2026, 8, 3), date(2026, 10, 8))):
        case_id = open_case(on=day, field="consumer")
        act(case_id, AcceptRequest(applicant_consents=True), day)
        assert sweep(due) == 0
        assert sweep(due + DAY) == 1


def test_both_sides_must_consent_but_a_consumer_complaint_is_accepted_before_the_trader_is_asked() -> None:
    alone = AcceptRequest(applicant_consents=True)
    case_id = open_case()
    with pytest.raises(Refused) as refused:
        act(case_id, alone, ACCEPTED)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("med.no_consent", "respondent_consents")]
    assert refused.value.cite == "行政调解默认期限 受理条件（参照贵阳规定第十条）"
    assert act(open_case(field="consumer"), alone, ACCEPTED).consents == ("A1",)


def test_an_agreement_binds_only_when_both_have_signed() -> None:
    case_id = drafted()
    case = act(case_id, SignAgreement(side="A1", signed_on=date(2026, 10, 9)), date(2026, 10, 9))
    assert case.state == "MEDIATING"
    with pytest.raises(Refused, match=r"med\.signed_twice"):
        act(case_id, SignAgreement(side="A1", signed_on=date(2026, 10, 9)), date(2026, 10, 9))
    case = act(case_id, SignAgreement(side="B1", signed_on=date(2026, 10, 12)), date(2026, 10, 13))
    assert case.agreement is not None
    assert (case.state, case.agreement.effective_on) == ("AGREED", date(2026, 10, 12))
    assert not case.clocks.live()
    with transaction("mediation") as session:
        shown = views.sheet(session, case_id, MEDIATOR, date(2026, 10, 13))
    assert shown.confirm_by is not None
    assert shown.confirm_by.due_on == date(2026, 11, 11), "民事诉讼法 第二百零五条: thirty days"


def test_a_new_wording_needs_both_signatures_anew() -> None:
    case_id = drafted()
    act(case_id, SignAgreement(side="A1", signed_on=date(2026, 10, 9)), date(2026, 10, 9))
    act(case_id, DraftAgreement(text="公司于2026年11月30日前退还3000元。"), date(2026, 10, 10))
    case = act(case_id, SignAgreement(side="B1", signed_on=date(2026, 10, 10)), date(2026, 10, 10))
    assert case.state == "MEDIATING"


def test_a_signature_is_dated_neither_before_the_wording_nor_in_the_future() -> None:
    case_id = drafted()
    for day in (date(2026, 10, 8), date(2026, 10, 10)):
        with pytest.raises(Refused, match=r"med\.signature_day"):
            act(case_id, SignAgreement(side="A1", signed_on=day), date(2026, 10, 9))


def test_no_agreement_without_a_session_on_record() -> None:
    case_id = accepted()
    with pytest.raises(Refused, match=r"med\.no_session"):
        act(case_id, DraftAgreement(text="退还"), date(2026, 9, 28))
    early = RecordSession(held_on=date(2026, 9, 23), place="线上", attended=("A1",), record="到场一方。")
    with pytest.raises(Refused, match=r"med\.session_day"):
        act(case_id, early, date(2026, 9, 28))


def test_the_end_names_a_reason_and_tells_the_ways_that_remain() -> None:
    case_id = accepted()
    with pytest.raises(Refused) as refused:
        act(case_id, TerminateMediation(reason="deadline", statement="期满。"), date(2026, 10, 26))
    assert {fault.code for fault in refused.value.faults} == {"med.not_over", "med.not_told"}
    assert all(fault.cite for fault in refused.value.faults)
    assert act(case_id, ENDED, date(2026, 10, 26)).state == "FAILED"
    moved = [kind for kind in types() if kind == "case.moved"]
    assert len(moved) == 3, "the desk hears of receipt, acceptance and failure"


def test_only_both_sides_lengthen_the_limit_and_a_consumer_limit_is_never_lengthened() -> None:
    case_id = accepted()
    wish = ExtendLimit(days=20, reason="等待鉴定", applicant_agrees=True)
    with pytest.raises(Refused, match=r"med\.extension_consent"):
        act(case_id, wish, date(2026, 10, 20))
    both = wish.model_copy(update={"respondent_agrees": True})
    act(case_id, both, date(2026, 10, 20))
    assert sweep(date(2026, 10, 27)) == 0
    with pytest.raises(Refused, match=r"clock\.extended_twice"):
        act(case_id, both, date(2026, 10, 21))
    with pytest.raises(Refused, match=r"clock\.no_extension"):
        act(accepted(field="consumer"), both, date(2026, 10, 20))


def test_a_mediation_walks_to_its_signed_agreement_and_is_rebuilt_from_its_events() -> None:
    case_id = drafted()
    for side in ("A1", "B1"):
        signed = SignAgreement.model_validate({"side": side, "signed_on": date(2026, 10, 9)})
        act(case_id, signed, date(2026, 10, 9))
    case = act(case_id, CloseCase(), date(2026, 11, 2))
    assert case.state == "CLOSED"
    with transaction("mediation") as session:
        assert rebuild(session, BOOK, case_id) == case == read(case_id)


def test_the_wrong_role_takes_no_step() -> None:
    case_id = open_case()
    for role in ("intake_clerk", "adjudicator", "officer", "supervisor", "auditor", "applicant"):
        with pytest.raises(Refused, match=r"access\.denied"):
            act(case_id, CONSENT, ACCEPTED, person(role))
    with pytest.raises(Refused, match=r"access\.denied"):
        act(case_id, ProposeTermination(key="med.accept", due_on=ACCEPTED), ACCEPTED)
    with pytest.raises(Refused, match=r"missing\.case"):
        act(uuid4(), CloseCase(), ACCEPTED)


def test_a_step_in_the_wrong_state_is_refused_with_its_source() -> None:
    case_id = open_case()
    with pytest.raises(Refused) as refused:
        act(case_id, ENDED, ACCEPTED, Principal(kind="user", id="x", roles=frozenset({"mediator"})))
    assert refused.value.code == "state.not_now", "it is the mediator's step, but not now"
    assert refused.value.cite == MACHINE.step("MEDIATING", "terminate_mediation").cite
    with pytest.raises(Refused) as denied:
        act(case_id, ENDED, ACCEPTED, person("adjudicator"))
    assert denied.value.code == "access.denied", "whose step it never is learns nothing of the state"


def test_refusal_and_withdrawal_end_the_limits() -> None:
    refused = act(open_case(), RefuseRequest(ground="elsewhere", reasons="法院已受理。"), ACCEPTED)
    assert (refused.state, refused.clocks.live()) == ("NOT_ACCEPTED", ())
    withdrawn = act(accepted(), WithdrawRequest(reason="已自行和解"), date(2026, 10, 9))
    assert (withdrawn.state, withdrawn.clocks.live()) == ("WITHDRAWN", ())


STEPS = {
    ("mediator", "RECEIVED"): {"accept_request", "refuse_request", "withdraw_request", "decide_told_date"},
    ("mediator", "MEDIATING"): {
        "record_session", "draft_agreement", "sign_agreement", "terminate_mediation", "withdraw_request", "extend_limit",
        "decide_told_date",
    },
    ("mediator", "AGREED"): {"close_case"},
    ("mediator", "FAILED"): {"close_case"},
    ("mediator", "NOT_ACCEPTED"): {"close_case"},
    ("mediator", "WITHDRAWN"): {"close_case"},
    ("service:flows", "RECEIVED"): {"record_missed_limit"},
    ("service:flows", "MEDIATING"): {"record_missed_limit", "propose_termination"},
}  # fmt: skip
ROLES = (
    "mediator", "supervisor", "auditor", "intake_clerk", "adjudicator", "officer", "reviewer", "head", "leader",
    "publisher", "respondent", "applicant", "operator", "service:flows", "service:intake", "service:mediation",
)  # fmt: skip


def test_every_role_may_take_exactly_these_steps_in_every_state() -> None:
    found = {
        (role, state): steps
        for role in ROLES
        for state in MACHINE.states
        if (
            steps := {
                row.command
                for row in MACHINE.lawful(state)
                if PERMISSIONS.allows(Principal(kind="user", id="x", roles=frozenset({role})), row.command, state)
            }
        )
    }
    assert found == STEPS
    granted = {(held.action, state) for held in PERMISSIONS.grants for state in held.states or ()}
    lawful = {(row.command, state) for row in MACHINE.transitions for state in row.sources}
    assert granted == lawful, "no grant without a lawful step, no lawful step without a grant"


def test_two_referrals_of_one_unit_at_the_same_moment_are_one_case() -> None:
    wanted, start = offer(), Barrier(4)

    def refer() -> CaseRef:
        start.wait()
        with transaction("mediation") as session:
            return handlers.receive(session, wanted, FLOWS, today=RECEIVED)

    with ThreadPoolExecutor(4) as pool:
        refs = {call.result().case_id for call in [pool.submit(refer) for _ in range(4)]}
    assert len(refs) == 1
    assert types().count("case.opened") == 1


@pytest.mark.parametrize("day", [date(2001, 5, 9), date(2017, 12, 29)])
def test_a_receipt_from_before_the_rules_is_refused_in_words(day: date) -> None:
    with transaction("mediation") as session, pytest.raises(Refused):
        handlers.receive(session, offer(received_on=day), FLOWS, today=RECEIVED)
