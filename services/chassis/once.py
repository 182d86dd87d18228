"""The same form or call twice is one step: the key comes in the header or the form, the first answer is given again."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from services.chassis import csrf, idempotency
from services.chassis.access import PostedForm, principal_of
from services.chassis.db import HouseSession
from services.kernel.refusal import Refused

T = TypeVar("T", bound=BaseModel)
FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,200}")
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Once:
    """One request that may be sent twice. Use `answer` for calls and `redirect` for forms, inside the transaction."""

    key: str
    owner: str
    request_hash: str
    response: Response

    def answer(self, session: HouseSession, answer_type: type[T], work: Callable[[], T]) -> T:
        """Do the work and keep its answer, or give the kept answer; status and route are the same both times."""
        kept = idempotency.recall(session, self.key, self.owner, self.request_hash)
        if kept is not None:
            self.response.headers[REPLAYED] = "true"
            return answer_type.model_validate_json(kept.body)
        answer = work()
        self._keep(session, 200, {}, answer.model_dump_json().encode())
        return answer

    def redirect(self, session: HouseSession, work: Callable[[], str]) -> RedirectResponse:
        """Do the work and lead to the address it returns; a form sent twice leads to the same address."""
        kept = idempotency.recall(session, self.key, self.owner, self.request_hash)
        if kept is not None:
            return RedirectResponse(kept.headers["location"], status_code=303, headers={REPLAYED: "true"})
        location = work()
        self._keep(session, 303, {"location": location}, b"")
        return RedirectResponse(location, status_code=303)

    def _keep(self, session: HouseSession, status: int, headers: dict[str, str], body: bytes) -> None:
        idempotency.keep(session, self.key, self.owner, self.request_hash, status, headers, body)


async def _content(request: Request, form: PostedForm) -> bytes:
    """What makes two requests the same: the body, or every field of the form but the two tokens."""
    return await _of_form(form) if form else await request.body()


async def _of_form(form: FormData) -> bytes:
    digest = hashlib.sha256()
    for name, value in form.multi_items():
        if name in {FIELD, csrf.FIELD}:
            continue
        sent = await _of_file(value) if isinstance(value, UploadFile) else value.encode()
        digest.update(b"%d:%d:%b%b" % (len(name.encode()), len(sent), name.encode(), sent))
    return digest.digest()


async def _of_file(file: UploadFile) -> bytes:
    digest = hashlib.sha256((file.filename or "").encode())
    while chunk := await file.read(CHUNK):
        digest.update(chunk)
    await file.seek(0)
    return digest.digest()


def _key(request: Request, form: FormData) -> str:
    sent = request.headers.get(HEADER) or form.get(FIELD)
    if not isinstance(sent, str) or not KEY.fullmatch(sent):
        raise Refused(
            "idempotency.missing", "缺少防重复提交的编号，没有执行。请刷新页面后重新提交；程序请带上 Idempotency-Key。"
        )
    return sent


def _owner(request: Request) -> str:
    """Keys belong to whoever sent them; visitors who did not sign in are told apart by their visit."""
    principal = principal_of(request)
    if principal.kind != "anonymous":
        return f"{principal.kind}:{principal.id}"
    visit = csrf.binding_of(request) or ""
    return f"anonymous:{hashlib.sha256(visit.encode()).hexdigest()[:32]}"


def once(request: Request, response: Response, form: PostedForm, content: Annotated[bytes, Depends(_content)]) -> Once:
    """Read the key of a request that may be sent twice; a request without one is refused."""
    address = f"{request.url.path}?{request.url.query}"
    request_hash = idempotency.hash_request(request.method, address, content)
    return Once(_key(request, form), _owner(request), request_hash, response)


OnceOnly = Annotated[Once, Depends(once)]
