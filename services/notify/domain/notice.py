"""A notice (通知): a message without legal effect of its own, sent once for each key."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Addressee, Fact, Mode
from .attempt import Accepted, Outcome

OWN_PEOPLE = frozenset({"officer", "mediator", "adjudicator", "operator"})


class NoticeState(StrEnum):
    """`sent` and `failed` are final: nothing that comes later changes them."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Notice(Fact):
    """One notice; `key` names case, event, recipient and version, and is unique for ever."""

    id: UUID
    key: str
    case_id: UUID | None
    case_number: str
    addressee: Addressee
    subject: str
    text: str
    asked_on: date
    state: NoticeState = NoticeState.QUEUED
    ended_on: date | None = None
    failure: str | None = None


def channel_of(addressee: Addressee) -> Mode | None:
    """Where a notice goes: to the mailbox if there is one; the house's own people find it on the board; else a letter."""
    if addressee.email:
        return Mode.ELECTRONIC
    if addressee.role in OWN_PEOPLE:
        return Mode.DIRECT
    return Mode.POST if addressee.address else None


def settle(notice: Notice, outcome: Outcome, on: date) -> Notice:
    """End the notice with the channel's last word. An ended notice stays as it ended."""
    if notice.state is not NoticeState.QUEUED:
        return notice
    if isinstance(outcome, Accepted):
        return notice.model_copy(update={"state": NoticeState.SENT, "ended_on": on})
    return notice.model_copy(update={"state": NoticeState.FAILED, "ended_on": on, "failure": outcome.code})
