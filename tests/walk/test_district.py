"""The invented people of the demo district fit the district, the law's limits and each other."""

from datetime import date

import pytest

from services.chassis.district import district
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.walk.district_people import Story, stages, stories
from services.walk.timetable import started_for, timetable

TODAY = date(2026, 11, 24)
CHANNELS = {"reconsideration": 24, "mediation": 8, "adjudication": 4, "desk": 4}
EVERYBODY = [(channel, story) for channel in CHANNELS for story in stories(channel)]
people = pytest.mark.parametrize(("channel", "story"), EVERYBODY, ids=[story.label for _, story in EVERYBODY])


def test_the_district_has_forty_disputes() -> None:
    assert {channel: len(stories(channel)) for channel in CHANNELS} == CHANNELS


def test_nobody_shares_a_name_a_telephone_or_a_number() -> None:
    for facts in (
        [story.name for _, story in EVERYBODY],
        [story.phone for _, story in EVERYBODY],
        [story.case_id for _, story in EVERYBODY],
        [story.number for _, story in EVERYBODY if story.number],
    ):
        assert len(set(facts)) == len(facts)


@people
def test_every_organ_stands_in_the_profile(channel: str, story: Story) -> None:
    assert all(district().has(organ) for organ in (story.organ, story.place) if organ)


@people
@pytest.mark.parametrize("today", [TODAY, date(2026, 10, 1), date(2027, 3, 7)])
def test_every_stage_falls_on_a_working_day_in_its_order(channel: str, story: Story, today: date) -> None:
    days = timetable(story, channel, today)
    calendar = the_law().calendar
    assert list(days) == list(stages(channel))[: len(days)]
    assert sorted(days.values()) == list(days.values())
    assert all(calendar.is_working_day(day) for stage, day in days.items() if stage != story.stage)
    assert max(days.values()) <= today


def test_a_case_is_placed_so_that_its_limit_ends_on_the_wanted_day() -> None:
    """行政复议法 第三十条: the review that began on 17 November 2026 ends on the 24th."""
    start = started_for("arl.review", TODAY)
    assert start == date(2026, 11, 17)
    assert the_law().due_on(ClockFacts(key="r", rule="arl.review", started_on=start, law_on=start)) == TODAY
