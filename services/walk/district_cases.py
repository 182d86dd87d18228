"""The forty cases of the demo district as one list of acts, each on its day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from services.chassis.db import HouseSession
from services.intake import handlers as desk
from services.walk import story_adjudication, story_mediation, story_reconsideration
from services.walk.district_people import Story, stories
from services.walk.people import person
from services.walk.stagehand import Act
from services.walk.timetable import timetable

Telling = Callable[[Story, Mapping[str, date], date], Iterator[Act]]
CHANNELS: Mapping[str, Telling] = {
    "reconsideration": story_reconsideration.tell,
    "mediation": story_mediation.tell,
    "adjudication": story_adjudication.tell,
    "desk": lambda _story, _days, _today: iter(()),
}


def script(today: date) -> tuple[Act, ...]:
    """Everything that happened in the district up to today."""
    return tuple(act for channel in CHANNELS for story in stories(channel) for act in _acts(channel, story, today))


def first_dispute() -> UUID:
    """By which a district that was loaded long ago is recognised."""
    return stories("reconsideration")[0].dispute_id


def left_to_the_house() -> frozenset[UUID]:
    """Signed today and not issued: the flow of the house that now starts issues them, as it would any day."""
    return frozenset(story.case_id for story in stories("reconsideration") if story.left)


def _acts(channel: str, story: Story, today: date) -> Iterator[Act]:
    days = timetable(story, channel, today)

    def register(session: HouseSession, on: date) -> object:
        return desk.register(session, story.filing(on), person("intake_clerk"), today=on, dispute_id=story.dispute_id)

    yield Act(days["filed"], f"{story.label}:filed", "intake", register)
    yield from CHANNELS[channel](story, days, today)
