"""Rows 8 and 9: a draft that cannot contradict itself, two other people, the sealed paper, its service and effect."""

from collections.abc import Iterator
from datetime import date

from pydantic import JsonValue

from services.walk.expectation import equal, expect
from services.walk.house_walk import Fact, Walk
from services.walk.opening import APPLICANT
from services.walk.step import Step, nothing

HEARD = date(2026, 10, 30)
REVIEWED = date(2026, 11, 2)
SIGNED = date(2026, 11, 3)
SERVED = {"A1": date(2026, 11, 5), "R": date(2026, 11, 6)}
EFFECTIVE = date(2026, 11, 6)
SUIT_DUE = date(2026, 11, 20)
WITNESS = "周阿根"
SHOP = "小芹副食摊"
EMPTY: dict[str, JsonValue] = {
    "outcome": "REVOKE",
    "grounds": ["G-SOUND"],
    "found": "",
    "reasons": "",
    "findings": ["F99"],
}
DRAFT: dict[str, JsonValue] = {
    "outcome": "REVOKE",
    "grounds": ["G-PROC"],
    "found": (
        f"申请人{APPLICANT['name']}在本区菜场经营“{SHOP}”。2026年9月20日，被申请人检查时认定其电子秤失准，"
        f"当日作出罚款5000元的决定。同场经营者{WITNESS}证明，执法人员到场约十分钟即交付决定书。"
        f"被申请人提交的笔录中没有告知陈述、申辩权利的记载，申请人留存的联系电话{APPLICANT['phone']}也没有通话记录。"
    ),
    "reasons": "行政机关作出处罚决定前，应当告知当事人依法享有的陈述、申辩权利。被申请人未予告知即作出处罚，违反法定程序，依法应予撤销。",
    "findings": ["F08"],
    "compensation": "none_due",
}


def hear(walk: Walk) -> None:
    walk.live_on(HEARD)
    if not walk.case.opinions:
        faults = walk.refusal("officer", {"type": "draft_decision", "draft": EMPTY})
        expect(len(faults) >= 5, f"有误的拟稿应一次列出全部问题，只有 {len(faults)} 项")
        walk.say(f"        有误的拟稿被拒绝，一次列出 {len(faults)} 项：")
        for fault in faults:
            walk.say(f"          · {fault}")
    summary = "申请人称秤已检定，执法时未容其说明；坚持撤销。"
    walk.take("officer", "hear", {"type": "hear_opinions", "way": "in_person", "summary": summary})


def heard(walk: Walk) -> Iterator[Fact]:
    equal(len(walk.case.opinions), 1, "听取意见的次数")
    yield Fact(f"{walk.case.opinions[0].heard_on} 当面听取申请人意见", "行政复议法 第四十九条")


def draft(walk: Walk) -> None:
    walk.live_on(HEARD)
    walk.take("officer", "draft", {"type": "draft_decision", "draft": DRAFT})


def drafted(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    expect(case.draft is not None and case.drafted_by is not None, "拟稿")
    yield Fact(
        f"{case.drafted_by.name if case.drafted_by else ''}拟稿：{case.outcome.title if case.outcome else ''}",
        "行政复议法 第六十四条第一款第二项",
    )


def sign(walk: Walk) -> None:
    walk.live_on(REVIEWED)
    walk.take("reviewer", "review", {"type": "review_decision", "approved": True})
    walk.live_on(SIGNED)
    walk.take("leader", "sign", {"type": "sign_decision", "approved": True})


def signed(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    people = [actor.name for actor in (case.drafted_by, case.reviewed_by, case.signed_by) if actor is not None]
    equal(len(set(people)), 3, "拟稿、审核、签发应为三人")
    yield Fact(f"{people[0]}拟稿，{people[1]}审核，{people[2]} {case.signed_on} 签发", "行政复议法 第六十一条第一款")


def issued(walk: Walk) -> Iterator[Fact]:
    walk.until("issue_decision 流程制发决定书", lambda case: case.decision is not None)
    paper = walk.paper("decision")
    expect("〔2026〕" in paper.number, f"文号 {paper.number}")
    expect(walk.paper_bytes(paper).startswith(b"%PDF-"), "决定书不是 PDF")
    yield Fact(f"{paper.title} {paper.number}，成文 {paper.dated_on}", "行政复议法 第七十五条")
    yield Fact(f"SHA-256 {paper.pdf_sha256}", where=walk.file_of(paper))


def serve(walk: Walk) -> None:
    walk.comes_back("decision", SERVED)


def is_effective(walk: Walk) -> bool:
    return walk.case.effective_on is not None


def served(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    equal(case.effective_on, EFFECTIVE, "决定生效日期")
    for delivery in (one for one in case.deliveries if one.paper == "decision"):
        yield Fact(f"送达{'申请人' if delivery.recipient == 'A1' else '被申请人'} {delivery.served_on}")
    yield Fact(f"{case.effective_on} 送达生效", "行政复议法 第七十五条第二款")
    equal(walk.due_on("arl.suit:A1"), SUIT_DUE, "起诉期限")
    yield walk.limit_fact("arl.suit:A1")


STEPS = (
    Step(8, "听取意见", hear, heard, lambda walk: bool(walk.case.opinions), HEARD),
    Step(8, "拟稿", draft, drafted, lambda walk: walk.case.draft is not None, HEARD),
    Step(8, "审核签发", sign, signed, lambda walk: walk.case.signed_on is not None, SIGNED),
    Step(8, "制发", nothing, issued, on=SIGNED),
    Step(9, "送达", serve, served, is_effective, EFFECTIVE),
)
