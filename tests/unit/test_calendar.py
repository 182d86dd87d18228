"""The calendar of working days: its layers, its tables, and how firm its answers are."""

import shutil
from datetime import date, timedelta

import pytest

from services.kernel.calendar import DayStatus, build, chinese_calendar
from services.kernel.calendar_layers import FOLDER, read_layers
from services.kernel.refusal import Refused
from services.kernel.yaml_data import BrokenData


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "calendars")


def break_file(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_make_up_saturday_is_a_working_day():
    """国办发明电〔2025〕7号：10月10日（星期六）上班。"""
    calendar = chinese_calendar()
    assert calendar.is_working_day(date(2026, 10, 10))
    assert calendar.source(date(2026, 10, 10)) == "国办发明电〔2025〕7号"


def test_new_years_eve_of_2024_was_a_working_day():
    assert chinese_calendar().is_working_day(date(2024, 2, 9))
    assert not chinese_calendar().is_working_day(date(2025, 1, 28))


def test_half_day_holidays_are_working_days():
    """全国年节及纪念日放假办法 第三条。"""
    assert chinese_calendar().is_working_day(date(2026, 6, 1))


def test_a_day_no_notice_names_follows_the_weekly_pattern():
    calendar = chinese_calendar()
    assert calendar.source(date(2026, 3, 7)) == "国务院关于职工工作时间的规定 第七条"
    assert not calendar.is_working_day(date(2026, 3, 7))


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 12, 24), DayStatus.FINAL),
        (date(2026, 12, 25), DayStatus.TAIL),
        (date(2026, 12, 31), DayStatus.TAIL),
        (date(2027, 1, 1), DayStatus.PROVISIONAL),
        (date(2022, 12, 31), DayStatus.FINAL),
    ],
)
def test_a_day_says_how_firm_it_is(day, status):
    assert chinese_calendar().status(day) is status


def test_a_day_before_the_first_notice_is_refused():
    with pytest.raises(Refused) as refusal:
        chinese_calendar().is_working_day(date(2014, 12, 31))
    assert refusal.value.code == "calendar.outside"


@pytest.mark.parametrize(("start", "count"), [(date(2014, 12, 31), 5), (date(2015, 1, 5), -9), (date(2070, 12, 1), 90)])
def test_counting_out_of_the_tables_is_refused_and_never_wraps_around(start, count):
    with pytest.raises(Refused):
        chinese_calendar().add_working_days(start, count)


def test_counting_back_leaves_out_the_day_itself():
    calendar = chinese_calendar()
    assert calendar.add_working_days(date(2026, 10, 12), -1) == date(2026, 10, 10)
    assert calendar.add_working_days(date(2026, 10, 11), -1) == date(2026, 10, 10)


def test_counting_forth_and_back_agrees_with_a_loop_over_the_days():
    calendar, start = chinese_calendar(), date(2026, 1, 20)
    day, count = start, 0
    while count < 60:
        day += timedelta(days=1)
        count += calendar.is_working_day(day)
        assert calendar.working_days_between(start, day) == count
    assert calendar.add_working_days(start, 60) == day


def test_the_version_is_a_digest_that_changes_with_any_day():
    calendar = chinese_calendar()
    assert len(calendar.version) == 64
    assert build(read_layers()).version == calendar.version
    assert calendar.with_days({date(2026, 4, 20): False}, "试验").version != calendar.version


def test_the_calendar_can_be_asked_as_it_was_known_on_a_past_day():
    """国办发明电〔2020〕1号 延长了2020年春节假期。"""
    before, after = chinese_calendar(date(2020, 1, 25)), chinese_calendar()
    assert before.is_working_day(date(2020, 2, 1))
    assert not after.is_working_day(date(2020, 2, 1))
    assert before.final_until == date(2020, 12, 31)
    assert chinese_calendar(date(2017, 1, 1)).status(date(2018, 1, 2)) is DayStatus.PROVISIONAL


def test_a_holiday_given_once_is_known_from_the_day_of_its_notice():
    """国发明电〔2015〕1号：2015年9月3日全国放假一天，9月6日（星期日）上班。"""
    before, after = chinese_calendar(date(2015, 5, 12)), chinese_calendar(date(2015, 5, 13))
    assert before.is_working_day(date(2015, 9, 3))
    assert not after.is_working_day(date(2015, 9, 3))
    assert after.source(date(2015, 9, 6)) == "国发明电〔2015〕1号"
    assert after.is_working_day(date(2015, 9, 6))


# 通知列明的放假日数与上班的周末日数（历法说明 1.3）；其后的通知已计入。
NOTICES = [
    (2015, "国办发明电〔2014〕28号", 26, 5),
    (2016, "国办发明电〔2015〕18号", 24, 6),
    (2017, "国办发明电〔2016〕17号", 24, 5),
]


@pytest.mark.parametrize(("year", "number", "off", "worked"), NOTICES)
def test_a_year_holds_as_many_days_as_its_notices_name(year, number, off, worked):
    layer = next(layer for layer in read_layers().years if layer.year == year)
    works = [entry.working for entry in layer.entries().values()]
    assert layer.notice.number == number
    assert (works.count(False), works.count(True)) == (off, worked)


@pytest.mark.parametrize(("year", "more"), [(2015, 1), (2020, 2)])
def test_a_year_with_more_days_off_than_the_statute_says_why(year, more):
    layers = read_layers()
    layer = next(layer for layer in layers.years if layer.year == year)
    assert layer.checksum.weekdays_off_less_weekends_worked == layers.statute.edition(year).total + more
    assert "发明电〔" in layer.checksum.because


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("2026.yaml", "working_days: 248", "working_days: 249", "checksum"),
        ("2015.yaml", "  because:", "  # because:", "checksum.because"),
        ("2016.yaml", "worked: 11", "worked: 11\n  because: 试验", "checksum.because"),
        ("2026.yaml", "worked: [2026-05-09]", "worked: [2026-05-08]", "make-up day but is a weekday"),
        ("2026.yaml", "to: 2026-06-21", "to: 2027-06-21", "belongs to another year"),
        ("2025.yaml", "from: 2025-10-01, to: 2025-10-08", "from: 2025-10-02, to: 2025-10-09", "statutory holidays"),
        ("2024.yaml", "checked_on", "checked", "checked"),
        ("2024.yaml", "year: 2024", "year: 2023", "the file speaks of 2023"),
        ("2023.yaml", "国办发明电〔2022〕16号", "16号", "number:"),
        ("2023.yaml", "year: 2023", "year: 2023\nyear: 2023", "stands twice"),
    ],
)
def test_a_year_that_does_not_add_up_stops_the_house_and_names_the_file(folder, name, old, new, says):
    break_file(folder, name, old, new)
    with pytest.raises(BrokenData, match=says) as problem:
        read_layers(folder)
    assert name in str(problem.value)


def test_a_missing_year_is_noticed(folder):
    (folder / "2022.yaml").unlink()
    with pytest.raises(BrokenData, match="2022 is expected"):
        read_layers(folder)


def test_an_empty_year_is_refused(folder):
    """A public source holds a 2027 without a single day: never take one in."""
    text = (folder / "2026.yaml").read_text(encoding="utf-8")
    start, end = text.index("holidays:"), text.index("checksum:")
    (folder / "2026.yaml").write_text(text[:start] + "holidays: []\n" + text[end:], encoding="utf-8")
    with pytest.raises(BrokenData, match="holidays"):
        read_layers(folder)
