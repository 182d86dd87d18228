"""行政复议委员会: its opinion must be asked in four cases, and leaving it aside needs a reason."""

from datetime import date
from typing import assert_never

from services.kernel.refusal import Fault, Refused

from ..commands import ConsultCommittee, ExplainDeparture, RecordCommitteeOpinion
from ..events import AnyEvent, CommitteeConsulted, CommitteeOpinionRecorded, DepartureExplained
from ..parts.trial import Consultation
from .case import CODES, Case

CITE, WEIGHT = "行政复议法 第五十二条第二款", "行政复议法 第六十一条第三款"
# 第二十四条第二款 speaks of the acts of a provincial government: no case of a district is one.
NEVER_HERE = "provincial"


def decide(
    case: Case, command: ConsultCommittee | RecordCommitteeOpinion | ExplainDeparture, today: date
) -> tuple[AnyEvent, ...]:
    """Answer one wish about the committee."""
    asked = case.trial.consultation
    match command:
        case ConsultCommittee():
            if faults := _asking_faults(case, command):
                raise Refused.of(faults)
            consultation = Consultation(cases=command.cases, questions=command.questions)
            return (CommitteeConsulted(on=today, by=command.by, consultation=consultation),)
        case RecordCommitteeOpinion():
            if asked is None or asked.opinion:
                raise Refused("arl.not_consulted", "没有待记录的咨询意见。", cite=CITE)
            if command.advised is not None and command.advised not in CODES.outcomes:
                raise Refused("arl.outcome", "没有这一决定种类。", cite=CITE)
            told = CommitteeOpinionRecorded(on=today, by=command.by, opinion=command.opinion, advised=command.advised)
            return (told,)
        case ExplainDeparture():
            if asked is None or not asked.opinion:
                raise Refused("arl.no_opinion", "尚无咨询意见，无须说明。", cite=WEIGHT)
            return (DepartureExplained(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def _asking_faults(case: Case, command: ConsultCommittee) -> list[Fault]:
    faults = [
        Fault("arl.committee_case", f"没有“{code}”这一提请情形。", CITE, "cases")
        for code in command.cases
        if code not in CODES.committee_cases
    ]
    if NEVER_HERE in command.cases:
        text = "该情形只适用于省级人民政府管辖的案件。"
        faults.append(Fault("arl.committee_case", text, CODES.committee_cases[NEVER_HERE].cite, "cases"))
    if case.trial.consultation is not None and not case.trial.consultation.opinion:
        faults.append(Fault("arl.consulted", "已提请咨询，尚待意见。", CITE))
    return faults


def owed(case: Case) -> list[Fault]:
    """What keeps a case from its decision that the committee must be asked about, or that departs from its opinion."""
    asked = case.trial.consultation
    faults = []
    if asked is not None and not asked.opinion:
        faults.append(Fault("arl.opinion_awaited", "已提请行政复议委员会咨询，尚未记录咨询意见。", CITE, "procedure"))
    elif asked is None and (case.trial.complexity or case.trial.technical):
        text = "案情重大、疑难、复杂或者专业性、技术性较强的，应当提请行政复议委员会提出咨询意见。"
        faults.append(Fault("arl.not_consulted", text, CITE, "procedure"))
    return faults


def departure_faults(case: Case, outcome: str) -> list[Fault]:
    """The opinion weighs much (重要参考依据) and does not bind: who departs from it says why."""
    asked = case.trial.consultation
    if asked is None or asked.advised is None or asked.advised == outcome or asked.departure:
        return []
    text = f"行政复议委员会建议“{CODES.outcomes[asked.advised].title}”，不采纳的须先说明理由。"
    return [Fault("arl.departs", text, WEIGHT, "outcome")]


def evolve(case: Case, event: CommitteeConsulted | CommitteeOpinionRecorded | DepartureExplained) -> Case:
    """Apply one fact about the committee."""
    asked = case.trial.consultation
    match event:
        case CommitteeConsulted():
            return case.in_trial(consultation=event.consultation)
        case CommitteeOpinionRecorded():
            change = {"opinion": event.opinion, "advised": event.advised, "departure": ""}
            return case.in_trial(consultation=asked.model_copy(update=change) if asked else None)
        case DepartureExplained():
            return case.in_trial(consultation=asked.model_copy(update={"departure": event.reason}) if asked else None)
        case _:
            assert_never(event)
