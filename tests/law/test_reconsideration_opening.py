"""申请与受理: each step and guard of the opening, named after its article."""

from datetime import date
from uuid import uuid4

import pytest

from services.kernel.actor import Actor
from services.kernel.law import the_law
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case, decide, evolve
from services.reconsideration.domain.window import window
from services.reconsideration.handlers.cases import application_of
from services.reconsideration.parts import NewDelivery
from tests.fixtures.reconsideration import ALL_MET, offer
from tests.property.test_reconsideration_machine import paper

LAW = the_law()
OFFICER = Actor(id="officer", name="officer")
FILED = date(2026, 2, 6)


def go(case: Case, command: c.AnyCommand, on: date) -> Case:
    for fact in decide(case, command.model_copy(update={"by": OFFICER}), on, LAW):
        case = evolve(case, fact)
    return case


def refused(case: Case, command: c.AnyCommand, on: date) -> list[str]:
    with pytest.raises(Refused) as caught:
        go(case, command, on)
    assert all(fault.cite for fault in caught.value.faults)
    return [fault.code for fault in caught.value.faults]


def received(on: date = FILED, *, served_on: date | None = date(2026, 1, 12), **act: object) -> Case:
    facts = offer(received_on=on)
    known = {"made_on": served_on or date(2026, 1, 12), "served_on": served_on, **act}
    facts = facts.model_copy(update={"act": facts.act.model_copy(update=known)})
    command = c.ReceiveApplication(case_id=uuid4(), number="普府复〔2026〕1号", application=application_of(facts))
    (event,) = decide(None, command, on, LAW)
    return evolve(None, event)


def asked(on: date = date(2026, 2, 12)) -> Case:
    """The notice of correction, received by the applicant on this day."""
    case = go(received(), c.AskCorrection(gaps=("身份证明", "被申请人的名称")), FILED)
    deliveries = (NewDelivery(id=uuid4(), paper="supplement_notice", recipient="A1", mode="post"),)
    case = go(case, c.IssueNotice(paper=paper("supplement_notice"), deliveries=deliveries), FILED)
    return go(case, c.RecordService(delivery_id=deliveries[0].id, served_on=on, mode="post"), on)


def accept(case: Case, on: date) -> Case:
    return go(case, c.AcceptApplication(met=ALL_MET), on)


def due(case: Case, key: str) -> date | None:
    clock = case.clocks.get(key)
    return LAW.due_on(clock) if clock else None


def test_article_31_the_notice_may_be_issued_until_the_fifth_working_day_and_only_once() -> None:
    gaps = c.AskCorrection(gaps=("身份证明",))
    assert go(received(), gaps, date(2026, 2, 13)).state == "SUPPLEMENT_WAIT"
    assert refused(received(), gaps, date(2026, 2, 14)) == ["arl.correction_late"]
    again = go(asked(), c.FileCorrection(materials=("身份证明",)), date(2026, 2, 13))
    assert refused(again, gaps, date(2026, 2, 13)) == ["arl.correction_twice"]


def test_article_31_no_review_runs_while_the_applicant_supplements_and_his_time_starts_with_service() -> None:
    unserved = go(received(), c.AskCorrection(gaps=("身份证明",)), FILED)
    assert unserved.clocks.live() == ()
    case = asked()
    assert [clock.key for clock in case.clocks.live()] == ["arl.supplement"]
    assert due(case, "arl.supplement") == date(2026, 3, 4)


@pytest.mark.parametrize("on", [date(2026, 2, 27), date(2026, 3, 4)])
def test_article_31_what_comes_in_time_starts_a_new_review(on: date) -> None:
    case = go(asked(), c.FileCorrection(materials=("身份证明",)), on)
    assert (case.state, [clock.key for clock in case.clocks.live()]) == ("RECEIVED", ["arl.review_after_supplement"])
    if on == date(2026, 2, 27):
        assert due(case, "arl.review_after_supplement") == date(2026, 3, 5)
        silent = go(case, c.DeemAccepted(due_on=date(2026, 3, 5)), date(2026, 3, 6))
        assert (silent.deemed, silent.accepted_on) == (True, date(2026, 3, 5))
        assert refused(case, c.AcceptApplication(met=ALL_MET), date(2026, 3, 6)) == ["arl.review_over"]


