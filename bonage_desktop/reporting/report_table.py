"""The 13 bones of a report as rows of words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.words import level_words
from bonage_desktop.standards.bones import Bone, Level

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One bone.

    Attributes:
        bone: which.
        title: its name.
        level: label and level, `L4(2) · 5`.
        points: what it is worth.
        source: who set the level.
        source_words: the same in words.
        mass: the model's probability within one level of its own, or a dash where a reader set the level.
        before: level in the newest earlier study, as `level`; empty without one.
    """

    bone: Bone
    title: str
    level: str
    points: str
    source: Source
    source_words: str
    mass: str
    before: str

    @property
    def cells(self) -> tuple[str, str, str, str, str, str, str]:
        """In the order of `ReportWords.table`."""
        return f"{self.bone.number}", self.title, self.level, self.points, self.source_words, self.mass, self.before


def table_rows(phrases: Phrases) -> tuple[TableRow, ...]:
    """The rows in the standard's order; a report has all 13."""
    reading = phrases.content.reading
    points = reading.points or {}
    earlier = phrases.content.earlier
    before: Mapping[Bone, Level] = earlier[-1].levels if earlier else {}
    return tuple(
        TableRow(
            bone=bone,
            title=phrases.title(bone),
            level=level_words(grade.level, reading.standards.rus_chn),
            points=f"{points[bone]}",
            source=grade.source,
            source_words=phrases.words.sources[grade.source],
            mass=_NOTHING if grade.source is Source.READER else f"{grade.mass_within_one:.0%}",
            before=level_words(before[bone], reading.standards.rus_chn) if bone in before else "",
        )
        for bone, grade in reading.grades.items()
    )
