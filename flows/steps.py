"""How one step of a flow behaves: repeated when the other side is away, never when the other side has said no."""

from collections.abc import Callable, Coroutine
from typing import ParamSpec, Self, TypeVar

from prefect import State, Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.runtime import flow_run
from pydantic import BaseModel

from services.chassis.client import CallFailed


class Agreed(BaseModel):
    """The service did as asked; whatever else its answer says, or whether it is empty, is of no use to a flow."""

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_options: object) -> Self:  # noqa: ARG003
        return cls()


P = ParamSpec("P")
R = TypeVar("R")

WAITS = [5.0, 20.0]
"""Seconds between repeats in one run, after the client's own; a longer absence is the runner's (flows/runner.py)."""


async def is_worth_repeating(_task: Task[P, R], _task_run: TaskRun, state: State[object]) -> bool:
    """A refusal is an answer and is not asked again; silence is."""
    return isinstance(await state.aresult(raise_on_failure=False), CallFailed)


def step(call: Callable[P, Coroutine[object, object, R]]) -> Callable[P, Coroutine[object, object, R]]:
    """Make a call to a service a task of Prefect's.

    Nothing is cached and no result is kept: the answers hold personal data, which has no place in Prefect's database.
    """
    made: Callable[P, Coroutine[object, object, R]] = task(
        retries=len(WAITS),
        retry_delay_seconds=WAITS,
        retry_condition_fn=is_worth_repeating,
        cache_policy=NO_CACHE,
        persist_result=False,
        log_prints=False,
    )(call)
    return made


def this_attempt() -> str:
    """The key of what may be done again: same run and same attempt, same key; a run started anew, a new key."""
    return f"{flow_run.id}:{flow_run.run_count}"


def this_run() -> str:
    """The key of what one event causes: a run that is executed again after a crash keeps it."""
    return str(flow_run.id)
