"""A notice is taken in whole or not at all: compared first, stored as a version that never changes, told to everyone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from services import cli
from services.chassis import audit, calendar_versions, clocks
from services.chassis.calendar_import import prepare, store
from services.chassis.db import CLOCK, engine, owner_engine, transaction
from services.chassis.law_in_use import law_in_use
from services.chassis.tables import AuditEntry
from services.kernel.calendar import DayStatus
from services.kernel.calendar_layers import Layers
from services.kernel.refusal import Refused
from services.kernel.yaml_data import BrokenData
from tests.fixtures.calendars import NOTICE_2027, changed, notice, shipped_before_amendment
from tests.service.test_recalculation import KEY, SERVICE, in_trial, row_of

pytestmark = pytest.mark.usefixtures("clean")

EMPTY = """
year: 2027
notice: {number: 国办发明电〔2026〕99号, url: "https://www.gov.cn/zhengce/test.htm", issued: 2026-11-20}
holidays: []
checksum: {days: 365, working_days: 261, weekdays_off_less_weekends_worked: 13}
checked_on: 2026-11-20
"""


@pytest.fixture
def of_2020() -> Iterator[Layers]:
    with shipped_before_amendment(2020) as layers:
        yield layers


def versions() -> list[int]:
    with engine(CLOCK).connect() as connection:
        return [one.number for one in calendar_versions.up_to(connection)]


def jiefen(*words: str) -> int:
    return cli.main(["calendar", *words])


def file(folder: Path, content: str, name: str = "notice.yaml") -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_a_dry_run_tells_days_and_limits_and_writes_nothing(
    of_2020: Layers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """国办发明电〔2020〕1号: 2020-01-31 and 02-01 become days off."""
    case_id = in_trial(date(2019, 12, 2))
    assert jiefen("import", file(tmp_path, notice(2020))) == 0
    told = capsys.readouterr().out
    assert "版本0 → 版本1" in told
    assert "2020-01-31 上班 → 放假" in told
    assert "2020-02-01 上班 → 放假" in told
    assert f"普府复〔2019〕1号 · {KEY} · 2020-01-31 → 2020-02-03" in told
    assert "欧阳晓岚" not in told
    assert "没有写入" in told
    assert versions() == []
    assert row_of(case_id).due_on == date(2020, 1, 31)


def test_a_limit_that_would_end_before_the_day_a_party_was_told_is_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """国办发明电〔2019〕3号 moves 04-29 to 04-28."""
    with shipped_before_amendment(2019):
        case_id = in_trial(date(2019, 2, 27))
        with transaction(SERVICE) as session:
            clocks.tell(session, case_id, KEY, date(2019, 4, 29))
        assert jiefen("import", file(tmp_path, notice(2019))) == 0
    told = capsys.readouterr().out
    assert "2019-04-29 → 2019-04-28，早于已告知的2019-04-29" in told
    assert "reconsideration：1个期限变动，其中1个早于已告知的日期" in told


def test_applied_it_is_a_version_for_ever_and_the_limits_move(
    of_2020: Layers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = in_trial(date(2019, 12, 2))
    assert jiefen("import", file(tmp_path, notice(2020)), "--apply", "--because", "春节延长", "--by", "值班员") == 0
    assert row_of(case_id).due_on == date(2020, 2, 3)
    with engine(CLOCK).connect() as connection:
        (one,) = calendar_versions.up_to(connection)
    assert (one.number, one.layer.year, one.notice) == (1, 2020, "国办发明电〔2020〕1号")
    assert (one.because, one.imported_by) == ("春节延长", "值班员")
    with transaction("intake") as session:
        assert law_in_use().calendar.version == one.sha256
        (entry,) = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "import_calendar"))
        assert (entry.subject, entry.detail["sha256"], entry.detail["notice"]) == (
            "calendar:1",
            one.sha256,
            "国办发明电〔2020〕1号",
        )
        assert audit.verify(session).is_whole
    capsys.readouterr()
    assert jiefen("list") == 0
    assert "版本1 · 2020年 · 国办发明电〔2020〕1号" in capsys.readouterr().out


def test_the_same_file_twice_changes_nothing_and_says_so(
    of_2020: Layers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, notice(2020))
    assert jiefen("import", path, "--apply") == 0
    capsys.readouterr()
    assert jiefen("import", path, "--apply") == 0
    assert "没有变动" in capsys.readouterr().out
    assert versions() == [1]


def test_the_packaged_year_taken_in_again_is_no_news(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert jiefen("import", file(tmp_path, notice(2026)), "--apply") == 0
    assert "没有变动" in capsys.readouterr().out
    assert versions() == []


def test_a_new_year_makes_its_days_final(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jiefen("import", file(tmp_path, NOTICE_2027), "--apply") == 0
    assert "暂定 → 已公布" in capsys.readouterr().out
    with transaction(SERVICE):
        calendar = law_in_use().calendar
    assert calendar.status(date(2027, 2, 5)) is DayStatus.FINAL
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert calendar.is_working_day(date(2027, 1, 30))
    assert calendar.status(date(2026, 12, 31)) is DayStatus.FINAL
    assert jiefen("show", "2027") == 0
    assert "2027-01-30 上班 春节 国办发明电〔2026〕99号" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (EMPTY, ["the year is empty"]),
        (NOTICE_2027.replace("2027-01-30", "2027-01-29"), ["2027-01-29 is said to be a make-up day but is a weekday"]),
        (NOTICE_2027.replace("worked: [2027-01-30,", "worked: [2027-02-06,"), ["2027-02-06 is off and worked"]),
        (NOTICE_2027.replace("2027-06-09", "2027-06-10"), ["statutory holidays that are not off: 2027-06-09"]),
        (NOTICE_2027.replace("working_days: 249", "working_days: 248"), ["checksum says"]),
        (NOTICE_2027.replace("国办发明电〔2026〕99号", "国办2026-99"), ["is no number of such a notice"]),
        (NOTICE_2027.replace("www.gov.cn", "www.example.cn"), ["does not lie on www.gov.cn"]),
        (NOTICE_2027.replace("2027", "2028"), ["year 2027 is expected here"]),
        (NOTICE_2027.replace("2027-10-07", "2028-10-07"), ["belongs to another year"]),
        (changed(notice(2020), r"(?s)amendments:.*?checksum:", "checksum:"), ["older than what is loaded"]),
        (
            NOTICE_2027.replace("2027-01-30", "2027-01-29")
            .replace("www.gov.cn", "www.example.cn")
            .replace("国办发明电〔2026〕99号", "99号")
            .replace("2027-06-09", "2027-06-10"),
            ["make-up day but is a weekday", "www.gov.cn", "'99号'", "2027-06-09", "checksum says"],
        ),
        ("year: 2027\nmoon: full", ["notice: Field required", "moon: Extra inputs"]),
        ("year: [", ["notice.yaml"]),
    ],
)
def test_a_bad_file_is_refused_with_every_fault_at_once_and_nothing_is_written(
    content: str, says: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jiefen("import", file(tmp_path, content), "--apply") == 1
    told = capsys.readouterr().err
    assert [one for one in says if one not in told] == []
    assert versions() == []


def test_a_file_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert jiefen("import", str(tmp_path / "nowhere.yaml")) == 1
    assert "读不了文件" in capsys.readouterr().err


def test_a_version_is_never_changed_or_removed(of_2020: Layers) -> None:
    store(prepare("2020.yaml", notice(2020)), because="试验", by="tester")
    for change in ("UPDATE common.calendar_version SET because = 'x'", "DELETE FROM common.calendar_version"):
        with pytest.raises(DBAPIError, match="append-only"), owner_engine().begin() as connection:
            connection.execute(text(change))
    with pytest.raises(DBAPIError, match="permission denied"), engine(SERVICE).begin() as connection:
        connection.execute(text("INSERT INTO common.calendar_version SELECT * FROM common.calendar_version"))


def test_of_two_imports_at_once_the_second_is_refused(of_2020: Layers) -> None:
    first, second = prepare("2020.yaml", notice(2020)), prepare("2020.yaml", notice(2020))
    store(first, because="试验", by="tester")
    with pytest.raises(Refused, match=r"calendar\.changed_meanwhile"):
        store(second, because="试验", by="tester")
    assert versions() == [1]


def test_check_needs_no_house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jiefen("check", file(tmp_path, NOTICE_2027)) == 0
    assert "没有发现错误" in capsys.readouterr().out
    with pytest.raises(BrokenData, match="empty"):
        prepare("2027.yaml", EMPTY)
