"""`make bench`, or `python -m benches SECTION …`: prints JSON."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from tests.fixtures import servers as chosen

SECTIONS = {
    "clock": ("clock", "clock_bulk", "clock_rows", "clock_sweep"),
    "command": ("command",),
    "document": ("document",),
    "route": ("route", "filing"),
}
"""The modules of a section: the figures of the first one, and under their own names those of the others."""
NAME = "bench"


def main(wanted: list[str]) -> int:
    """Measure the sections that are named, or all of them."""
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        print(f"No such section: {', '.join(unknown)}. There are {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    with _servers():
        # Imported only now: our modules read their settings, and these name the servers.
        told = {name: _measure(name) for name in wanted or SECTIONS}
    machine = {"python": platform.python_version(), "processors": os.cpu_count()}
    print(json.dumps({"machine": machine, **told}, indent=2))
    return 0


def _measure(section: str) -> dict[str, object]:
    first, *others = SECTIONS[section]
    told: dict[str, object] = dict(import_module(f"benches.{first}").measure())
    return told | {name.removeprefix(f"{section}_"): import_module(f"benches.{name}").measure() for name in others}


@contextmanager
def _servers() -> Iterator[None]:
    """Embedded servers that write to the disk as little as those of the tests, and a database of our own."""
    servers = chosen.choose()
    with tempfile.TemporaryDirectory(prefix="jiefen-bench-") as files:
        os.environ |= {
            "JIEFEN_ENVIRONMENT": "test",
            "JIEFEN_LOG_LEVEL": "ERROR",
            "JIEFEN_FILES_DIR": files,
            chosen.DATABASE: chosen.worker_database(servers, NAME),
            chosen.REDIS: servers.redis_url,
        }
        servers.start()
        chosen.make_template(servers)
        chosen.make_database(servers, NAME)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
