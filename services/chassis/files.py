"""Documents and proofs by the SHA-256 of their bytes: what was sealed can be fetched again and cannot be exchanged."""

import hashlib
import os
import tempfile
from pathlib import Path

from services.chassis.settings import settings
from services.kernel.refusal import Refused

HEX = frozenset("0123456789abcdef")


def put(content: bytes) -> str:
    """Keep the bytes and give their name, the SHA-256. Written whole or not at all; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as unfinished:
        unfinished.write(content)
        unfinished.flush()
        os.fsync(unfinished.fileno())
    Path(unfinished.name).replace(path)
    _sync_folder(path.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes of this name, checked against it: a file that was changed on the disk is refused, never shown."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise Refused("file.missing", "文件不存在，请联系运维人员核对备份。") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused("file.changed", "文件内容与封存时的校验值不符，已停止使用，请联系运维人员。")
    return content


def exists(sha256: str) -> bool:
    """Whether the bytes of this name are kept here."""
    return path_of(sha256).exists()


def path_of(sha256: str) -> Path:
    """Where the bytes of this name stand. A name that is no SHA-256 is refused: it may come from an address."""
    if len(sha256) != hashlib.sha256().digest_size * 2 or not HEX.issuperset(sha256):
        raise Refused("file.name", "文件编号不正确。")
    return settings().files_dir / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
