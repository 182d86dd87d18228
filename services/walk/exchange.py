"""Rows 5 to 7: the copy and its proof, reminders, mediation that suspends and fails, and the organ's reply."""

from collections.abc import Iterator
from datetime import date

from services.kernel.law import the_law
from services.walk import reminding
from services.walk.expectation import equal, expect
from services.walk.house_walk import Fact, Walk
from services.walk.step import Step

COPY_SENT = date(2026, 10, 13)
COPY_SERVED = date(2026, 10, 15)
REPLY_DUE = date(2026, 10, 29)
SUSPENDED = date(2026, 10, 19)
BETWEEN = date(2026, 10, 22)
RESUMED = date(2026, 10, 26)
REPLIED = date(2026, 10, 28)
ORDINARY = "arl.ordinary"
SUSPEND = {"type": "suspend", "ground": "mediation_agreed", "reason": "双方愿意就罚款数额进行调解。"}


def send_copy(walk: Walk) -> None:
    walk.live_on(COPY_SENT)
    walk.take("officer", "copy", {}, at="copy")


def copy_sent(walk: Walk) -> Iterator[Fact]:
    delivery = next(one for one in walk.case.deliveries if one.paper == "reply_notice")
    yield Fact("承办人发出答复通知书和申请书副本", "行政复议法 第四十八条")
    yield walk.paper_fact("reply_notice")
    yield Fact(f"邮寄登记簿：{walk.handed_over(delivery).tracking}")


def is_copy_served(walk: Walk) -> bool:
    return any(one.paper == "reply_notice" and one.state == "served" for one in walk.case.deliveries)


def serve_copy(walk: Walk) -> None:
    walk.live_on(COPY_SERVED)
    walk.comes_back("reply_notice", {"R": COPY_SERVED})


def copy_served(walk: Walk) -> Iterator[Fact]:
    equal(walk.due_on("arl.reply"), REPLY_DUE, "答复期限")
    yield Fact(f"邮政回执 {COPY_SERVED}：答复期限从送达之日起算，不从发出之日", "行政复议法 第四十八条")
    yield walk.limit_fact("arl.reply")


def suspend(walk: Walk) -> None:
    walk.remind(COPY_SERVED)
    walk.live_on(SUSPENDED)
    alone = walk.refusal("officer", {**SUSPEND, "applicant_agrees": True, "respondent_agrees": False})
    walk.say(f"        只有一方同意时被拒绝：{'；'.join(alone)}")
    walk.take("officer", "suspend", {**SUSPEND, "applicant_agrees": True, "respondent_agrees": True})


def is_suspended(walk: Walk) -> bool:
    return bool(walk.limit(ORDINARY).suspensions)


def suspended(walk: Walk) -> Iterator[Fact]:
    yield Fact(
        f"双方同意调解，{walk.limit(ORDINARY).suspensions[0].from_on} 起中止", "行政复议法 第三十九条第一款第六项"
    )


def resume(walk: Walk) -> None:
    walk.remind(BETWEEN)
    walk.live_on(RESUMED)
    walk.take("officer", "resume", {"type": "resume", "reason": "调解不成，当事人要求继续审理。"})


def is_resumed(walk: Walk) -> bool:
    return all(one.until_on is not None for one in walk.limit(ORDINARY).suspensions)


def resumed(walk: Walk) -> Iterator[Fact]:
    clock = walk.limit(ORDINARY)
    without = the_law().due_on(clock.model_copy(update={"suspensions": ()}))
    due = walk.due_on(ORDINARY)
    expect(without is not None, "审理期限")
    moved = (due - without).days if without else 0
    equal(moved, (RESUMED - SUSPENDED).days, "审理期限顺延的天数")
    yield Fact(
        f"调解不成，{RESUMED} 恢复；审理期限由 {without} 顺延至 {due}，恰为中止的 {moved} 日",
        "行政复议法 第三十九条第二款",
    )


def reply(walk: Walk) -> None:
    walk.remind(RESUMED)
    walk.remind(REPLIED)
    walk.remind(REPLIED, turn=":again")
    statement = "我局执法程序合法，罚款数额适当，请求维持。"
    walk.take(
        "respondent",
        "reply",
        {"type": "file_reply", "statement": statement, "evidence": ["现场检查笔录", "检定记录", "处罚决定书送达回证"]},
    )


def is_replied(walk: Walk) -> bool:
    return walk.case.reply is not None


def replied(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    expect(case.reply is not None and case.reply.in_time, "被申请人按期答复")
    yield from reminding.told(walk, "arl.reply")
    yield Fact(
        f"{case.reply.filed_on if case.reply else ''} 被申请人在期限内答复，附证据 {len(case.reply.evidence) if case.reply else 0} 项",
        "行政复议法 第四十八条",
    )


def has_copy(walk: Walk) -> bool:
    return any(paper.kind == "reply_notice" for paper in walk.case.papers)


STEPS = (
    Step(5, "发送副本", send_copy, copy_sent, has_copy, COPY_SENT),
    Step(5, "回证", serve_copy, copy_served, is_copy_served, COPY_SERVED),
    Step(7, "中止", suspend, suspended, is_suspended, SUSPENDED),
    Step(7, "恢复", resume, resumed, is_resumed, RESUMED),
    Step(6, "提醒与答复", reply, replied, is_replied, REPLIED),
)
