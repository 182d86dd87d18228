"""Is the process alive, and can it serve: PostgreSQL answers under the service's own role, Redis answers at all."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import db, sessions
from services.chassis.access import public
from services.chassis.service import Service, service_of
from services.kernel.principal import Principal

Answer = Literal["ok", "failed"]
Anybody = Annotated[Principal, public()]


class Live(BaseModel):
    """The process runs."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The process can serve; each part answers for itself."""

    model_config = ConfigDict(frozen=True)

    status: Answer
    database: Answer
    redis: Answer


def _database(service: str) -> Answer:
    try:
        with db.engine(service).connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "failed"
    return "ok"


def _redis() -> Answer:
    try:
        sessions.redis_store().ping()
    except RedisError:
        return "failed"
    return "ok"


def live(_: Anybody) -> Live:
    """Whether the process runs at all."""
    return Live()


def check(request: Request) -> Ready:
    """Ask each part the service cannot work without."""
    database, redis = _database(service_of(request).name), _redis()
    return Ready(status="ok" if database == redis == "ok" else "failed", database=database, redis=redis)


def ready(_: Anybody, found: Annotated[Ready, Depends(check)], response: Response) -> Ready:
    """Whether requests should be sent here: 503 while a part is missing."""
    response.status_code = 200 if found.status == "ok" else 503
    return found


def router(service: Service) -> APIRouter:
    """The two addresses that a supervisor, a container platform and `jiefen doctor` ask."""
    routes = APIRouter(prefix=f"{service.api_prefix}/-", tags=["health"])
    routes.add_api_route("/live", live, methods=["GET"])
    routes.add_api_route("/ready", ready, methods=["GET"], responses={503: {"model": Ready}})
    return routes
