"""What a service hands to the chassis so that it can be served: its name, its two paths, its permissions, its routes."""

from dataclasses import dataclass

from fastapi import APIRouter, Request

from services.kernel.permission import Permissions


@dataclass(frozen=True)
class Service:
    """One running program of the house. Pages and interface keep their full paths; nothing is stripped on the way."""

    name: str
    title: str
    page_prefix: str
    api_prefix: str
    permissions: Permissions
    api: APIRouter | None = None
    pages: APIRouter | None = None
    extra: tuple[APIRouter, ...] = ()


def service_of(request: Request) -> Service:
    """The service that answers this request."""
    found = request.app.state.service
    if not isinstance(found, Service):
        raise TypeError("app.state.service must be a Service; build the app with create_app")
    return found
