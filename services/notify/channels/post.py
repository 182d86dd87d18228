"""The post book (邮寄登记簿): one line for each letter handed over, never twice the same letter.

In development the book is the post office. The tracking number follows from the item's id, so a try that is repeated
after a crash finds its own line again instead of writing a second one.
"""

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from ..domain.attempt import Accepted, ErrorClass, Outcome, Rejected
from .parcel import Parcel

WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def tracking_number(item: UUID) -> str:
    """A number that looks like an express letter's: the check digit is the postal union's (S10), the rest is ours.

    >>> tracking_number(UUID(int=7))
    'JF2230350363624CN'
    """
    digits = f"{int.from_bytes(hashlib.sha256(item.bytes).digest()[:8]) % 10**12:012d}"
    return f"JF{digits}{_check_digit(digits[-8:])}CN"


def _check_digit(serial: str) -> int:
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


class PostBook:
    """A file of JSON lines under a lock; a line counts once it is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "post-book.jsonl"
        self._known: set[str] = set()
        self._read_to = 0
        self._mine = threading.Lock()

    def send(self, parcel: Parcel) -> Outcome:
        """Enter the letter, or find it already entered; a full or missing disk is tried again."""
        number = tracking_number(parcel.id)
        try:
            with self._mine, self._locked() as book:
                self._catch_up(book)
                if str(parcel.id) not in self._known:
                    _append(book, _line(parcel, number))
        except OSError:
            return Rejected(error=ErrorClass.TRANSIENT, code="post_book_unwritable")
        return Accepted(reference=number)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        book = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(book, fcntl.LOCK_EX)
            yield book
        finally:
            os.close(book)

    def _catch_up(self, book: int) -> None:
        size = os.fstat(book).st_size
        if size < self._read_to:  # another book was put in its place
            self._known, self._read_to = set(), 0
        fresh = os.pread(book, size - self._read_to, self._read_to)
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._known |= {str(json.loads(line)["item"]) for line in whole.splitlines()}
        self._read_to += len(whole)
        if len(whole) < len(fresh):  # the last writer died in the middle of its line, which therefore never counted
            os.ftruncate(book, self._read_to)


def _append(book: int, line: bytes) -> None:
    os.lseek(book, 0, os.SEEK_END)
    while line:
        line = line[os.write(book, line) :]
    os.fsync(book)


def _line(parcel: Parcel, number: str) -> bytes:
    entry = {
        "tracking": number,
        "item": str(parcel.id),
        "on": parcel.on.isoformat(),
        "name": parcel.addressee.name,
        "address": parcel.addressee.address,
        "title": parcel.title,
        "sha256": parcel.sha256,
    }
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"
