"""The one list of flows: what runs, at what time of day, and which message starts it."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from prefect import Flow

from flows.follow_up_advice import follow_up_advice
from flows.issue_advice import issue_advice
from flows.issue_decision import issue_decision
from flows.publish_decisions import publish_decisions
from flows.remind import remind
from flows.route_disputes import route_disputes
from flows.sweep_clocks import sweep_clocks
from flows.transfer_units import transfer_units
from flows.watch_calendar import watch_calendar

TIMEZONE = "Asia/Shanghai"
DEPLOYMENT = "jiefen"

AnyFlow = Flow[..., Coroutine[object, object, None]]


@dataclass(frozen=True)
class Start:
    """How a message starts a flow: `takes` names the fields of its body that become parameters, `fixed` adds others."""

    flow: str
    deployment: str
    takes: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def parameters(self, body: object) -> dict[str, str]:
        """The parameters of the run for this message body."""
        return {name: str(getattr(body, name)) for name in self.takes} | dict(self.fixed)


@dataclass(frozen=True)
class Trigger:
    """A message type, and the parameters its flow is started with."""

    message: str
    takes: tuple[str, ...] = ("case_id",)
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class FlowSpec:
    """A flow with everything that can start it. `purpose` is shown in Prefect and in the runbook."""

    flow: AnyFlow
    purpose: str
    cron: str | None = None
    triggers: tuple[Trigger, ...] = ()

    @property
    def name(self) -> str:
        return self.flow.name

    @property
    def deployment(self) -> str:
        """The name under which Prefect finds it: flow/deployment."""
        return f"{self.name}/{DEPLOYMENT}"


FLOWS: tuple[FlowSpec, ...] = (
    FlowSpec(
        route_disputes,
        "移送：把一项请求交给选定的渠道并立案",
        triggers=(Trigger("intake.unit_routed", takes=("unit_id",)),),
    ),
    FlowSpec(
        transfer_units,
        "移交：把不予受理或者调解不成的请求连同材料交回窗口",
        triggers=(Trigger("case.handed_back", takes=("case_id", "channel")),),
    ),
    FlowSpec(sweep_clocks, "期限：请各服务处理已届满的期限", cron="*/10 * * * *"),
    FlowSpec(remind, "提醒：请各服务发出当日的期限提醒", cron="30 8 * * *"),
    FlowSpec(watch_calendar, "日历：查看已公布的节假日安排是否够用", cron="0 8 * * *"),
    FlowSpec(
        issue_decision,
        "决定书：编号、签章、送达",
        triggers=(Trigger("reconsideration.decision_signed"),),
    ),
    FlowSpec(
        publish_decisions,
        "公开：拟定隐名方案；复核通过后发布",
        triggers=(
            Trigger("reconsideration.decision_effective", fixed={"phase": "plan"}),
            Trigger("reconsideration.redaction_approved", fixed={"phase": "release"}),
        ),
    ),
    FlowSpec(
        issue_advice,
        "意见书：决定生效后起草；签发后送达",
        triggers=(
            Trigger("reconsideration.decision_effective", fixed={"phase": "draft"}),
            Trigger("reconsideration.advice_signed", fixed={"phase": "issue"}),
        ),
    ),
    FlowSpec(
        follow_up_advice,
        "意见书督办：逾期未报告的责令、约谈、通报",
        cron="0 9 * * *",
        triggers=(Trigger("reconsideration.advice_report_overdue"),),
    ),
)


def triggers() -> Mapping[str, tuple[Start, ...]]:
    """For each message type the flows it starts; what the dispatcher is given."""
    found: dict[str, tuple[Start, ...]] = {}
    for spec in FLOWS:
        for trigger in spec.triggers:
            start = Start(spec.name, spec.deployment, trigger.takes, trigger.fixed)
            found[trigger.message] = (*found.get(trigger.message, ()), start)
    return MappingProxyType(found)
