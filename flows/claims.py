"""Who runs a flow run, written into the claim itself, so that what a killed runner left behind can be told apart."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.exceptions import Abort
from prefect.states import Pending
from prefect.utilities.engine import propose_state

SIGN = "claimed by "


@dataclass(frozen=True)
class Owner:
    """One runner process. `started` tells it from a later process that was given the same number."""

    host: str
    pid: int
    started: str

    @classmethod
    def this_process(cls) -> Self:
        return cls.of(os.getpid())

    @classmethod
    def of(cls, pid: int) -> Self:
        """A process of this machine."""
        return cls(platform.node(), pid, _started(pid) or "")

    @classmethod
    def read(cls, message: str | None) -> Self | None:
        """The owner named in a claim, none when the message is not a claim of ours."""
        if not message or not message.startswith(SIGN):
            return None
        host, pid, started = message.removeprefix(SIGN).rsplit("/", 2)
        return cls(host, int(pid), started)

    def __str__(self) -> str:
        return f"{SIGN}{self.host}/{self.pid}/{self.started}"

    def is_gone(self) -> bool:
        """Whether the process has certainly ended. Of another machine's process nothing is certain."""
        return self.host == platform.node() and _started(self.pid) != self.started


async def claim(client: PrefectClient, run_id: UUID, owner: Owner) -> bool:
    """Take a run. Of two that try, Prefect gives it to one: nobody moves from Pending to Pending."""
    try:
        state = await propose_state(client, Pending(message=str(owner)), flow_run_id=run_id)
    except Abort:
        return False
    return state.is_pending()


async def owner_of(client: PrefectClient, run_id: UUID) -> Owner | None:
    """Who claimed the run last; none when it was never claimed by a runner of ours."""
    states = await client.read_flow_run_states(run_id)
    owners = [owner for state in states if state.is_pending() and (owner := Owner.read(state.message))]
    return owners[-1] if owners else None


def _started(pid: int) -> str | None:
    """When the process started, in the kernel's own count; none when it has ended."""
    if Path("/proc/self/stat").exists():
        return _started_by_proc(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return ""
    return ""


def _started_by_proc(pid: int) -> str | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else fields[19]
