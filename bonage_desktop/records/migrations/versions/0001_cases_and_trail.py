"""Cases, readings and the audit trail.

The first step: there is nothing before it. What only grows is held by triggers: events can be added and nothing else,
a confirmed reading is not changed, and goes only with its case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events "
    "BEGIN SELECT RAISE(ABORT, 'bonage: events are only added'); END",
    "CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events "
    "BEGIN SELECT RAISE(ABORT, 'bonage: events are only added'); END",
    "CREATE TRIGGER confirmed_is_not_changed BEFORE UPDATE ON readings WHEN OLD.confirmed_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'bonage: a confirmed reading is not changed'); END",
    "CREATE TRIGGER confirmed_is_not_removed BEFORE DELETE ON readings "
    "WHEN OLD.confirmed_at IS NOT NULL AND EXISTS (SELECT 1 FROM cases WHERE id = OLD.case_id) "
    "BEGIN SELECT RAISE(ABORT, 'bonage: a confirmed reading goes only with its case'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION bonage_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'bonage: events are only added'; END $$",
    "CREATE TRIGGER events_are_not_changed BEFORE UPDATE OR DELETE ON events "
    "FOR EACH ROW EXECUTE FUNCTION bonage_only_added()",
    "CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON events "
    "FOR EACH STATEMENT EXECUTE FUNCTION bonage_only_added()",
    "CREATE FUNCTION bonage_confirmed() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'bonage: a confirmed reading is not changed'; END IF; "
    "IF EXISTS (SELECT 1 FROM cases WHERE id = OLD.case_id) "
    "THEN RAISE EXCEPTION 'bonage: a confirmed reading goes only with its case'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER confirmed_is_not_changed BEFORE UPDATE OR DELETE ON readings "
    "FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION bonage_confirmed()",
)


def upgrade() -> None:
    """Make the tables and their triggers."""
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(40), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("image_key", sa.Text(), nullable=False),
        sa.Column("patient_name", sa.Text(), nullable=False),
        sa.Column("accession_number", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("study_date", sa.String(10)),
        sa.Column("birth_date", sa.String(10)),
        sa.Column("sex", sa.String(10)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("bone_age_years", sa.Float(53)),
        sa.Column("chronological_years", sa.Float(53)),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("confirmed_at", sa.String(40)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.UniqueConstraint("patient_id", "image_key", name="one_case_an_image"),
        sa.CheckConstraint("version >= 1", name="version_counts"),
    )
    op.create_index("cases_by_status", "cases", ["status", "study_date"])
    op.create_index("cases_by_study_date", "cases", ["study_date"])
    op.create_index("cases_by_patient", "cases", ["patient_id", "study_date"])
    op.create_index("cases_by_accession", "cases", ["accession_number"])
    op.create_index("cases_by_hash", "cases", ["sha256"])
    op.create_table(
        "images",
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("document", sa.Text(), nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("bone_age_years", sa.Float(53)),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("confirmed_at", sa.String(40)),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
    )
    op.create_index("readings_by_confirmation", "readings", ["confirmed_at"])
    op.create_table(
        "events",
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("events_by_case", "events", ["case_id", "sequence"])
    op.create_table(
        "personal_values",
        sa.Column("sequence", sa.Integer(), sa.ForeignKey("events.sequence"), primary_key=True),
        sa.Column("field", sa.String(40), primary_key=True),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "trail",
        sa.Column(
            "place",
            sa.Integer(),
            sa.CheckConstraint("place = 1", name="one_row"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("trail", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(sa.text(statement))
