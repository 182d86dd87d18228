"""Raise the whole house for one checkout: stores, Prefect, migrations, services, flows."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from services.local import prefect_server, valkey
from services.local.child import Child
from services.local.databases import ensure_database
from services.local.failure import PartFailed
from services.local.health import answers
from services.local.home import Home
from services.local.lock import locked
from services.local.postgres import Postgres
from services.local.postgres import locate as locate_postgres
from services.local.record import recorded
from services.local.supervisor import Supervisor, own

DATABASE = "jiefen"
GATEWAY_PORT, PREFECT_PORT = 8080, 4200
GATEWAY_READY = "/-/gateway"


@dataclass(frozen=True, slots=True)
class House:
    """A house that stands: what its processes were told, and who looks after them."""

    environment: Mapping[str, str]
    supervisor: Supervisor


@contextlib.contextmanager
def standing(home: Home, say: Callable[[str], None], *, seed: bool = True, fresh: bool = False) -> Iterator[House]:
    """Everything runs inside the block and is stopped after it. Servers named in the environment are used as they are.

    Fresh forgets all data first, and only once it is sure that no other house stands on them.
    """
    with locked(home), Supervisor(home, say) as supervisor:
        if fresh:
            home.forget()
        environment = _surroundings(home)
        owner = _raise_stores(home, supervisor, environment)
        server = _begin_prefect(home, supervisor, environment, owner)
        with recorded(home, environment):
            supervisor.step("migrate", environment=environment)
            if seed and find_spec("services.walk.seed"):
                supervisor.step("seed", "--if-empty", environment=environment)
            _raise_services(supervisor, environment)
            if server:
                supervisor.await_ready(server, lambda: answers(f"{environment['PREFECT_API_URL']}/health"), 180)
            supervisor.begin(own("flows", environment=environment))
            yield House(environment, supervisor)


def _surroundings(home: Home) -> dict[str, str]:
    """What every process of the house is told; whatever the person's own environment names stands."""
    gateway = home.port("gateway", GATEWAY_PORT)
    in_production = os.environ.get("JIEFEN_ENVIRONMENT") == "production"
    chosen = {
        "JIEFEN_ENVIRONMENT": "development",
        "JIEFEN_SECRET": home.secret("jiefen"),
        "JIEFEN_GATEWAY_URL": f"http://127.0.0.1:{gateway}",
        "JIEFEN_PUBLIC_URL": f"http://127.0.0.1:{gateway}",
        "JIEFEN_LISTEN_PORT": str(gateway),
        "JIEFEN_FILES_DIR": str(home.folder("files")),
        "JIEFEN_POST_BOOK_DIR": str(home.folder("post")),
        "JIEFEN_SMTP_URL": f"smtp://127.0.0.1:{home.port('mail')}",
        "JIEFEN_SIMULATED_CLOCK": "false" if in_production else "true",
        "JIEFEN_DEMO_USERS": "false" if in_production else "true",
        **prefect_server.client_environment(home),
    }
    return {name: os.environ.get(name, value) for name, value in chosen.items()}


def _raise_stores(home: Home, supervisor: Supervisor, environment: dict[str, str]) -> Postgres | None:
    """The embedded stores, unless others are named. Gives the cluster we own, if any."""
    cluster = None
    named = os.environ.get("JIEFEN_DATABASE_URL")
    if named:
        environment["JIEFEN_DATABASE_URL"] = named
    else:
        cluster = locate_postgres(home, home.port("postgres"))
        cluster.make_cluster()
        supervisor.start(cluster.launch(), cluster.is_ready)
        environment["JIEFEN_DATABASE_URL"] = cluster.url(DATABASE)
    named = os.environ.get("JIEFEN_REDIS_URL")
    if named:
        environment["JIEFEN_REDIS_URL"] = named
    else:
        store = valkey.locate(home, home.port("valkey"))
        supervisor.start(store.launch(), store.is_ready)
        environment["JIEFEN_REDIS_URL"] = store.url()
    ensure_database(environment["JIEFEN_DATABASE_URL"], DATABASE if cluster else None)
    return cluster


def _begin_prefect(
    home: Home, supervisor: Supervisor, environment: dict[str, str], cluster: Postgres | None
) -> Child | None:
    """Begin the Prefect server and do not wait: it takes its time beside our own migrations."""
    named = os.environ.get("PREFECT_API_URL")
    if named:
        environment["PREFECT_API_URL"] = named
        return None
    if cluster is None:
        raise PartFailed("JIEFEN_DATABASE_URL names a server, so name a Prefect server too, in PREFECT_API_URL.")
    ensure_database(cluster.url(prefect_server.DATABASE), prefect_server.DATABASE, prefect_server.EXTENSION)
    port = home.port("prefect", PREFECT_PORT)
    environment["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    environment["JIEFEN_PREFECT_UI_URL"] = f"http://127.0.0.1:{port}"
    return supervisor.begin(
        prefect_server.launch(home, cluster.url(prefect_server.DATABASE, "postgresql+asyncpg"), port)
    )


def _raise_services(supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    if "JIEFEN_SMTP_URL" not in os.environ:
        port = environment["JIEFEN_SMTP_URL"].rpartition(":")[2]
        supervisor.begin(own("mailbox", port, str(supervisor.home.folder("mail")), environment=environment))
    port = environment["JIEFEN_LISTEN_PORT"]
    launch = own("serve", "all", "--port", port, environment=environment)
    supervisor.start(launch, lambda: answers(f"http://127.0.0.1:{port}{GATEWAY_READY}"))
