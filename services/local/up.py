"""`jiefen up`: the whole house by one command, until Ctrl-C."""

import argparse
import os

from services.chassis.demo_users import DEMO_PASSWORD, demo_users
from services.local.home import Home, home
from services.local.house import House, standing
from services.local.supervisor import interruptible


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-seed", action="store_true", help="do not load the demo district into an empty database")


def run(options: argparse.Namespace) -> int:
    """Ctrl-C is the ordinary end, so it is a success."""
    place = home()
    print(f"解纷 jiefen  {place.root}", flush=True)
    with interruptible():
        try:
            with standing(place, _say, seed=not options.no_seed) as house:
                os.environ.update(house.environment)  # read by settings() from here on
                _say(_welcome(place, house))
                _say("\n  停止 Stop      Ctrl-C")
                house.supervisor.watch()
        except KeyboardInterrupt:
            _say("已停止，数据保留。 Stopped; the data stays.")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def _welcome(place: Home, house: House) -> str:
    told = house.environment
    lines = [
        "",
        f"  打开 Open      {told['JIEFEN_GATEWAY_URL']}/",
        f"  公开 Public    {told['JIEFEN_GATEWAY_URL']}/public",
        f"  编排 Prefect   {told.get('JIEFEN_PREFECT_UI_URL', told['PREFECT_API_URL'])}",
        f"  文书 Mail      {place.root / 'mail'}  {place.root / 'post'}",
        f"  日志 Logs      {place.root / 'log'}",
    ]
    return "\n".join([*lines, *_people()])


def _people() -> list[str]:
    people = demo_users()
    names = [f"    {one.username:<14}{one.name}  {one.note}" for one in people]
    return ["", f"  演示用户 Demo users, password {DEMO_PASSWORD}:", *names] if people else []
