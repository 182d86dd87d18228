"""Start flows from messages. Prefect keeps the message's id as idempotency key: one message, one run of each flow.

Prefect is only asked. While it is away, or does not know the flow yet, the message stays pending and is tried again.
"""

import threading
from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.exceptions import ObjectNotFound
from prefect.settings import get_current_settings
from pydantic import ValidationError

from services.chassis import logs
from services.chassis.loops import run_until
from services.chassis.messages import Message
from services.chassis.settings import settings
from services.chassis.stream import Entry, Reader, Stream

GROUP = "dispatch"
WAIT_MS = 1000


class Start(Protocol):
    """One flow that a message starts: its name, its deployment and the parameters taken from the body."""

    @property
    def flow(self) -> str: ...
    @property
    def deployment(self) -> str: ...
    def parameters(self, body: object) -> dict[str, str]: ...


class Dispatcher:
    """`starts` names for each message type the flows it starts; other messages are passed over."""

    def __init__(
        self,
        starts: Mapping[str, Sequence[Start]],
        *,
        stream: Stream | None = None,
        retry_seconds: float | None = None,
    ) -> None:
        self.starts = starts
        self.reader = Reader(GROUP, stream, retry_seconds=retry_seconds)
        self._deployments: dict[str, UUID] = {}
        self._log = logs.logger(GROUP)

    def run(self, stop: threading.Event) -> None:
        """Start flows until told to stop; outlives Redis and Prefect being away."""
        run_until(stop, GROUP, lambda: self.dispatch_once(wait_ms=WAIT_MS), pause_seconds=0)

    def dispatch_once(self, *, wait_ms: int | None = None) -> int:
        """Read one batch; how many entries were finished with. Raises while Prefect does not answer at all."""
        wanted: list[Entry] = []
        done = 0
        for entry in self.reader.take(wait_ms=wait_ms):
            if self.starts.get(entry.type):
                wanted.append(entry)
            else:
                self.reader.done(entry)
                done += 1
        if wanted:
            with _client() as client:
                done += sum(self._settle(client, entry) for entry in wanted)
        return done

    def _settle(self, client: SyncPrefectClient, entry: Entry) -> bool:
        try:
            message = entry.message()
        except ValidationError as error:
            logs.failed(self._log, "unreadable_message", error, message_type=entry.type)
            self.reader.done(entry)
            return True
        started = [self._start(client, message, start) for start in self.starts[entry.type]]
        if all(started):
            self.reader.done(entry)
        return all(started)

    def _start(self, client: SyncPrefectClient, message: Message, start: Start) -> bool:
        """Ask Prefect for one run; asking again for the same message gives the same run."""
        values: dict[str, object] = {"flow": start.flow, "message_id": message.id, "message_type": message.type}
        try:
            client.create_flow_run_from_deployment(
                self._deployment(client, start.deployment),
                parameters=start.parameters(message.body),
                tags=_tags(message),
                idempotency_key=f"{message.id}:{start.flow}",
            )
        except (ObjectNotFound, httpx.HTTPStatusError) as error:
            self._deployments.pop(start.deployment, None)
            logs.failed(self._log, "flow_not_started", error, **values)
            return False
        self._log.info("flow_started", **values)
        return True

    def _deployment(self, client: SyncPrefectClient, name: str) -> UUID:
        if name not in self._deployments:
            self._deployments[name] = client.read_deployment_by_name(name).id
        return self._deployments[name]


def _client() -> SyncPrefectClient:
    known = get_current_settings().api
    return SyncPrefectClient(
        settings().prefect_api_url,
        auth_string=known.auth_string.get_secret_value() if known.auth_string else None,
        api_key=known.key.get_secret_value() if known.key else None,
    )


def _tags(message: Message) -> list[str]:
    """What answers "what ran for this case" in Prefect's own pages."""
    channel = getattr(message.body, "channel", None)
    tags = [f"case:{message.number}"] if message.number else []
    return [*tags, *([f"channel:{channel}"] if channel else [])]
