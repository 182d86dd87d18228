"""当事人: joint applicants and their representatives, third parties, agents, and cases heard together."""

from datetime import date
from typing import assert_never

from services.kernel.matter import Party
from services.kernel.opening import opening_codes
from services.kernel.refusal import Fault, Refused

from ..commands.parties import (
    AddApplicant,
    AppointAgent,
    JoinCases,
    Joining,
    JoinThirdParty,
    NameRepresentatives,
    ReleaseAgent,
    SplitCases,
)
from ..events.parties import (
    AgentAppointed,
    AgentReleased,
    ApplicantAdded,
    CasesJoined,
    CasesSplit,
    JoiningEvent,
    RepresentativesNamed,
    ThirdPartyJoined,
)
from ..parts.opening import Agent, LinkedCase
from .case import Case

CODES = opening_codes()
THIRD, AGENTS, MANY = "行政复议法 第十六条第一款", "行政复议法 第十七条", "行政复议法 第十五条第一款"
TOGETHER = "行政复议法 第三条第二款"
PARTY = frozenset({"name", "kind", "id_number", "phone", "district", "street", "detail"})


def needs_representatives(case: Case) -> bool:
    """Whether the applicants are so many that they must name representatives and have not done so."""
    return len(case.applicants) > CODES.many_applicants.count and not case.representatives


def decide(case: Case, command: Joining, today: date) -> tuple[JoiningEvent, ...]:
    """Answer one wish about the parties."""
    match command:
        case AddApplicant():
            party = _party(f"A{len(case.applicants) + 1}", command)
            return (ApplicantAdded(on=today, by=command.by, party=party),)
        case JoinThirdParty():
            return _third(case, command, today)
        case AppointAgent():
            return _appoint(case, command, today)
        case ReleaseAgent():
            return _release(case, command, today)
        case NameRepresentatives():
            return _represent(case, command, today)
        case JoinCases():
            return _join(case, command, today)
        case SplitCases():
            if all(one.number != command.other_number for one in case.linked):
                raise Refused("arl.not_joined", "本案没有与这一案件并案。", cite=TOGETHER)
            number, reason = command.other_number, command.reason
            return (CasesSplit(on=today, by=command.by, other_number=number, reason=reason),)
        case _:
            assert_never(command)


def _party(ref: str, command: AddApplicant | JoinThirdParty) -> Party:
    return Party(ref=ref, **command.model_dump(include=set(PARTY)))


def _third(case: Case, command: JoinThirdParty, today: date) -> tuple[JoiningEvent, ...]:
    known = [*case.applicants, *case.third_parties]
    if any((one.name, one.id_number) == (command.name, command.id_number) for one in known):
        raise Refused("arl.party_twice", "此人已经是本案的当事人。", cite=THIRD)
    party = _party(f"T{len(case.third_parties) + 1}", command)
    joined = ThirdPartyJoined(
        on=today, by=command.by, party=party, interest=command.interest, at_own_wish=command.at_own_wish
    )
    return (joined,)


def _appoint(case: Case, command: AppointAgent, today: date) -> tuple[JoiningEvent, ...]:
    most, held = CODES.most_agents, [one for one in case.agents if one.principal == command.principal]
    faults = []
    if command.principal not in {one.ref for one in (*case.applicants, *case.third_parties)}:
        faults.append(Fault("arl.principal", "请选择本案的申请人或者第三人。", AGENTS, "principal"))
    if len(held) >= most.count:
        faults.append(Fault("arl.agents_many", f"每一方至多委托{most.count}名代理人。", most.cite, "principal"))
    if command.kind not in CODES.agents:
        faults.append(Fault("arl.agent_kind", "请选明代理人的身份。", AGENTS, "kind"))
    if not command.proved:
        text = "须提交授权委托书和委托人、被委托人的身份证明文件。"
        faults.append(Fault("arl.agent_unproved", text, "行政复议法 第十七条第二款", "proved"))
    if command.until_on is not None and command.until_on < today:
        faults.append(Fault("arl.agent_expired", "委托期限已经届满。", AGENTS, "until_on"))
    if faults:
        raise Refused.of(faults)
    agent = Agent.model_validate(command.model_dump(exclude={"type", "by", "proved"}))
    return (AgentAppointed(on=today, by=command.by, agent=agent),)


def _release(case: Case, command: ReleaseAgent, today: date) -> tuple[JoiningEvent, ...]:
    faults = []
    if all((one.principal, one.name) != (command.principal, command.name) for one in case.agents):
        faults.append(Fault("arl.no_agent", "本案没有这名代理人。", AGENTS, "name"))
    if not command.in_writing:
        text = "变更或者解除代理人权限的，应当书面告知。"
        faults.append(Fault("arl.agent_in_writing", text, "行政复议法 第十七条第三款", "in_writing"))
    if faults:
        raise Refused.of(faults)
    return (AgentReleased(on=today, by=command.by, principal=command.principal, name=command.name),)


def _represent(case: Case, command: NameRepresentatives, today: date) -> tuple[JoiningEvent, ...]:
    chosen, most, many = (
        tuple(dict.fromkeys(command.representatives)),
        CODES.most_representatives,
        CODES.many_applicants,
    )
    faults = []
    if len(case.applicants) <= many.count:
        text = f"申请人没有超过{many.count}人，不需要推选代表人。"
        faults.append(Fault("arl.applicants_few", text, many.cite, "representatives"))
    if len(chosen) > most.count:
        faults.append(Fault("arl.representatives_many", f"代表人至多{most.count}人。", most.cite, "representatives"))
    if set(chosen) - {one.ref for one in case.applicants}:
        faults.append(Fault("arl.representative", "代表人须从申请人中推选。", MANY, "representatives"))
    if faults:
        raise Refused.of(faults)
    return (RepresentativesNamed(on=today, by=command.by, representatives=chosen),)


def _join(case: Case, command: JoinCases, today: date) -> tuple[JoiningEvent, ...]:
    if command.other_id is None or command.other_id == case.id:
        raise Refused("arl.no_other_case", "没有可以并案的另一案件，请核对案号。", cite=TOGETHER)
    if any(one.case_id == command.other_id for one in case.linked):
        return ()
    other = LinkedCase(case_id=command.other_id, number=command.other_number)
    return (CasesJoined(on=today, by=command.by, other=other, reason=command.reason),)


def evolve(case: Case, event: JoiningEvent) -> Case:
    """Apply one fact about the parties."""
    return case.model_copy(update=_change(case, event))


def _change(case: Case, event: JoiningEvent) -> dict[str, object]:
    match event:
        case ApplicantAdded():
            everyone = (*case.applicants, event.party)
            return {"application": case.application.model_copy(update={"applicants": everyone})}
        case ThirdPartyJoined():
            return {"third_parties": (*case.third_parties, event.party)}
        case AgentAppointed():
            return {"agents": (*case.agents, event.agent)}
        case AgentReleased():
            gone = (event.principal, event.name)
            return {"agents": tuple(one for one in case.agents if (one.principal, one.name) != gone)}
        case RepresentativesNamed():
            return {"representatives": event.representatives}
        case CasesJoined():
            return {"linked": (*case.linked, event.other)}
        case CasesSplit():
            return {"linked": tuple(one for one in case.linked if one.number != event.other_number)}
        case _:
            assert_never(event)
