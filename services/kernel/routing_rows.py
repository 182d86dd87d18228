"""What one entry of the routing tables holds: rows, limits, other ways, hand-overs, notices, grounds and holds."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from services.kernel.routing_vocabulary import Condition, RouteChannel
from services.kernel.rule import Confidence
from services.kernel.yaml_data import Entry


class LimitRow(Entry):
    """A limit to tell the person: the rule, the fact it runs from, and when it applies at all.

    Limits with a `reading` are rival readings of one question: all are shown and the earliest is advised.
    """

    rule: str
    since: str
    after: str | None = None
    when: Condition = Field(default_factory=dict)
    unless: Condition = Field(default_factory=dict)
    reading: str | None = None
    advice: str | None = None


class OptionRow(Entry):
    """Another way the person may take, in order of preference; `organ` names a function, never an office."""

    channel: RouteChannel
    organ: str
    text: str
    when: Condition = Field(default_factory=dict)


class HandoverRow(Entry):
    """Where a unit goes when its channel fails (不成时), and what is carried along; section 6.5 of the routing notes."""

    text: str
    ways: tuple[OptionRow, ...]
    papers: tuple[str, ...]


class Row(Entry):
    """One row of a table. An empty `when` matches everything; `organ` names a function, never an office."""

    id: str
    title: str
    when: Condition
    unless: Condition = Field(default_factory=dict)
    channel: RouteChannel
    procedure: str
    organ: str
    preposed: bool = False
    reasons: tuple[str, ...]
    articles: tuple[str, ...]
    limits: tuple[LimitRow, ...] = ()
    notices: tuple[str, ...] = ()
    alternatives: tuple[OptionRow, ...] = ()
    if_fails: str | None = None
    question: str | None = None
    confidence: Confidence
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether the row is the law of that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def tested(self) -> frozenset[str]:
        """Every fact the row asks before it matches."""
        return frozenset(self.when) | frozenset(self.unless)

    @model_validator(mode="after")
    def _asks_the_lawyer_something(self) -> Self:
        if self.channel is RouteChannel.LAWYER and not self.question:
            raise ValueError(f"{self.id}: a row for the duty lawyer says what is to be answered")
        return self


class Block(Entry):
    """Rows in order; the first that matches settles the unit, and later blocks are not asked."""

    block: str
    title: str
    checked_on: date
    rules: tuple[Row, ...]


class Article(Entry):
    """How well a provision is known: the key of the source in section 0.2 of the routing notes, or nothing."""

    confidence: Confidence
    source: str | None = None


class Notice(Entry):
    """One right of 权利告知: the sentence, its provisions, and how sure the house is of the sentence."""

    text: str
    cite: tuple[str, ...]
    confidence: Confidence


class Duty(Entry):
    """A right that is told whatever row of these blocks matched, because the dispute is of this kind (行政裁决告知制度)."""

    notice: str
    blocks: tuple[str, ...]
    when: Condition
    unless: Condition = Field(default_factory=dict)
    reason: str


class Moment(Entry):
    """What every paper of one moment must say; the matrix of section 7.7."""

    title: str
    says: tuple[str, ...]
    notices: tuple[str, ...] = ()


class Ground(Entry):
    """Something that stands against admission: on a fact, or because a limit has passed or still has to pass."""

    code: str
    text: str
    cite: str | None
    channels: tuple[RouteChannel, ...] = ()
    when: Condition = Field(default_factory=dict)
    passed: tuple[str, ...] = ()
    running: tuple[str, ...] = ()


class Hold(Entry):
    """What sends a unit to the duty lawyer although a row matched; limits and notices of the row stay."""

    id: str
    title: str
    channels: tuple[RouteChannel, ...]
    when: Condition
    question: str
    reasons: tuple[str, ...]
    articles: tuple[str, ...]
    notices: tuple[str, ...] = ()
