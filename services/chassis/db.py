"""Sessions on PostgreSQL: one role and one schema for each service, and the only commit of the house.

A transaction is committed before the answer leaves: `Db` has `scope="function"`, because FastAPI would otherwise
commit after the answer was sent, and a person would be told of a step that was then lost.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlmodel import Session

from services.chassis.settings import settings

SERVICES = ("intake", "mediation", "adjudication", "reconsideration", "publication", "notify")
RELAY = "relay"
CLOCK = "clock"
STATEMENT_SECONDS = 30
LOCK_SECONDS = 10
IDLE_SECONDS = 600  # a sweep holds its request open while it works through other transactions


class HouseSession(Session):
    """A session that knows its service; chassis hangs its commit hooks (the audit chain) on this class alone."""

    @property
    def service(self) -> str:
        """The service whose schema this session writes to."""
        return str(self.info["service"])


def role_of(name: str) -> str:
    """The database role of a service. Roles belong to the whole server, so a prefix keeps deployments apart."""
    return f"{settings().role_prefix}_{name}"


def password_of(name: str) -> str:
    """The password of a role: derived from the one secret, so that nobody has to store six more."""
    key = settings().secret.get_secret_value().encode()
    return hmac.new(key, f"database role {role_of(name)}".encode(), hashlib.sha256).hexdigest()


def owner_url() -> URL:
    """The owner of the database. Only migrations and the operator's commands sign in as the owner."""
    return make_url(settings().database_url.get_secret_value()).set(drivername="postgresql+psycopg")


def url_of(name: str) -> URL:
    """The same database, signed in as the service's own role."""
    return owner_url().set(username=role_of(name), password=password_of(name))


def _options(search_path: str) -> dict[str, str]:
    return {
        "application_name": f"jiefen {search_path}",
        "options": f"-c search_path={search_path} -c timezone=UTC -c lock_timeout={LOCK_SECONDS}s "
        f"-c statement_timeout={STATEMENT_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s",
    }


@cache
def engine(service: str) -> Engine:
    """The engine of one service. Names without a schema are looked for in its own schema and nowhere else."""
    chosen = settings()
    size, overflow = (chosen.pool_size, chosen.pool_overflow) if service in SERVICES else (2, 2)
    options = _options(service)
    return create_engine(
        url_of(service), connect_args=options, pool_size=size, max_overflow=overflow, pool_pre_ping=True
    )


@cache
def owner_engine() -> Engine:
    """The owner's engine: migrations, seeding and the simulated clock. No request is ever served with it."""
    options = {"application_name": "jiefen owner", "options": "-c timezone=UTC"}
    return create_engine(owner_url(), connect_args=options, pool_size=1, max_overflow=4, pool_pre_ping=True)


def dispose() -> None:
    """Close every connection and forget the engines: before a fork, and when a test changes the database."""
    for name in (*SERVICES, RELAY, CLOCK):
        engine(name).dispose()
    owner_engine().dispose()
    engine.cache_clear()
    owner_engine.cache_clear()


def _open(service: str) -> HouseSession:
    return HouseSession(engine(service), expire_on_commit=False, info={"service": service})


@contextmanager
def transaction(service: str) -> Iterator[HouseSession]:
    """One transaction of a service: committed when the block ends, rolled back when it raises."""
    with _open(service) as session:
        yield session
        session.commit()


def open_session(request: Request) -> Iterator[HouseSession]:
    """The transaction of one request, in the schema of the service that answers it."""
    with transaction(str(request.app.state.service.name)) as session:
        yield session


Db = Annotated[HouseSession, Depends(open_session, scope="function")]
