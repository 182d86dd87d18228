"""One address for six services: each request goes by its path to the app that owns it, and nothing is stripped."""

import contextlib
from collections.abc import Mapping

from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from services.chassis.service import Service
from services.local.house import GATEWAY_READY

FRONT = "intake"  # sign-in, language, patterns and everything that belongs to nobody: its page says "not found"


class Gateway:
    """Finds the app by the longest prefix that ends at a segment: /public is not /publications."""

    def __init__(self, apps: Mapping[str, FastAPI]) -> None:
        self._apps = apps
        self._front = apps.get(FRONT) or next(iter(apps.values()))
        self._routes = {prefix: app for app in apps.values() for prefix in _prefixes(app)}

    def find(self, path: str) -> FastAPI:
        parts = path.rstrip("/").split("/")
        for end in range(len(parts), 1, -1):
            found = self._routes.get("/".join(parts[:end]))
            if found is not None:
                return found
        return self._front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == GATEWAY_READY:
            await PlainTextResponse("ready")(scope, receive, send)
        else:
            await self.find(scope["path"])(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Each app has its own start and end; ours are all of them."""
        await receive()
        async with contextlib.AsyncExitStack() as stack:
            for app in self._apps.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


def _prefixes(app: FastAPI) -> tuple[str, str]:
    service = app.state.service
    if not isinstance(service, Service):
        raise TypeError("an app must be built with create_app")
    return service.page_prefix, service.api_prefix
