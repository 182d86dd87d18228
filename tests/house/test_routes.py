"""Every route names its subject and its permission, commits before the answer, and keeps persons out of addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from services.chassis import health
from services.chassis.access import May, Public, may, public
from services.chassis.db import Db, open_session
from services.kernel.principal import Principal
from tests.house.services import having, permissions, spec
from tests.house.source import PROGRAM, calls, dotted, files, name_of, tree

IDENTIFIES = re.compile(r"(\w+_)?id|sha256|code|number|kind|step|action|command|name|version|path")
"""What may stand in a path: keys, hashes, codes and case numbers. A name of a person never fits (see below)."""
NAMES_NO_PERSON = {"name"}  # of a static file or a service


@dataclass(frozen=True)
class Route:
    service: str
    methods: frozenset[str]
    path: str
    dependant: Dependant

    def __str__(self) -> str:
        return f"{self.service} {' '.join(sorted(self.methods))} {self.path}"


def _routes(router: APIRouter, service: str, prefix: str) -> Iterator[Route]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield Route(service, frozenset(route.methods or ()), prefix + route.path, route.dependant)
        elif isinstance(inner := getattr(route, "original_router", None), APIRouter):
            yield from _routes(inner, service, prefix + str(vars(route)["include_context"].prefix))


def routes(service: str) -> list[Route]:
    told = spec(service)
    found = list(_routes(health.router(told), service, ""))
    if told.api is not None:
        found += _routes(told.api, service, told.api_prefix)
    for pages in (told.pages, *told.extra):
        if pages is not None:
            found += _routes(pages, service, "")
    return found


ROUTES = [route for service in having("app") for route in routes(service)]


def dependencies(dependant: Dependant) -> Iterator[Dependant]:
    for one in dependant.dependencies:
        yield one
        yield from dependencies(one)


def doors(dependant: Dependant) -> list[May | Public]:
    return [one.call for one in dependencies(dependant) if isinstance(one.call, May | Public)]


def late_sessions(dependant: Dependant) -> list[str]:
    """Sessions that would commit only after the answer was sent."""
    sessions = (one for one in dependencies(dependant) if one.call is open_session)
    return [str(one.name) for one in sessions if one.scope != "function"]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_names_its_subject_and_its_permission(route: Route) -> None:
    named = doors(route.dependant)
    assert len(named) == 1
    if isinstance(named[0], May):
        assert named[0].action in permissions(route.service).names()


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_commits_before_its_answer(route: Route) -> None:
    assert late_sessions(route.dependant) == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_route_is_a_coroutine(route: Route) -> None:
    assert not iscoroutinefunction(route.dependant.call)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_address_names_a_person(route: Route) -> None:
    named = re.findall(r"{(\w+)(?::\w+)?}", route.path)
    assert [name for name in named if not IDENTIFIES.fullmatch(name)] == []
    told = {field.name for one in (route.dependant, *dependencies(route.dependant)) for field in one.query_params}
    assert told & {"applicant", "id_number", "phone", "email", "address", "person"} == set()


@pytest.mark.parametrize("service", having("app"))
def test_every_service_stays_within_its_two_prefixes(service: str) -> None:
    told = spec(service)
    shared = ("/sign-in", "/sign-out", "/language", "/-/") if service == "intake" else ()
    inside = (f"{told.page_prefix}/", f"{told.api_prefix}/", *shared)
    strange = [str(route) for route in routes(service) if route.path != "/" and not f"{route.path}/".startswith(inside)]
    assert strange == []
    assert "/" not in {route.path for route in routes(service)} or service == "intake"


def test_a_session_is_asked_for_by_its_one_alias() -> None:
    asking = {name_of(path) for path in files(*PROGRAM) for call in calls(tree(path), "Depends") if call.args}
    direct = {
        name_of(path)
        for path in files(*PROGRAM)
        for call in calls(tree(path), "Depends")
        if call.args and dotted(call.args[0]).endswith("open_session")
    }
    assert asking
    assert direct == {"services/chassis/db.py"}


def test_nothing_commits_but_the_chassis() -> None:
    committing = {name_of(path) for path in files(*PROGRAM) if calls(tree(path), "commit")}
    assert committing <= {"services/chassis/db.py"}


def test_the_routes_of_every_service_are_found() -> None:
    assert len(ROUTES) > 80
    assert {route.service for route in ROUTES} == set(having("app"))
    assert {"/sign-in", "/desk", "/api/reconsideration/referrals", "/public"} <= {route.path for route in ROUTES}


def _sample() -> list[Route]:
    router = APIRouter()

    @router.get("/open")
    def unnamed() -> None: ...

    @router.get("/late")
    def late(_: Annotated[Principal, public()], session: Annotated[object, Depends(open_session)]) -> None: ...

    @router.get("/twice/{id_number}")
    def twice(
        _: Annotated[Principal, public()], __: Annotated[Principal, may("look")], session: Db, id_number: str
    ) -> None: ...

    outer = APIRouter()
    outer.include_router(router, prefix="/in")
    return list(_routes(outer, "sample", "/api"))


def test_a_route_without_a_door_or_with_two_is_found() -> None:
    assert [len(doors(route.dependant)) for route in _sample()] == [0, 1, 2]
    assert [route.path for route in _sample()] == ["/api/in/open", "/api/in/late", "/api/in/twice/{id_number}"]


def test_a_session_of_the_whole_request_is_found() -> None:
    assert [late_sessions(route.dependant) for route in _sample()] == [[], ["session"], []]


def test_an_identity_number_in_a_path_is_found() -> None:
    assert IDENTIFIES.fullmatch("id_number") is None
    assert IDENTIFIES.fullmatch("case_id") is not None
