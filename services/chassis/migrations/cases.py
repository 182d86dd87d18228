"""The tables every channel starts its cases with; the channel's own columns are added by its own migration."""

from services.chassis.migrations.common import Operations

CASES = """
CREATE TABLE case_row (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    state text NOT NULL,
    version integer NOT NULL,
    opened_on date NOT NULL,
    unit_id uuid NOT NULL UNIQUE,
    dispute_id uuid NOT NULL,
    snapshot jsonb NOT NULL
);
CREATE INDEX ix_case_row_state ON case_row (state);
CREATE INDEX ix_case_row_dispute_id ON case_row (dispute_id);

CREATE TABLE number_series (
    kind text,
    year integer,
    last integer NOT NULL,
    PRIMARY KEY (kind, year)
);
"""


def create_cases(op: Operations) -> None:
    """Create the tables in the schema that the migration runs in."""
    op.execute(CASES)


def let_units_come_again(op: Operations) -> None:
    """A claim unit that was given back may be sent again (移交): a case of its own for each round."""
    op.execute("ALTER TABLE case_row DROP CONSTRAINT case_row_unit_id_key")
    op.execute("CREATE INDEX ix_case_row_unit_id ON case_row (unit_id)")
