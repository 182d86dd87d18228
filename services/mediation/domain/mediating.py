"""调解: sessions, the agreement and its signatures. Nothing binds before both sides have signed."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.refusal import Fault, Refused

from ..commands import DraftAgreement, Mediating, RecordSession, SignAgreement
from ..events import (
    AgreementDrafted,
    AgreementSigned,
    AgreementTookEffect,
    AnyEvent,
    MediatingEvent,
    SessionRecorded,
)
from ..parts import Agreement, Session, Signature
from .case import MACHINE, Case

RECORD = MACHINE.step("MEDIATING", "record_session").cite
SIGNING = MACHINE.step("MEDIATING", "sign_agreement").cite
SIDES = 2


def decide(case: Case, command: Mediating, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordSession():
            return _session(case, command, today)
        case DraftAgreement():
            if not case.sessions:
                raise Refused("med.no_session", "尚未登记调解笔录，不能拟定协议。", cite=RECORD)
            return (AgreementDrafted(on=today, by=command.by, text=command.text),)
        case SignAgreement():
            return _sign(case, command, today)
        case _:
            assert_never(command)


def _session(case: Case, command: RecordSession, today: date) -> tuple[AnyEvent, ...]:
    if command.held_on > today or (case.accepted_on is not None and command.held_on < case.accepted_on):
        raise Refused.of([Fault("med.session_day", "调解日期应在受理之后、今天之前（含当日）。", RECORD, "held_on")])
    if command.undisputed_signed and not (command.undisputed.strip() and len(set(command.attended)) == SIDES):
        text = "无争议事实应当写明内容，并由到场的双方签字。"
        raise Refused.of([Fault("med.undisputed", text, RECORD, "undisputed_signed")])
    session = Session.model_validate(command.model_dump(exclude={"type", "by"}))
    return (SessionRecorded(on=command.held_on, by=command.by, session=session),)


def _sign(case: Case, command: SignAgreement, today: date) -> tuple[AnyEvent, ...]:
    agreement = case.agreement
    if agreement is None:
        raise Refused("med.no_agreement", "尚未拟定调解协议，不能签字。", cite=SIGNING)
    if agreement.signed_by(command.side) is not None:
        raise Refused("med.signed_twice", "该方当事人已在这份协议上签字。", cite=SIGNING)
    if not agreement.drafted_on <= command.signed_on <= today:
        text = "签字日期应在协议拟定之后、今天之前（含当日）。"
        raise Refused.of([Fault("med.signature_day", text, SIGNING, "signed_on")])
    signature = Signature(side=command.side, signed_on=command.signed_on)
    signed = AgreementSigned(on=command.signed_on, by=command.by, signature=signature)
    others = agreement.signatures
    if len(others) + 1 < SIDES:
        return (signed,)
    effective_on = max(command.signed_on, *(one.signed_on for one in others))
    return signed, AgreementTookEffect(on=effective_on, by=command.by)


def evolve(case: Case, event: MediatingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case SessionRecorded():
            return case.model_copy(update={"sessions": (*case.sessions, event.session)})
        case AgreementDrafted():
            return case.model_copy(update={"agreement": Agreement(text=event.text, drafted_on=event.on)})
        case AgreementSigned():
            return _with(case, signatures=(*_agreement(case).signatures, event.signature))
        case AgreementTookEffect():
            agreed = _with(case, effective_on=event.on)
            return agreed.model_copy(update={"state": "AGREED", "clocks": _met(case, event.on)})
        case _:
            assert_never(event)


def _agreement(case: Case) -> Agreement:
    if case.agreement is None:
        raise ValueError("a signature needs an agreement")
    return case.agreement


def _with(case: Case, **change: object) -> Case:
    return case.model_copy(update={"agreement": _agreement(case).model_copy(update=change)})


def _met(case: Case, on: date) -> Clocks:
    return case.clocks.meet(case.mediate_rule, on) if case.clocks.is_live(case.mediate_rule) else case.clocks
