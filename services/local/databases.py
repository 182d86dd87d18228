"""Create a database and its extensions once."""

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from services.local.failure import PartFailed


def ensure_database(url: str, name: str | None, *extensions: str) -> None:
    """Make sure that the server answers, has the database (when we may create it) and its extensions."""
    target = make_url(url).set(drivername="postgresql")
    try:
        if name:
            _create(target.set(database="postgres"), name)
        with psycopg.connect(_text(target), autocommit=True, connect_timeout=10) as session:
            for extension in extensions:
                session.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    except psycopg.OperationalError as error:
        raise PartFailed(f"PostgreSQL does not answer on {target.host}:{target.port}: {error}") from error


def _create(admin: URL, name: str) -> None:
    with psycopg.connect(_text(admin), autocommit=True) as session:
        if not session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
