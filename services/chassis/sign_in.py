"""Signing in and out, the language of the pages, the way home. The desk (intake) serves these addresses for everyone."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.chassis import audit, identity, logs, oidc, patterns, sessions
from services.chassis.access import SIGN_IN, local_path, public
from services.chassis.db import Db, HouseSession
from services.chassis.demo_users import DEMO_PASSWORD, DemoUser, demo_users
from services.chassis.entrance import enter
from services.chassis.i18n import LANGUAGE_COOKIE
from services.chassis.navigation import ROLE_TITLES, home_of
from services.chassis.pages import page
from services.chassis.rate_limit import Limit
from services.chassis.settings import settings
from services.kernel.principal import ANONYMOUS, Principal

router = APIRouter()
Anybody = Annotated[Principal, public()]
Typed = Annotated[str, Form(max_length=identity.LONGEST_PASSWORD)]

PER_ACCOUNT = Limit("sign-in-account", attempts=8, seconds=15 * 60)
PER_ADDRESS = Limit("sign-in-address", attempts=60, seconds=15 * 60)
WRONG = "用户名或密码不对。连续输错会暂停登录一段时间。"
TOO_OFTEN = "尝试次数过多，已暂停登录。请15分钟后再试，或联系系统管理员。"
LANGUAGE_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class DemoChoice:
    """One button below the sign-in form of a demonstration."""

    user: DemoUser
    role: str


@dataclass(frozen=True)
class SignInPage:
    """The sign-in page: the form, and in a demonstration its people."""

    template: ClassVar[str] = "chassis/sign_in.html"
    next: str
    username: str
    error: str | None
    demo: tuple[DemoChoice, ...]
    demo_password: str
    has_oidc: bool


def _form(
    request: Request, next_path: str, username: str = "", error: str | None = None, status: int = 200
) -> Response:
    shown = SignInPage(
        next=next_path,
        username=username,
        error=error,
        demo=tuple(DemoChoice(user, ROLE_TITLES[user.role]) for user in demo_users()),
        demo_password=DEMO_PASSWORD,
        has_oidc=oidc.is_configured(),
    )
    return page(request, shown, status)


@router.get("/")
def home(principal: Anybody) -> RedirectResponse:
    """Where the principal's day begins."""
    is_known = principal.kind != "anonymous"
    return RedirectResponse(home_of(principal) if is_known else SIGN_IN, status_code=303)


@router.get(SIGN_IN)
def show(request: Request, principal: Anybody, next: str = "/") -> Response:  # noqa: A002 - the address's own word
    """Ask who is there."""
    if principal.kind != "anonymous":
        return RedirectResponse(local_path(next), status_code=303)
    return _form(request, local_path(next))


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    session: Db,
    _: Anybody,
    username: Typed = "",
    password: Typed = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """Let the person in under a new session, or say no in a way that does not tell which part was wrong."""
    back = local_path(next)
    name = identity.normal_username(username)
    address = request.client.host if request.client else "unknown"
    is_allowed = [PER_ACCOUNT.count(name), PER_ADDRESS.count(address)]
    if not all(is_allowed):
        logs.logger("intake").warning("sign_in_limited")
        response = _form(request, back, username, TOO_OFTEN, 429)
        response.headers["Retry-After"] = str(PER_ACCOUNT.seconds)
        return response
    account = identity.authenticate(session, name, password)
    if account is None:
        _record(session, ANONYMOUS, "refused", identity.find_account(session, name))
        return _form(request, back, username, WRONG, 401)
    PER_ACCOUNT.forget(name)
    PER_ADDRESS.forgive(address)
    _record(session, account.principal(), "done", account)
    return enter(request, account.principal(), back)


def _record(session: HouseSession, who: Principal, outcome: str, account: identity.Account | None) -> None:
    subject = f"account:{account.id}" if account is not None else "account:unknown"
    audit.record(session, who, "sign_in", subject, outcome)


@router.post("/sign-out")
def sign_out(request: Request, principal: Anybody) -> RedirectResponse:
    """End the session on our side first; the cookie is only a courtesy."""
    if session_id := request.cookies.get(sessions.SESSION_COOKIE):
        sessions.end(session_id)
    if principal.kind == "user":
        audit.record_apart("intake", principal, "sign_out", f"account:{principal.id}", "done")
    response = RedirectResponse(SIGN_IN, status_code=303)
    response.delete_cookie(sessions.SESSION_COOKIE, path="/")
    return response


@router.get("/language")
def choose_language(_: Anybody, to: str = "zh", next: str = "/") -> RedirectResponse:  # noqa: A002
    """Remember the reader's language; it changes nothing but words, so that a link may do it."""
    response = RedirectResponse(local_path(next), status_code=303)
    chosen = "en" if to == "en" else "zh"
    response.set_cookie(
        LANGUAGE_COOKIE, chosen, max_age=LANGUAGE_SECONDS, samesite="lax", secure=settings().is_production, path="/"
    )
    return response


def routers() -> tuple[APIRouter, ...]:
    """What the desk serves beside its own pages; sign-in through an outside provider only where one is set."""
    return (router, patterns.router, *((oidc.router,) if oidc.is_configured() else ()))
