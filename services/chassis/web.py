"""The one way an app is built: the same middlewares, problems, health, static files and interface description."""

import os
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import ASGIApp, Scope

from services.chassis import health, problem
from services.chassis.middleware import Apart, Bounded, Headed, Numbered
from services.chassis.problem_details import Problem
from services.chassis.service import Service
from services.chassis.settings import settings

__all__ = ["Service", "create_app"]

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
PROBLEMS: dict[int | str, dict[str, type[Problem] | str]] = {
    status: {"model": Problem, "description": problem.TITLES[status]}
    for status in (400, 401, 403, 404, 409, 412, 413, 422, 429, 503)
}


class KeptFiles(StaticFiles):
    """Static files. Their address carries a piece of their hash, so a browser may keep them for good."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = FOR_GOOD if versioned else "no-cache"
        return response


async def _failure(request: Request) -> ASGIApp:
    return await run_in_threadpool(problem.failure, request)


def create_app(service: Service) -> FastAPI:
    """Build the app of one service. Swagger's page is left out: it needs scripts from a foreign host."""
    app = FastAPI(
        title=service.title,
        openapi_url=f"{service.api_prefix}/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.service = service
    problem.install(app)
    # The last one added stands outermost: headers and the number also reach the answers of the others.
    app.add_middleware(Bounded)
    app.add_middleware(Apart)
    app.add_middleware(Numbered, service=service.name, failure=_failure)
    app.add_middleware(Headed, secure=settings().is_production)
    app.include_router(health.router(service))
    if service.api is not None:
        app.include_router(service.api, prefix=service.api_prefix, responses=PROBLEMS)
    for pages in (service.pages, *service.extra):
        if pages is not None:
            app.include_router(pages, include_in_schema=False)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    return app
