"""One writing call of each service, right in every part: the bad input of the tests changes one part at a time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from services.local.programs import present
from tests.contract.callers import Caller, person, program
from tests.contract.known import KNOWN, Ids
from tests.fixtures import publication
from tests.service import intake_desk

Body = Mapping[str, object]
SENTENCE = re.compile(r"[\u4e00-\u9fff].*。$", re.DOTALL)
SLIP = {"on": "2026-10-12", "mode": "post", "signed_by": "吴小芹", "capacity": "addressee", "how": "邮局送回"}


@dataclass(frozen=True)
class Door:
    """`caller` may, `stranger` may not; the paths name the parts of the body that hold such a value."""

    name: str
    service: str
    path: str
    body: Callable[[], Body]
    caller: str  # a role of a person, or service:name
    stranger: str
    text: str = ""
    day: str = ""
    choice: str = ""
    versioned: bool = False
    named: str = ""  # the part of the address that names a thing
    audits: bool = False  # a refusal of the law is itself kept in the audit

    @property
    def told_of_refusals(self) -> Mapping[str, int]:
        return {f"{self.service}.audit": 1} if self.audits else {}

    def stands(self) -> Ids:
        return KNOWN[self.service]()

    def address(self, ids: Ids, **change: str) -> str:
        return self.path.format(**{name: str(found[0]) for name, found in ids.items()} | change)


def _step(**fields: object) -> Callable[[], Body]:
    return lambda: fields


DOORS = (
    Door(
        "register a dispute",
        "intake",
        "/api/intake/disputes",
        lambda: intake_desk.handed_over(entry="counter", source=None),
        "intake_clerk",
        "supervisor",
        text="story",
        day="received_on",
        choice="entry",
    ),
    Door(
        "route a unit",
        "intake",
        "/api/intake/units/{unit_id}/route",
        _step(channel="mediation", reason="双方都愿意调解"),
        "intake_clerk",
        "auditor",
        text="reason",
        choice="channel",
        versioned=True,
        named="unit_id",
    ),
    Door(
        "accept a mediation",
        "mediation",
        "/api/mediation/cases/{case_id}/steps",
        _step(type="accept_request", applicant_consents=True, respondent_consents=True),
        "mediator",
        "auditor",
        choice="type",
        versioned=True,
        named="case_id",
    ),
    Door(
        "withdraw an adjudication",
        "adjudication",
        "/api/adjudication/cases/{case_id}/steps",
        _step(type="withdraw_request", reason="双方已经和解"),
        "adjudicator",
        "auditor",
        text="reason",
        choice="type",
        versioned=True,
        named="case_id",
    ),
    Door(
        "withdraw an application",
        "reconsideration",
        "/api/reconsideration/cases/{case_id}/steps",
        _step(type="withdraw_application", reason="双方已经和解"),
        "officer",
        "auditor",
        text="reason",
        choice="type",
        versioned=True,
        named="case_id",
    ),
    Door(
        "record a slip",
        "notify",
        "/api/notify/deliveries/{delivery_id}/receipt",
        lambda: SLIP,
        "officer",
        "auditor",
        text="how",
        day="on",
        choice="mode",
        named="delivery_id",
    ),
    Door(
        "publish a decision",
        "publication",
        "/api/publication/decisions",
        lambda: publication.package(130).model_dump(mode="json"),
        "service:flows",
        "service:intake",
        text="text",
        day="decided_on",
        audits=True,
    ),
)


PRESENT = tuple(door for door in DOORS if door.service in present())


def doors(**having: bool) -> pytest.MarkDecorator:
    """Every door, or those that have such a part."""
    fitting = [door for door in PRESENT if all(bool(getattr(door, name)) is wanted for name, wanted in having.items())]
    return pytest.mark.parametrize("door", [pytest.param(door, id=door.name) for door in fitting])


def is_problem(answer: Response, *statuses: int) -> bool:
    """A problem of RFC 9457 in whole Chinese sentences."""
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    said = answer.json()
    assert said["status"] == answer.status_code
    sentences = [said["detail"], *(fault["text"] for fault in said.get("faults", ()))]
    assert all(SENTENCE.search(sentence) for sentence in sentences), sentences
    return True


@cache
def app(service: str) -> FastAPI:
    return import_module(f"services.{service}.app").create()


def who(name: str, service: str) -> Caller:
    kind, _, role = name.partition(":")
    return program(role, service) if kind == "service" else person(name, frozenset({name}))


def knock(
    door: Door, address: str, body: object, caller: str | Caller | None = None, **headers: str | None
) -> Response:
    """Call with JSON; a header given as None is left out."""
    told = who(caller or door.caller, door.service) if not isinstance(caller, Caller) else caller
    sent = {"Accept": "application/json", "Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
    sent |= told.headers
    sent |= {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    left_out = {name.replace("_", "-").lower() for name, value in headers.items() if value is None}
    kept = {name: value.encode("latin-1") for name, value in sent.items() if name.lower() not in left_out}
    if isinstance(body, bytes):
        return TestClient(app(door.service)).post(address, content=body, headers=kept)
    return TestClient(app(door.service)).post(address, json=body, headers=kept)
