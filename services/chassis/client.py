"""How one process of the house asks another: a typed question, a typed answer, or a refusal with its sentence.

A call is repeated by itself only where that is harmless: it never reached the other side, it only reads, or it carries
an Idempotency-Key.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar
from uuid import uuid4

import httpx
import structlog
from pydantic import BaseModel, ValidationError

from services.chassis import tokens
from services.chassis.problem_details import Problem
from services.chassis.settings import settings

T = TypeVar("T", bound=BaseModel)
TIMEOUT = httpx.Timeout(30.0, connect=5.0)
PAUSES = (0.2, 0.8, 2.0)
NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
AWAY = frozenset({502, 503, 504})


class CallRefused(Exception):  # noqa: N818 - an answer of the other side, not a failure
    """The other side said no and why. Asking again changes nothing."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.code)
        self.problem = problem


class CallFailed(Exception):  # noqa: N818 - named beside CallRefused
    """No usable answer: the other side is away or broken. Asking again later may help."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(service, reason)
        self.service = service
        self.reason = reason


def _headers(source: str, service: str, key: str | None) -> Mapping[str, str]:
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    headers = {
        "Accept": "application/json, application/problem+json",
        "Authorization": f"Bearer {tokens.issue(source, service)}",
        "X-Request-ID": str(request_id or uuid4().hex),
    }
    return headers | {"Idempotency-Key": key} if key is not None else headers


class _Call:
    """One question, rebuilt for each attempt: a token lives shorter than patience may last."""

    def __init__(self, source: str, service: str, method: str, path: str) -> None:
        self.source, self.service, self.method, self.path = source, service, method, path
        self.key: str | None = None
        self.content: bytes | None = None

    def request(self) -> httpx.Request:
        headers = dict(_headers(self.source, self.service, self.key))
        if self.content is not None:
            headers["Content-Type"] = "application/json"
        url = settings().gateway_url.rstrip("/") + self.path
        return httpx.Request(self.method, url, headers=headers, content=self.content, extensions=_timeout())

    def may_repeat(self, error: httpx.TransportError) -> bool:
        """Whether the same question may be put again after this failure."""
        return isinstance(error, NEVER_ARRIVED) or self.is_harmless

    @property
    def is_harmless(self) -> bool:
        """Whether it changes nothing to ask twice."""
        return self.method == "GET" or self.key is not None

    def failed(self, error: httpx.TransportError) -> CallFailed:
        return CallFailed(self.service, type(error).__name__)

    def answer(self, response: httpx.Response, answer_type: type[T]) -> T:
        """Read the answer as its type; what is neither that nor a problem is a failure."""
        try:
            if response.is_success:
                return answer_type.model_validate_json(response.content)
            if response.is_client_error:
                raise CallRefused(Problem.model_validate_json(response.content))
        except ValidationError:
            raise CallFailed(self.service, f"unreadable answer {response.status_code}") from None
        raise CallFailed(self.service, f"status {response.status_code}")


def _timeout() -> dict[str, object]:
    return {"timeout": TIMEOUT.as_dict()}


def _question(call: _Call, model: BaseModel | None, key: str | None) -> _Call:
    call.key = key
    call.content = model.model_dump_json().encode() if model is not None else None
    return call


class ServiceClient:
    """The typed client for threads. `path` is the whole address below the gateway: `/api/intake/units/…`."""

    def __init__(self, source: str, transport: httpx.BaseTransport | None = None) -> None:
        self.source = source
        self._http = httpx.Client(timeout=TIMEOUT, transport=transport, follow_redirects=False, trust_env=False)
        self._sleep: Callable[[float], None] = time.sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, service: str, path: str, answer_type: type[T]) -> T:
        """Read from another service."""
        return self._ask(_Call(self.source, service, "GET", path), answer_type)

    def post(
        self,
        service: str,
        path: str,
        model: BaseModel | None,
        answer_type: type[T],
        *,
        idempotency_key: str | None = None,
    ) -> T:
        """Ask another service to act; with a key the same question twice is one act."""
        call = _question(_Call(self.source, service, "POST", path), model, idempotency_key)
        return self._ask(call, answer_type)

    def _ask(self, call: _Call, answer_type: type[T]) -> T:
        for pause in (*PAUSES, None):
            try:
                response = self._http.send(call.request())
            except httpx.TransportError as error:
                if pause is None or not call.may_repeat(error):
                    raise call.failed(error) from error
            else:
                if pause is None or response.status_code not in AWAY or not call.is_harmless:
                    return call.answer(response, answer_type)
            self._sleep(pause)
        raise CallFailed(call.service, "no attempt was made")


class AsyncServiceClient:
    """The same for flows."""

    def __init__(self, source: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.source = source
        self._http = httpx.AsyncClient(timeout=TIMEOUT, transport=transport, follow_redirects=False, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, service: str, path: str, answer_type: type[T]) -> T:
        """Read from another service."""
        return await self._ask(_Call(self.source, service, "GET", path), answer_type)

    async def post(
        self,
        service: str,
        path: str,
        model: BaseModel | None,
        answer_type: type[T],
        *,
        idempotency_key: str | None = None,
    ) -> T:
        """Ask another service to act; with a key the same question twice is one act."""
        call = _question(_Call(self.source, service, "POST", path), model, idempotency_key)
        return await self._ask(call, answer_type)

    async def _ask(self, call: _Call, answer_type: type[T]) -> T:
        for pause in (*PAUSES, None):
            try:
                response = await self._http.send(call.request())
            except httpx.TransportError as error:
                if pause is None or not call.may_repeat(error):
                    raise call.failed(error) from error
            else:
                if pause is None or response.status_code not in AWAY or not call.is_harmless:
                    return call.answer(response, answer_type)
            await asyncio.sleep(pause)
        raise CallFailed(call.service, "no attempt was made")
