"""答复与听取意见: the copy to the respondent, its reply, silence, and the hearing of opinions."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import DeemNoEvidence, Exchange, FileReply, HearOpinions, SendCopy
from ..events import AnyEvent, CopySent, EvidenceBarred, ExchangeEvent, OpinionsHeard, ReplyFiled
from ..parts import Delivery, Opinions, Reply
from .case import REPLY, SEND_COPY, Case


def decide(case: Case, command: Exchange, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case SendCopy():
            if any(paper.kind == "reply_notice" for paper in case.papers):
                return ()
            return (CopySent(on=today, by=command.by, paper=command.paper, deliveries=command.deliveries),)
        case FileReply():
            return _replied(case, command, today, law)
        case DeemNoEvidence():
            return () if case.reply else (EvidenceBarred(on=today, by=command.by, due_on=command.due_on),)
        case HearOpinions():
            heard = Opinions(heard_on=today, way=command.way, summary=command.summary, by=command.by)
            return (OpinionsHeard(on=today, by=command.by, opinions=heard),)
        case _:
            assert_never(command)


def _replied(case: Case, command: FileReply, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """A late reply is kept in the file, but no longer as evidence (行政复议法 第七十条), swept or not."""
    if case.reply is not None:
        raise Refused(
            "arl.replied_twice",
            "本案已有书面答复，不能再次提交；补充证据须经复议机构同意。",
            cite="行政复议法 第四十六条第二款",
        )
    clock = case.clocks.get(REPLY[case.procedure or "ordinary"])
    due = law.due_on(clock) if clock else None
    is_late = due is not None and today > due
    reply = Reply(
        filed_on=today,
        statement=command.statement,
        evidence=command.evidence,
        in_time=not is_late and not case.evidence_barred,
    )
    filed = ReplyFiled(on=today, by=command.by, reply=reply)
    if due is None or not is_late or case.evidence_barred:
        return (filed,)
    return (EvidenceBarred(on=today, by=command.by, due_on=due), filed)


def evolve(case: Case, event: ExchangeEvent) -> Case:
    """Apply one fact of this stage."""
    procedure = case.procedure or "ordinary"
    match event:
        case CopySent():
            return case.model_copy(
                update={
                    "papers": (*case.papers, event.paper),
                    "deliveries": (*case.deliveries, *(Delivery(**d.model_dump()) for d in event.deliveries)),
                    "clocks": case.clocks.meet(SEND_COPY[procedure], event.on)
                    if case.clocks.is_live(SEND_COPY[procedure])
                    else case.clocks,
                }
            )
        case ReplyFiled():
            key = REPLY[procedure]
            clocks = case.clocks.meet(key, event.on) if case.clocks.is_live(key) else case.clocks
            return case.model_copy(update={"reply": event.reply, "clocks": clocks})
        case EvidenceBarred():
            key = REPLY[procedure]
            clocks = case.clocks.lapse(key, event.on) if case.clocks.is_live(key) else case.clocks
            return case.model_copy(update={"evidence_barred": True, "clocks": clocks})
        case OpinionsHeard():
            return case.model_copy(update={"opinions": (*case.opinions, event.opinions)})
        case _:
            assert_never(event)
