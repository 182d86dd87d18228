"""The public way to run the flows, beside our own runner: `python -m flows.serve`, one subprocess for each run."""

import asyncio

from prefect.deployments.runner import RunnerDeployment
from prefect.flows import aserve

from flows.deploy import build
from flows.registry import FLOWS


async def deployments() -> list[RunnerDeployment]:
    """All deployments of the list, as `prefect serve` takes them."""
    return [await build(spec) for spec in FLOWS]


async def serve_all() -> None:
    await aserve(*await deployments(), pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    asyncio.run(serve_all())
