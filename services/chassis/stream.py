"""The stream between the services: a Redis Stream, read by one group for each service and one for the dispatcher.

Redis may lose it. Nothing here is the truth: the outbox is, and the relay sends again what a loss may have taken.
"""

import socket
from dataclasses import dataclass
from typing import cast

from pydantic import TypeAdapter
from redis import Redis
from redis.exceptions import ResponseError

from services.chassis.messages import Message
from services.chassis.settings import settings

STREAM = "jiefen:events"
EPOCH = "jiefen:epoch"
BEGINNING = "0-0"
SOCKET_SECONDS = 10
_ENTRIES: TypeAdapter[list[tuple[str, dict[str, str] | None]]] = TypeAdapter(list[tuple[str, dict[str, str] | None]])


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the stream. `type` is known without reading the message, which may be of a kind not known here."""

    id: str
    type: str
    text: str

    def message(self) -> Message:
        """The message itself; a validation error when it is none."""
        return Message.model_validate_json(self.text)


@dataclass(frozen=True, slots=True)
class GroupState:
    """How far a group has read and what it has not finished."""

    name: str
    last: str
    pending: int
    lag: int | None


class Stream:
    """What the relay and the readers do with Redis; connected on first use, and again after every break."""

    def __init__(self, client: "Redis | None" = None) -> None:
        self._redis = client or Redis.from_url(
            settings().redis_url.get_secret_value(), decode_responses=True, socket_timeout=SOCKET_SECONDS
        )

    def append(self, messages: list[Message]) -> None:
        """Send messages in their order."""
        with self._redis.pipeline(transaction=False) as pipeline:
            for message in messages:
                pipeline.xadd(STREAM, {"type": message.type, "message": message.model_dump_json()})
            pipeline.execute()

    def epoch(self) -> str | None:
        """Which run of the Redis server the relay last sent to; none when Redis was emptied."""
        return cast("str | None", self._redis.get(EPOCH))

    def begin_epoch(self, run: str) -> None:
        """From now on the relay sends to this run of the server."""
        self._redis.set(EPOCH, run)

    def server_run(self) -> str:
        """The present run of the Redis server: another one may have come back without its last entries."""
        return str(cast("dict[str, object]", self._redis.info("server")).get("run_id", ""))

    def groups(self) -> tuple[GroupState, ...]:
        """Every group that reads the stream."""
        if not self._redis.exists(STREAM):
            return ()
        found = cast("list[dict[str, object]]", self._redis.xinfo_groups(STREAM))
        return tuple(
            GroupState(
                name=str(row["name"]),
                last=str(row["last-delivered-id"]),
                pending=int(str(row["pending"])),
                lag=None if row.get("lag") is None else int(str(row["lag"])),
            )
            for row in found
        )

    def trim(self, *, keep_hours: int) -> None:
        """Drop entries that every group has finished and that are older than so many hours."""
        states = self.groups()
        if not states:
            return
        ends = [self._oldest_unfinished(state) for state in states]
        seconds = self._redis.time()[0] - keep_hours * 3600
        ends.append((seconds * 1000, 0))
        first, second = min(ends)
        self._redis.xtrim(STREAM, minid=f"{first}-{second}", approximate=True)

    def _oldest_unfinished(self, state: GroupState) -> tuple[int, int]:
        if not state.pending:
            return _place(state.last)
        pending = cast("dict[str, object]", self._redis.xpending(STREAM, state.name))
        return _place(str(pending["min"]))

    def new(self, group: str, consumer: str, *, count: int, wait_ms: int | None) -> list[Entry]:
        """Entries no reader of the group has had yet."""
        found = self._redis.xreadgroup(group, consumer, {STREAM: ">"}, count=count, block=wait_ms)
        return _entries(found)

    def unfinished(self, group: str, consumer: str, *, count: int) -> list[Entry]:
        """Entries this very reader was given before and has not finished: it was killed meanwhile."""
        return _entries(self._redis.xreadgroup(group, consumer, {STREAM: BEGINNING}, count=count))

    def stale(self, group: str, consumer: str, *, count: int, idle_ms: int) -> list[Entry]:
        """Take over entries that some reader of the group has held for too long."""
        found = self._redis.xautoclaim(STREAM, group, consumer, min_idle_time=idle_ms, count=count)
        return _entries([[STREAM, cast("list[object]", found)[1]]])

    def acknowledge(self, group: str, entry: Entry) -> None:
        """The entry has taken effect, or never will."""
        self._redis.xack(STREAM, group, entry.id)

    def ensure_group(self, group: str) -> None:
        """A new group reads from the beginning: a service that starts late misses nothing that is still there."""
        try:
            self._redis.xgroup_create(STREAM, group, id=BEGINNING, mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise


class Reader:
    """One reader of a group: first what it left unfinished, then what others let lie, then what is new."""

    def __init__(self, group: str, stream: Stream | None = None, *, retry_seconds: float | None = None) -> None:
        self.group = group
        self.stream = stream or Stream()
        # The host's name, so that a process started again finds what it was doing when it was killed.
        self.consumer = socket.gethostname()
        self._retry_ms = int((settings().retry_seconds if retry_seconds is None else retry_seconds) * 1000)
        self._is_fresh = True

    def take(self, *, count: int = 20, wait_ms: int | None = None) -> list[Entry]:
        """The next entries; waits so long for new ones when there are none."""
        try:
            return self._take(count, wait_ms)
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            self.stream.ensure_group(self.group)
            return self._take(count, wait_ms)

    def done(self, entry: Entry) -> None:
        """Finished with: it took effect, or it never will."""
        self.stream.acknowledge(self.group, entry)

    def _take(self, count: int, wait_ms: int | None) -> list[Entry]:
        if self._is_fresh:
            mine = self.stream.unfinished(self.group, self.consumer, count=count)
            self._is_fresh = False
            if mine:
                return mine
        stale = self.stream.stale(self.group, self.consumer, count=count, idle_ms=self._retry_ms)
        return stale or self.stream.new(self.group, self.consumer, count=count, wait_ms=wait_ms)


def _place(identifier: str) -> tuple[int, int]:
    first, _, second = identifier.partition("-")
    return int(first), int(second or 0)


def _entries(found: object) -> list[Entry]:
    streams = cast("list[list[object]]", found or [])
    pairs = [pair for _, rows in streams for pair in _ENTRIES.validate_python(rows)]
    # An entry that was trimmed away while it was pending comes back empty: its type is empty, and nobody wants it.
    return [Entry(key, (fields or {}).get("type", ""), (fields or {}).get("message", "")) for key, fields in pairs]
