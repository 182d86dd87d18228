"""Rows 1 to 4: the citizen at the desk, the channel, the case, and acceptance by silence."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.kernel.clock import explain
from services.kernel.law import the_law
from services.walk.expectation import equal, expect
from services.walk.house_walk import Fact, Walk
from services.walk.step import Step, nothing

FINED = date(2026, 9, 20)
FILED = date(2026, 9, 29)
LAST_DAY = date(2026, 10, 12)
DAY_AFTER = date(2026, 10, 13)
REMINDED = date(2026, 10, 9)

APPLICANT = {
    "name": "吴小芹",
    "kind": "person",
    "id_number": "310107198804122842",
    "phone": "13918745206",
    "email": "wuxiaoqin@example.cn",
    "district": "上海市普陀区",
    "road": "志丹路",
    "detail": "462弄7号502室",
    "birth_on": "1988-04-12",
}
FORM = {
    **APPLICANT,
    "received_on": FILED.isoformat(),
    "entry": "counter",
    "story": "我在菜场摆摊。9月20日市场监管局认定我的电子秤不准，没有听我说明就罚了五千元。秤是上个月才检定过的。",
    "u0-claim": "撤销行政处罚决定",
    "u0-nature": "act",
    "u0-respondent_organ": "putuo.market",
    "u0-act_kind": "penalty",
    "u0-act_title": "行政处罚决定书",
    "u0-act_number": "普市监罚〔2026〕118号",
    "u0-act_made_on": FINED.isoformat(),
    "u0-served_on": FINED.isoformat(),
    "u0-on_spot": "no",
    "u0-told_remedy": "yes",
    "u0-fine_amount": "5000",
}


def register(walk: Walk) -> None:
    """The form under its key: sent again it leads to the same receipt."""
    if walk.dispute_id is None:
        receipt = walk.person("clerk").submit("/desk/disputes", FORM, "walk:register")
        walk.dispute_id = UUID(receipt.split("/")[3])


def registered(walk: Walk) -> Iterator[Fact]:
    dispute = walk.dispute
    equal(len(dispute.units), 1, "请求数")
    expect("〔2026〕" in dispute.number, f"编号 {dispute.number}")
    receipt = f"/desk/disputes/{dispute.id}/receipt"
    expect(dispute.number in walk.person("clerk").page(receipt), "回执上没有编号")
    yield Fact(
        f"{dispute.applicant.name}到窗口，编号 {dispute.number}，请求：{walk.unit.claim}", where=walk.address + receipt
    )


def routed(walk: Walk) -> Iterator[Fact]:
    route = walk.unit.route
    equal(route.channel.value, "reconsideration", "渠道")
    yield Fact(f"{route.channel_title}，由{route.organ}办理：{'；'.join(route.reasons)}", "、".join(route.articles))
    for limit in route.limits:
        yield Fact(f"{limit.title}：至 {limit.due_on}", limit.cite)


def opened(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    yield Fact(
        f"案号 {case.number}，收到申请 {case.opened_on}", where=f"{walk.address}/reconsideration/cases/{case.id}"
    )
    equal(walk.due_on("arl.review"), LAST_DAY, "审查期限")
    yield walk.limit_fact("arl.review")
    for line in explain(the_law().deadline(walk.limit("arl.review")), "zh"):
        yield Fact(f"  {line}")


def is_accepted(walk: Walk) -> bool:
    return walk.case.accepted_on is not None


def last_day(walk: Walk) -> None:
    """Nobody looks at the application; on the last day of the review nothing has lapsed yet."""
    walk.remind(REMINDED)
    walk.day_comes(LAST_DAY)
    equal(walk.case.state, "RECEIVED", "期限最后一日的状态")


def last_day_told(_walk: Walk) -> Iterator[Fact]:
    yield Fact("国庆假期在内无人审查；期限最后一日，扫描不作处理", "行政复议法 第三十条第一款")


def day_after(walk: Walk) -> None:
    walk.day_comes(DAY_AFTER)


def accepted(walk: Walk) -> Iterator[Fact]:
    case = walk.case
    equal((case.deemed, case.accepted_on), (True, LAST_DAY), "视为受理")
    yield Fact(f"视为受理，受理日期 {case.accepted_on}", "行政复议法 第三十条第三款")
    yield walk.limit_fact("arl.send_copy")


STEPS = (
    Step(1, "登记", register, registered, on=FILED),
    Step(2, "分流", nothing, routed, on=FILED),
    Step(3, "立案", nothing, opened, on=FILED),
    Step(4, "最后一日", last_day, last_day_told, is_accepted, LAST_DAY),
    Step(4, "次日", day_after, accepted, is_accepted, DAY_AFTER),
)
