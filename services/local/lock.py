"""One house per `.jiefen/` at a time."""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from services.local.failure import PartFailed
from services.local.home import LOCK, Home


def is_held(home: Home) -> bool:
    """Whether a house stands here; a record alone may be left by one that was killed."""
    try:
        with (home.root / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


@contextlib.contextmanager
def locked(home: Home) -> Iterator[None]:
    """The kernel frees the lock when the process ends, however it ends; the file itself means nothing."""
    home.folder("secrets")
    path = home.root / LOCK
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise PartFailed(
                f"This folder is already running (process {holder}): use that one, or stop it with Ctrl-C first.",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
