"""Persons, likeness of stories, the code of the status page, refused units, overrides kept for review."""

from alembic import op
from sqlalchemy import text

from services.chassis.likeness import fingerprint

revision = "0006"
down_revision = "0005"

COLUMNS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE dispute ADD COLUMN story_print text NOT NULL DEFAULT '';
ALTER TABLE dispute ADD COLUMN code text NOT NULL DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 16);
ALTER TABLE dispute ALTER COLUMN story_print DROP DEFAULT;
ALTER TABLE dispute ALTER COLUMN code DROP DEFAULT;
CREATE INDEX ix_dispute_story_print ON dispute USING gin (story_print gin_trgm_ops);

ALTER TABLE claim_unit ADD COLUMN act_made_on date;
ALTER TABLE claim_unit ADD COLUMN event_on date;
ALTER TABLE claim_unit ADD COLUMN lacks_facts boolean NOT NULL DEFAULT false;
ALTER TABLE claim_unit ALTER COLUMN lacks_facts DROP DEFAULT;
ALTER TABLE claim_unit DROP CONSTRAINT claim_unit_state_check;
ALTER TABLE claim_unit ADD CONSTRAINT claim_unit_state_check
    CHECK (state IN ('waiting', 'referred', 'refused', 'lawyer', 'told'));
DROP INDEX ix_claim_unit_due_on;
CREATE INDEX ix_claim_unit_due_on ON claim_unit (due_on) WHERE state IN ('waiting', 'lawyer', 'refused');
CREATE INDEX ix_claim_unit_other_side ON claim_unit (other_side);

CREATE TABLE dispute_person (
    dispute_id uuid REFERENCES dispute (id),
    position smallint,
    role text NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    id_number text NOT NULL,
    PRIMARY KEY (dispute_id, position)
);
CREATE INDEX ix_dispute_person_name ON dispute_person (name);
CREATE INDEX ix_dispute_person_phone ON dispute_person (phone);
CREATE INDEX ix_dispute_person_id_number ON dispute_person (id_number);

CREATE TABLE route_override (
    dispute_id uuid REFERENCES dispute (id),
    seq integer,
    unit_id uuid NOT NULL,
    position smallint NOT NULL,
    "on" date NOT NULL,
    by_name text NOT NULL,
    instead_of text NOT NULL,
    rule text NOT NULL,
    chosen text NOT NULL,
    reason text NOT NULL,
    reviewed_on date,
    reviewed_by text,
    finding text,
    PRIMARY KEY (dispute_id, seq)
);
CREATE INDEX ix_route_override_reviewed_on ON route_override (reviewed_on);
"""

KNOWN = """
INSERT INTO dispute_person (dispute_id, position, role, name, phone, id_number)
SELECT id, 1, 'applicant', applicant_name, applicant_phone, upper(snapshot -> 'applicant' ->> 'id_number') FROM dispute;

UPDATE claim_unit SET
    act_made_on = (told.unit -> 'facts' ->> 'act_made_on')::date,
    event_on = (told.unit -> 'facts' ->> 'event_on')::date
FROM (SELECT jsonb_array_elements(snapshot -> 'units') AS unit FROM dispute) AS told
WHERE claim_unit.id = (told.unit ->> 'id')::uuid;

INSERT INTO route_override (dispute_id, seq, unit_id, position, "on", by_name, instead_of, rule, chosen, reason)
SELECT event_log.case_id, seq, claim_unit.id, position, event_log."on", data -> 'override' ->> 'by_name', '', '', '',
    data -> 'override' ->> 'reason'
FROM event_log JOIN claim_unit ON claim_unit.id = (data ->> 'unit_id')::uuid
WHERE event_log.type = 'unit_routed' AND jsonb_typeof(data -> 'override') = 'object';
"""


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute(KNOWN)
    house = op.get_bind()
    for dispute_id, story in house.execute(text("SELECT id, snapshot ->> 'story' FROM dispute")).all():
        known = {"id": dispute_id, "print": fingerprint(story)}
        house.execute(text("UPDATE dispute SET story_print = :print WHERE id = :id"), known)
