"""Sessions on PostgreSQL: one role and one schema for each service, and the only commit of the house.

A transaction is committed before the answer leaves: `Db` has `scope="function"`, because FastAPI would otherwise
commit after the answer was sent, and a person would be told of a step that was then lost.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlmodel import Session

from services.chassis.settings import settings

SERVICES = ("intake", "mediation", "adjudication", "reconsideration", "publication", "notify")
RELAY = "relay"
CLOCK = "clock"
STATEMENT_SECONDS = 30
LOCK_SECONDS = 10
IDLE_SECONDS = 600  # a sweep holds its request open while it works through other transactions


# The open transactions of this thread or request, the innermost last. A request begins with a list of its own
# (chassis/middleware.py): its dependencies and its route run in different threads and must see the same one.
_open_now: ContextVar[list["HouseSession"] | None] = ContextVar("open_now", default=None)


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
    return _bound(engine(service), service)


def _bound(bind: Engine | Connection, service: str) -> HouseSession:
    return HouseSession(bind, expire_on_commit=False, info={"service": service})


def begin_request() -> None:
    """Let what follows in this context keep its own list of transactions."""
    _open_now.set([])


def current_session() -> HouseSession | None:
    """The transaction that is open here, the innermost one; none between two transactions."""
    opened = _open_now.get()
    return opened[-1] if opened else None


@contextmanager
def transaction(service: str) -> Iterator[HouseSession]:
    """One transaction of a service: committed when the block ends, rolled back when it raises."""
    with _open(service) as session, _current(session):
        yield session
        session.commit()


@contextmanager
def owner_transaction(schema: str) -> Iterator[HouseSession]:
    """One transaction of the owner in the schema of a service: for what no service may write itself."""
    with _bound(owner_engine(), schema) as session, _current(session):
        session.connection().execute(text(f'SET LOCAL search_path TO "{schema}"'))
        yield session
        session.commit()


@contextmanager
def transactions(service: str) -> Iterator[Callable[[], AbstractContextManager[HouseSession]]]:
    """Many transactions of a service, one after another on one connection: each committed or rolled back by itself."""
    with engine(service).connect() as connection:

        @contextmanager
        def one() -> Iterator[HouseSession]:
            with _bound(connection, service) as session, _current(session):
                yield session
                session.commit()

        yield one


@contextmanager
def _current(session: HouseSession) -> Iterator[None]:
    """Let the house find the transaction from wherever it is asked."""
    opened = _open_now.get()
    if opened is None:
        _open_now.set(opened := [])
    opened.append(session)
    try:
        yield
    finally:
        opened.remove(session)


def open_session(request: Request) -> Iterator[HouseSession]:
    """The transaction of one request, in the schema of the service that answers it."""
    with transaction(str(request.app.state.service.name)) as session:
        yield session


Db = Annotated[HouseSession, Depends(open_session, scope="function")]
