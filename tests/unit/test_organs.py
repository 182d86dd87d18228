"""The organ profile of the district: ids that resolve, jurisdiction by kind, numbers by prefix."""

from datetime import date, time

import pytest

from services.kernel.calendar import chinese_calendar
from services.kernel.law import Law
from services.kernel.organs import FOLDER, OrganKind, Profile, profile
from services.kernel.policy import DEFAULT, SWITCHES
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence
from services.kernel.rulebook import read_rulebook
from services.kernel.yaml_data import BrokenData, read

PUTUO = profile("putuo")


@pytest.mark.parametrize(
    ("organ", "reviewer", "article"),
    [
        ("putuo.market", ("putuo.government",), "第二十四条第一款第一项"),
        ("putuo.town.taopu", ("putuo.government",), "第二十四条第一款第二项"),
        ("putuo.street.wanli", ("putuo.government",), "第二十四条第一款第三项"),
        ("putuo.government", ("shanghai.government",), "第二十四条第一款第二项"),
        ("putuo.justice", ("putuo.government", "shanghai.justice"), "第二十八条"),
        ("putuo.police", ("putuo.government", "shanghai.government"), "第二十四条第四款"),
        ("putuo.tax", ("shanghai.tax",), "第二十七条"),
        ("putuo.social_insurance", (), "第二十四条"),
    ],
)
def test_each_kind_of_respondent_has_its_reviewing_organ(organ: str, reviewer: tuple[str, ...], article: str) -> None:
    """行政复议法 第二十四条, 第二十七条, 第二十八条."""
    found = PUTUO.jurisdiction(organ)
    assert tuple(one.id for one in found.organs) == reviewer
    assert found.cite.endswith(article)


def test_every_department_has_a_superior_for_the_copy_of_a_letter_of_advice() -> None:
    """行政复议法 第七十九条第二款."""
    assert all(PUTUO.superior_of(organ.id) for organ in PUTUO.of_kind(OrganKind.DEPARTMENT))


def test_every_respondent_has_an_answer_to_who_reviews_it() -> None:
    assert all(PUTUO.jurisdiction(organ.id).reason for organ in PUTUO.respondents())


def test_a_dispute_is_numbered_with_the_prefix_of_the_district() -> None:
    assert PUTUO.number("dispute", 2026, 3) == "普非诉〔2026〕3号"


def test_no_prefix_pretends_to_be_confirmed() -> None:
    assert {one.confidence for one in PUTUO.prefixes} == {Confidence.MEMORY}


@pytest.mark.parametrize(
    "ask",
    [
        lambda: PUTUO.organ("putuo.moon"),
        lambda: PUTUO.function("moon"),
        lambda: PUTUO.number("moon", 2026, 1),
        lambda: profile("moon"),
    ],
)
def test_what_the_profile_does_not_hold_is_refused(ask) -> None:
    with pytest.raises(Refused):
        ask()


def test_a_profile_naming_an_organ_it_lacks_does_not_load(tmp_path) -> None:
    text = (FOLDER / "putuo.yaml").read_text(encoding="utf-8").replace("consumer: putuo.market", "consumer: putuo.moon")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenData, match=r"putuo\.moon"):
        read(broken, Profile)


def a_profile(tmp_path, old: str, new: str):
    text = (FOLDER / "putuo.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "district.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_district_states_every_reading_and_stands_at_the_defaults() -> None:
    text = (FOLDER / "putuo.yaml").read_text(encoding="utf-8")
    stated = {line.strip().split(":")[0] for line in text.split("readings:", 1)[1].split("\n\n")[0].splitlines()[1:]}
    assert stated == set(SWITCHES)
    assert PUTUO.readings == DEFAULT


def test_a_district_sets_a_reading_and_its_law_follows(tmp_path) -> None:
    """行政复议法 第二十一条：五年最长期限是否顺延."""
    readings = read(a_profile(tmp_path, "bar_end: rolled", "bar_end: kept"), Profile).readings
    assert readings.changed == ("bar_end",)
    law = Law(read_rulebook(), chinese_calendar(), readings)
    assert law.reckon("arl.bar_general", date(2021, 10, 1), law_on=date(2026, 9, 1)).due_on == date(2026, 10, 1)


def test_a_district_that_leaves_its_readings_out_stands_at_the_defaults(tmp_path) -> None:
    text = (FOLDER / "putuo.yaml").read_text(encoding="utf-8")
    before, after = text.split("readings:", 1)
    path = tmp_path / "district.yaml"
    path.write_text(before + after.split("\n\n", 1)[1], encoding="utf-8")
    assert read(path, Profile).readings == DEFAULT


def test_a_counter_may_stay_open_until_midnight(tmp_path) -> None:
    """民法典 第二百零三条第二款."""
    path = a_profile(tmp_path, 'counter_closes: "17:30"', "counter_closes: null")
    assert read(path, Profile).readings.counter_closes is None
    path = a_profile(tmp_path, 'counter_closes: "17:30"', 'counter_closes: "16:00"')
    assert read(path, Profile).readings.counter_closes == time(16, 0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("bar_end: rolled", "bars_end: rolled", r"readings\.bars_end: Extra inputs"),
        ("bar_end: rolled", "bar_end: perhaps", r"readings\.bar_end: Input should be 'rolled' or 'kept'"),
        ("suspension_day_counts: false", "suspension_day_counts: seldom", r"readings\.suspension_day_counts"),
        ('counter_closes: "17:30"', "counter_closes: 17:30", r"readings\.counter_closes: .*quotes"),
    ],
)
def test_a_reading_nobody_knows_is_refused_with_its_path(tmp_path, old: str, new: str, says: str) -> None:
    path = a_profile(tmp_path, old, new)
    with pytest.raises(BrokenData, match=says) as broken:
        read(path, Profile)
    assert str(broken.value).startswith(str(path))
