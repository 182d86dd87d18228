"""Random lawful and unlawful wishes: whatever is asked in whatever order, the file stays whole."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.actor import Actor
from services.kernel.document import Block, BlockKind, Document, Line, Run
from services.kernel.law import the_law
from services.kernel.moved_limits import DecideToldDate, ToldDate
from services.kernel.redaction import Plan
from services.kernel.redaction import plan as draw_up
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import MACHINE, Case, decide, evolve
from services.reconsideration.domain.advising import next_step
from services.reconsideration.events import EVENTS
from services.reconsideration.handlers.advice import ESCALATION
from services.reconsideration.handlers.cases import application_of
from services.reconsideration.parts import Draft, IssuedPaper, NewDelivery, PaperKind
from services.reconsideration.parts.people import View
from tests.fixtures.reconsideration import ALL_MET, DRAFT, offer
from tests.property.opening_wishes import CLOSING, opening_wishes
from tests.property.trial_wishes import HINDERING, trial_wishes

LAW = the_law()
START = date(2026, 9, 29)
# Enough people that some are left who may review, sign and read for the second time.
ROLES = ("officer", "second_officer", "reviewer", "second_reviewer", "head", "leader", "deputy_leader", "publisher")
PEOPLE = [Actor(id=name, name=name) for name in ROLES]
CASE_ID = uuid5(NAMESPACE_URL, "case")
Wish = Callable[[Case], c.AnyCommand]


def paper(kind: PaperKind) -> IssuedPaper:
    document = Document(
        kind=kind,
        organ="某机关",
        title=Line.of("文书"),
        number="〔2026〕1号",
        blocks=(Block(id="one", kind=BlockKind.PARAGRAPH, runs=(Run(text="正文"),)),),
        signature="某机关",
        dated_on=START,
    )
    return IssuedPaper(
        kind=kind, title="文书", number="〔2026〕1号", dated_on=START, document=document, pdf_sha256="0" * 64,
        verification="code",
    )  # fmt: skip


def to(kind: PaperKind, *refs: str) -> tuple[NewDelivery, ...]:
    return tuple(NewDelivery(id=uuid5(CASE_ID, f"{kind}{ref}"), paper=kind, recipient=ref, mode="post") for ref in refs)


def plan() -> Plan:
    return draw_up(paper("decision").document, ())


def served(case: Case, on: date, order: int) -> c.AnyCommand:
    ids = [d.id for d in case.deliveries] or [UUID(int=0)]
    return c.RecordService(delivery_id=ids[order % len(ids)], served_on=on, mode="post")


def failed(case: Case, order: int) -> c.AnyCommand:
    ids = [d.id for d in case.deliveries] or [UUID(int=0)]
    return c.RecordServiceFailure(delivery_id=ids[order % len(ids)], reason="查无此人")


def follow_up(case: Case) -> c.AnyCommand:
    kind = ESCALATION[next_step(case) or "order"]
    return c.FollowUpAdvice(paper=paper(kind), deliveries=to(kind, "R"))


def told_later(case: Case) -> c.AnyCommand:
    """A decision on every live limit, as if a party had been told a day that is later by one."""
    dues = {clock.key: LAW.due_on(clock) for clock in case.clocks.live()}
    told = tuple(ToldDate(key=key, told_on=due + timedelta(days=1)) for key, due in dues.items() if due is not None)
    return DecideToldDate(keeps=len(told) % 2 == 0, reason="依通知调整", told=told)


WRONG = Draft(outcome="UPHOLD", grounds=(), found="", reasons="")
UPHELD = Draft(outcome="UPHOLD", grounds=("G-SOUND",), found="事实清楚。", reasons="处罚适当。")
REMADE = DRAFT.model_copy(update={"outcome": "REVOKE_REMAKE"})
DRAFTS = (WRONG, DRAFT, REMADE, UPHELD)


def discussed(*, agrees: bool) -> tuple[View, ...]:
    return tuple(View(member=name, agrees=agrees, view="已讨论") for name in ("甲", "乙", "丙"))


def ending_wishes(on: date, order: int) -> dict[str, Wish]:
    """One maker for each command that ends a case or follows its decision."""
    return {
        "propose_termination": lambda _: c.ProposeTermination(key="arl.suspension_end", due_on=on - timedelta(days=1)),
        "decide_withdrawal": lambda _: c.DecideWithdrawal(approved=order % 2 == 0, comment="不准予"),
        "terminate_case": lambda _: c.TerminateCase(
            ground="withdrawn" if order % 2 else "no_successor", reason="情形成立"
        ),
        "record_agreement": lambda _: c.RecordAgreement(
            terms="被申请人减少罚款", perform_days=5 if order % 2 else None, voluntary=True, lawful=order != 0
        ),
        "sign_statement": lambda _: c.SignStatement(party=("A1", "R")[order % 2]),
        "seal_statement": lambda _: c.SealStatement(),
        "break_mediation": lambda _: c.BreakMediation(reason="反悔"),
        "copy_decision": lambda _: c.CopyDecision(),
        "record_performance": lambda _: c.RecordPerformance(performed_on=on, account="已履行"),
        "press_performance": lambda _: c.PressPerformance(measure=("order", "interview", "circular")[order % 3]),
        "record_takedown": lambda _: c.RecordTakedown(taken_down_on=on, explanation="处罚已被撤销"),
        "demand_performance": lambda _: c.DemandPerformance(debtor="A1", matter="缴纳罚款"),
        "apply_enforcement": lambda _: c.ApplyEnforcement(),
        "record_enforcement": lambda _: c.RecordEnforcement(result="已履行"),
        "record_suit": lambda _: c.RecordSuit(
            plaintiffs=("A1",), object=("decision", "silence", "original_act")[order % 3], filed_on=on
        ),
        "record_complaint": lambda _: c.RecordComplaint(received_on=on),
        "file_defence": lambda _: c.FileDefence(filed_on=on),
        "record_appearance": lambda _: c.RecordAppearance(held_on=on, head_came=order % 2 == 0, person="副局长"),
        "record_ruling": lambda _: c.RecordRuling(
            kind=("judgment", "ruling")[order % 2], served_on=on, result="驳回诉讼请求"
        ),
        "record_appeal": lambda _: c.RecordAppeal(filed_on=on),
        "correct_paper": lambda _: c.CorrectPaper(paper_number="〔2026〕1号", wrong="正文", right="更正"),
    }  # fmt: skip


def wishes(on: date, order: int) -> dict[str, Wish]:
    """One maker for each command that a case may meet."""
    makers: dict[str, Wish] = {
        "assign_officer": lambda _: c.AssignOfficer(),
        "accept_application": lambda _: c.AcceptApplication(met=ALL_MET),
        "deem_accepted": lambda _: c.DeemAccepted(due_on=on - timedelta(days=1)),
        "refuse_application": lambda _: c.RefuseApplication(grounds=("A5",), reasons="不属于范围"),
        "withdraw_application": lambda _: c.WithdrawApplication(reason="不再申请"),
        "send_copy": lambda _: c.SendCopy(paper=paper("reply_notice"), deliveries=to("reply_notice", "R")),
        "file_reply": lambda _: c.FileReply(statement="程序合法"),
        "deem_no_evidence": lambda _: c.DeemNoEvidence(due_on=on - timedelta(days=1)),
        "hear_opinions": lambda _: c.HearOpinions(way="telephone", summary="坚持请求"),
        "extend_limit": lambda _: c.ExtendLimit(days=1 + order * 3, reason="情况复杂"),
        "decide_told_date": told_later,
        "suspend": lambda _: c.Suspend(
            ground="mediation_agreed", reason="调解", applicant_agrees=True, respondent_agrees=order % 2 == 0
        ),
        "resume": lambda _: c.Resume(reason="调解不成"),
        "draft_decision": lambda _: c.DraftDecision(draft=DRAFTS[order % len(DRAFTS)]),
        "review_decision": lambda _: c.ReviewDecision(approved=order % 4 != 0),
        "sign_decision": lambda _: c.SignDecision(approved=order % 4 != 0, comment="请补充理由"),
        "bypass_review": lambda _: c.BypassReview(reason="审核人均已回避"),
        "discuss_decision": lambda _: c.DiscussDecision(views=discussed(agrees=order % 4 != 0)),
        "assign_second": lambda _: c.AssignSecond(),
        "return_case": lambda _: c.ReturnCase(reason="工作调整"),
        "declare_conflict": lambda _: c.DeclareConflict(ground="relative", reason="近亲属", whom="officer"),
        "decide_conflict": lambda _: c.DecideConflict(excluded=order % 2 == 0, reason="经核实"),
        "issue_decision": lambda _: c.IssueDecision(paper=paper("decision"), deliveries=to("decision", "A1", "R")),
        "record_service": lambda case: served(case, on, order),
        "record_service_failure": lambda case: failed(case, order),
        "plan_redaction": lambda _: c.PlanRedaction(plan=plan()),
        "review_redaction": lambda _: c.ReviewRedaction(plan=plan()),
        "approve_redaction": lambda _: c.ApproveRedaction(approved=order % 3 != 0, comment="再看"),
        "release_redaction": lambda _: c.ReleaseRedaction(pdf_sha256="0" * 64),
        "record_publication": lambda _: c.RecordPublication(url="/public/1", published_on=on),
        "withhold_publication": lambda _: c.WithholdPublication(ground="private", reason="涉及隐私"),
        "draft_advice": lambda _: c.DraftAdvice(),
        "sign_advice": lambda _: c.SignAdvice(),
        "decline_advice": lambda _: c.DeclineAdvice(reason="已自行纠正"),
        "issue_advice": lambda _: c.IssueAdvice(paper=paper("advice"), deliveries=to("advice", "R")),
        "file_advice_report": lambda _: c.FileAdviceReport(measures="已整改"),
        "verify_advice": lambda _: c.VerifyAdvice(result="corrected"),
        "follow_up_advice": follow_up,
        "issue_notice": lambda _: c.IssueNotice(paper=paper("supplement_notice"), deliveries=to("supplement_notice", "A1")),
        "close_case": lambda _: c.CloseCase(),
    }  # fmt: skip
    return makers | trial_wishes(on, order) | opening_wishes(on, order) | ending_wishes(on, order)


ENDINGS = frozenset(
    {
        "withdraw_application",
        "refuse_application",
        "dismiss_application",
        "decide_withdrawal",
        "terminate_case",
        "record_suit",
        "demand_performance",
        "withhold_publication",
        "decline_advice",
        "close_case",
    }
)
RARELY = 0.97
# Steps with more conditions than chance meets (weeks in one order, six applicants, every debt paid); each has tests of
# its own, and the sweep takes the first.
FAR = frozenset(
    {
        "abandon_application",
        "apply_enforcement",
        "close_case",
        "decide_withdrawal",
        "decline_advice",
        "demand_performance",
        "extend_correction",
        "follow_up_advice",
        "press_performance",
        "name_representatives",
        "record_enforcement",
    }
)
# Not SUPPLEMENT_WAIT: its limit starts with the service of a notice that the handler sends beside the step.
UNDECIDED = frozenset({"RECEIVED", "TRIAL", "SUSPENDED", "DRAFTED", "REVIEWED"})
NAMES = sorted(wishes(START, 0))
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 9), st.integers(0, 20)), max_size=60)
LAPSES: dict[str, Callable[[str, date], c.AnyCommand]] = {
    "abandon_application": lambda _, due: c.AbandonApplication(due_on=due),
    "deem_accepted": lambda _, due: c.DeemAccepted(due_on=due),
    "deem_no_evidence": lambda _, due: c.DeemNoEvidence(due_on=due),
    "record_missed_limit": lambda key, due: c.RecordMissedLimit(key=key, due_on=due),
    "escalate_advice": lambda key, due: c.EscalateAdvice(key=key, due_on=due),
    "lapse_appeal": lambda key, due: c.LapseAppeal(key=key, due_on=due),
    "overdue_performance": lambda key, due: c.OverduePerformance(key=key, due_on=due),
    "propose_termination": lambda key, due: c.ProposeTermination(key=key, due_on=due),
    "ripen_demand": lambda key, due: c.RipenDemand(key=key, due_on=due),
    "lapse_suit_window": lambda key, due: c.LapseSuitWindow(key=key, due_on=due),
}


def opened() -> Case:
    command = c.ReceiveApplication(case_id=CASE_ID, number="普府复〔2026〕1号", application=application_of(offer()))
    (event,) = decide(None, command, START, LAW)
    return evolve(None, event)


def step(case: Case, command: c.AnyCommand, on: date) -> Case:
    """Take one step and hold the machine's promise: where a row leads, there the case stands."""
    facts = decide(case, command, on, LAW)
    row = MACHINE.step(case.state, command.type)
    for fact in facts:
        case = evolve(case, EVENTS.validate_json(EVENTS.dump_json(fact)))
    assert case.state in row.targets
    return case


