"""The tables every service starts with, as they were on the first day. Later changes are later migrations."""

from typing import Protocol

APPEND_ONLY = "append_only"

TABLES = """
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    type text NOT NULL,
    case_id uuid,
    "on" date NOT NULL,
    body jsonb NOT NULL,
    put_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at timestamptz
);
CREATE INDEX outbox_unsent ON outbox (seq) WHERE sent_at IS NULL;

CREATE TABLE inbox (
    message_id uuid PRIMARY KEY,
    type text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX ix_inbox_at ON inbox (at);

CREATE TABLE dead_message (
    message_id uuid PRIMARY KEY,
    type text NOT NULL,
    entry text NOT NULL,
    failures integer NOT NULL,
    error text NOT NULL,
    failed_at timestamptz NOT NULL,
    dead_at timestamptz
);

CREATE TABLE event_log (
    case_id uuid,
    seq integer,
    type text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL,
    "on" date NOT NULL,
    by text NOT NULL,
    PRIMARY KEY (case_id, seq)
);
CREATE INDEX ix_event_log_on ON event_log ("on");

CREATE TABLE clock (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    key text NOT NULL,
    rule text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'suspended', 'met', 'lapsed', 'closed')),
    facts jsonb NOT NULL,
    started_on date NOT NULL,
    due_on date,
    nominal_on date,
    due_notified date,
    provisional boolean NOT NULL,
    calendar_version text NOT NULL,
    UNIQUE (case_id, key)
);
CREATE INDEX clock_running_due ON clock (due_on) WHERE state = 'running';

CREATE TABLE reminder (
    id uuid PRIMARY KEY,
    clock_id uuid NOT NULL REFERENCES clock (id),
    "offset" smallint NOT NULL,
    due_on date NOT NULL,
    "on" date NOT NULL,
    at timestamptz NOT NULL,
    UNIQUE (clock_id, "offset", due_on)
);

CREATE TABLE missed_limit (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    key text NOT NULL,
    rule text NOT NULL,
    due_on date NOT NULL,
    noticed_on date NOT NULL,
    at timestamptz NOT NULL,
    UNIQUE (case_id, key, due_on)
);

CREATE TABLE audit (
    seq bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    who_kind text NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    outcome text NOT NULL,
    detail jsonb NOT NULL,
    previous text NOT NULL,
    sha256 text NOT NULL UNIQUE
);
CREATE INDEX ix_audit_who ON audit (who);
CREATE INDEX ix_audit_subject ON audit (subject);

CREATE TABLE idempotency (
    principal_id text,
    key text,
    request_hash text NOT NULL,
    status smallint,
    headers jsonb NOT NULL DEFAULT '{}',
    body bytea,
    at timestamptz NOT NULL,
    PRIMARY KEY (principal_id, key)
);
CREATE INDEX ix_idempotency_at ON idempotency (at);
"""

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: what was written is never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""


class Operations(Protocol):
    """The part of Alembic's `op` that is needed here."""

    def execute(self, sqltext: str) -> None: ...


def create_common(op: Operations) -> None:
    """Create the tables that are alike in every service, in the schema whose migration is running."""
    op.execute(TABLES)
    op.execute(REFUSE_CHANGE)
    append_only(op, "event_log")
    append_only(op, "audit")


def append_only(op: Operations, table: str) -> None:
    """Let rows be added and read, never changed: a trigger for everyone, and `migrate_all` grants no more either."""
    op.execute(
        f"CREATE TRIGGER {APPEND_ONLY} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
