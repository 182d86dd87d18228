"""`jiefen clock`: show the house's day or move it (refused where time is real), and reckon limits without a house."""

import argparse
from datetime import datetime, time, timedelta

from services.chassis.now import SHANGHAI, now, set_simulated
from services.local import clock_check, clock_explain
from services.local.options import day

MORNING = time(9, 0)


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("show", help="the house's present moment")
    to = what.add_parser("set", help="move to a day, at nine in the morning")
    to.add_argument("day", type=day)
    forward = what.add_parser("advance", help="move some days forward")
    forward.add_argument("days", type=int)
    what.add_parser("reset", help="back to real time")
    clock_explain.explain_arguments(what.add_parser("explain", help="the last day of a limit, step by step"))
    clock_check.check_arguments(what.add_parser("check", help="compare a file of limits with their known answers"))


def run(options: argparse.Namespace) -> int:
    match options.what:
        case "explain":
            return clock_explain.tell(options)
        case "check":
            return clock_check.check(options)
        case "set":
            set_simulated(datetime.combine(options.day, MORNING, SHANGHAI))
        case "advance":
            set_simulated(now() + timedelta(days=options.days))
        case "reset":
            set_simulated(None)
    print(now().astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes"))
    return 0
