"""A person before the house: signs in by the form, carries cookie and token, and acts over HTTP like any browser."""

import re
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import BaseModel, JsonValue

from services.chassis.demo_users import DEMO_PASSWORD
from services.chassis.problem_details import Problem
from services.walk.expectation import Unexpected, expect

T = TypeVar("T", bound=BaseModel)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SIGN_IN = "/sign-in"
PATIENCE = httpx.Timeout(60.0, connect=5.0)


class Visitor:
    """One browser. Without a user name it is the public, who reads what everybody may read."""

    def __init__(self, address: str, username: str | None = None) -> None:
        self._username = username
        self._token = ""
        self._http = httpx.Client(base_url=address, timeout=PATIENCE, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def page(self, path: str) -> str:
        """A page as a person sees it."""
        answer = self._ask("GET", path, headers={"Accept": "text/html"})
        expect(answer.is_success, f"页面 {path} 答 {answer.status_code}")
        return answer.text

    def file(self, path: str) -> bytes:
        """The bytes of a paper."""
        answer = self._ask("GET", path)
        expect(answer.is_success, f"文件 {path} 答 {answer.status_code}")
        return answer.content

    def read(self, path: str, shape: type[T]) -> T:
        """What the interface tells this person."""
        return shape.model_validate_json(_agreed(self._ask("GET", path)).content)

    def submit(self, path: str, form: Mapping[str, str], key: str) -> str:
        """Send a form; where it leads. The same form under the same key leads to the same place."""
        answer = self._ask("POST", path, form={**form, "idempotency_key": key}, headers={"Accept": "text/html"})
        expect(answer.status_code == httpx.codes.SEE_OTHER, f"表单 {path} 答 {answer.status_code}")
        return answer.headers["location"]

    def post(self, path: str, body: Mapping[str, JsonValue], shape: type[T], key: str) -> T:
        """Take a step through the interface; the same step under the same key is one step."""
        answer = self._ask("POST", path, body=body, headers={"Idempotency-Key": key})
        return shape.model_validate_json(_agreed(answer).content)

    def refused(self, path: str, body: Mapping[str, JsonValue], key: str) -> Problem:
        """Ask for something that the house must refuse, and hear why."""
        answer = self._ask("POST", path, body=body, headers={"Idempotency-Key": key})
        expect(answer.is_client_error, f"{path} 本应被拒绝，却答 {answer.status_code}")
        return Problem.model_validate_json(answer.content)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        body: Mapping[str, JsonValue] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        if self._username and not self._token:
            self._sign_in()
        answer = self._send(method, path, form, body, headers)
        if self._username and _asks_to_sign_in(answer):
            self._sign_in()
            answer = self._send(method, path, form, body, headers)
        return answer

    def _send(
        self,
        method: str,
        path: str,
        form: Mapping[str, str] | None,
        body: Mapping[str, JsonValue] | None,
        headers: Mapping[str, str] | None,
    ) -> httpx.Response:
        given = {"Accept": "application/json", **(headers or {})}
        if method == "POST" and form is None:
            given["X-CSRF-Token"] = self._token
        sent = {**form, "csrf_token": self._token} if form is not None else None
        return self._http.request(method, path, data=sent, json=body, headers=given)

    def _sign_in(self) -> None:
        self._http.cookies.clear()
        first = self._http.get(SIGN_IN, headers={"Accept": "text/html"})
        form = {"username": self._username or "", "password": DEMO_PASSWORD, "csrf_token": _token(first.text)}
        entered = self._http.post(SIGN_IN, data={**form, "next": "/"}, headers={"Accept": "text/html"})
        expect(entered.status_code == httpx.codes.SEE_OTHER, f"{self._username} 登录答 {entered.status_code}")
        home = self._http.get(entered.headers["location"], headers={"Accept": "text/html"}, follow_redirects=True)
        expect(home.is_success, f"{self._username} 的首页 {home.url.path} 答 {home.status_code}")
        self._token = _token(home.text)


def _token(page: str) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise Unexpected("页面上没有表单校验码")
    return found[1]


def _asks_to_sign_in(answer: httpx.Response) -> bool:
    leads_there = answer.headers.get("location", "").startswith(SIGN_IN)
    return answer.status_code == httpx.codes.UNAUTHORIZED or leads_there


def _agreed(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        problem = Problem.model_validate_json(answer.content)
    except ValueError:
        raise Unexpected(f"{answer.request.url.path} 答 {answer.status_code}") from None
    faults = "；".join(fault.text for fault in problem.faults) or problem.detail
    raise Unexpected(f"{answer.request.url.path} 被拒绝：{faults}")
