"""Real servers for every test, chosen before any of our modules reads its settings."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as redis_library
from sqlalchemy.engine import make_url

from tests.fixtures import servers as chosen
from tests.fixtures.cleaning import Cleaner

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SERVERS = pytest.StashKey[chosen.Servers]()


def pytest_configure(config: pytest.Config) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if worker == "main":
        _forget_the_shell()
        config.stash[SERVERS] = servers = chosen.choose()
        os.environ["JIEFEN_TEST_DATABASE_URL"], os.environ["JIEFEN_TEST_REDIS_URL"] = (
            servers.database_url,
            servers.redis_url,
        )
    else:
        config.stash[SERVERS] = servers = chosen.choose()  # named by the first process, above
    os.environ[chosen.DATABASE] = chosen.worker_database(servers, worker)
    os.environ[chosen.REDIS] = chosen.worker_redis(servers, worker)
    os.environ["JIEFEN_FILES_DIR"] = tempfile.mkdtemp(prefix=f"jiefen-files-{worker}-")
    if worker == "main" and getattr(config.option, "numprocesses", None):
        _start(servers)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ.get("JIEFEN_FILES_DIR", ""), ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say it at the end: quiet runs print no header."""
    servers = config.stash[SERVERS]
    url = make_url(servers.database_url)
    terminalreporter.write_line(f"servers: {servers.description}, PostgreSQL on {url.host}:{url.port}")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Leave made-up identifiers out of names: all test processes must collect the same ones."""
    return UUID.sub("<id>", val) if isinstance(val, str) and UUID.search(val) else None


@pytest.fixture(scope="session")
def database(pytestconfig: pytest.Config) -> str:
    """The address of this worker's own migrated database, as its owner."""
    servers = pytestconfig.stash[SERVERS]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if worker == "main":
        _start(servers)
    chosen.make_database(servers, worker)
    return os.environ[chosen.DATABASE]


@pytest.fixture(scope="session")
def redis_server(database: str) -> str:
    """The address of this worker's own Redis database; it starts together with PostgreSQL."""
    return os.environ[chosen.REDIS]


@pytest.fixture(scope="session")
def _cleaner(database: str) -> Iterator[Cleaner]:
    cleaner = Cleaner(make_url(database).set(drivername="postgresql").render_as_string(hide_password=False))
    yield cleaner
    cleaner.close()


@pytest.fixture
def redis(redis_server: str) -> Iterator[redis_library.Redis]:
    """An empty Redis database."""
    with redis_library.Redis.from_url(redis_server, decode_responses=True) as client:
        client.flushdb()
        yield client


@pytest.fixture
def clean(_cleaner: Cleaner, redis: redis_library.Redis) -> None:
    """Empty tables, empty Redis, no files: ask for it in every test that writes."""
    _cleaner.clean()
    files = Path(os.environ["JIEFEN_FILES_DIR"])
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir()


def _start(servers: chosen.Servers) -> None:
    servers.start()
    chosen.make_template(servers)


def _forget_the_shell() -> None:
    """A developer's own settings must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("JIEFEN_") and not name.startswith("JIEFEN_TEST_")]:
        del os.environ[name]
    os.environ["JIEFEN_ENVIRONMENT"] = "test"
    os.environ["JIEFEN_ROLE_PREFIX"] = "jiefen_test"  # roles belong to the whole server, which may be a named one
    os.environ["JIEFEN_SECRET"] = "a secret for tests alone, long enough"
