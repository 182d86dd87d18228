"""`jiefen …`: one command for each thing a person or a container starts. The work lives in the named modules."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from services.kernel.refusal import Refused
from services.kernel.yaml_data import BrokenData
from services.local.failure import PartFailed
from services.local.home import home
from services.local.record import adopt


class Work(Protocol):
    """What a command's module has: its arguments, and what it does. The result is the exit code."""

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Command:
    """A module by its name, loaded only when the command is given: `jiefen clock` must not pay for Prefect."""

    module: str
    purpose: str
    brings_its_house: bool = False  # otherwise it speaks to the one that stands, or to named servers
    needs_no_house: tuple[str, ...] = ()  # its parts that only read the law


COMMANDS = {
    "up": Command("services.local.up", "start everything, until Ctrl-C", brings_its_house=True),
    "serve": Command("services.local.serve", "one service, or all behind one address"),
    "relay": Command("services.local.relay", "carry messages from the outboxes into the stream"),
    "dispatch": Command("services.local.dispatch", "start flows from messages"),
    "flows": Command("services.local.run_flows", "run the flows that are due"),
    "mailbox": Command("services.local.mailbox", "a mail server for development that keeps e-mails as files"),
    "migrate": Command("services.local.migrate", "bring the database to the newest state"),
    "seed": Command("services.walk.seed", "load the demo district"),
    "demo": Command("services.walk.demo", "let one case walk through the house", brings_its_house=True),
    "clock": Command(
        "services.local.clock",
        "show or move the house's day; explain and check limits",
        needs_no_house=("explain", "check"),
    ),
    "calendar": Command(
        "services.local.calendar",
        "show the calendar and take in a new notice of holidays",
        needs_no_house=("check",),
    ),
    "rules": Command(
        "services.local.rules",
        "check and list the limits of law, and its open questions",
        needs_no_house=("check", "list", "readings"),
    ),
    "route": Command(
        "services.local.route",
        "show where a claim goes and why; check the routing tables",
        needs_no_house=("explain", "check"),
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Expected failures are one sentence and exit code 1; only a fault of ours shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given else ""
    if name not in COMMANDS:
        return _tell(name)
    command = COMMANDS[name]
    try:
        work = _load(name, command)
        parser = argparse.ArgumentParser(prog=f"jiefen {name}", description=command.purpose)
        work.arguments(parser)
        options = parser.parse_args(given[1:])
        if not command.brings_its_house and getattr(options, "what", None) not in command.needs_no_house:
            adopt(home())
        return work.run(options)
    except (PartFailed, BrokenData) as failure:
        print(f"jiefen: {failure}", file=sys.stderr)
    except Refused as refusal:
        for fault in refusal.faults:
            print(f"jiefen: {fault.text}" + (f"（{fault.cite}）" if fault.cite else ""), file=sys.stderr)
    return 1


def _load(name: str, command: Command) -> Work:
    if find_spec(command.module) is None:
        raise PartFailed(f"`jiefen {name}` is not part of this version.")
    return cast("Work", import_module(command.module))


def _tell(name: str) -> int:
    is_asked = name in {"", "-h", "--help", "help"}
    out = sys.stdout if is_asked else sys.stderr
    if not is_asked:
        print(f"jiefen: there is no command {name!r}.", file=out)
    width = max(map(len, COMMANDS))
    print("usage: jiefen COMMAND [-h] …\n", file=out)
    print("\n".join(f"  {known:<{width}}  {command.purpose}" for known, command in COMMANDS.items()), file=out)
    return 0 if is_asked else 2


if __name__ == "__main__":
    sys.exit(main())
