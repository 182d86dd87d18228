"""调解书: effective when every party has signed and the organ's seal is on it (行政复议法 第七十三条)."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import BreakMediation, RecordAgreement, SealStatement, Settling, SignStatement
from ..events import (
    AgreementReached,
    AnyEvent,
    MediationBroken,
    SettlingEvent,
    StatementSealed,
    StatementServed,
    StatementSigned,
)
from ..parts.ending import Agreement
from .case import DECIDE, Case
from .terminating import end_suspension

CITE = "行政复议法 第七十三条第一款"


def decide(case: Case, command: Settling, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordAgreement():
            return _agree(case, command, today, law)
        case SignStatement():
            return _sign(case, command, today)
        case SealStatement():
            _not_effective(case)
            if rest := unsigned(case):
                names = "、".join(rest.values())
                raise Refused("arl.not_signed", f"{names}尚未在调解书上签名或者盖章。", cite=CITE)
            return (StatementSealed(on=today, by=command.by),)
        case BreakMediation():
            _not_effective(case)
            return (MediationBroken(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def _agree(case: Case, command: RecordAgreement, today: date, law: Law) -> tuple[AnyEvent, ...]:
    faults = [
        Fault("arl.mediation_unlawful", text, "行政复议法 第五条第二款", field)
        for holds, text, field in (
            (command.voluntary, "调解应当遵循自愿原则，须确认各方自愿。", "voluntary"),
            (
                command.lawful,
                "调解协议不得损害国家利益、社会公共利益和他人合法权益，不得违反法律、法规的强制性规定。",
                "lawful",
            ),
        )
        if not holds
    ]
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    due = law.due_on(clock) if clock else None
    if due is not None and today > due:
        faults.append(Fault("arl.limit_over", f"审理期限已于{due}届满。", "行政复议法 第六十二条第一款", "terms"))
    if faults:
        raise Refused.of(faults)
    return (AgreementReached(on=today, by=command.by, terms=command.terms, perform_days=command.perform_days),)


def _sign(case: Case, command: SignStatement, today: date) -> tuple[AnyEvent, ...]:
    _not_effective(case)
    if command.party not in signers(case):
        raise Refused("arl.unknown_party", "本案没有这一方当事人。", cite=CITE)
    if command.party not in unsigned(case):
        return ()
    return (StatementSigned(on=today, by=command.by, party=command.party),)


def _not_effective(case: Case) -> None:
    if case.ending.agreement is not None and case.ending.agreement.effective_on is not None:
        raise Refused("arl.statement_effective", "调解书已经生效，不能再签署、加盖印章或者反悔。", cite=CITE)


def signers(case: Case) -> dict[str, str]:
    """The parties whose signatures the statement needs, by ref."""
    return {**{party.ref: party.name for party in case.parties}, "R": case.respondent.name}


def unsigned(case: Case) -> dict[str, str]:
    """Who has not signed yet."""
    signed = case.ending.agreement.signed if case.ending.agreement else ()
    return {ref: name for ref, name in signers(case).items() if ref not in signed}


def may_seal(case: Case) -> bool:
    """Whether nothing but the seal is wanting."""
    agreement = case.ending.agreement
    return agreement is not None and agreement.effective_on is None and not unsigned(case)


def is_pending(case: Case) -> bool:
    """Whether a party may still sign or go back."""
    return case.ending.agreement is not None and case.ending.agreement.effective_on is None


def evolve(case: Case, event: SettlingEvent) -> Case:
    """Apply one fact of this stage."""
    agreement = case.ending.agreement
    match event:
        case AgreementReached():
            agreed = Agreement(terms=event.terms, agreed_on=event.on, perform_days=event.perform_days)
            clocks = end_suspension(case, case.clocks, event.on)
            return case.in_ending(agreement=agreed).model_copy(update={"state": "MEDIATED", "clocks": clocks})
        case StatementSigned():
            if agreement is None:
                return case
            return case.in_ending(agreement=agreement.model_copy(update={"signed": (*agreement.signed, event.party)}))
        case StatementSealed():
            return _effective(case, event)
        case MediationBroken():
            return _broken(case, event)
        case StatementServed():
            return case.model_copy(update={"state": "SERVED"})
        case _:
            assert_never(event)


def _effective(case: Case, event: StatementSealed) -> Case:
    """The dispute ends with the statement: what the trial still owed is owed no more."""
    procedure = case.procedure or "ordinary"
    clocks = case.clocks
    if clocks.is_live(DECIDE[procedure]):
        clocks = clocks.meet(DECIDE[procedure], event.on)
    clocks = clocks.close_all(event.on)
    agreement = case.ending.agreement
    sealed = agreement.model_copy(update={"effective_on": event.on}) if agreement else None
    moved = case.model_copy(update={"clocks": clocks, "effective_on": event.on, "suspension_ground": None})
    return moved.in_ending(agreement=sealed)


def _broken(case: Case, event: MediationBroken) -> Case:
    """The trial goes on, and with it the limit to decide (行政复议法 第七十三条第二款)."""
    key = DECIDE[case.procedure or "ordinary"]
    clocks = case.clocks
    if case.suspension_ground is not None and clocks.is_live(key):
        clocks = clocks.resume(key, event.on)
    back = case.model_copy(update={"state": "TRIAL", "suspension_ground": None, "clocks": clocks})
    return back.in_ending(agreement=None)
