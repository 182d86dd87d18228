"""Readings (读法): where the law is silent or disputed, one named switch each, which the district's legal office sets.

What a switch makes of a single rule (its unit, its roll) stands in the rule's file beside the provision; here stand
the positions, the default, and why it is the default. Nothing else in the house decides a doubtful convention.
"""

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from services.kernel.refusal import Refused
from services.kernel.rule import Confidence

DaysRead = Literal["working", "calendar"]
EndRead = Literal["rolled", "kept"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a switch decides: the question, the provision it hangs on, and how sure the house is of its default."""

    title: str
    title_en: str
    cite: str
    because: str
    confidence: Confidence


class Policy(BaseModel):
    """Every switch with its default. A district changes them under `readings:` in its organ profile."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labour_days: Annotated[
        DaysRead,
        Doubt(
            title="劳动仲裁的三日、五日、十日是否为工作日",
            title_en="Whether 3, 5 and 10 days of labour arbitration are working days",
            cite="劳动人事争议仲裁办案规则 第八十条",
            because="调解仲裁法没有写明，办案规则写明是工作日；规则原文待核。",
            confidence=Confidence.MEMORY,
        ),
    ] = "working"
    traffic_days: Annotated[
        DaysRead,
        Doubt(
            title="交通事故处理的三日、十日是否为工作日",
            title_en="Whether 3 and 10 days in traffic matters are working days",
            cite="道路交通事故处理程序规定 第一百一十二条第（五）项",
            because="部令写明是工作日；上位的道路交通安全法实施条例第九十四条只写十日。",
            confidence=Confidence.VERIFIED,
        ),
    ] = "working"
    suspension_day_counts: Annotated[
        bool,
        Doubt(
            title="中止当日是否计入期限",
            title_en="Whether the day of suspension counts",
            cite="行政复议法 第三十九条",
            because="条文未写；默认自中止之日起停止计算，期限恰好顺延中止的天数。",
            confidence=Confidence.INFERRED,
        ),
    ] = False
    resumption_day_counts: Annotated[
        bool,
        Doubt(
            title="恢复当日是否计入期限",
            title_en="Whether the day of resumption counts",
            cite="行政复议法 第三十九条第二款",
            because="条文未写；默认恢复之日即继续计算。",
            confidence=Confidence.INFERRED,
        ),
    ] = True
    extension_from: Annotated[
        Literal["nominal", "rolled"],
        Doubt(
            title="延长的期限自何日接算",
            title_en="From which end an extension counts",
            cite="行政复议法 第六十二条第一款",
            because="条文只写“延长”；默认自未顺延的末日接算，末日只在最后顺延一次（九十日即自受理起九十日）。",
            confidence=Confidence.INFERRED,
        ),
    ] = "nominal"
    notice_days: Annotated[
        Literal["clear", "counted"],
        Doubt(
            title="“五日前”是否须足五日",
            title_en="Whether days before a hearing are clear days",
            cite="行政复议法 第五十一条第一款",
            because="默认足日：通知之日、听证之日都不计，较严的读法总是安全的。",
            confidence=Confidence.INFERRED,
        ),
    ] = "clear"
    public_notice_end: Annotated[
        EndRead,
        Doubt(
            title="公告送达第三十日是休假日的，是否顺延",
            title_en="Whether the thirtieth day of a public notice rolls",
            cite="民事诉讼法 第九十五条",
            because="“经过三十日，即视为送达”是法律效果的发生，不是当事人应为行为的期间；默认不顺延。",
            confidence=Confidence.INFERRED,
        ),
    ] = "kept"
    bar_end: Annotated[
        EndRead,
        Doubt(
            title="一年、五年、二十年的最长期限是否顺延",
            title_en="Whether an absolute bar rolls",
            cite="行政复议法 第二十条第三款、第二十一条",
            because="有疑问；默认顺延，只在顺延后的末日之后才拒绝，不使申请人因读法失权。",
            confidence=Confidence.INFERRED,
        ),
    ] = "rolled"
    suspension_holds_roll: Annotated[
        bool,
        Doubt(
            title="末日顺延期间开始的中止是否停住期限",
            title_en="Whether a suspension that begins inside the roll holds the end",
            cite="行政复议法 第三十九条；民事诉讼法 第八十五条第三款",
            because="顺延期间期限尚未届满；默认恢复之后才届满。",
            confidence=Confidence.INFERRED,
        ),
    ] = True
    corresponding_day: Annotated[
        Literal["same_number", "month_end"],
        Doubt(
            title="起算日在月末的，对应日是同一数字还是月末",
            title_en="Whether a month that starts on a last day ends on a last day",
            cite="民法典 第二百零二条",
            because="民法典取同一数字，没有对应日的才取月末；刑诉解释第二百零二条另有规定，不适用于本系统的期限。",
            confidence=Confidence.VERIFIED,
        ),
    ] = "same_number"
    regulation_days: Annotated[
        DaysRead,
        Doubt(
            title="复议法实施条例的十日是否为工作日",
            title_en="Whether the ten days of the 2007 regulation are working days",
            cite="行政复议法实施条例 第三十条；行政复议法 第八十八条第二款",
            because="第八十八条第二款说的是“本法”，是否及于条例有疑问；默认工作日，须由复议机构确认。",
            confidence=Confidence.INFERRED,
        ),
    ] = "working"
    chain_from: Annotated[
        Literal["rolled", "nominal"],
        Doubt(
            title="后一期限自前一期限顺延后的届满日还是名义末日起算",
            title_en="From which end of one limit the next one starts",
            cite="行政复议法 第三十四条；行政诉讼法 第四十五条",
            because="第八十五条第三款以顺延后的日期为期间届满的日期；默认自顺延后的届满日起算。",
            confidence=Confidence.INFERRED,
        ),
    ] = "rolled"
    counter_closes: Annotated[
        time | None,
        Doubt(
            title="窗口递交的截止时间（不填即至二十四时）",
            title_en="When the last day ends at the counter; without a time, at midnight",
            cite="民法典 第二百零三条第二款",
            because="有业务时间的，停止业务活动的时间为截止时间；具体时间由各区的窗口定。",
            confidence=Confidence.INFERRED,
        ),
    ] = time(17, 30)
    pending_cases: Annotated[
        Literal["old_act", "new_act"],
        Doubt(
            title="2024年以前收到的案件，其后起算的期限适用旧法还是新法",
            title_en="Which act governs limits that start after 2023 in a case received before",
            cite="行政复议法 第九十条",
            because="新法没有过渡条款；默认以收到申请之日的法律办到底。",
            confidence=Confidence.INFERRED,
        ),
    ] = "old_act"
    demand_ripens: Annotated[
        Literal["day_after", "last_day"],
        Doubt(
            title="催告“十日后”自第十日的次日还是当日可以申请",
            title_en="Whether the right after ten days arises on the day after the tenth",
            cite="行政强制法 第五十四条",
            because="“十日后”须满十日；默认次日。",
            confidence=Confidence.INFERRED,
        ),
    ] = "day_after"
    agency_end: Annotated[
        EndRead,
        Doubt(
            title="机关自己的办理期限（信访、处罚九十日）末日是否顺延",
            title_en="Whether the limits of agencies themselves roll",
            cite="民法典 第二百零三条第一款；民事诉讼法 第八十五条第三款",
            because="信访工作条例、行政处罚法没有写明；默认与其他期限一样顺延。",
            confidence=Confidence.INFERRED,
        ),
    ] = "rolled"

    @field_validator("counter_closes", mode="before")
    @classmethod
    def _is_a_time(cls, value: object) -> object:
        """YAML reads an unquoted 17:30 as the number 1050; only a quoted time is one."""
        if isinstance(value, int | float):
            raise ValueError("write the time in quotes: '17:30'")  # noqa: TRY004 - pydantic turns this one into a fault
        return value

    def position(self, switch: str) -> str:
        """Which of a rule's listed readings holds: the word by which its file names the position."""
        if switch not in SWITCHES:
            raise Refused("policy.unknown", f"没有“{switch}”这一读法开关。")
        return str(getattr(self, switch))

    @property
    def changed(self) -> tuple[str, ...]:
        """The switches that do not stand at the house's default."""
        return tuple(name for name in SWITCHES if getattr(self, name) != getattr(DEFAULT, name))


def _doubt(name: str) -> Doubt:
    return next(one for one in Policy.model_fields[name].metadata if isinstance(one, Doubt))


def positions(switch: str) -> tuple[str, ...] | None:
    """The words of a switch on which a rule may lean; `None` where there is no such switch."""
    field = Policy.model_fields.get(switch)
    return None if field is None else tuple(map(str, get_args(field.annotation)))


SWITCHES: dict[str, Doubt] = {name: _doubt(name) for name in Policy.model_fields}
DEFAULT = Policy()
