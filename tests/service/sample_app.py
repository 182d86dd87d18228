"""A small service built as the real ones are, so that doors, forms and refusals can be tried by themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import uuid4

from fastapi import APIRouter, FastAPI, File, Form, Request, Response, UploadFile
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from sqlmodel import func, select

from services.chassis import csrf, sessions, sign_in
from services.chassis.access import may, public
from services.chassis.db import Db, HouseSession, transaction
from services.chassis.demo_users import DEMO_PASSWORD, seed_demo_users
from services.chassis.now import now
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.tables import AuditEntry, Inbox
from services.chassis.web import Service, create_app
from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

pages, api = APIRouter(), APIRouter()


class Place(BaseModel):
    road: str = Field(min_length=2, title="路名")


class Wish(BaseModel):
    name: str = Field(min_length=1, max_length=5, title="申请人姓名")
    on: date
    place: Place | None = None
    count: int = Field(default=1, ge=1)


class Granted(BaseModel):
    id: str
    name: str


@dataclass(frozen=True)
class FormPage:
    template: ClassVar[str] = "chassis/sign_in.html"
    next: str = "/"
    username: str = ""
    error: str | None = None
    demo: tuple[str, ...] = ()
    demo_password: str = ""
    has_oidc: bool = False


def _write(session: HouseSession) -> str:
    row = Inbox(message_id=uuid4(), type="sample", at=now())
    session.add(row)
    session.flush()
    return str(row.message_id)


@pages.get("/desk")
def desk(request: Request, _: Annotated[Principal, may("look")]) -> Response:
    return page(request, FormPage())


@pages.post("/desk/cases")
def file_case(
    session: Db, once: OnceOnly, _: Annotated[Principal, may("file")], name: Annotated[str, Form(max_length=50)]
) -> Response:
    return once.redirect(session, lambda: f"/desk/cases/{_write(session)}?for={len(name)}")


@pages.post("/desk/papers")
def upload(
    session: Db, once: OnceOnly, _: Annotated[Principal, may("file")], file: Annotated[UploadFile, File()]
) -> Response:
    return once.redirect(session, lambda: f"/desk/papers/{_write(session)}?size={file.size}")


@pages.get("/desk/unlawful")
def unlawful(_: Annotated[Principal, public()]) -> None:
    late = Fault("arl.application", "申请已超过六十日的期限。", "行政复议法 第二十条")
    raise Refused.of([late, Fault("missing", "请填写“请求事项”。", field="claim")])


@pages.get("/desk/broken")
def broken(_: Annotated[Principal, public()], who: str = "") -> None:
    raise RuntimeError(f"cannot serve {who}")


@pages.get("/desk/refused/{code}")
def refused(_: Annotated[Principal, public()], code: str) -> None:
    raise Refused(code, "不行。")


@api.post("/wishes", status_code=201)
def wish(session: Db, once: OnceOnly, _: Annotated[Principal, may("file")], body: Wish) -> Granted:
    return once.answer(session, Granted, lambda: Granted(id=_write(session), name=body.name))


@api.get("/wishes")
def wishes(session: Db, _: Annotated[Principal, may("look")]) -> Granted:
    return Granted(id="0", name=str(written()))


PERMISSIONS = Permissions([grant("look", "intake_clerk supervisor"), grant("file", "intake_clerk service:flows")])


def make_app() -> FastAPI:
    title, extra = "一站式窗口", sign_in.routers()
    return create_app(Service("intake", title, "/desk", "/api/intake", PERMISSIONS, api=api, pages=pages, extra=extra))


def written() -> int:
    """How many steps left something behind."""
    with transaction("intake") as session:
        return session.exec(select(func.count()).select_from(Inbox)).one()


def audited(action: str) -> list[AuditEntry]:
    with transaction("intake") as session:
        return [entry for entry in session.exec(select(AuditEntry)).all() if entry.action == action]


def seed() -> None:
    with transaction("intake") as session:
        seed_demo_users(session)


@contextmanager
def browser(address: str = "127.0.0.1") -> Iterator[TestClient]:
    """A visitor's browser: keeps cookies, asks for pages, follows nothing by itself."""
    headers = {"Accept": "text/html,application/xhtml+xml"}
    with TestClient(make_app(), follow_redirects=False, headers=headers, client=(address, 40000)) as client:
        yield client


def token_of(client: TestClient) -> str:
    """The security token as a form of ours would carry it."""
    binding = client.cookies.get(sessions.SESSION_COOKIE) or client.cookies.get(csrf.VISIT_COOKIE)
    if binding is None:
        client.get("/sign-in")
        binding = client.cookies.get(csrf.VISIT_COOKIE)
    assert binding is not None
    return csrf.token_for(binding)


def sign_in_as(client: TestClient, username: str, password: str = DEMO_PASSWORD, next_path: str = "/") -> Response:
    form = {"username": username, "password": password, "next": next_path, "csrf_token": token_of(client)}
    return client.post("/sign-in", data=form)