def swept(case: Case, on: date) -> Case:
    """What the sweep of the day does."""
    for clock in case.clocks.live():
        rule, due = LAW.rule(clock), LAW.due_on(clock)
        if (
            due is not None
            and LAW.is_expired(clock, on)
            and rule.on_lapse is not None
            and case.clocks.is_live(clock.key)
        ):
            case = step(case, LAPSES[rule.on_lapse](clock.key, due), on)
            assert not case.clocks.is_live(clock.key), "a clock that ran out is over"
    return case


def check(case: Case) -> None:
    if MACHINE.states[case.state].ends:
        assert case.clocks.live() == (), "no limit runs after its case has ended"
    else:
        assert MACHINE.lawful(case.state), "no dead end"
    # The applicant's time to supplement starts with the proof of service of the notice (第三十一条第二款).
    if case.state in UNDECIDED - {"SUPPLEMENT_WAIT"}:
        awaits_proof = any(one.state in {"requested", "failed"} for one in case.deliveries)
        assert case.clocks.live() or case.missed or awaits_proof, "nothing waits without a limit or a proof of service"
    assert case == Case.model_validate_json(case.model_dump_json()), "the snapshot is the case"


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_no_order_of_wishes_breaks_a_case(steps: list[tuple[str, int, int]]) -> None:
    case, on, refused = opened(), START, list[Refused]()
    for name, order, days in steps:
        on += timedelta(days=days)
        case = swept(case, on)
        command = wishes(on, order)[name](case).model_copy(update={"by": PEOPLE[order % len(PEOPLE)]})
        try:
            changed = step(case, command, on)
        except Refused as refusal:
            refused.append(refusal)
            continue
        assert changed.version >= case.version
        case = changed
        check(case)
    assert all(fault.text for refusal in refused for fault in refusal.faults)


