"""How often something may be tried: counters in Redis that forget by themselves."""

import hashlib
from dataclasses import dataclass

from fastapi import Request

from services.chassis.sessions import redis_store
from services.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts in so many seconds, counted from the first one."""

    name: str
    attempts: int
    seconds: int

    def _key(self, subject: str) -> str:
        return f"jiefen:limit:{self.name}:{hashlib.sha256(subject.encode()).hexdigest()}"

    def count(self, subject: str) -> bool:
        """Count an attempt before it is made, so that many at once are all counted; whether it may be made."""
        pipe = redis_store().pipeline()
        pipe.incr(self._key(subject))
        pipe.expire(self._key(subject), self.seconds, nx=True)
        made = pipe.execute()[0]
        return int(made) <= self.attempts

    def require(self, request: Request) -> None:
        """Count a request by the address it comes from, and refuse one too many."""
        if not self.count(request.client.host if request.client else "unknown"):
            raise Refused("rate.limited", "请求过于频繁，请稍后再试。")

    def forgive(self, subject: str) -> None:
        """Take back one attempt: it succeeded."""
        redis_store().decr(self._key(subject))

    def forget(self, subject: str) -> None:
        """Forget every attempt of this subject."""
        redis_store().delete(self._key(subject))
