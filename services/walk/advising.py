"""Rows 11 and 12: the letter of advice, sixty days of silence, three measures, and at last the report."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.chassis.now import today
from services.kernel.law import the_law
from services.reconsideration.domain import CODES
from services.reconsideration.domain.performing import owes_takedown
from services.walk import reminding
from services.walk.deciding import EFFECTIVE
from services.walk.expectation import equal, expect
from services.walk.house_walk import Fact, Walk
from services.walk.ledger import notices
from services.walk.step import Step, nothing

SIGNED = date(2026, 11, 11)
SERVED = {"R": date(2026, 11, 13), "S": date(2026, 11, 16)}
ONE_DAY = timedelta(days=1)
LATE_SLIPS = ("suspension_notice", "resumption_notice")  # served long ago, but the post brings the slips only now
REPORT, ORDER = "arl.advice_report", "house.advice_order"


def drafted(walk: Walk) -> Iterator[Fact]:
    case = walk.until("issue_advice 流程起草意见书", lambda found: bool(found.advice.defects))
    defects = [found.title for code in case.advice.defects if (found := CODES.defect(code)) is not None]
    yield Fact(f"决定 {EFFECTIVE} 生效后起草意见书，针对：{'；'.join(defects)}", "行政复议法 第七十六条")


def sign(walk: Walk) -> None:
    walk.live_on(SIGNED)
    walk.take("leader", "sign-advice", {"type": "sign_advice"})


def is_signed(walk: Walk) -> bool:
    return walk.case.advice.signed_by is not None


def signed(walk: Walk) -> Iterator[Fact]:
    case = walk.until("issue_advice 流程制发意见书", lambda found: found.advice.paper is not None)
    yield Fact(f"{case.advice.signed_by.name if case.advice.signed_by else ''}签发", "行政复议法 第七十六条")
    yield walk.paper_fact("advice")
    yield Fact(f"同时抄告上级主管部门{case.respondent.superior_name}", "行政复议法 第七十九条第二款")
    yield walk.paper_fact("advice_copy")


def serve(walk: Walk) -> None:
    walk.comes_back("advice", SERVED)
    walk.comes_back("advice_copy", SERVED)


def is_served(walk: Walk) -> bool:
    case = walk.case
    return REPORT in case.clocks and not case.outstanding("advice_copy")


def served(walk: Walk) -> Iterator[Fact]:
    equal(walk.limit(REPORT).started_on, SERVED["R"], "报送期限的起算")
    expect(the_law().deadline(walk.limit(REPORT)).provisional, "2027年的日期应标明暂定")
    yield walk.limit_fact(REPORT)


def is_reminded(walk: Walk) -> bool:
    return len(reminding.sent(walk, REPORT)) == len(reminding.distances(walk, REPORT))


def remind(walk: Walk) -> None:
    for distance in reminding.distances(walk, REPORT):
        walk.remind(distance.on)


def measure(name: str, waits_for: str) -> Step:
    """One measure: the day after the limit that ran out, the flow's step, its paper and its service."""
    row = next(one for one in CODES.escalation if one.step == name)

    def has_lapsed(walk: Walk) -> bool:
        case = walk.case
        return name in case.advice.steps and not case.outstanding(name)

    def lapse(walk: Walk) -> None:
        if name not in walk.case.advice.steps:
            walk.day_comes(walk.due_on(waits_for) + ONE_DAY)
            walk.until(f"follow_up_advice 流程：{row.title}", lambda case: name in case.advice.steps)
        walk.comes_back(name, {"R": walk.paper(name).dated_on + ONE_DAY})

    def told(walk: Walk) -> Iterator[Fact]:
        paper = walk.paper(name)
        yield Fact(f"{paper.dated_on} 逾期未报送整改情况：{row.title}", row.cite)
        yield walk.paper_fact(name)

    return Step(12, row.title, lapse, told, has_lapsed)


def report(walk: Walk) -> None:
    measures = "已修订处罚告知流程，执法文书增设陈述、申辩告知栏；组织全员培训。"
    walk.take("respondent", "report", {"type": "file_advice_report", "measures": measures})


def is_reported(walk: Walk) -> bool:
    return walk.case.advice.report != ""


def settle(walk: Walk) -> None:
    """What the decision still asks for: the superior is told, and a published penalty is taken down."""
    if not is_copied(walk):
        walk.take("officer", "copy-superior", {"type": "copy_decision"})
    if owes_takedown(walk.case):
        told = {"taken_down_on": str(today()), "explanation": "处罚决定已被撤销，撤下原公开信息并说明理由。"}
        walk.take("officer", "takedown", {"type": "record_takedown", **told})
    walk.comes_back("decision_copy", {"S": walk.paper("decision_copy").dated_on})
    for kind in LATE_SLIPS:
        on = walk.paper(kind).dated_on + ONE_DAY
        walk.comes_back(kind, {"A1": on, "R": on})


def is_copied(walk: Walk) -> bool:
    return any(paper.kind == "decision_copy" for paper in walk.case.papers)


def is_settled(walk: Walk) -> bool:
    return is_copied(walk) and not any(one.is_open for one in walk.case.deliveries)


def verify(walk: Walk) -> None:
    walk.take(
        "officer", "verify", {"type": "verify_advice", "result": "corrected", "comment": "抽查十份案卷，均已告知。"}
    )
    owed = [f"{one.paper} → {one.recipient}：{one.state}" for one in walk.case.deliveries if one.is_open]
    equal(owed, [], "尚未送达的文书")
    walk.take("officer", "close", {"type": "close_case"})


def is_closed(walk: Walk) -> bool:
    return walk.case.state == "CLOSED"


def verified(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    equal(case.advice.state, "verified", "意见书的状态")
    equal(case.advice.steps, tuple(row.step for row in CODES.escalation), "督促措施的次序")
    yield Fact("被申请人报送整改情况，承办人核验：已纠正", "行政复议法 第七十七条")
    yield Fact(
        f"共发出提醒 {len(notices(walk.case_id))} 件；案件{walk.sheet.state_title}", "行政复议法实施条例 第五十九条"
    )


STEPS = (
    Step(11, "意见书起草", nothing, drafted),
    Step(11, "意见书签发", sign, signed, is_signed, SIGNED),
    Step(11, "意见书送达", serve, served, is_served, SERVED["S"]),
    Step(6, "报送期限的提醒", remind, lambda walk: reminding.told(walk, REPORT), is_reminded),
    measure("order", REPORT),
    measure("interview", ORDER),
    measure("circular", ORDER),
    Step(12, "整改报告", report, lambda _walk: (), is_reported),
    Step(12, "抄告上级主管部门", settle, lambda walk: (walk.paper_fact("decision_copy"),), is_settled),
    Step(12, "核验结案", verify, verified, is_closed),
)
