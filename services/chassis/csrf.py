"""Proof that a form was ours: a token bound to the session, sent a second time in the form or in a header."""

import hashlib
import hmac
import re

from fastapi import Request
from starlette.datastructures import FormData

from services.chassis.sessions import SESSION_COOKIE
from services.chassis.settings import settings
from services.kernel.refusal import Refused

VISIT_COOKIE = "jiefen_visit"
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
VISIT = re.compile(r"[A-Za-z0-9_-]{43}")


def binding_of(request: Request) -> str | None:
    """What the token is bound to: the session, or before sign-in the random id of the visit."""
    if session_id := request.cookies.get(SESSION_COOKIE):
        return session_id
    visit = request.cookies.get(VISIT_COOKIE, "")
    return visit if VISIT.fullmatch(visit) else None


def token_for(binding: str) -> str:
    """The token of one session. It dies with the session and says nothing about it."""
    key = settings().secret.get_secret_value().encode()
    return hmac.new(key, f"csrf token {binding}".encode(), hashlib.sha256).hexdigest()


def check(request: Request, form: FormData) -> None:
    """Refuse an unsafe request that did not come from our own page."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refused("csrf.foreign", "这个请求来自别的网站，没有执行。请在本系统的页面上重新操作。")
    sent = request.headers.get(HEADER) or form.get(FIELD)
    binding = binding_of(request)
    if not isinstance(sent, str) or not sent or binding is None:
        raise Refused("csrf.missing", "表单缺少安全校验码，没有执行。请返回上一页，刷新后重新提交。")
    if not hmac.compare_digest(sent.encode(), token_for(binding).encode()):
        raise Refused("csrf.wrong", "表单的安全校验码已失效，没有执行。请返回上一页，刷新后重新提交。")