def lawful(case: Case) -> list[str]:
    commands = {row.command for row in MACHINE.lawful(case.state)}
    return [name for name in NAMES if name in commands]


def walk(chance: Random, limit: int, tried: Counter[str] | None = None) -> Iterator[tuple[str, Case]]:
    """Lawful steps by chance, the rarely tried ones first; after a refusal some days may pass and the sweep comes by."""
    case, on = opened(), START
    tried = Counter() if tried is None else tried
    for _ in range(limit):
        if MACHINE.states[case.state].ends:
            return
        names = lawful(case)
        (name,) = chance.choices(names, weights=[1 / (1 + tried[one]) for one in names])
        tried[name] += 1
        if name in ENDINGS | HINDERING | CLOSING and chance.random() < RARELY:
            continue
        command = wishes(on, chance.randrange(10))[name](case).model_copy(update={"by": chance.choice(PEOPLE)})
        before = case.version
        try:
            case = step(case, command, on)
        except Refused:
            on += timedelta(days=chance.choice([0, 0, 0, 1, 20]))
            case = swept(case, on)
            name = ""
        yield (name if case.version > before else ""), case


@settings(max_examples=120, deadline=None)
@given(st.randoms(use_true_random=False))
def test_lawful_steps_in_any_order_keep_the_file_whole_to_its_end(chance: Random) -> None:
    """Receipts come early, late, twice or never; every clock that runs out finds a command that its state allows."""
    for _, case in walk(chance, 150):
        check(case)


def test_such_walks_take_every_step_of_the_table() -> None:
    """The property above means nothing if its walks never come far."""
    tried: Counter[str] = Counter()
    taken = {name for seed in range(250) for name, _ in walk(Random(seed), 350, tried)}
    assert set(NAMES) - taken <= FAR
