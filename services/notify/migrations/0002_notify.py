"""Deliveries, notices, what waits to be sent, and the attempts."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    case_number text NOT NULL,
    state text NOT NULL CHECK (state IN ('requested', 'dispatched', 'served', 'failed', 'returned')),
    version integer NOT NULL,
    asked_on date NOT NULL,
    served_on date,
    disputed boolean NOT NULL,
    facts jsonb NOT NULL,
    CHECK ((state = 'served') = (served_on IS NOT NULL))
);
CREATE INDEX delivery_board ON delivery (state, asked_on);
CREATE INDEX delivery_case ON delivery (case_id);

CREATE TABLE notice (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    case_id uuid,
    state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    asked_on date NOT NULL,
    facts jsonb NOT NULL
);
CREATE INDEX notice_board ON notice (state, asked_on);

CREATE TABLE sending (
    item_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('delivery', 'notice')),
    channel text NOT NULL,
    written_at timestamptz NOT NULL,
    tried integer NOT NULL,
    done boolean NOT NULL,
    content_sha256 text,
    next_try_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz
);
CREATE INDEX sending_open ON sending (next_try_at) WHERE NOT done;

CREATE TABLE attempt (
    item_id uuid REFERENCES sending (item_id),
    number integer,
    channel text NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('accepted', 'transient', 'permanent')),
    code text,
    reference text,
    PRIMARY KEY (item_id, number)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
