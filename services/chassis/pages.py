"""Pages: one template, one frozen context class, StrictUndefined. Chrome is what every page has around its content."""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import csrf, horizon, now
from services.chassis.access import SIGN_IN, principal_of
from services.chassis.db import SERVICES
from services.chassis.horizon import Alarm
from services.chassis.i18n import HTML_LANGUAGE, Language, language_of, translate
from services.chassis.navigation import ROLE_TITLES, Desk, desks_for, is_staff
from services.chassis.problem_details import Problem
from services.chassis.service import service_of
from services.chassis.settings import settings
from services.kernel.principal import ANONYMOUS, Principal
from services.kernel.refusal import Refused

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
else:

    class DataclassInstance(Protocol):
        pass


CHASSIS = Path(__file__).parent
STATIC = CHASSIS / "static"


class PageContext(DataclassInstance, Protocol):
    """A frozen dataclass that names its template: `template: ClassVar[str] = "reconsideration/case.html"`."""

    template: ClassVar[str]


@dataclass(frozen=True)
class ProblemPage:
    """A refusal as a person reads it."""

    template: ClassVar[str] = "chassis/problem.html"
    problem: Problem
    back_to: str


@dataclass(frozen=True)
class Chrome:
    """What surrounds the content: language, reader, navigation, the simulated day, the tokens of forms."""

    language: Language
    principal: Principal
    desks: tuple[Desk, ...]
    here: str
    address: str
    simulated_on: date | None
    csrf_token: Callable[[], str]
    alarms: tuple[Alarm, ...] = ()

    @property
    def html_language(self) -> str:
        """The language attribute of the page."""
        return HTML_LANGUAGE[self.language]

    @property
    def roles(self) -> tuple[str, ...]:
        """The reader's roles in Chinese."""
        return tuple(ROLE_TITLES[role] for role in sorted(self.principal.roles) if role in ROLE_TITLES)

    def is_here(self, desk: Desk) -> bool:
        """Whether the page belongs to this desk, and to none whose address is longer."""
        holding = [one.path for one in self.desks if f"{self.here}/".startswith(f"{one.path}/")]
        return desk.path == max(holding, key=len, default="")

    def sign_in_path(self) -> str:
        """Where to sign in and then come back here."""
        return f"{SIGN_IN}?next={quote(self.address, safe='/')}"

    def language_path(self, language: Language) -> str:
        """The same page in the other language."""
        return f"/language?to={language}&next={quote(self.address, safe='/')}"


@cache
def static(name: str) -> str:
    """The address of a static file with a piece of its hash: a new version is a new address."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def day(value: date, language: Language = "zh") -> str:
    """A legal day as people write it."""
    return value.isoformat() if language == "en" else f"{value.year}年{value.month}月{value.day}日"


@cache
def environment(language: Language) -> Environment:
    """The templates of all services in one language; a variable nobody gave is an error, never an empty place."""
    folders = {name: FileSystemLoader(CHASSIS.parent / name / "templates") for name in ("chassis", *SERVICES)}
    built = Environment(
        loader=PrefixLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    built.globals["_"] = partial(translate, language)
    built.globals["static"] = static
    built.globals["language"] = language
    built.filters["day"] = partial(day, language=language)
    return built


def _hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def _form_functions(token: Callable[[], str]) -> dict[str, Callable[[], Markup]]:
    def csrf_field() -> Markup:
        return _hidden(csrf.FIELD, token())

    def form_tokens() -> Markup:
        return csrf_field() + _hidden("idempotency_key", str(uuid.uuid4()))

    return {"csrf_field": csrf_field, "form_tokens": form_tokens}


def render(context: PageContext, chrome: Chrome) -> str:
    """Render a page from its context alone; the house test renders every template this way."""
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    template = environment(chrome.language).get_template(context.template)
    return template.render(values, chrome=chrome, **_form_functions(chrome.csrf_token))


def sample_chrome(language: Language = "zh", principal: Principal = ANONYMOUS) -> Chrome:
    """Chrome for tests that render a template without a request."""
    return Chrome(language, principal, desks_for(principal), "/", "/", None, lambda: "token")


def _reader(request: Request) -> Principal:
    try:
        return principal_of(request)
    except (Refused, RedisError):
        return ANONYMOUS


def _simulated_on() -> date | None:
    try:
        return now.today() if settings().simulated_clock else None
    except SQLAlchemyError:  # the page may be the one that says that the database is gone
        return None


def _alarms(request: Request, reader: Principal) -> tuple[Alarm, ...]:
    try:
        return horizon.shown(service_of(request).name, now.today()) if is_staff(reader) else ()
    except SQLAlchemyError:  # as above
        return ()


def page(request: Request, context: PageContext, status: int = 200) -> HTMLResponse:
    """Answer with a page. A visitor who sees a form before signing in gets the cookie that binds its token."""
    reader = _reader(request)
    given = csrf.binding_of(request)
    visit = secrets.token_urlsafe(32)
    asked: list[str] = []

    def token() -> str:
        asked.append(visit)
        return csrf.token_for(given or visit)

    path, query = request.url.path, request.url.query
    address = f"{path}?{query}" if query and request.method in csrf.SAFE_METHODS else path
    alarms = _alarms(request, reader)
    chrome = Chrome(language_of(request), reader, desks_for(reader), path, address, _simulated_on(), token, alarms)
    response = HTMLResponse(render(context, chrome), status_code=status)
    if asked and given is None:
        set_cookie(response, csrf.VISIT_COOKIE, visit)
    return response


def set_cookie(response: Response, name: str, value: str) -> None:
    """A cookie that scripts cannot read and that no foreign form can send along."""
    response.set_cookie(name, value, httponly=True, samesite="lax", secure=settings().is_production, path="/")
