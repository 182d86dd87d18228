"""What the history of a case says of its opening: correction, filing, parties, orders from above."""

from collections.abc import Mapping

from services.kernel.opening import opening_codes

from .. import events
from ..domain import CODES, Case
from ..events import AnyEvent

OPENING = opening_codes()
TITLES: Mapping[str, str] = {
    "correction_asked": "通知补正",
    "correction_filed": "收到补正材料",
    "application_abandoned": "逾期不补正，视为放弃申请",
    "knowledge_recorded": "登记知道行政行为之日",
    "obstacle_recorded": "登记耽误申请的障碍",
    "forwarding_recorded": "登记处罚机关转送",
    "oral_application_recorded": "记录口头申请",
    "mediation_offered": "开展受理前调解",
    "offered_mediation_ended": "结束受理前调解",
    "application_dismissed": "驳回行政复议申请",
    "applicant_added": "追加共同申请人",
    "third_party_joined": "通知第三人参加",
    "agent_appointed": "登记委托代理人",
    "agent_released": "变更或者解除代理",
    "representatives_named": "推选代表人",
    "cases_joined": "并案审理",
    "cases_split": "分案审理",
}
COMMANDS: Mapping[str, str] = {
    "correction_asked": "ask_correction",
    "correction_filed": "file_correction",
    "application_abandoned": "abandon_application",
    "application_withdrawn": "withdraw_application",
    "mediation_offered": "offer_mediation",
    "offered_mediation_ended": "end_offered_mediation",
    "oral_application_recorded": "record_oral_application",
    "obstacle_recorded": "record_obstacle",
    "application_dismissed": "dismiss_application",
    "applicant_added": "add_applicant",
    "third_party_joined": "join_third_party",
    "agent_released": "release_agent",
    "representatives_named": "name_representatives",
    "cases_joined": "join_cases",
    "cases_split": "split_cases",
}


def title(fact: AnyEvent) -> str | None:
    """What one fact of the opening is called; nothing for every other fact."""
    if isinstance(fact, events.SuperiorOrdered):
        return f"上级机关{OPENING.measures[fact.measure].title}"
    return TITLES.get(fact.type)


def detail(fact: AnyEvent, case: Case) -> str | None:
    """What else a person wants to know of one fact of the opening."""
    match fact:
        case events.CorrectionAsked():
            return "；".join(fact.gaps)
        case events.CorrectionFiled():
            late = f"。逾期的正当理由：{fact.late_reason}" if fact.late_reason else ""
            return "；".join(fact.materials) + late
        case events.ForwardingRecorded():
            late = "" if fact.forwarding.in_time else "，逾期转送"
            return f"处罚机关于{fact.forwarding.organ_received_on}收到申请{late}"
        case events.KnowledgeRecorded():
            on = f"，{fact.known.known_on}" if fact.known.known_on else ""
            return OPENING.manners[fact.known.manner].title + on
        case events.ObstacleRecorded():
            return f"{fact.obstacle.from_on}至{fact.obstacle.until_on}：{fact.obstacle.reason}"
        case events.ApplicationDismissed():
            return "；".join(CODES.refusal_grounds[code].title for code in fact.grounds)
        case events.OfferedMediationEnded() | events.CasesJoined() | events.CasesSplit():
            return fact.reason
        case events.SuperiorOrdered():
            return f"{fact.organ}：{fact.content}"
        case _:
            return _of_parties(fact, case)


def _of_parties(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.ApplicantAdded() | events.ThirdPartyJoined():
            return fact.party.name
        case events.AgentAppointed():
            return f"{fact.agent.name}（{OPENING.agents[fact.agent.kind].title}），代理{fact.agent.matters}"
        case events.AgentReleased():
            return fact.name
        case events.RepresentativesNamed():
            return "、".join(one.name for one in case.applicants if one.ref in fact.representatives)
        case _:
            return None


def cite(fact: AnyEvent) -> str | None:
    """The article of a fact that depends on what was recorded."""
    match fact:
        case events.KnowledgeRecorded():
            return OPENING.manners[fact.known.manner].cite
        case events.ForwardingRecorded():
            return OPENING.forwarding[fact.forwarding.ground].cite
        case events.AgentAppointed():
            return OPENING.agents[fact.agent.kind].cite
        case events.SuperiorOrdered():
            return OPENING.measures[fact.measure].cite
        case _:
            return None
