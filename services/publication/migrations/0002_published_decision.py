"""The published decisions: all that the public site knows."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLE = """
CREATE TABLE published_decision (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('published', 'withdrawn')),
    version integer NOT NULL,
    number text NOT NULL,
    decision_number text NOT NULL UNIQUE,
    title text NOT NULL,
    decided_on date NOT NULL,
    outcome text NOT NULL,
    subject text NOT NULL,
    respondent text NOT NULL,
    articles jsonb NOT NULL,
    html text NOT NULL,
    text text NOT NULL,
    words text NOT NULL,
    sha256_pdf text NOT NULL UNIQUE,
    sha256_text text NOT NULL,
    original_sha256 text NOT NULL,
    verification_code text NOT NULL UNIQUE,
    published_on date NOT NULL,
    released_at timestamptz NOT NULL,
    withdrawn_on date,
    ground text,
    CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL AND ground IS NOT NULL)),
    -- A withdrawn decision leaves no word behind.
    CHECK (state = 'published' OR (html = '' AND text = '' AND words = '' AND subject = ''))
);
CREATE INDEX published_decision_shelf ON published_decision (state, released_at);
CREATE INDEX published_decision_organ ON published_decision (respondent);
"""


def upgrade() -> None:
    op.execute(TABLE)
