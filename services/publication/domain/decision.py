"""隐名公开 (行政复议法 第七十九条): a decision is released once; a correction is a document of its own."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from services.kernel.refusal import Refused

from ..commands import Command, ReleaseDecision, WithdrawPublication
from ..events import Event, Fact, Ground, Identity, PublicationReleased, PublicationWithdrawn

CITE = "行政复议法 第七十九条第一款"
GROUNDS: Mapping[Ground, str] = {
    Ground.COURT: "决定已被人民法院判决撤销、变更或者确认违法",
    Ground.MASKING: "隐名处理有误",
    Ground.REQUEST: "当事人申请撤回，理由成立",
    Ground.SECRET: "涉及国家秘密、商业秘密或者个人隐私",
    Ground.OTHER: "其他不宜继续公开的情形",
}


class State(StrEnum):
    """Whether the public may read it."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Publication(Fact):
    """A decision as the public site knows it, without its words."""

    id: UUID
    identity: Identity
    state: State
    version: int
    published_on: date
    withdrawn_on: date | None = None
    ground: Ground | None = None


def decide(publication: Publication | None, command: Command, today: date) -> tuple[Event, ...]:
    """What follows from the command; nothing when the same decision is already open."""
    match command:
        case ReleaseDecision():
            return _release(publication, command, today)
        case WithdrawPublication():
            return _withdraw(publication, command, today)
        case _:
            assert_never(command)


def _release(standing: Publication | None, command: ReleaseDecision, today: date) -> tuple[Event, ...]:
    if command.identity.decided_on > today:
        raise Refused("publication.future", "决定日期晚于今天，不能公开。请核对决定书的日期。", cite=CITE)
    if standing is None:
        return (PublicationReleased(id=command.id, identity=command.identity, on=today),)
    if standing.state is State.WITHDRAWN:
        raise Refused("state.withdrawn", "这份决定书已经撤回公开，不能再次公开。需要重新公开的，应当另行制作公开件。")
    if standing.identity != command.identity:
        raise Refused(
            "conflict.published_otherwise",
            "该文号或者验证码已有公开的决定书，内容与本次提交的不同，没有公开。更正应当另行制作更正文书。",
            cite=CITE,
        )
    return ()


def _withdraw(standing: Publication | None, command: WithdrawPublication, today: date) -> tuple[Event, ...]:
    if standing is None:
        raise Refused("missing.decision", "没有这份公开的决定书。")
    if standing.state is State.WITHDRAWN:
        raise Refused("state.withdrawn", "这份决定书已经撤回公开，不需要再次办理。")
    if not command.reason.strip():
        raise Refused("publication.reason", "撤回公开应当写明理由。")
    return (PublicationWithdrawn(ground=command.ground, reason=command.reason.strip(), on=today),)


def evolve(publication: Publication | None, event: Event) -> Publication:
    """The publication after the event."""
    match event:
        case PublicationReleased():
            return Publication(
                id=event.id, identity=event.identity, state=State.PUBLISHED, version=1, published_on=event.on
            )
        case PublicationWithdrawn():
            if publication is None:
                raise ValueError("a withdrawal without a release")
            change = {
                "state": State.WITHDRAWN,
                "version": publication.version + 1,
                "withdrawn_on": event.on,
                "ground": event.ground,
            }
            return publication.model_copy(update=change)
        case _:
            assert_never(event)