def test_article_31_whoever_is_late_needs_a_good_reason_and_a_postmark_counts() -> None:
    case, late = asked(), date(2026, 3, 5)
    assert refused(case, c.FileCorrection(materials=("身份证明",)), late) == ["arl.correction_over"]
    assert go(case, c.FileCorrection(materials=("身份证明",), posted_on=date(2026, 3, 4)), late).state == "RECEIVED"
    assert go(case, c.FileCorrection(materials=("身份证明",), late_reason="住院"), late).state == "RECEIVED"
    future = c.FileCorrection(materials=("身份证明",), posted_on=date(2026, 3, 6))
    assert refused(case, future, late) == ["arl.posted_in_future"]


def test_article_31_silence_is_abandonment_dated_to_the_last_day_and_a_letter_under_way_undoes_it() -> None:
    case, lapse = asked(), c.AbandonApplication(due_on=date(2026, 3, 4))
    assert refused(case, lapse, date(2026, 3, 4)) == ["limit.not_over"]
    gone = go(case, lapse, date(2026, 3, 5))
    clock = gone.clocks.get("arl.supplement")
    assert (gone.state, gone.clocks.live(), clock and clock.ended_on) == ("ABANDONED", (), date(2026, 3, 4))
    back = c.FileCorrection(materials=("身份证明",), posted_on=date(2026, 3, 3))
    assert go(gone, back, date(2026, 3, 9)).state == "RECEIVED"
    assert refused(gone, c.FileCorrection(materials=("身份证明",)), date(2026, 3, 9)) == ["arl.correction_over"]


def test_article_31_the_time_may_be_extended_once_and_only_while_it_runs() -> None:
    longer = c.ExtendCorrection(days=5, reason="住院")
    unserved = go(received(), c.AskCorrection(gaps=("身份证明",)), FILED)
    assert refused(unserved, longer, FILED) == ["arl.correction_not_running"]
    case = go(asked(), longer, date(2026, 3, 4))
    assert due(case, "arl.supplement") == date(2026, 3, 11)
    assert refused(case, longer, date(2026, 3, 5)) == ["clock.extended_twice"]
    assert refused(asked(), longer, date(2026, 3, 5)) == ["clock.extended_too_late"]


def test_article_30_each_condition_must_be_confirmed_and_all_that_are_not_are_named_at_once() -> None:
    with pytest.raises(Refused) as caught:
        go(received(), c.AcceptApplication(met=("A1", "A4")), FILED)
    cites = [fault.cite for fault in caught.value.faults]
    assert cites == [f"行政复议法 第三十条第一款第{n}项" for n in "二三五六七"]
    assert accept(received(), FILED).state == "TRIAL"


@pytest.mark.parametrize(
    ("filed", "is_late"), [(date(2026, 2, 23), False), (date(2026, 2, 24), False), (date(2026, 2, 25), True)]
)
def test_article_20_sixty_days_from_knowledge_roll_over_the_holiday(filed: date, is_late: bool) -> None:
    case = received(filed, served_on=date(2025, 12, 19))
    found = window(case, LAW)
    assert (found.due_on, found.is_late) == (date(2026, 2, 24), is_late)
    assert any("2026年2月24日" in line for line in found.lines())
    if is_late:
        assert refused(case, c.AcceptApplication(met=ALL_MET), filed) == ["arl.filed_late"]
    else:
        refuse = c.RefuseApplication(grounds=("A4",), reasons="超期")
        assert refused(case, refuse, filed) == ["arl.filed_in_time"]


def test_article_20_an_obstacle_lets_the_time_run_on_with_the_days_that_were_left() -> None:
    case = received(date(2026, 4, 10), served_on=date(2026, 1, 12))
    assert window(case, LAW).is_late
    quarantine = c.RecordObstacle(from_on=date(2026, 2, 2), until_on=date(2026, 3, 2), reason="隔离")
    case = go(case, quarantine, date(2026, 4, 10))
    assert window(case, LAW).due_on == date(2026, 4, 10)
    assert accept(case, date(2026, 4, 10)).state == "TRIAL"
    assert refused(case, quarantine, date(2026, 4, 10)) == ["arl.obstacle_twice"]


