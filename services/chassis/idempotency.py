"""The same request twice is one step: the answer first given to an Idempotency-Key is given again.

The key is reserved in the request's own transaction. A second request with it waits at the database until the first
has ended: then it gets the first's answer, or takes the key over if the first was rolled back.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from services.chassis.tables import KeptAnswer
from services.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer as it first left the house."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def hash_request(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same: method, address and every byte of the body."""
    return hashlib.sha256(b"\0".join([method.upper().encode(), path.encode(), body])).hexdigest()


def recall(session: Session, key: str, principal_id: str, request_hash: str) -> StoredAnswer | None:
    """Give the answer already given to this key, or reserve the key and give nothing: then do the work and `keep`."""
    reserve = (
        insert(KeptAnswer)
        .values(principal_id=principal_id, key=key, request_hash=request_hash, headers={}, at=func.clock_timestamp())
        .on_conflict_do_nothing()
        .returning(col(KeptAnswer.key))
    )
    if session.exec(reserve).first() is not None:
        return None
    kept = session.get_one(KeptAnswer, (principal_id, key), populate_existing=True)
    if kept.request_hash != request_hash:
        raise Refused("idempotency.other_body", "该 Idempotency-Key 已用于另一个内容不同的请求，请换一个新的键再提交。")
    if kept.status is None or kept.body is None:
        raise Refused("idempotency.unfinished", "该请求已经处理，但没有留下答复。请刷新页面查看结果，不要重复提交。")
    return StoredAnswer(kept.status, kept.headers, kept.body)


def keep(  # noqa: PLR0913, PLR0917 - the parts of an answer, in the order they are sent
    session: Session,
    key: str,
    principal_id: str,
    request_hash: str,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Keep the answer in the same transaction as the work it tells of."""
    kept = session.get_one(KeptAnswer, (principal_id, key))
    if kept.request_hash != request_hash:
        raise Refused("idempotency.other_body", "该 Idempotency-Key 已用于另一个内容不同的请求，请换一个新的键再提交。")
    kept.status, kept.headers, kept.body = status, dict(headers), body
    session.flush()
