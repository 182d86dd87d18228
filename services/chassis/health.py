"""Is the process alive, and can it serve: PostgreSQL answers under the service's own role, Redis answers at all."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import db, horizon, sessions
from services.chassis.access import public
from services.chassis.now import today
from services.chassis.service import Service, service_of
from services.kernel.principal import Principal

Answer = Literal["ok", "failed"]
Calendar = Literal["ok", "ends_soon", "unknown"]
Anybody = Annotated[Principal, public()]


class Live(BaseModel):
    """The process runs."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The process can serve; each part answers for itself. A calendar that ends soon stops nothing, and is said."""

    model_config = ConfigDict(frozen=True)

    status: Answer
    database: Answer
    redis: Answer
    calendar: Calendar


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


def _calendar(service: str) -> Calendar:
    try:
        return "ends_soon" if horizon.shown(service, today()) else "ok"
    except SQLAlchemyError:
        return "unknown"


def live(_: Anybody) -> Live:
    """Whether the process runs at all."""
    return Live()


def check(request: Request) -> Ready:
    """Ask each part the service cannot work without."""
    service = service_of(request).name
    database, redis = _database(service), _redis()
    calendar: Calendar = _calendar(service) if database == "ok" else "unknown"
    status: Answer = "ok" if database == redis == "ok" else "failed"
    return Ready(status=status, database=database, redis=redis, calendar=calendar)


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
