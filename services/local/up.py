"""`jiefen up`: the whole house by one command, until Ctrl-C."""

import argparse

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
                _say(_welcome(place, house))
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
        "  停止 Stop      Ctrl-C",
    ]
    if told["JIEFEN_DEMO_USERS"] == "true":
        lines.append(f"  演示用户 Demo users   {told['JIEFEN_GATEWAY_URL']}/sign-in")
    return "\n".join(lines)
