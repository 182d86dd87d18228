"""The address book of the house that stands: other terminals read it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from services.local.failure import PartFailed
from services.local.home import Home, write_private
from services.local.lock import is_held

NAME = "environment.json"


@contextmanager
def recorded(home: Home, environment: Mapping[str, str]) -> Iterator[None]:
    """Kept while the house stands. It holds passwords, so it is readable by the owner alone."""
    path = home.root / NAME
    write_private(path, json.dumps(dict(environment), indent=1))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def adopt(home: Home) -> None:
    """Let a command in another terminal speak to the house that stands here; named servers need no house."""
    if "JIEFEN_DATABASE_URL" in os.environ:
        return
    path = home.root / NAME
    if not (is_held(home) and path.exists()):
        raise PartFailed(
            "Nothing runs in this folder: start it with `make run`, or name a server in JIEFEN_DATABASE_URL.",
        )
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    for name, value in known.items():
        os.environ.setdefault(name, value)
