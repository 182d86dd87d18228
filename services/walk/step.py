"""One step of the walk: whether its effect is already there, how it is brought about, and what there is to tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from services.walk.house_walk import Fact, Walk

ROWS = {
    1: "窗口登记争议，拆分请求",
    2: "选定渠道、机关，核对申请期限",
    3: "移送立案，发给编号",
    4: "受理，或者期限届满视为受理",
    5: "副本送达被申请人，回证返回",
    6: "期限提醒，每次只发一回",
    7: "双方同意调解而中止；调解不成恢复",
    8: "拟稿、审核、签发、制发决定书",
    9: "送达生效，起诉期限开始",
    10: "隐名、第二人复核、扫描、公开",
    11: "意见书：起草、签发、送达、抄告",
    12: "六十日届满未报送：责令、约谈、通报",
}


@dataclass(frozen=True)
class Step:
    """`is_done` looks at the house, never at a memory of the walk's own: a walk killed anywhere can be taken up again."""

    row: int
    title: str
    do: Callable[[Walk], None]
    tell: Callable[[Walk], Iterable[Fact]]
    is_done: Callable[[Walk], bool] = lambda _walk: False
    on: date | None = None


def nothing(_walk: Walk) -> None:
    """A step that only tells: the house does it by itself."""


def silent(_walk: Walk) -> Iterable[Fact]:
    """A step without anything to tell."""
    return ()
