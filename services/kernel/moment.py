"""Where instants meet legal days: the local date of an instant, periods of hours, and whether a filing came in time."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from services.kernel.policy import DEFAULT, Policy

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Channel(StrEnum):
    """How something was filed; each is in time by another mark."""

    POST = "post"
    ONLINE = "online"
    COUNTER = "counter"


class Filing(BaseModel):
    """A filing as it reached us. By post the day of posting counts, not of arrival (民事诉讼法 第八十五条第四款)."""

    model_config = ConfigDict(frozen=True)

    channel: Channel
    at: datetime | None = None
    postmark_on: date | None = None


def local_date(instant: datetime) -> date:
    """The legal day of an instant. A fixed +8 would be wrong: China kept summer time from 1986 to 1991.

    >>> local_date(datetime.fromisoformat("2026-03-01T16:00:00+00:00"))
    datetime.date(2026, 3, 2)
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no legal day")
    return instant.astimezone(SHANGHAI).date()


def hours_after(start: datetime, hours: int, *, from_next_hour: bool = False) -> datetime:
    """The end of a period of hours; it never rolls over a holiday, for the law speaks of the last day only.

    In litigation the hour of the event does not count (从次时起算: 民诉解释 第一百二十五条).
    """
    begin = start.astimezone(SHANGHAI)
    if from_next_hour:
        begin = begin.replace(minute=0, second=0, microsecond=0)
        hours += 1
    # Reckoned in UTC: on a zone with summer time, adding to the local clock would lose or gain an hour.
    return (begin.astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)


def is_in_time(filing: Filing, due_on: date, policy: Policy = DEFAULT) -> bool:
    """Whether a filing keeps the limit: posted by the last day, or handed in before that day's business ends.

    Over the counter the last day ends when business does (民法典 第二百零三条第二款; the switch `counter_closes`);
    online it ends at midnight.
    """
    if filing.channel is Channel.POST:
        if filing.postmark_on is None:
            raise ValueError("a filing by post needs its postmark")
        return filing.postmark_on <= due_on
    if filing.at is None:
        raise ValueError("this filing needs its instant")
    if local_date(filing.at) != due_on or filing.channel is Channel.ONLINE or policy.counter_closes is None:
        return local_date(filing.at) <= due_on
    return filing.at.astimezone(SHANGHAI).time() <= policy.counter_closes
