"""答复、证据与听取意见: what may be asked."""

from typing import Literal

from services.kernel.steps import Command, Lapse, Sentence

from ..parts import IssuedPaper, NewDelivery


class SendCopy(Command):
    """发送申请书副本 with the notice to reply (答复通知书)."""

    type: Literal["send_copy"] = "send_copy"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class FileReply(Command):
    """被申请人答复: statement, evidence and basis."""

    type: Literal["file_reply"] = "file_reply"
    statement: Sentence
    evidence: tuple[Sentence, ...] = ()


class DeemNoEvidence(Lapse):
    """视为没有证据、依据: the reply clock lapsed."""

    type: Literal["deem_no_evidence"] = "deem_no_evidence"


class HearOpinions(Command):
    """听取意见: mandatory before a decision in the ordinary procedure."""

    type: Literal["hear_opinions"] = "hear_opinions"
    way: Literal["in_person", "internet", "telephone", "written"]
    summary: Sentence


Exchange = SendCopy | FileReply | DeemNoEvidence | HearOpinions
