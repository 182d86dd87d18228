"""`jiefen demo`: one case walks the twelve rows of the house under a simulated clock. 0: all as the law says; 1: not."""

import argparse
import os

import httpx

from services.chassis.client import CallFailed, CallRefused
from services.chassis.db import transaction
from services.chassis.demo_users import seed_demo_users
from services.chassis.now import monotonic, offset, today
from services.local.failure import PartFailed
from services.local.home import Home, home
from services.local.house import House, standing
from services.local.supervisor import interruptible
from services.walk import advising, deciding, exchange, opening, publishing
from services.walk.expectation import Unexpected
from services.walk.house_walk import Fact, Walk
from services.walk.ledger import prove, take_stock
from services.walk.step import ROWS, Step

FOLDER = "demo"
LEDGER = "ledger.json"
NAMED = ("JIEFEN_DATABASE_URL", "JIEFEN_REDIS_URL", "PREFECT_API_URL")
STEPS: tuple[Step, ...] = (*opening.STEPS, *exchange.STEPS, *deciding.STEPS, *publishing.STEPS, *advising.STEPS)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--resume", action="store_true", help="go on with a walk that was cut off")


def run(options: argparse.Namespace) -> int:
    """A house of its own beside the one of `jiefen up`: its data are thrown away at the next walk, unless resumed."""
    if named := [name for name in NAMED if name in os.environ]:
        raise PartFailed(f"The demo brings its own servers, to move their time: unset {' and '.join(named)}.")
    place = Home(home().root / FOLDER)
    began = monotonic()
    with interruptible():
        try:
            with standing(place, _say, seed=False, fresh=not options.resume) as house:
                return _walk(place, house, began)
        except (Unexpected, CallRefused, CallFailed, httpx.HTTPError) as fault:
            _say(f"\n✗ {fault or type(fault).__name__}")
            return 1
        except KeyboardInterrupt:
            _say("\n已中断；可用 --resume 继续。 Stopped; --resume goes on.")
            return 1


def _walk(place: Home, house: House, began: float) -> int:
    os.environ.update(house.environment)
    with transaction("intake") as session:
        seed_demo_users(session)
    walk = Walk(house.environment["JIEFEN_GATEWAY_URL"], house.environment["PREFECT_API_URL"], _say)
    if not offset():
        walk.live_on(opening.FILED)
    for step in STEPS:
        _take(walk, step)
    _sum_up(place, walk)
    _say(f"\n✓ 十二个环节走完，用时 {monotonic() - began:.0f} 秒")
    return 0


def _take(walk: Walk, step: Step) -> None:
    """Bring the step about unless its effect is already there; tell of it either way."""
    if walk.dispute_id is None or not step.is_done(walk):
        step.do(walk)
    lines = list(step.tell(walk))
    _say(f"\n{step.row:>3}  {step.on or today()}  {ROWS[step.row]} · {step.title}")
    for line in lines:
        _say(_line(line))


def _line(fact: Fact) -> str:
    cite = f"  〔{fact.cite}〕" if fact.cite else ""
    where = f"\n          → {fact.where}" if fact.where else ""
    return f"        {fact.text}{cite}{where}"


def _sum_up(place: Home, walk: Walk) -> None:
    """Prove that nothing happened twice, and keep the counts: a walk that was killed must end with the same ones."""
    ledger = take_stock(walk.case_id, walk.flows)
    (place.root / LEDGER).write_text(ledger.model_dump_json(indent=1), encoding="utf-8")
    _say("\n     总账：没有一件事发生两次")
    for line in prove(ledger, walk.case_id):
        _say(f"        {line}")
    for name, days in ledger.days.items():
        _say(f"          {name:<26} {len(days)}  {'、'.join(map(str, days))}")
    _say(f"          → {place.root / LEDGER}")


def _say(line: str) -> None:
    print(line, flush=True)
