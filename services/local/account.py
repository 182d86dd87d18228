"""The account PostgreSQL runs under: it refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from services.local.failure import PartFailed

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine without privileges."""

    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Ask the kernel, as that user: modes, lists of access and mounts all count."""
        command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        try:
            answer = subprocess.run(command, user=self.uid, group=self.gid, extra_groups=[], cwd="/", check=False)
        except PermissionError as error:
            raise PartFailed(
                "PostgreSQL refuses to run as root and this machine does not let root change its user: "
                "run as an ordinary user, or name a server in JIEFEN_DATABASE_URL.",
            ) from error
        return answer.returncode == 0

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


def unprivileged() -> Account | None:
    """None when we are not root: then PostgreSQL runs as we do."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY, NOBODY)
    return Account(nobody.pw_uid, nobody.pw_gid)


def copy_tree(source: Path, target: Path) -> None:
    """Copy programs to a place others may read, whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(source, part, symlinks=True)
    part.chmod(0o755)
    part.rename(target)
