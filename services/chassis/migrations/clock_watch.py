"""What watching over limits needs: refused lapses that rest, reasons of missed limits, alarms of the calendar."""

from services.chassis.migrations.common import Operations, append_only

TABLES = """
DROP INDEX clock_running_due;
CREATE INDEX clock_running_due ON clock (due_on, id) WHERE state = 'running';

CREATE TABLE sweep_fault (
    clock_id uuid PRIMARY KEY REFERENCES clock (id),
    tries integer NOT NULL,
    code text NOT NULL,
    failed_at timestamptz NOT NULL,
    rests_until timestamptz NOT NULL
);

CREATE TABLE missed_reason (
    id uuid PRIMARY KEY,
    missed_id uuid NOT NULL REFERENCES missed_limit (id),
    code text NOT NULL,
    words text NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    "on" date NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX ix_missed_reason_missed_id ON missed_reason (missed_id);

CREATE TABLE calendar_alarm (
    reason text CHECK (reason IN ('horizon', 'season')),
    final_until date,
    raised_on date NOT NULL,
    reaches_on date NOT NULL,
    ended_on date,
    PRIMARY KEY (reason, final_until)
);
"""


def add_clock_watch(op: Operations) -> None:
    """Add the tables in the schema whose migration is running; the index orders a sweep's batches by itself."""
    op.execute(TABLES)
    append_only(op, "missed_reason")
