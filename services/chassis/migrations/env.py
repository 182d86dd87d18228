"""Run one service's migrations in its own schema, inside the transaction that services/chassis/migrate.py opened."""

from alembic import context
from sqlalchemy import Connection, text

connection: Connection = context.config.attributes["connection"]
service: str = context.config.attributes["service"]

connection.execute(text(f'SET LOCAL search_path TO "{service}"'))
context.configure(connection=connection, target_metadata=None, version_table_schema=service)
with context.begin_transaction():
    context.run_migrations()