def test_article_20_untold_remedies_give_sixty_days_from_learning_of_them_within_a_year() -> None:
    case = received(date(2026, 3, 11), served_on=date(2025, 3, 10))
    untold = c.RecordKnowledge(
        manner="posted", known_on=date(2025, 3, 10), remedies_told=False, told_on=date(2026, 2, 5)
    )
    found = window(go(case, untold, date(2026, 3, 11)), LAW)
    assert (found.due_on, found.is_late) == (date(2026, 3, 10), True)
    assert found.binding is not None
    assert found.binding.rule == "arl.application_cap"


@pytest.mark.parametrize(("land", "end"), [(False, date(2026, 2, 24)), (True, date(2041, 2, 18))])
def test_article_21_an_act_never_made_known_is_barred_after_five_or_twenty_years(land: bool, end: date) -> None:
    case = received(date(2026, 2, 25), served_on=None, made_on=date(2021, 2, 17))
    unknown = c.RecordKnowledge(manner="unknown", real_property=land)
    found = window(go(case, unknown, date(2026, 2, 25)), LAW)
    assert (found.due_on, found.is_late) == (end, not land)


def test_regulation_16_an_inaction_may_be_disputed_sixty_days_after_the_request_and_for_sixty_days() -> None:
    case = received(date(2026, 5, 6), kind="inaction", made_on=date(2026, 1, 5))
    assert window(case, LAW).due_on is None
    case = go(case, c.RecordKnowledge(manner="duty_asked", known_on=date(2026, 1, 5)), date(2026, 5, 6))
    found = window(case, LAW)
    assert (found.opens_on, found.due_on, found.is_late) == (date(2026, 3, 6), date(2026, 5, 6), False)


def test_regulation_16_unanswered_requests_for_information_count_from_the_end_of_the_answer() -> None:
    case = received(date(2026, 5, 7), kind="inaction", made_on=date(2026, 1, 28))
    case = go(case, c.RecordKnowledge(manner="information_asked", known_on=date(2026, 1, 28)), date(2026, 5, 7))
    assert (window(case, LAW).due_on, window(case, LAW).is_late) == (date(2026, 5, 6), True)


def test_knowledge_is_refused_with_every_fault_at_once() -> None:
    wrong = c.RecordKnowledge(manner="guessed", longer_days=90, told_on=date(2026, 3, 1))
    assert refused(received(), wrong, FILED) == [
        "arl.manner", "arl.known_on", "arl.longer_basis", "arl.known_in_future",
    ]  # fmt: skip


@pytest.mark.parametrize(("arrived", "in_time"), [(date(2026, 2, 25), True), (date(2026, 2, 26), False)])
def test_article_32_the_organ_of_the_penalty_forwards_within_five_working_days(arrived: date, in_time: bool) -> None:
    handed_in = c.RecordForwarding(ground="on_the_spot", organ_received_on=date(2026, 2, 11))
    case = go(received(arrived), handed_in, arrived)
    assert case.filed.forwarding is not None
    assert case.filed.forwarding.in_time is in_time
    assert window(case, LAW).filed_on == date(2026, 2, 11), "the applicant is not late because the organ was"
    assert refused(received(arrived, kind="licence"), handed_in, arrived) == ["arl.forward_ground"]
    late = c.RecordForwarding(ground="on_the_spot", organ_received_on=date(2026, 2, 27))
    assert refused(received(arrived), late, date(2026, 2, 27)) == ["arl.forward_order"]


def test_regulation_20_an_oral_application_is_read_over_and_confirmed() -> None:
    assert refused(received(), c.RecordOralApplication(record="口头申请"), FILED) == ["arl.oral_unconfirmed"]
    assert go(received(), c.RecordOralApplication(record="口头申请", confirmed=True), FILED).filed.oral_record


def test_article_5_mediation_before_acceptance_needs_both_and_does_not_stop_the_review() -> None:
    assert len(refused(received(), c.OfferMediation(), FILED)) == 2
    case = go(received(), c.OfferMediation(applicant_willing=True, respondent_willing=True), FILED)
    assert (case.filed.mediating_since, due(case, "arl.review")) == (FILED, date(2026, 2, 13))
    assert go(case, c.EndOfferedMediation(reason="不成"), FILED).filed.mediating_since is None
    withdrawn = go(case, c.WithdrawApplication(reason="已解决"), FILED)
    assert (withdrawn.state, withdrawn.clocks.live()) == ("WITHDRAWN_PRE", ())


