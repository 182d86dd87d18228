"""Adjudication cases on real PostgreSQL: limits, the second hand, the served decision."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from services.adjudication import handlers, views
from services.adjudication.access import PERMISSIONS
from services.adjudication.commands import (
    AcceptRequest,
    CloseCase,
    ExtendLimit,
    FileReply,
    RecordService,
    RefuseRequest,
    SignDecision,
    WithdrawRequest,
)
from services.adjudication.domain import MACHINE
from services.adjudication.store import BOOK
from services.chassis import files
from services.chassis.db import transaction
from services.chassis.docket import rebuild
from services.chassis.messages import DeliveryFailed, DeliveryServed, LimitMissed, Message
from services.chassis.tables import Outbox
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from tests.fixtures.adjudication import (
    ACCEPTED,
    ADJUDICATOR,
    DRAFT,
    OURSELVES,
    RECEIVED,
    accepted,
    act,
    copied,
    drafted,
    issued,
    open_case,
    read,
    serve,
    signed,
    sweep,
)
from tests.fixtures.mediation import offer
from tests.fixtures.reconsideration import FLOWS, LEADER, person

pytestmark = pytest.mark.usefixtures("clean")
DAY = timedelta(days=1)
BOTH_HATS = Principal(kind="user", id=ADJUDICATOR.id, name="何婉清", roles=frozenset({"adjudicator", "leader"}))


def rows(kind: str) -> list[Outbox]:
    with transaction("adjudication") as session:
        return list(session.exec(select(Outbox).where(Outbox.type == kind)).all())


def test_one_unit_referred_twice_is_one_case() -> None:
    wanted = offer("enterprise_name", channel="adjudication")
    with transaction("adjudication") as session:
        first = handlers.receive(session, wanted, FLOWS, today=RECEIVED)
    with transaction("adjudication") as session:
        assert handlers.receive(session, wanted, FLOWS, today=RECEIVED + DAY) == first
    assert first.number == "普行裁〔2026〕1号"


def clock_is_missed_on(case_id: UUID, key: str, due: date) -> None:
    for day in (due - DAY, due):
        sweep(day)
        clock = read(case_id).clocks.get(key)
        assert clock is not None
        assert clock.is_live, f"{key} still runs on {day}"
    sweep(due + DAY)
    assert key in read(case_id).missed


def test_each_limit_lapses_on_the_day_after_its_last() -> None:
    """企业名称登记管理规定 第二十一条 (three months); the others second-hand from its implementing rules."""
    clock_is_missed_on(open_case(), "adj.accept", date(2026, 9, 29))
    clock_is_missed_on(accepted(), "adj.send_copy", date(2026, 10, 9))
    waiting = copied()
    serve(waiting, "reply_notice", date(2026, 9, 28))
    clock_is_missed_on(waiting, "adj.reply", date(2026, 10, 16))
    clock_is_missed_on(waiting, "adj.decide", date(2026, 12, 24))
    told = {row.body.rule for row in rows("case.limit_missed") if isinstance(row.body, LimitMissed)}
    assert told == {"adj.accept", "adj.send_copy", "adj.decide"}, "a respondent's silence is not the organ's failure"


def test_a_silent_respondent_is_no_missed_limit_of_the_organ_and_stops_nothing() -> None:
    case_id = copied()
    serve(case_id, "reply_notice", date(2026, 9, 28))
    with pytest.raises(Refused) as refused:
        act(case_id, DRAFT, ADJUDICATOR, date(2026, 10, 16))
    assert [fault.code for fault in refused.value.faults] == ["adj.no_reply_yet"]
    sweep(date(2026, 10, 17))
    assert rows("case.limit_missed") == []
    assert act(case_id, DRAFT, ADJUDICATOR, date(2026, 10, 19)).state == "DRAFTED"


def test_land_and_procurement_run_under_their_own_rules() -> None:
    """土地权属争议调查处理办法 第十三条, 第二十八条; 政府采购法 第五十六条 - worked examples E6 and E5."""
    land = open_case(on=date(2024, 9, 27), field="land")
    act(land, AcceptRequest(), ADJUDICATOR, date(2024, 10, 12))
    procurement = open_case(on=date(2025, 11, 14), field="procurement")
    with transaction("adjudication") as session:
        dues = {
            clock.key: clock.due.due_on
            for case_id in (land, procurement)
            for clock in views.sheet(session, case_id, ADJUDICATOR, date(2025, 11, 14)).clocks
        }
    assert dues["adj.land_decide"] == date(2025, 4, 14)
    assert dues["adj.procurement_decide"] == date(2025, 12, 26), "from receipt, not from acceptance"


def test_only_a_kind_that_allows_it_is_extended() -> None:
    wish = ExtendLimit(days=3, reason="案情复杂")
    with pytest.raises(Refused, match=r"clock\.no_extension"):
        act(accepted(), wish, LEADER, date(2026, 10, 9))
    assert act(accepted(field="land"), wish, LEADER, date(2026, 10, 9)).state == "TRIAL"


def test_what_the_law_gives_to_a_higher_organ_is_not_accepted_here() -> None:
    case_id = open_case(field="patent")
    with pytest.raises(Refused) as refused:
        act(case_id, AcceptRequest(), ADJUDICATOR, ACCEPTED)
    assert (refused.value.code, refused.value.cite) == ("adj.elsewhere", "专利法 第六十五条")
    ended = act(case_id, RefuseRequest(ground="not_ours", reasons="请向市知识产权局提出。"), ADJUDICATOR, ACCEPTED)
    assert ended.state == "NOT_ACCEPTED"


def test_whoever_drafted_the_decision_cannot_sign_it() -> None:
    case_id = drafted()
    with pytest.raises(Refused) as refused:
        act(case_id, SignDecision(approved=True), BOTH_HATS, date(2026, 10, 22))
    assert (refused.value.code, refused.value.cite) == ("adj.own_draft", "企业名称登记管理规定 第二十一条")
    with pytest.raises(Refused, match=r"access\.denied"):
        act(case_id, SignDecision(approved=True), ADJUDICATOR, date(2026, 10, 22))
    assert act(case_id, SignDecision(approved=True), LEADER, date(2026, 10, 22)).state == "SIGNED"


def test_a_return_needs_its_reason_and_leads_back_to_the_drafter() -> None:
    case_id = drafted()
    with pytest.raises(Refused, match=r"adj\.return_reason"):
        act(case_id, SignDecision(approved=False), LEADER, date(2026, 10, 22))
    case = act(case_id, SignDecision(approved=False, comment="补充近似比对。"), LEADER, date(2026, 10, 22))
    assert (case.state, case.returned) == ("TRIAL", "补充近似比对。")


def test_text_and_outcome_cannot_disagree() -> None:
    case_id = copied()
    serve(case_id, "reply_notice", date(2026, 9, 28))
    act(case_id, FileReply(statement="合法登记。"), ADJUDICATOR, date(2026, 10, 9))
    wrong = DRAFT.model_copy(update={"outcome": "rejected", "found": " "})
    with pytest.raises(Refused) as refused:
        act(case_id, wrong, ADJUDICATOR, date(2026, 10, 20))
    assert {fault.code for fault in refused.value.faults} == {"adj.unwritten", "adj.no_terms"}
    assert all(fault.cite for fault in refused.value.faults)


def test_an_adjudication_walks_to_the_served_decision_and_is_rebuilt_from_its_events() -> None:
    case_id = issued()
    with transaction("adjudication") as session:
        again = handlers.issue_decision(session, case_id, ADJUDICATOR, today=date(2026, 10, 23))
    case = read(case_id)
    assert case.decision is not None
    assert (case.state, again.number) == ("DECIDED", "普行裁决〔2026〕1号")
    assert files.read(again.document_sha256).startswith(b"%PDF")
    words = case.decision.document.plain
    assert "支持申请人的请求：被申请人应当自收到本裁决书之日起变更企业名称。" in words
    assert "《企业名称登记管理规定》第二十一条" in words
    assert "60日内依法申请行政复议" in words, "行政复议法 第二十条"
    assert "6个月内，依法向" in words, "行政诉讼法 第四十六条"
    requests = rows("delivery.requested")
    assert len(requests) == 3, "the copy to one side, the decision to both; issued again: nothing more"
    with pytest.raises(Refused, match=r"state\.not_now|access\.denied"):
        act(case_id, CloseCase(), ADJUDICATOR, date(2026, 10, 23))
    first, second = case.outstanding("decision")
    act(case_id, RecordService(delivery_id=first.id, served_on=date(2026, 10, 27), mode="post"), OURSELVES, date(2026, 10, 27))  # fmt: skip
    assert read(case_id).state == "DECIDED", "one side has it, the other not yet"
    case = act(case_id, RecordService(delivery_id=second.id, served_on=date(2026, 10, 26), mode="post"), OURSELVES, date(2026, 10, 28))  # fmt: skip
    assert (case.state, case.served_on) == ("SERVED", date(2026, 10, 27))
    case = act(case_id, CloseCase(), ADJUDICATOR, date(2026, 11, 2))
    assert (case.state, case.clocks.live()) == ("CLOSED", ())
    with transaction("adjudication") as session:
        assert rebuild(session, BOOK, case_id) == case == read(case_id)


def message(body: DeliveryServed | DeliveryFailed, on: date) -> Message:
    return Message(source="notify", case_id=body.case_id, on=on, body=body)


def test_proof_and_failure_come_back_by_message_and_a_failed_delivery_goes_out_again() -> None:
    case_id = copied()
    asked = read(case_id).outstanding("reply_notice")[0]
    told = {
        "delivery_id": asked.id, "case_id": case_id, "document_kind": "reply_notice", "recipient_key": "B1",
        "mode": "post", "reply_to": "adjudication",
    }  # fmt: skip
    failed = message(DeliveryFailed.model_validate({**told, "reason": "查无此人"}), date(2026, 9, 28))
    foreign = message(
        DeliveryFailed.model_validate({**told, "reason": "x", "reply_to": "reconsideration"}), date(2026, 9, 28)
    )
    with transaction("adjudication") as session:
        handlers.on_failed(session, foreign)
        handlers.on_failed(session, failed)
        handlers.on_failed(session, failed)
    with transaction("adjudication") as session:
        case = handlers.repeat_service(session, case_id, asked.id, "direct", ADJUDICATOR, today=date(2026, 9, 29))
    assert [one.state for one in case.deliveries] == ["replaced", "requested"]
    again = case.deliveries[1]
    served = DeliveryServed.model_validate({**told, "delivery_id": again.id, "served_on": date(2026, 9, 30)})
    with transaction("adjudication") as session:
        handlers.on_served(session, message(served, date(2026, 9, 30)))
        handlers.on_served(session, message(served, date(2026, 9, 30)))
    corrected = served.model_copy(update={"served_on": date(2026, 9, 29), "was_on": date(2026, 9, 30)})
    with transaction("adjudication") as session:
        handlers.on_served(session, message(corrected, date(2026, 9, 30)))
    case = read(case_id)
    reply = case.clocks.get("adj.reply")
    assert reply is not None
    assert reply.started_on == date(2026, 9, 29), "the time to reply counts from the corrected day"


def test_the_wrong_role_takes_no_step() -> None:
    case_id = open_case()
    for role in ("intake_clerk", "mediator", "officer", "head", "leader", "supervisor", "auditor", "applicant"):
        with pytest.raises(Refused, match=r"access\.denied"):
            act(case_id, AcceptRequest(), person(role), ACCEPTED)
    with pytest.raises(Refused, match=r"missing\.case"):
        act(uuid4(), CloseCase(), ADJUDICATOR, ACCEPTED)


def test_withdrawal_ends_the_limits_and_a_signed_decision_is_not_withdrawn() -> None:
    case = act(accepted(), WithdrawRequest(reason="双方和解"), ADJUDICATOR, date(2026, 10, 9))
    assert (case.state, case.clocks.live()) == ("WITHDRAWN", ())
    with pytest.raises(Refused, match=r"state\.not_now"):
        act(signed(), WithdrawRequest(reason="太迟"), ADJUDICATOR, date(2026, 10, 23))


SERVICE = {"record_service", "record_service_failure"}
TOLD = "decide_told_date"
STEPS = {
    ("adjudicator", "RECEIVED"): {TOLD, "accept_request", "refuse_request", "withdraw_request"},
    ("adjudicator", "TRIAL"): {TOLD, "send_copy", "file_reply", "draft_decision", "withdraw_request", "repeat_service"},
    ("adjudicator", "DRAFTED"): {TOLD, "draft_decision", "withdraw_request", "repeat_service"},
    ("adjudicator", "SIGNED"): {TOLD, "issue_decision", "repeat_service"},
    ("adjudicator", "DECIDED"): {TOLD, "repeat_service"},
    ("adjudicator", "SERVED"): {TOLD, "close_case"},
    ("adjudicator", "NOT_ACCEPTED"): {"close_case"},
    ("adjudicator", "WITHDRAWN"): {"close_case"},
    ("leader", "TRIAL"): {TOLD, "extend_limit"},
    ("leader", "DRAFTED"): {TOLD, "sign_decision", "extend_limit"},
    **{("leader", state): {TOLD} for state in ("RECEIVED", "SIGNED", "DECIDED", "SERVED")},
    **{
        ("service:flows", state): {"record_missed_limit"}
        for state in ("RECEIVED", "TRIAL", "DRAFTED", "SIGNED", "DECIDED", "SERVED")
    },
    **{
        ("service:adjudication", state): SERVICE
        for state in ("TRIAL", "DRAFTED", "SIGNED", "DECIDED", "SERVED", "WITHDRAWN", "CLOSED")
    },
}
ROLES = (
    "adjudicator", "leader", "supervisor", "auditor", "intake_clerk", "mediator", "officer", "reviewer", "head",
    "publisher", "respondent", "applicant", "operator", "service:flows", "service:intake", "service:adjudication",
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
