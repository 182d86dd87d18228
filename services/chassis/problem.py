"""Refusals as RFC 9457 problems, for programs as JSON and for people as a page. Only this module knows HTTP statuses."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import TimeoutError as RedisSlow
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from services.chassis import denials
from services.chassis import faults as wording
from services.chassis.access import SignInNeeded, is_api, local_path, principal_of
from services.chassis.i18n import language_of, translate
from services.chassis.pages import ProblemPage, page
from services.chassis.problem_details import Problem, ProblemFault
from services.kernel.refusal import Fault, Refused

MEDIA_TYPE = "application/problem+json"
UNPROCESSABLE = 422

STATUS_BY_CODE: Mapping[str, int] = {"idempotency.missing": 400}
# The first word of a refusal's code decides its status; what is not named here is a refusal of the law: 422.
STATUS_BY_PREFIX: Mapping[str, int] = {
    "sign_in": 401,
    "access": 403,
    "csrf": 403,
    "missing": 404,
    "not_found": 404,
    "state": 409,
    "idempotency": 409,
    "conflict": 409,
    "stale": 412,
    "version": 412,
    "too_large": 413,
    "rate": 429,
    "unavailable": 503,
}
TITLES: Mapping[int, str] = {
    400: "请求无法读取",
    401: "请先登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种操作",
    406: "无法按要求的格式答复",
    409: "与当前状态不符",
    412: "内容已被他人更新",
    413: "提交的内容过大",
    415: "不支持这种内容格式",
    422: "这一步暂时不能办理",
    429: "请稍后再试",
    500: "系统出错了",
    503: "系统暂时不可用",
}
CORRECT_FIRST = "请先改正下列各项"
MANY_FAULTS = frozenset({"invalid", "faults"})
SENTENCES: Mapping[int, str] = {
    400: "请求的内容无法读取，没有执行。请检查格式后重新提交。",
    404: "这个地址没有内容，或者您要找的事项不存在。请检查地址，或从首页重新进入。",
    405: "这个地址不支持这种操作，没有执行。请从页面上的按钮重新操作。",
    413: "提交的内容超过了允许的大小，没有保存。请压缩或拆分后重新提交。",
    500: "系统没有能完成这一步，您的内容没有保存。请稍后重试；仍不成功时，请把下面的编号告诉系统管理员。",
    503: "系统暂时连不上所需的服务，您的内容没有保存。请稍后重新提交。",
}


def status_of(code: str) -> int:
    """The status of a refusal, by the first word of its code."""
    return STATUS_BY_CODE.get(code) or STATUS_BY_PREFIX.get(code.partition(".")[0], UNPROCESSABLE)


def _fault(fault: Fault, request: Request) -> ProblemFault:
    label = translate(language_of(request), wording.label_of(fault.field)) if fault.field else None
    text = translate(language_of(request), fault.text)
    return ProblemFault(code=fault.code, text=text, cite=fault.cite, field=fault.field, label=label)


def problem_of(  # noqa: PLR0913 - the members of RFC 9457
    request: Request,
    status: int,
    code: str,
    detail: str | None = None,
    *,
    cite: str | None = None,
    faults: Sequence[Fault] = (),
) -> Problem:
    """Build the problem in the reader's language. The instance is a path: query strings may hold names."""
    language = language_of(request)
    title = CORRECT_FIRST if code in MANY_FAULTS else TITLES.get(status, TITLES[400 if status < 500 else 500])
    sentence = detail or SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    return Problem(
        type=f"urn:jiefen:problem:{code}",
        title=translate(language, title),
        status=status,
        detail=translate(language, sentence),
        code=code,
        cite=cite,
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", None),
        faults=tuple(_fault(fault, request) for fault in faults),
    )


def wants_page(request: Request) -> bool:
    """Whether a person reads the answer: a browser asks, or the address is a page and nobody asked for JSON."""
    accept = request.headers.get("accept", "*/*")
    return "text/html" in accept or (not is_api(request) and "json" not in accept)


def _back(request: Request) -> str:
    parts = urlsplit(request.headers.get("referer", ""))
    return local_path(parts.path) if parts.netloc == request.url.netloc else "/"


def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a problem: a page for people, JSON for programs, the same sentence in both."""
    if wants_page(request):
        shown = page(request, ProblemPage(problem=problem, back_to=_back(request)), status=problem.status)
        shown.headers.update(headers or {})
        return shown
    body = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    status = status_of(error.code)
    if error.code == "access.denied":
        denials.record(request, principal_of(request), getattr(request.state, "action", "unknown"))
    problem = problem_of(request, status, error.code, error.text, cite=error.cite, faults=error.faults)
    return answer(request, problem, {"WWW-Authenticate": "Bearer"} if status == 401 and is_api(request) else None)


def _sign_in(_: Request, error: Exception) -> Response:
    if not isinstance(error, SignInNeeded):
        raise error
    return RedirectResponse(error.location, status_code=303)


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = wording.faults_of(error, request)
    unreadable = any(fault.code == "json_invalid" for fault in faults)
    status, code = (400, "body.unreadable") if unreadable else (UNPROCESSABLE, "invalid")
    detail = faults[0].text if unreadable else "提交的内容有需要改正的地方，没有保存。"
    return answer(request, problem_of(request, status, code, detail, faults=faults))


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = {404: "not_found", 405: "method", 413: "too_large", 400: "body.unreadable"}.get(error.status_code, "http")
    return answer(request, problem_of(request, error.status_code, code), error.headers)


def _unstorable(request: Request, _: Exception) -> Response:
    text = "内容里有无法保存的字符或超出范围的数字，没有保存。请改正后重新提交。"
    return answer(request, problem_of(request, UNPROCESSABLE, "unstorable", text))


def _unavailable(request: Request, _: Exception) -> Response:
    return answer(request, problem_of(request, 503, "unavailable"), {"Retry-After": "5"})


def failure(request: Request) -> Response:
    """The answer to what nobody foresaw: no word of the cause leaves the house, only the number to ask with."""
    return answer(request, problem_of(request, 500, "failure"))


def install(app: FastAPI) -> None:
    """Hang every handler on an app."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for unstorable in (DataError, UnicodeEncodeError):  # a lone surrogate is no character of any file or table
        app.add_exception_handler(unstorable, _unstorable)
    for gone in (OperationalError, InterfaceError, RedisGone, RedisSlow):
        app.add_exception_handler(gone, _unavailable)