def test_article_33_what_should_not_have_been_accepted_is_dismissed_and_no_limit_runs_on() -> None:
    case = accept(received(), FILED)
    assert refused(case, c.DismissApplication(grounds=("A9",), reasons="无"), FILED) == ["arl.dismissal_ground"]
    assert refused(case, c.DismissApplication(grounds=("A4",), reasons="无"), FILED) == ["arl.filed_in_time"]
    gone = go(case, c.DismissApplication(grounds=("A2",), reasons="没有利害关系"), FILED)
    assert (gone.state, gone.clocks.live()) == ("DISMISSED", ())


def test_article_35_a_superior_orders_acceptance_and_the_time_to_decide_runs_from_that_day() -> None:
    gone = go(received(), c.RefuseApplication(grounds=("A5",), reasons="不属于范围"), FILED)
    order = c.ObeySuperior(measure="accept", organ="上海市人民政府", ordered_on=date(2026, 3, 2), content="应当受理")
    case = go(gone, order, date(2026, 3, 3))
    assert (case.state, case.accepted_on, case.deemed) == ("TRIAL", date(2026, 3, 3), False)
    assert case.clocks.is_live("arl.ordinary")
    assert refused(gone, order.model_copy(update={"measure": "resume"}), date(2026, 3, 3)) == ["arl.measure_state"]
    assert refused(gone, order, date(2026, 3, 1)) == ["arl.ordered_in_future"]


def test_article_40_a_superior_orders_the_case_to_be_resumed() -> None:
    stopped = c.Suspend(ground="depends_on_other_case", reason="等待判决")
    case = go(accept(received(), FILED), stopped, date(2026, 2, 9))
    order = c.ObeySuperior(measure="resume", organ="市政府", ordered_on=date(2026, 3, 2), content="恢复")
    case = go(case, order, date(2026, 3, 2))
    assert (case.state, case.suspension_ground) == ("TRIAL", None)


def test_article_15_more_than_five_applicants_name_one_to_five_representatives_before_acceptance() -> None:
    case = received()
    for order in range(2, 6):
        case = go(case, c.AddApplicant(name=f"申请人{order}"), FILED)
    assert refused(case, c.NameRepresentatives(representatives=("A1",)), FILED) == ["arl.applicants_few"]
    assert accept(case, FILED).state == "TRIAL"
    case = go(case, c.AddApplicant(name="申请人6"), FILED)
    assert refused(case, c.AcceptApplication(met=ALL_MET), FILED) == ["arl.representatives"]
    six = c.NameRepresentatives(representatives=("A1", "A2", "A3", "A4", "A5", "A6"))
    assert refused(case, six, FILED) == ["arl.representatives_many"]
    assert refused(case, c.NameRepresentatives(representatives=("A9",)), FILED) == ["arl.representative"]
    assert accept(go(case, c.NameRepresentatives(representatives=("A1", "A6")), FILED), FILED).state == "TRIAL"


def test_article_16_a_third_party_joins_once() -> None:
    case = accept(received(), FILED)
    join = c.JoinThirdParty(name="邻居", interest="相邻权人")
    case = go(case, join, FILED)
    assert [party.ref for party in case.parties] == ["A1", "T1"]
    assert refused(case, join, FILED) == ["arl.party_twice"]


def test_article_17_each_party_has_at_most_two_agents_with_their_papers() -> None:
    agent = c.AppointAgent(
        principal="A1", name="甲", kind="lawyer", matters="代为参加复议", powers="一般代理", proved=True
    )
    case = go(received(), agent, FILED)
    case = go(case, agent.model_copy(update={"name": "乙"}), FILED)
    assert refused(case, agent.model_copy(update={"name": "丙"}), FILED) == ["arl.agents_many"]
    wrong = c.AppointAgent(principal="A7", name="丙", kind="friend", matters="复议", powers="一般")
    assert refused(case, wrong, FILED) == ["arl.principal", "arl.agent_kind", "arl.agent_unproved"]
    gone = c.ReleaseAgent(principal="A1", name="甲")
    assert refused(case, gone, FILED) == ["arl.agent_in_writing"]
    assert [one.name for one in go(case, gone.model_copy(update={"in_writing": True}), FILED).agents] == ["乙"]
