"""The tables of the database. A change here needs a migration (migrations/README.md).

Days and times are ISO 8601 text (times in UTC), documents are JSON text: both databases keep them alike, and texts of
equal values are equal. What lists and filters need stands in columns of its own beside the documents.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", String(40), nullable=False),
    Column("patient_id", Text, nullable=False),
    Column("image_key", Text, nullable=False),
    Column("patient_name", Text, nullable=False),
    Column("accession_number", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("study_date", String(10)),
    Column("birth_date", String(10)),
    Column("sex", String(10)),
    Column("status", String(20), nullable=False),
    Column("score", Integer),
    Column("bone_age_years", Float(53)),
    Column("chronological_years", Float(53)),
    Column("confirmed_by", Text),
    Column("confirmed_at", String(40)),
    Column("words", Text, nullable=False),
    UniqueConstraint("patient_id", "image_key", name="one_case_an_image"),
    CheckConstraint("version >= 1", name="version_counts"),
)
Index("cases_by_status", cases.c.status, cases.c.study_date)
Index("cases_by_study_date", cases.c.study_date)
Index("cases_by_patient", cases.c.patient_id, cases.c.study_date)
Index("cases_by_accession", cases.c.accession_number)
Index("cases_by_hash", cases.c.sha256)

# Apart from the cases, so that the rows of a list lie close together.
images = Table(
    "images",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("document", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("reader", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("score", Integer),
    Column("bone_age_years", Float(53)),
    Column("confirmed_by", Text),
    Column("confirmed_at", String(40)),
    Column("findings", Text, nullable=False),
    Column("work", Text, nullable=False),
)
Index("readings_by_confirmation", readings.c.confirmed_at)

events = Table(
    "events",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(32), nullable=False),
    Column("content", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
Index("events_by_case", events.c.case_id, events.c.sequence)

personal_values = Table(
    "personal_values",
    metadata,
    Column("sequence", Integer, ForeignKey("events.sequence"), primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("value", Text, nullable=False),
)

trail = Table(
    "trail",
    metadata,
    Column("place", Integer, CheckConstraint("place = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("trail", String(32), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)
