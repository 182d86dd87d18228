"""What the six services are made of, found by their ten names; a service that is not there yet is simply not found."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, get_args

from services.chassis.db import SERVICES
from services.chassis.docket import Book
from services.chassis.service import Service
from services.kernel.permission import Permissions


def room(service: str, name: str) -> ModuleType | None:
    """One of the ten names of a service."""
    if find_spec(f"services.{service}.{name}") is None:
        return None
    return import_module(f"services.{service}.{name}")


def having(name: str) -> tuple[str, ...]:
    return tuple(service for service in SERVICES if room(service, name) is not None)


def spec(service: str) -> Service:
    module = room(service, "app")
    assert module is not None
    assert isinstance(module.SERVICE, Service)
    return module.SERVICE


def permissions(service: str) -> Permissions:
    return spec(service).permissions


AnyBook = Book[Any, Any, Any]


def book(service: str) -> AnyBook | None:
    """The book of a channel; a service without cases in the docket has none."""
    return getattr(room(service, "store"), "BOOK", None)


def books() -> dict[str, AnyBook]:
    found = {service: book(service) for service in SERVICES}
    return {service: one for service, one in found.items() if one is not None}


def command_types(service: str) -> list[str]:
    """The `type` of every class in the service's union of commands, repeated where two classes share it."""
    module = room(service, "commands")
    return sorted(_types(module.AnyCommand)) if module is not None else []


def _types(union: Any) -> list[str]:
    members = get_args(union)
    if not members:
        return [_type(union)]
    return [name for member in members if isinstance(member, type) or get_args(member) for name in _types(member)]


def _type(command: Any) -> str:
    (name,) = get_args(command.model_fields["type"].annotation)
    return str(name)
