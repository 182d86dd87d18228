"""Time two ways to do the same in turns, so that a busy machine is busy for both."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

ROUNDS = 9
Step = Callable[[], object]


def seconds(step: Step, times: int, timer: Callable[[], float] = perf_counter) -> float:
    """The mean of so many calls."""
    began = timer()
    for _ in range(times):
        step()
    return (timer() - began) / times


def compare(
    ways: Mapping[str, tuple[Step, int]], ours: str, *, each: int = 1, timer: Callable[[], float] = perf_counter
) -> dict[str, float]:
    """Microseconds of each way, and how many times as long each other one takes as ours (above one: ours is faster).

    Medians over the rounds; a ratio is taken within a round. A step that does the thing `each` times tells of one.
    With `process_time` as the timer, other programs on the machine are not counted: for what neither waits nor sleeps.
    """
    rounds = [{name: seconds(step, times, timer) for name, (step, times) in ways.items()} for _ in range(ROUNDS)]
    told = {f"{name}_us": round(median(one[name] for one in rounds) * 1e6 / each, 3) for name in ways}
    others = (name for name in ways if name != ours)
    ratios = {f"{name}_to_{ours}": round(median(one[name] / one[ours] for one in rounds), 2) for name in others}
    return told | ratios
