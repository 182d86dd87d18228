"""When each stage of a story happened: counted back in working days from the last one, or from a limit that must end."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.walk.district_people import Story, stages

ONE_DAY = timedelta(days=1)


def timetable(story: Story, channel: str, today: date) -> Mapping[str, date]:
    """The day of each stage that the story has reached, all of them working days."""
    known, calendar = stages(channel), the_law().calendar
    last = _last_day(story, today)
    return {
        stage: calendar.add_working_days(last, distance - known[story.stage])
        for stage, distance in known.items()
        if distance <= known[story.stage]
    }


def _last_day(story: Story, today: date) -> date:
    calendar = the_law().calendar
    if story.limit is None:
        return calendar.add_working_days(today, -story.age)
    return started_for(story.limit, calendar.add_working_days(today, story.due))


def started_for(rule: str, due: date) -> date:
    """The working day on which a limit must have begun to end on this day, or as shortly before it as it can."""
    law, day = the_law(), due
    while not law.calendar.is_working_day(day) or _due_on(rule, day) > due:
        day -= ONE_DAY
    return day


def _due_on(rule: str, start: date) -> date:
    return the_law().due_on(ClockFacts(key=rule, rule=rule, started_on=start, law_on=start)) or date.max
