"""Who may come in: every route names its permission with `may(action)` or says `public()`, and a gap denies."""

import re
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.params import Depends as Marker
from starlette.datastructures import FormData

from services.chassis import csrf, sessions, tokens
from services.chassis.service import service_of
from services.kernel.principal import ANONYMOUS, Principal
from services.kernel.refusal import Refused

SIGN_IN = "/sign-in"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
LOCAL_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]*")


class SignInNeeded(Exception):  # noqa: N818 - an answer, not a failure
    """Nobody is signed in and the page is not public: the person signs in first and then comes back."""

    def __init__(self, back_to: str) -> None:
        super().__init__("sign_in.needed")
        self.location = f"{SIGN_IN}?next={quote(back_to, safe='/')}"


def local_path(wanted: str | None, default: str = "/") -> str:
    """A path of our own, or the default: a link in a mail must never lead through us to a foreign site.

    >>> local_path("//evil.example/"), local_path("/desk?state=open")
    ('/', '/desk?state=open')
    """
    if not wanted or not LOCAL_PATH.fullmatch(wanted):
        return default
    parts = urlsplit(wanted)
    return default if parts.scheme or parts.netloc else wanted


def is_api(request: Request) -> bool:
    """Whether a program asks: addresses below the service's interface prefix."""
    return request.url.path.startswith(service_of(request).api_prefix + "/")


async def read_form(request: Request) -> FormData:
    """The posted form, read once; anything that is not a form reads as an empty one."""
    if request.headers.get("content-type", "").startswith(FORM_TYPES):
        return await request.form()
    return FormData()


PostedForm = Annotated[FormData, Depends(read_form)]


def _bearer(request: Request) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def principal_of(request: Request) -> Principal:
    """Who acts in this request, read once: a service by its token, a person by the session, or nobody."""
    known = getattr(request.state, "principal", None)
    if isinstance(known, Principal):
        return known
    if (token := _bearer(request)) is not None:
        found = tokens.verify(token, service_of(request).name)
    else:
        session_id = request.cookies.get(sessions.SESSION_COOKIE)
        found = (sessions.find(session_id) if session_id else None) or ANONYMOUS
    request.state.principal = found
    return found


def _came_from_us(request: Request, form: FormData) -> None:
    if _bearer(request) is None:
        csrf.check(request, form)


def _sign_in_first(request: Request) -> None:
    if is_api(request) or request.method not in csrf.SAFE_METHODS:
        raise Refused("sign_in.needed", "请先登录。登录后请重新进行这一步。")
    query = f"?{request.url.query}" if request.url.query else ""
    raise SignInNeeded(request.url.path + query)


class May:
    """The principal of the request, who holds the action in some state. The state of the case is asked by the docket."""

    def __init__(self, action: str) -> None:
        self.action = action

    def __call__(self, request: Request, form: PostedForm) -> Principal:
        principal = principal_of(request)
        if principal.kind == "anonymous":
            _sign_in_first(request)
        _came_from_us(request, form)
        request.state.action = self.action
        service = service_of(request)
        if not service.permissions.allows(principal, self.action):
            raise Refused("access.denied", "您的角色没有这项权限。如需办理，请联系有权限的同事或系统管理员。")
        return principal


class Public:
    """Anybody may come in; whoever is signed in is still known. A posted form must still be ours."""

    def __call__(self, request: Request, form: PostedForm) -> Principal:
        _came_from_us(request, form)
        return principal_of(request)


def _depends(call: May | Public) -> Marker:
    marker: Marker = Depends(call)
    return marker


def may(action: str) -> Marker:
    """Name the permission a route asks for: annotate its principal with it."""
    return _depends(May(action))


def public() -> Marker:
    """Open a route to everybody; the principal may be nobody known."""
    return _depends(Public())
