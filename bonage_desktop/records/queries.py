"""Finds kept cases: the list with its filters, one case whole, the earlier readings of a patient."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from bonage_desktop.assessment.override import Override
from bonage_desktop.assessment.reading import Standards
from bonage_desktop.records.database import Database
from bonage_desktop.records.documents import ReadingDocuments, image_of, overrides_of, reading_of
from bonage_desktop.records.errors import case_unknown
from bonage_desktop.records.listing import CaseQuery, CaseRow
from bonage_desktop.records.tables import cases, images, readings
from bonage_desktop.records.values import CaseId, CaseStatus, EarlierReading, ImageKey, KeptCase
from bonage_desktop.standards.sex import Sex

_LISTED = (
    cases.c.id,
    cases.c.version,
    cases.c.status,
    cases.c.patient_id,
    cases.c.patient_name,
    cases.c.accession_number,
    cases.c.file,
    cases.c.sha256,
    cases.c.study_date,
    cases.c.sex,
    cases.c.score,
    cases.c.bone_age_years,
    cases.c.chronological_years,
    cases.c.confirmed_by,
    cases.c.confirmed_at,
)
_STATUS = {status.value: status for status in CaseStatus}
_SEX = {sex.value: sex for sex in Sex}


def text_column(text: str) -> str:
    """A text as both databases can keep it in a column: half characters and NUL have a stand-in.

    The documents have it as it was.
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def case_with_key(connection: sa.Connection, key: ImageKey) -> CaseId | None:
    """The case of this image, or None."""
    found = connection.execute(
        sa.select(cases.c.id).where(
            cases.c.patient_id == text_column(key.patient_id), cases.c.image_key == text_column(key.image)
        )
    ).scalar()
    return None if found is None else CaseId(found)


class Cases:
    """Reads from one database. Threads may share it.

    Args:
        database: open.
        standards: what readings are scored with.
    """

    def __init__(self, database: Database, standards: Standards) -> None:
        self._database = database
        self._standards = standards

    def rows(self, query: CaseQuery | None = None) -> Sequence[CaseRow]:
        """The cases that a filter shows, in the order in which they were kept first.

        Raises:
            RecordsError: the database does not answer.
        """
        wanted = sa.select(*_LISTED).where(*_conditions(query or CaseQuery())).order_by(cases.c.number)
        with self._database.reading() as connection:
            return [
                CaseRow(
                    CaseId(row[0]),
                    row[1],
                    _STATUS[row[2]],
                    *row[3:8],
                    None if row[8] is None else date.fromisoformat(row[8]),
                    None if row[9] is None else _SEX[row[9]],
                    *row[10:],
                )
                for row in connection.execute(wanted)
            ]

    def find(self, key: ImageKey) -> CaseId | None:
        """The case of an image, or None."""
        with self._database.reading() as connection:
            return case_with_key(connection, key)

    def with_hash(self, sha256: str) -> Sequence[CaseId]:
        """The cases whose file had these bytes: how a file that was moved is found again."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(cases.c.id).where(cases.c.sha256 == sha256).order_by(cases.c.number))
            return [CaseId(name) for name in found.scalars()]

    def named(self, beginning: str) -> CaseId:
        """The case whose name begins like this; a beginning of several names is none.

        Raises:
            RecordsError: there is no such case, or there are several (`records.case_unknown`).
        """
        with self._database.reading() as connection:
            found = connection.execute(
                sa.select(cases.c.id).where(cases.c.id.startswith(beginning, autoescape=True)).limit(2)
            ).scalars()
            names = [CaseId(name) for name in found]
        if not beginning or len(names) != 1:
            raise case_unknown()
        return names[0]

    def case(self, name: CaseId) -> KeptCase:
        """A case with all its readings.

        Raises:
            RecordsError: there is none (`records.case_unknown`), or it cannot be read (`records.document_damaged`,
                `records.document_newer`).
        """
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(cases.c.version, images.c.document)
                .join(images, images.c.case_id == cases.c.id)
                .where(cases.c.id == name)
            ).first()
            kept = connection.execute(
                sa.select(readings.c.findings, readings.c.work)
                .where(readings.c.case_id == name)
                .order_by(readings.c.number)
            ).all()
        if row is None:
            raise case_unknown()
        told = tuple(reading_of(ReadingDocuments(one.findings, one.work), self._standards) for one in kept)
        return KeptCase(name, row.version, image_of(row.document), told)

    def overrides(self) -> Mapping[CaseId, tuple[Override, ...]]:
        """The changes in force in the last reading of every case that has some.

        Raises:
            RecordsError: as `case`.
        """
        last = _last_readings()
        wanted = sa.select(readings.c.case_id, readings.c.work).join(
            last, sa.and_(last.c.case_id == readings.c.case_id, last.c.number == readings.c.number)
        )
        with self._database.reading() as connection:
            told = {CaseId(row.case_id): overrides_of(row.work) for row in connection.execute(wanted)}
        return {case: changes for case, changes in told.items() if changes}

    def all_cases(self) -> Iterator[KeptCase]:
        """Every case with all its readings, one after the other.

        Raises:
            RecordsError: as `case`.
        """
        for row in self.rows():
            yield self.case(row.id)

    def earlier(self, patient_id: str, before: date) -> Sequence[EarlierReading]:
        """The last confirmed reading of each earlier study of a patient, oldest study first.

        Args:
            patient_id: not empty; an empty one is nobody's.
            before: the day of the study that they are earlier than.
        """
        if not patient_id.strip():
            return ()
        last = _last_readings(readings.c.confirmed_at.is_not(None))
        wanted = (
            sa.select(cases.c.id, images.c.document, readings.c.findings, readings.c.work)
            .join(images, images.c.case_id == cases.c.id)
            .join(last, last.c.case_id == cases.c.id)
            .join(readings, sa.and_(readings.c.case_id == cases.c.id, readings.c.number == last.c.number))
            .where(cases.c.patient_id == text_column(patient_id.strip()), cases.c.study_date < before.isoformat())
            .order_by(cases.c.study_date, cases.c.number)
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted).all()
        return [
            EarlierReading(
                CaseId(row.id),
                image_of(row.document),
                reading_of(ReadingDocuments(row.findings, row.work), self._standards),
            )
            for row in found
        ]


def _last_readings(*conditions: sa.ColumnElement[bool]) -> sa.Subquery:
    """Case and highest number of the readings that meet the conditions."""
    last = sa.select(readings.c.case_id, sa.func.max(readings.c.number).label("number")).where(*conditions)
    return last.group_by(readings.c.case_id).subquery()


def _conditions(query: CaseQuery) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if query.statuses:
        found.append(cases.c.status.in_(sorted(status.value for status in query.statuses)))
    if query.since is not None:
        found.append(cases.c.study_date >= query.since.isoformat())
    if query.until is not None:
        found.append(cases.c.study_date <= query.until.isoformat())
    if query.accession_number:
        found.append(cases.c.accession_number == text_column(query.accession_number))
    if query.text.strip():
        found.append(cases.c.words.contains(text_column(query.text.strip().casefold()), autoescape=True))
    return found
