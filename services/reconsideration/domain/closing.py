"""结案归档: what is still owed before the file may be archived."""

from services.kernel.refusal import Fault

from .case import Case
from .performing import enforcing, is_owed, owes_copy, owes_takedown


def closing_faults(case: Case) -> list[Fault]:
    """Everything that still keeps the file open, all at once."""
    checks = (
        (any(one.is_open for one in case.deliveries), "not_served", "尚有文书未送达或者送达不成，不能结案。", "行政复议法 第七十五条第二款"),
        (_is_unpublished(case), "not_published", "尚未公开，也未决定不公开。", "行政复议法 第七十九条第一款"),
        (owes_copy(case), "not_copied", "决定书尚未抄告被申请人的上一级主管部门。", "行政复议法 第七十九条第二款"),
        (case.advice.is_open, "advice_open", "行政复议意见书尚未办结。", "行政复议法 第七十六条"),
        (is_owed(case), "not_performed", "被申请人尚未履行。", "行政复议法 第七十七条第一款"),
        (owes_takedown(case), "not_taken_down", "已公开的行政处罚决定信息尚未登记撤回。", "行政处罚法 第四十八条第二款"),
        (enforcing(case), "enforcement_open", "强制执行尚无结果。", "行政复议法 第七十八条"),
        (case.ending.open_suit is not None, "suit_open", "行政诉讼尚未审结。", "行政诉讼法 第四十五条"),
        (bool(case.clocks.live()), "clock_runs", "尚有期限在进行。", "行政诉讼法 第四十五条"),
    )  # fmt: skip
    return [Fault(f"arl.{code}", text, cite) for is_open, code, text, cite in checks if is_open]


def _is_unpublished(case: Case) -> bool:
    """Only a decision is published; a statement or a termination is not (第七十九条第一款)."""
    return case.decision is not None and case.redaction.state not in {"published", "withheld"}
