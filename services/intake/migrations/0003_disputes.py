"""Disputes, their claim units, and the series of their numbers."""

from alembic import op

revision = "0003"
down_revision = "0002"

DISPUTES = """
CREATE TABLE dispute (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    version integer NOT NULL,
    received_on date NOT NULL,
    entry text NOT NULL,
    source_partner text,
    source_reference text,
    applicant_name text NOT NULL,
    applicant_phone text NOT NULL,
    snapshot jsonb NOT NULL,
    UNIQUE (source_partner, source_reference)
);
CREATE INDEX ix_dispute_received_on ON dispute (received_on);
CREATE INDEX ix_dispute_applicant_name ON dispute (applicant_name);
CREATE INDEX ix_dispute_applicant_phone ON dispute (applicant_phone);

CREATE TABLE claim_unit (
    id uuid PRIMARY KEY,
    dispute_id uuid NOT NULL REFERENCES dispute (id),
    position smallint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'referred', 'lawyer', 'told')),
    channel text NOT NULL,
    claim text NOT NULL,
    organ text NOT NULL,
    other_side text NOT NULL,
    act_number text NOT NULL,
    due_on date,
    is_provisional boolean NOT NULL,
    case_id uuid UNIQUE,
    case_number text,
    case_title text,
    moved_on date,
    UNIQUE (dispute_id, position)
);
CREATE INDEX ix_claim_unit_state ON claim_unit (state);
CREATE INDEX ix_claim_unit_due_on ON claim_unit (due_on) WHERE state IN ('waiting', 'lawyer');
CREATE INDEX ix_claim_unit_act_number ON claim_unit (act_number);
CREATE INDEX ix_claim_unit_case_number ON claim_unit (case_number);

CREATE TABLE number_series (
    kind text,
    year integer,
    last integer NOT NULL,
    PRIMARY KEY (kind, year)
);
"""


def upgrade() -> None:
    op.execute(DISPUTES)
