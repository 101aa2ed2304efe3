"""What a report is about: one reading of one radiograph that has a bone age."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.chart_content import ChartContent, EarlierStudy, Standard
from bonage_desktop.sentences import say
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.percentiles import PercentileTable, Rank
from bonage_desktop.standards.sex import Sex

_Value = TypeVar("_Value")


class ReportError(BonageError):
    """A report that cannot be made."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Grade first: how the reader's own levels compare with those of the networks, seen afterwards.

    Attributes:
        same: bones with the same level.
        within_one: bones at most one level apart, those of the same level included.
        compared: bones that both graded.

    Raises:
        ValueError: not 0 <= same <= within_one <= compared, or nothing was compared.
    """

    same: int
    within_one: int
    compared: int

    def __post_init__(self) -> None:
        if not 0 <= self.same <= self.within_one <= self.compared or self.compared == 0:
            raise ValueError("agreement counts bones that both graded")


@dataclass(frozen=True, slots=True, eq=False)
class ReportContent:
    """A reading as a report tells it.

    Attributes:
        radiograph: the image, with what is known about child and hand.
        reading: its levels, score and age.
        other_findings: what else the reader saw, in words.
        remarks: free text of the reader, may be empty.
        reader: name of who reads it, or who confirmed it.
        confirmed_at: when it was confirmed, with a time zone; None for a draft.
        earlier: earlier studies of the child, oldest first.
        ticked: how many bones the reader has ticked as looked at, 0..13.
        agreement: of a reading that was graded first; None otherwise.
        percentiles: the site's own table, or None; without one no percentile is told.
        audit_head: of the trail that keeps the reading, as `bonage audit verify --head` takes it; empty for none.
        ages: how ages are written in sentences; tables and charts count in years.

    Raises:
        ReportError: there is no bone age to report, or none that may be told (`reporting.no_bone_age`).
        ValueError: the time has no zone.
    """

    radiograph: Radiograph
    reading: Reading
    other_findings: tuple[str, ...]
    remarks: str
    reader: str
    confirmed_at: datetime | None
    earlier: tuple[EarlierStudy, ...]
    ticked: int
    agreement: Agreement | None = None
    percentiles: PercentileTable | None = None
    audit_head: str = ""
    ages: AgeNotation = AgeNotation.DECIMAL

    def __post_init__(self) -> None:
        if self.reading.bone_age is None or self.reading.refusal is not None:
            raise ReportError(
                "reporting.no_bone_age",
                say("This reading has no bone age, so there is nothing to report."),
                say("Give every bone a level and say the sex."),
            )
        if self.confirmed_at is not None and self.confirmed_at.utcoffset() is None:
            raise ValueError("a confirmation has a time with its zone")

    @property
    def bone_age(self) -> BoneAge:
        """The bone age; a report has one."""
        return _present(self.reading.bone_age)

    @property
    def score(self) -> int:
        """RUS score, 0..1000."""
        return _present(self.reading.score)

    @property
    def sex(self) -> Sex:
        """Whose points and curve."""
        return _present(self.reading.sex)

    @property
    def standard(self) -> Standard:
        """Whose curve the chart shows."""
        return Standard(self.sex, self.reading.standards.rus_chn.curves, self.percentiles)

    @property
    def percentile(self) -> Rank | None:
        """Which percentile of the site's table the score is at this age; None where nobody can say."""
        age = self.radiograph.age
        if self.percentiles is None or age is None:
            return None
        return self.percentiles.rank(self.score, self.sex, age.years)

    @property
    def chart(self) -> ChartContent:
        """What the chart shows."""
        age, certainty = self.radiograph.age, self.reading.certainty
        return ChartContent(
            score=self.score,
            bone_age=self.bone_age,
            chronological_years=None if age is None else age.years,
            range_years=None if certainty is None else (certainty.p10_years, certainty.p90_years),
            earlier=self.earlier,
        )


def _present(value: _Value | None) -> _Value:
    if value is None:
        raise AssertionError("__post_init__ refuses a reading without a bone age")
    return value
