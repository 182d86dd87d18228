"""Tell Prefect of the flows: once, and again only when something about one of them changed.

A deployment that is written anew loses its coming runs and its schedules' state; one that has not changed is left
alone, so that a restart takes nothing away (Prefect #17764).
"""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.registry import DEPLOYMENT, FLOWS, TIMEZONE, FlowSpec


async def register(client: PrefectClient) -> Mapping[UUID, FlowSpec]:
    """Every deployment by its id; writes only those that are new or changed."""
    return {await _register(client, spec): spec for spec in FLOWS}


async def build(spec: FlowSpec) -> RunnerDeployment:
    """The deployment as Prefect's own tools know it: `flows/serve.py` serves the same one."""
    schedule: Schedule | None = Cron(spec.cron, timezone=TIMEZONE) if spec.cron else None
    return await spec.flow.ato_deployment(
        name=DEPLOYMENT,
        description=spec.purpose,
        schedule=schedule,
        version=fingerprint(spec),
        tags=["jiefen"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def fingerprint(spec: FlowSpec) -> str:
    """What makes two registrations the same one."""
    parts = [spec.purpose, spec.cron, TIMEZONE, spec.flow.parameters.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


async def _register(client: PrefectClient, spec: FlowSpec) -> UUID:
    try:
        known = await client.read_deployment_by_name(spec.deployment)
    except ObjectNotFound:
        known = None
    if known is not None and known.version == fingerprint(spec):
        return known.id
    return await (await build(spec)).aapply()
