"""答复: the copy goes out, and the respondent answers - or does not, which stops nothing."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import Exchange, FileReply, SendCopy
from ..events import AnyEvent, CopySent, ExchangeEvent, ReplyFiled
from ..parts import Delivery, Reply
from .case import MACHINE, REPLY, SEND_COPY, Case

REPLYING = MACHINE.step("TRIAL", "file_reply").cite


def decide(case: Case, command: Exchange, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case SendCopy():
            if case.paper("reply_notice") is not None:
                return ()
            return (CopySent(on=today, by=command.by, paper=command.paper, deliveries=command.deliveries),)
        case FileReply():
            return (ReplyFiled(on=today, by=command.by, reply=_reply(case, command, today, law)),)
        case _:
            assert_never(command)


def _reply(case: Case, command: FileReply, today: date, law: Law) -> Reply:
    if case.paper("reply_notice") is None:
        raise Refused("adj.no_copy", "尚未向被申请人发送申请书副本，不能登记答复。", cite=REPLYING)
    if case.reply is not None:
        raise Refused("adj.replied", "被申请人的答复已经登记。", cite=REPLYING)
    clock = case.clocks.get(REPLY)
    due = law.due_on(clock) if clock else None
    return Reply(filed_on=today, statement=command.statement, in_time=due is None or today <= due)


def evolve(case: Case, event: ExchangeEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case CopySent():
            asked = tuple(Delivery(**one.model_dump()) for one in event.deliveries)
            return case.model_copy(
                update={
                    "papers": (*case.papers, event.paper),
                    "deliveries": (*case.deliveries, *asked),
                    "clocks": case.met(SEND_COPY, event.on),
                }
            )
        case ReplyFiled():
            return case.model_copy(update={"reply": event.reply, "clocks": case.met(REPLY, event.on)})
        case _:
            assert_never(event)
