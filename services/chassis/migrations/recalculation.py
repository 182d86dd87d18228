"""What recalculation needs in every service: up to which law the clocks are level, and which told dates were kept."""

from services.chassis.migrations.common import Operations

RECALCULATION = """
CREATE TABLE law_mark (
    id smallint PRIMARY KEY CHECK (id = 1),
    settled text NOT NULL,
    settled_number integer NOT NULL,
    seen text NOT NULL,
    seen_at timestamptz NOT NULL
);

ALTER TABLE clock ADD COLUMN due_kept boolean NOT NULL DEFAULT false;
CREATE INDEX clock_counted_back ON clock (due_on) WHERE due_on < started_on;
CREATE INDEX clock_told_later ON clock (due_on) WHERE due_on < due_notified AND NOT due_kept AND state = 'running';
"""


def add_recalculation(op: Operations) -> None:
    """Create the tables in the schema that the migration runs in."""
    op.execute(RECALCULATION)
