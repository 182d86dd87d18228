"""A closed door leaves a trace: who wanted what, on which route. The address itself may hold names and is not kept."""

from fastapi import Request

from services.chassis import audit, logs
from services.chassis.middleware import route_of
from services.chassis.service import service_of
from services.kernel.principal import Principal


def record(request: Request, principal: Principal, action: str) -> None:
    """Record a denial in a transaction of its own: the request's one is about to be rolled back."""
    service = service_of(request).name
    route = route_of(request.scope)
    logs.logger(service).warning("denied", action=action, actor=principal.id, route=route)
    audit.record_apart(service, principal, action, f"{request.method} {route}", "denied")
