"""Schemas, roles, tables and rights: brought up to date at once, by any number of processes at the same time."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import DBAPIError

from services.chassis import calendar_versions, clock_rows
from services.chassis.db import CLOCK, RELAY, SERVICES, engine, owner_engine, password_of, role_of, url_of
from services.chassis.migrations.common import APPEND_ONLY

HOUSE = Path(__file__).resolve().parent.parent
ENVIRONMENT = HOUSE / "chassis" / "migrations"
LOCK = 0x6A6965  # any fixed number: one migration at a time in one database
ROLE_ATTEMPTS = 20
MET_ANOTHER = ("42710", "23505", "XX000")  # the role exists by now, or its row was changed at the same moment


def migrate_all() -> None:
    """Bring the whole database to the newest state, or leave it as it was: everything stands in one transaction."""
    for name in (*SERVICES, RELAY, CLOCK):
        _ensure_role(name)
    with owner_engine().begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        _create_common_schema(connection)
        for service in migrated_services():
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{service}"'))
            _run_migrations(connection, service)
            _grant(connection, service)


def migrated_services() -> tuple[str, ...]:
    """The services that have migrations at all."""
    return tuple(service for service in SERVICES if any(_folder(service).glob("[0-9]*.py")))


def schema_drift(service: str, *own: MetaData) -> tuple[str, ...]:
    """What the database of a service has otherwise than its table classes say; empty when they agree."""
    described = [clock_rows.ClockRow.metadata, *own]
    with engine(service).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(str(difference) for difference in compare_metadata(context, described))  # type: ignore[arg-type]


def _folder(service: str) -> Path:
    return HOUSE / service / "migrations"


def _run_migrations(connection: Connection, service: str) -> None:
    config = Config(attributes={"connection": connection, "service": service})
    # Newline parts the list, and per cent signs are doubled: the checkout may lie in a folder of any name.
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", str(ENVIRONMENT).replace("%", "%%"))
    config.set_main_option("version_locations", str(_folder(service)).replace("%", "%%"))
    command.upgrade(config, "heads")


def _create_common_schema(connection: Connection) -> None:
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS common"))
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS common.simulated_time (id smallint PRIMARY KEY CHECK (id = 1),"
            " shift interval NOT NULL, set_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        )
    )
    connection.execute(text(calendar_versions.TABLE))
    readers = ", ".join(f'"{role_of(name)}"' for name in (*SERVICES, RELAY, CLOCK))
    connection.execute(text(f"GRANT USAGE ON SCHEMA common TO {readers}"))
    connection.execute(text(f"GRANT SELECT ON common.simulated_time, common.calendar_version TO {readers}"))


def _grant(connection: Connection, service: str) -> None:
    role, relay = role_of(service), role_of(RELAY)
    rights = [
        f'REVOKE ALL ON SCHEMA "{service}" FROM PUBLIC',
        f'GRANT USAGE ON SCHEMA "{service}" TO "{role}", "{relay}"',
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{service}" TO "{role}"',
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{service}" TO "{role}"',
        f'REVOKE INSERT, UPDATE, DELETE ON "{service}".alembic_version FROM "{role}"',
        f'GRANT SELECT, UPDATE (sent_at) ON "{service}".outbox TO "{relay}"',
    ]
    rights += [
        f'REVOKE UPDATE, DELETE ON "{service}"."{table}" FROM "{role}"'
        for table in _append_only_tables(connection, service)
    ]
    for statement in rights:
        connection.execute(text(statement))


def _append_only_tables(connection: Connection, service: str) -> list[str]:
    found = connection.scalars(
        text(
            "SELECT t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid"
            " JOIN pg_namespace n ON n.oid = t.relnamespace WHERE g.tgname = :trigger AND n.nspname = :schema"
        ),
        {"trigger": APPEND_ONLY, "schema": service},
    )
    return [str(name) for name in found]


def _ensure_role(name: str) -> None:
    """Roles belong to the whole server: another database of it may be creating the same one at this moment."""
    for attempt in range(ROLE_ATTEMPTS):
        if _signs_in(name):
            return
        try:
            _create_or_repair(name)
        except DBAPIError as error:
            if attempt == ROLE_ATTEMPTS - 1 or getattr(error.orig, "sqlstate", None) not in MET_ANOTHER:
                raise


def _signs_in(name: str) -> bool:
    try:
        with psycopg.connect(url_of(name).set(drivername="postgresql").render_as_string(hide_password=False)):
            return True
    except psycopg.OperationalError:
        return False


def _create_or_repair(name: str) -> None:
    role = role_of(name)
    with owner_engine().begin() as connection:
        driver: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        # The server's log may hold the statement, so it gets the verifier and never the password.
        verifier = driver.pgconn.encrypt_password(password_of(name).encode(), role.encode(), b"scram-sha-256").decode()
        exists = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
        verb = "ALTER" if exists else "CREATE"
        connection.exec_driver_sql(f"{verb} ROLE \"{role}\" LOGIN PASSWORD '{verifier}'")
