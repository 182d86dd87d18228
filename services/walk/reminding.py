"""Row 6: before a limit ends its addressee is reminded at each distance, once, however often the round is made."""

from collections.abc import Iterator, Sequence

from services.kernel.clock import Reminder, reminders
from services.kernel.law import the_law
from services.walk.expectation import awaited, equal
from services.walk.house_walk import Fact, Walk
from services.walk.ledger import SentNotice, notices


def distances(walk: Walk, key: str) -> Sequence[Reminder]:
    """The days on which the law's table reminds of this limit, also after it has ended."""
    law, clock = the_law(), walk.limit(key)
    return reminders(walk.due_on(key), law.rule(clock), law.calendar, after=clock.started_on)


def sent(walk: Walk, key: str) -> Sequence[SentNotice]:
    """The reminders of this limit that went out."""
    title = the_law().rule(walk.limit(key)).title
    return [one for one in notices(walk.case_id) if title in one.subject]


def told(walk: Walk, key: str) -> Iterator[Fact]:
    """Each distance and its one reminder."""
    due = distances(walk, key)
    found = awaited("全部提醒交付通知服务", lambda: found if len(found := sent(walk, key)) >= len(due) else None)
    equal([one.on for one in found], [one.on for one in due], "提醒的日期")
    for distance, one in zip(due, found, strict=True):
        yield Fact(f"届满前 {distance.working_days_before} 个工作日，{one.on} 提醒{one.recipient}：{one.subject}")
