"""`jiefen calendar`: the versions of the calendar, one year's days, whether all is whole, and taking in a new notice."""

import argparse
import getpass
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, text

from services.adjudication import handlers as adjudication
from services.chassis import calendar_import, calendar_versions, recalculate
from services.chassis.calendar_import import Import
from services.chassis.db import CLOCK, engine
from services.chassis.law_in_use import in_use, shipped
from services.chassis.now import today
from services.chassis.recalculate import Change, Level
from services.kernel.calendar import DayStatus, build
from services.kernel.calendar_changes import DayChange
from services.kernel.calendar_layers import lay_over, read_layers, read_year
from services.local.failure import PartFailed
from services.mediation import handlers as mediation
from services.notify.handlers import receipts as notify
from services.reconsideration import handlers as reconsideration

LEVELS: Mapping[str, Callable[[date], Level]] = {
    "mediation": mediation.level_as,
    "adjudication": adjudication.level_as,
    "reconsideration": reconsideration.level_as,
    "notify": notify.level_as,
}
CASES = "SELECT id, number FROM case_row WHERE id = ANY(:ids)"
NUMBERS = {"notify": "SELECT id, case_number AS number FROM delivery WHERE id = ANY(:ids)"}
SHOWN = 200
DAY = {True: "上班", False: "放假"}
STATUS = {DayStatus.FINAL: "已公布", DayStatus.TAIL: "已公布，下一年通知可能改动", DayStatus.PROVISIONAL: "暂定"}


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("list", help="the years, their notices, and the stored versions")
    show = what.add_parser("show", help="the days off and the worked weekends of a year")
    show.add_argument("year", type=int)
    check = what.add_parser("check", help="whether the packaged calendar is whole, and a file with it")
    check.add_argument("file", type=Path, nargs="?")
    taken = what.add_parser("import", help="compare a year's notice with the calendar in use; store it with --apply")
    taken.add_argument("file", type=Path)
    taken.add_argument("--apply", action="store_true", help="store the next version; without it nothing is written")
    taken.add_argument("--because", default="", help="why, for the record")
    taken.add_argument("--by", default=None, help="who takes it in; the account that runs the command, if not given")


def run(options: argparse.Namespace) -> int:
    match options.what:
        case "list":
            return _list()
        case "show":
            return _show(options.year)
        case "check":
            return _check(options.file)
        case _:
            return _import(options)


def _list() -> int:
    with engine(CLOCK).connect() as connection:
        stored = calendar_versions.up_to(connection)
    found = in_use()
    for year in lay_over(shipped(), [one.layer for one in stored]).years:
        later = "".join(f"；{one.number}（{one.issued}）" for one in year.amendments)
        print(f"{year.year} · {year.notice.number}（{year.notice.issued}）{later}")
    for one in stored:
        print(
            f"版本{one.number} · {one.layer.year}年 · {one.notice} · {one.imported_at:%Y-%m-%d %H:%M} · "
            f"{one.imported_by} · {one.because}"
        )
    print(f"现用版本{found.number}，校验值（SHA-256）{found.law.calendar.version}")
    return 0


def _show(number: int) -> int:
    with engine(CLOCK).connect() as connection:
        stored = calendar_versions.up_to(connection)
    layers = lay_over(shipped(), [one.layer for one in stored])
    year = next((one for one in layers.years if one.year == number), None)
    if year is None:
        raise PartFailed(f"{number}年的放假通知尚未入库，该年的日期均为暂定。")
    print(f"{year.year}年 · {year.notice.number}（{year.notice.issued}） {year.notice.url}")
    for later in year.amendments:
        print(f"调整 · {later.number}（{later.issued}） {later.url} · {later.what}")
    calendar = build(layers)
    for day, entry in sorted(year.entries().items()):
        print(f"{day} {DAY[entry.working]} {entry.name} {entry.notice} {STATUS[calendar.status(day)]}")
    print(f"工作日{year.checksum.working_days}天，共{year.checksum.days}天。")
    return 0


