"""Who is signed in: an opaque random id in the browser, its hash in Redis, an idle end and an absolute end."""

import hashlib
import secrets
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, ValidationError
from redis import Redis

from services.chassis.settings import settings
from services.kernel.principal import Principal

SESSION_COOKIE = "jiefen_session"
IDLE_SECONDS = 45 * 60
ABSOLUTE_SECONDS = 12 * 60 * 60
KEY = "jiefen:session:"
ACCOUNT_KEY = "jiefen:account-sessions:"


class SignedIn(BaseModel):
    """A session as Redis keeps it. `ends_at` is in seconds of Redis's own clock, which no simulation moves."""

    model_config = ConfigDict(frozen=True)

    principal: Principal
    ends_at: int


@lru_cache(maxsize=4)
def _connect(url: str) -> Redis:
    return Redis.from_url(url, decode_responses=True, socket_timeout=5, socket_connect_timeout=5)


def redis_store() -> Redis:
    """The Redis that holds sessions and the counters of the sign-in limit."""
    return _connect(settings().redis_url.get_secret_value())


def key_of(session_id: str) -> str:
    """Redis never sees the id itself: whoever reads its memory cannot sign in with what is found there."""
    return KEY + hashlib.sha256(session_id.encode()).hexdigest()


def _seconds() -> int:
    seconds, _ = redis_store().time()
    return int(seconds)


def begin(principal: Principal, *, replaces: str | None = None) -> str:
    """Open a session under a new id. The id held before sign-in dies, so that a planted id is worth nothing."""
    if replaces:
        end(replaces)
    session_id = secrets.token_urlsafe(32)
    held = SignedIn(principal=principal, ends_at=_seconds() + ABSOLUTE_SECONDS)
    pipe = redis_store().pipeline()
    pipe.set(key_of(session_id), held.model_dump_json(), ex=IDLE_SECONDS)
    pipe.sadd(ACCOUNT_KEY + principal.id, key_of(session_id))
    pipe.expire(ACCOUNT_KEY + principal.id, ABSOLUTE_SECONDS)
    pipe.execute()
    return session_id


def find(session_id: str) -> Principal | None:
    """The principal of a living session; each look moves the idle end, never the absolute one."""
    key = key_of(session_id)
    kept = redis_store().get(key)
    if not isinstance(kept, str):
        return None
    try:
        held = SignedIn.model_validate_json(kept)
    except ValidationError:
        return None
    left = held.ends_at - _seconds()
    if left <= 0:
        redis_store().delete(key)
        return None
    redis_store().expire(key, min(IDLE_SECONDS, left))
    return held.principal


def end(session_id: str) -> None:
    """Forget a session: the cookie may stay in the browser, it opens nothing any more."""
    redis_store().delete(key_of(session_id))


def end_all(account_id: str) -> None:
    """End every session of an account: a new password, a changed role or a departure holds at once."""
    keys = redis_store().smembers(ACCOUNT_KEY + account_id)
    redis_store().delete(ACCOUNT_KEY + account_id, *(str(key) for key in keys))
