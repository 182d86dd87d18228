"""What every request passes: a number, a limit on its size, headers that protect the page, one line in the log."""

import re
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

import structlog
from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis import logs, now
from services.chassis.db import begin_request

BODY_LIMIT = 1024 * 1024
UPLOAD_LIMIT = 20 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TRANSPORT = "max-age=31536000; includeSubDomains"


class Headed:
    """Security headers on every answer; pages and data are never kept in a shared cache unless they say so."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._head(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, headed)

    def _head(self, headers: MutableHeaders) -> None:
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        if self.secure:
            headers.setdefault("Strict-Transport-Security", TRANSPORT)


class Apart:
    """Every request keeps its own list of open transactions, whichever threads it runs in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begin_request()
        await self.app(scope, receive, send)


class Bounded:
    """No body above the limit is read into memory, whatever its header claims: uploads 20 MiB, all else 1 MiB."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        upload = headers.get("content-type", "").startswith("multipart/form-data")
        await self.app(scope, _bounded(receive, UPLOAD_LIMIT if upload else BODY_LIMIT, headers), send)


def _bounded(receive: Receive, limit: int, headers: Headers) -> Receive:
    claimed = headers.get("content-length", "")
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        if claimed.isdecimal() and int(claimed) > limit:
            raise HTTPException(413)
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413)
        return message

    return counted


class Numbered:
    """A number for every request, one log line for it, and one answer to what nobody foresaw."""

    def __init__(self, app: ASGIApp, *, service: str, failure: Callable[[Request], Awaitable[ASGIApp]]) -> None:
        self.app = app
        self.log = logs.logger(service)
        self.failure = failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        status = 0

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        started = now.monotonic()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, numbered)
            except Exception as error:  # noqa: BLE001 - the outermost edge: a server's own traceback would print names
                logs.failed(self.log, "failure", error, route=route_of(scope))
                if not status:
                    response = await self.failure(Request(scope))
                    await response(scope, receive, numbered)
            finally:
                ms = round((now.monotonic() - started) * 1000)
                self.log.info("request", method=scope["method"], route=route_of(scope), status=status, ms=ms)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    scope.setdefault("state", {})["request_id"] = request_id
    return request_id


def route_of(scope: Scope) -> str:
    """The template of the route that answered; an address nobody serves is only `unknown`."""
    app, route = scope.get("app"), scope.get("route")
    if str(scope.get("path", "")).startswith("/static/"):
        return "/static"
    path = templates_of(app).get(id(route)) if app is not None else None
    return path or getattr(route, "path", None) or "unknown"


def templates_of(app: FastAPI) -> Mapping[int, str]:
    """The whole template of each route: a route that a prefix was put before knows only its own part."""
    known = getattr(app.state, "templates", None)
    if known is None:
        found = iter_route_contexts(app.routes)
        known = app.state.templates = {id(context.original_route): context.path or "" for context in found}
    return cast("Mapping[int, str]", known)
