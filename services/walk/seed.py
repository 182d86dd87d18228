"""`jiefen seed`: the demo district - its users, and forty cases in all states with dates around today."""

import argparse

from sqlmodel import col, func, select

from services.chassis.db import HouseSession, transaction
from services.chassis.now import monotonic, today
from services.chassis.settings import settings
from services.chassis.tables import KeptAnswer
from services.intake.store import DisputeRow
from services.walk.district_cases import first_dispute, left_to_the_house, script
from services.walk.people import seed_people
from services.walk.stagehand import OWNER, Act, play

LAST = "district"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--if-empty", action="store_true", help="only into a house without disputes")


def run(options: argparse.Namespace) -> int:
    """Doing it again changes nothing; a seeding that was cut off is finished."""
    if not settings().demo_users or settings().is_production:
        print("没有演示用户的环境不装入演示数据。")
        return 0
    began = monotonic()
    with transaction("intake") as session:
        seed_people(session)
        wanted = _is_wanted(session, only_if_empty=options.if_empty)
    if wanted:
        day = today()
        acts = script(day)
        play([*acts, Act(day, LAST, "intake", lambda _session, _on: None)], day, left_to_the_house())
        print(f"演示数据已装入，用时 {monotonic() - began:.1f} 秒。")
    return 0


def _is_wanted(session: HouseSession, *, only_if_empty: bool) -> bool:
    """Seeded long ago, the keys of the acts are forgotten and the disputes remain: that is finished too."""
    disputes = session.exec(select(func.count()).select_from(DisputeRow)).one()
    if not disputes:
        return True
    begun = set(session.exec(select(KeptAnswer.key).where(col(KeptAnswer.principal_id) == OWNER)))
    is_cut_off = bool(begun) and f"seed:{LAST}" not in begun
    is_foreign = not begun and not only_if_empty and not _has_ours(session)
    return is_cut_off or is_foreign


def _has_ours(session: HouseSession) -> bool:
    return session.get(DisputeRow, first_dispute()) is not None
