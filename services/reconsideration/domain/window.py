"""申请期限: reckoned from the facts of the act at every look, and held against the fourth condition of acceptance."""

from services.kernel.filing_window import Filing, Knowledge, Window, filing_window
from services.kernel.law import Law
from services.kernel.refusal import Fault

from .case import Case

IN_TIME = "行政复议法 第三十条第一款第四项"


def window(case: Case, law: Law) -> Window:
    """Until when this application could be filed, as far as the facts tell."""
    application = case.application
    handed_in = case.filed.forwarding.organ_received_on if case.filed.forwarding else application.received_on
    return filing_window(
        Filing(
            received_on=case.law_on,
            filed_on=min(handed_in, application.filed_on or handed_in),
            made_on=case.act.made_on,
            known=case.filed.known or _served(case),
            obstacles=case.filed.obstacles,
        ),
        law,
    )


def _served(case: Case) -> Knowledge | None:
    """What the desk told: the day on which the act was served. Of an inaction it tells nothing."""
    if case.act.kind == "inaction":
        return None
    known = case.act.served_on
    return Knowledge(manner="handed_over" if known else "unknown", known_on=known)


def late_faults(case: Case, law: Law) -> list[Fault]:
    """A late application has a fault of the fourth condition, unless an obstacle is in the file with its dates."""
    found = window(case, law)
    if not found.is_late or found.binding is None:
        return []
    text = (
        f"申请于{found.filed_on:%Y-%m-%d}提出，而申请期限已于{found.due_on:%Y-%m-%d}届满。"
        "有不可抗力或者其他正当理由的，请先登记障碍的起止日期。"
    )
    return [Fault("arl.filed_late", text, found.binding.cite, "met")]


def timely_faults(case: Case, grounds: tuple[str, ...], law: Law) -> list[Fault]:
    """Nobody is turned away as late whom the reckoning shows in time."""
    found = window(case, law)
    if "A4" not in grounds or found.due_on is None or found.is_late:
        return []
    text = f"按登记的事实，申请期限到{found.due_on:%Y-%m-%d}才届满，不能以超过申请期限为由；事实不符的，请先更正。"
    return [Fault("arl.filed_in_time", text, IN_TIME, "grounds")]