def _check(file: Path | None) -> int:
    layers = read_layers()
    print(f"随附的工作日历完整：{layers.years[0].year}年至{layers.years[-1].year}年。")
    if file is not None:
        year = read_year(str(file), _text(file), layers)
        print(f"{file}：{year.year}年，{year.newest.number}，没有发现错误。")
        layers = lay_over(layers, [year])
    print(f"校验值（SHA-256）{build(layers).version}")
    return 0


def _import(options: argparse.Namespace) -> int:
    wanted = calendar_import.prepare(str(options.file), _text(options.file))
    if not wanted.is_news:
        print(f"{wanted.year.year}年的安排与现用版本{wanted.old.number}相同，没有变动。")
        return 0
    print(f"版本{wanted.old.number} → 版本{wanted.new.number}：{wanted.year.year}年，{wanted.year.newest.number}")
    _tell_days(wanted.days)
    for service in LEVELS:
        _preview(service, wanted)
    if not options.apply:
        print("以上为试算，没有写入。确认后加上 --apply 执行。")
        return 0
    return _apply(wanted, options)


def _apply(wanted: Import, options: argparse.Namespace) -> int:
    because = options.because.strip() or wanted.year.newest.number
    version = calendar_import.store(wanted, because=because, by=options.by or getpass.getuser())
    print(f"已存为版本{version.number}，校验值（SHA-256）{version.sha256}")
    for service, level_as in LEVELS.items():
        done = recalculate.recalculate(service, level_as(today()))
        print(f"{service}：{done.moved}个期限变动，{done.firmed}个日期的确定程度变动。")
    return 0


def _tell_days(days: tuple[DayChange, ...]) -> None:
    turned = [one for one in days if one.is_turned]
    for one in turned:
        print(f"  {one.day} {DAY[one.worked]} → {DAY[one.works]}")
    for was, now in sorted({(one.was, one.now) for one in days if one.was is not one.now}):
        same = [one.day for one in days if (one.was, one.now) == (was, now)]
        print(f"  {min(same)}至{max(same)}：{len(same)}天，{STATUS[was]} → {STATUS[now]}")


def _preview(service: str, wanted: Import) -> None:
    """Which limits would move: case, limit, both dates. Nobody's name stands here."""
    window = recalculate.between(wanted.old.law, wanted.new.law)
    if window is None:
        print(f"{service}：没有期限变动。")
        return
    with engine(service).connect() as reading, engine(service).connect() as looking:
        moved = firmed = earlier = 0
        for part in _parts(recalculate.changes(reading, wanted.new.law, window)):
            numbers = _numbers(looking, service, part)
            for change in part:
                moved += change.is_moved
                firmed += not change.is_moved
                earlier += change.is_moved and change.is_told_later
                if change.is_moved and moved <= SHOWN:
                    print(_line(change, numbers.get(change.case_id, "")))
    more = f"（只列出前{SHOWN}个）" if moved > SHOWN else ""
    print(f"{service}：{moved}个期限变动{more}，其中{earlier}个早于已告知的日期；{firmed}个日期的确定程度变动。")


def _parts(found: Iterator[Change]) -> Iterator[list[Change]]:
    part: list[Change] = []
    for change in found:
        part.append(change)
        if len(part) == recalculate.BATCH:
            yield part
            part = []
    if part:
        yield part


def _numbers(connection: Connection, service: str, part: list[Change]) -> dict[UUID, str]:
    ids = list({change.case_id for change in part if change.is_moved})
    rows = connection.execute(text(NUMBERS.get(service, CASES)), {"ids": ids})
    return {row.id: row.number for row in rows}


def _line(change: Change, number: str) -> str:
    told = f"，早于已告知的{change.told_on}" if change.is_told_later else ""
    return f"  {number} · {change.key} · {change.was_on} → {change.now_on}{told}"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PartFailed(f"读不了文件{file}：{problem}") from problem
