"""A report of the shipped sample hand."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, Identifiers, Laterality
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Bone, Level

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHILD = Identifiers("ID-7", "SAMPLE^Boy=王^小明", "ACC-1", "A hospital", "", "", "", "")


def report(**changes: object) -> ReportContent:
    """A draft: a boy of 12.6 years whose levels add up to 272 points, 10.6 years."""
    content = ReportContent(
        radiograph=sample_radiograph(
            laterality=Laterality.LEFT,
            view="PA",
            birth_date=date(2014, 5, 2),
            study_date=date(2026, 11, 20),
            age=ChronologicalAge(12.6, AgeSource.DATES),
            identifiers=CHILD,
        ),
        reading=sample_reading(),
        other_findings=(),
        remarks="",
        reader="Dr. Wang",
        confirmed_at=None,
        earlier=(),
        ticked=0,
    )
    return replace(content, **changes)


def graded_by_hand() -> ReportContent:
    """The same with the radius at level 9 by a reader."""
    content = report()
    return replace(content, reading=content.reading.override_level(Level(Bone.RADIUS, 9), by="Dr. Wang", at=NOON))
