"""Every component of the pages once, at `/-/patterns`: what is not here does not exist, what is here looks the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request, Response

from services.chassis import due as dates
from services.chassis.access import public
from services.chassis.clock_chart import Chart, chart
from services.chassis.clock_lines import Told, clock_line
from services.chassis.due import Due
from services.chassis.navigation import ROLE_TITLES
from services.chassis.pages import page
from services.kernel.clocks import Clocks
from services.kernel.law import the_law
from services.kernel.principal import Principal
from services.kernel.refusal import Fault

router = APIRouter()
SAMPLE_DAY = date(2026, 9, 29)


@dataclass(frozen=True)
class SampleEntry:
    """One line of the sample timeline."""

    on: date
    title: str
    detail: str | None = None
    cite: str | None = None
    actor: str | None = None


@dataclass(frozen=True)
class SampleCase:
    """One row of the sample table."""

    number: str
    applicant: str
    state: str
    tone: str
    due: Due


@dataclass(frozen=True)
class PatternsPage:
    """The page of patterns; everything on it is invented."""

    template: ClassVar[str] = "chassis/patterns.html"
    dues: tuple[Due, ...]
    cases: tuple[SampleCase, ...]
    entries: tuple[SampleEntry, ...]
    faults: tuple[Fault, ...]
    roles: tuple[tuple[str, str], ...]
    chart: Chart


def _dues() -> tuple[Due, ...]:
    day = SAMPLE_DAY
    return (
        dates.due(day - timedelta(1), day),
        dates.due(day, day),
        dates.due(day + timedelta(2), day, left=2),
        dates.due(day + timedelta(13), day, left=5),
        dates.due(date(2027, 1, 29), day, left=82, provisional=True),
        dates.due(None, day),
        dates.met(day),
        dates.lapsed(day - timedelta(1)),
        dates.closed(day),
    )


def _cases() -> tuple[SampleCase, ...]:
    dues = _dues()
    return (
        SampleCase("普府复〔2026〕126号", "王某某", "待受理", "info", dues[1]),
        SampleCase("普府复〔2026〕119号", "某餐饮管理有限公司", "审理中", "neutral", dues[4]),
        SampleCase("普府复〔2026〕087号", "李某", "中止", "warn", dues[5]),
        SampleCase("普府复〔2026〕063号", "陈某某", "逾期未答复", "bad", dues[0]),
    )


def _entries() -> tuple[SampleEntry, ...]:
    return (
        SampleEntry(SAMPLE_DAY, "收到复议申请", "窗口转来，收据已出具。", "行政复议法 第二十二条", "周敏"),
        SampleEntry(date(2026, 10, 12), "视为受理", "五个工作日内未作出处理决定。", "行政复议法 第三十条", "系统"),
        SampleEntry(date(2026, 10, 14), "申请书副本送达被申请人", None, "行政复议法 第四十八条"),
    )


def _chart() -> Chart:
    """A limit that was met, one that was told otherwise, one that stood still and ends beyond the published calendar."""
    accepted_on, today = date(2026, 10, 12), date(2026, 10, 30)
    limits = Clocks().start("arl.review", SAMPLE_DAY).meet("arl.review", accepted_on)
    limits = limits.start("arl.reply", date(2026, 10, 21)).start("arl.ordinary", accepted_on)
    limits = limits.suspend("arl.ordinary", date(2026, 10, 23), "mediation_agreed", "行政复议法 第三十九条")
    limits = limits.resume("arl.ordinary", date(2026, 11, 16))
    told = {"arl.reply": Told(date(2026, 11, 5))}
    lines = [clock_line(limit, today, the_law(), told=told.get(limit.key)) for limit in limits]
    return chart(lines, today, the_law())


def sample() -> PatternsPage:
    """The page's context, also for the test that renders every template."""
    faults = (
        Fault("missing", "请填写“请求事项”。", field="claim"),
        Fault("arl.application", "申请已超过六十日的期限。", "行政复议法 第二十条"),
    )
    return PatternsPage(_dues(), _cases(), _entries(), faults, tuple(ROLE_TITLES.items())[:4], _chart())


@router.get("/-/patterns")
def show(request: Request, _: Annotated[Principal, public()]) -> Response:
    """Show every component once."""
    return page(request, sample())
