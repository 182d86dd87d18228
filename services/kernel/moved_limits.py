"""A limit that moves without anybody's step (期限变动), and the decision on a date that a party was told before.

A later notice never silently shortens what a party was told: both dates stand until a person decides.
"""

from datetime import date
from typing import Literal

from services.kernel.clocks import Clocks
from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.steps import Command, Event, Part, Sentence


class LimitMoved(Event):
    """期限变动: another calendar gives another last day. The facts of the limit stay as they are."""

    type: Literal["limit_moved"] = "limit_moved"
    key: str
    was_on: date
    now_on: date
    notice: str
    calendar: int


class ToldDate(Part):
    """The last day of a limit as a party was told it."""

    key: str
    told_on: date


class DecideToldDate(Command):
    """处理已告知的期限: keep the later day that a party was told, or tell the earlier one. `told` is filled in by us."""

    type: Literal["decide_told_date"] = "decide_told_date"
    keeps: bool
    reason: Sentence
    told: tuple[ToldDate, ...] = ()


class ToldDateDecided(Event):
    """已告知期限的处理: a person kept the day a party was told, or let the earlier one be told."""

    type: Literal["told_date_decided"] = "told_date_decided"
    key: str
    told_on: date
    due_on: date
    keeps: bool
    reason: str


def decide_told_date(clocks: Clocks, command: DecideToldDate, today: date, law: Law) -> tuple[ToldDateDecided, ...]:
    """One decision for every limit of the case that ends before the day a party was told."""
    decided = []
    for told in command.told:
        clock = clocks.get(told.key)
        due_on = law.due_on(clock) if clock is not None and clock.is_live else None
        if due_on is not None and due_on < told.told_on:
            decided.append(
                ToldDateDecided(
                    on=today,
                    by=command.by,
                    key=told.key,
                    told_on=told.told_on,
                    due_on=due_on,
                    keeps=command.keeps,
                    reason=command.reason,
                )
            )
    if not decided:
        raise Refused(
            "clock.not_told_later", "本案没有早于已告知日期的期限，无需处理。", cite="民事诉讼法 第八十五条第三款"
        )
    return tuple(decided)
