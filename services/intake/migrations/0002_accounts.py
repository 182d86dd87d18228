"""Accounts: who may sign in, in which roles, for which organ."""

from alembic import op

revision = "0002"
down_revision = "0001"

ACCOUNT = """
CREATE TABLE account (
    id uuid PRIMARY KEY,
    username text NOT NULL UNIQUE,
    name text NOT NULL,
    roles jsonb NOT NULL,
    organ text,
    password_hash text,
    subject text UNIQUE,
    is_disabled boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    op.execute(ACCOUNT)
