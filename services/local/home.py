"""The folder `.jiefen/`: everything a checkout keeps between two runs, and nothing outside it."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from services.local.failure import PartFailed
from services.local.ports import SETTLE, claim, free_port

LOCK = "lock"
HIGHEST_PORT = 65536
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Home:
    """State of one checkout: secrets, ports, logs, and a folder for each part."""

    root: Path

    def folder(self, name: str, *, mode: int = 0o700) -> Path:
        """A part's folder. The root lets others pass through, because PostgreSQL may run as another account."""
        path = self.root / name
        try:
            self.root.mkdir(mode=0o711, parents=True, exist_ok=True)
            owner = self.root.stat().st_uid
            if owner != os.geteuid():  # half of the files would be the one's and half the other's
                raise PartFailed(
                    f"{self.root} belongs to user {owner}: run as that user, or set JIEFEN_HOME to another folder."
                )
            path.mkdir(mode=mode, exist_ok=True)
        except OSError as error:
            raise PartFailed(
                f"Cannot write to {self.root} ({error.strerror}): set JIEFEN_HOME to another folder."
            ) from error
        return path

    def forget(self) -> None:
        """Remove everything but the lock, which the caller holds."""
        for path in self.root.iterdir():
            if path.is_symlink():  # PostgreSQL's data, when its account could not reach this folder
                shutil.rmtree(path.resolve(), ignore_errors=True)
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK:
                path.unlink()

    def secret(self, name: str) -> str:
        """Made once, readable by the owner alone."""
        path = self.folder("secrets") / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text(encoding="utf-8").strip()

    def port(self, name: str, preferred: int = 0) -> int:
        """The port of the last run if it is still free, so that addresses and bookmarks survive a restart."""
        known = self._ports()
        others = {port for other, port in known.items() if other != name}
        chosen = known.get(name, 0)
        if not chosen or not claim(chosen, SETTLE):
            chosen = preferred
            while not chosen or chosen in others or not claim(chosen):
                chosen = free_port()
        known[name] = chosen
        self.folder("secrets")
        write_private(self.root / "ports.json", json.dumps(known, indent=1))
        return chosen

    def _ports(self) -> dict[str, int]:
        try:
            known = json.loads((self.root / "ports.json").read_text(encoding="utf-8"))
            return {str(name): int(port) for name, port in known.items() if 0 < int(port) < HIGHEST_PORT}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}  # lost or damaged: ports are only a memory, so choose again


def home() -> Home:
    """Where this checkout keeps its state; `JIEFEN_HOME` moves it."""
    named = os.environ.get("JIEFEN_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return Home(base / ".jiefen")


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)
