"""One result as a table for people: 13 bones, then contradictions, score, age and what else there is to know."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.cli import screen
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.document import Document, notices, printable
from bonage_desktop.reporting.remarks import CONTRADICTION, contradictions
from bonage_desktop.reporting.words import (
    RESEARCH_NOTICE,
    age_words,
    child_age_words,
    difference_words,
    doubt_words,
    level_words,
    other_table_words,
)
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.outcome import Assessed, Outcome

_UPRIGHT_DEGREES = 5.0
_SOURCES = {
    FactSource.TAG: "from the file",
    FactSource.READER: "given with the command",
    FactSource.DEMOGRAPHICS: "from the demographics table",
    FactSource.UNKNOWN: "not known",
}


def one_image(outcome: Outcome, result: Document) -> Iterator[RenderableType]:
    """Everything about one image."""
    yield Text(result["file"], style="bold", overflow="fold")
    reading = outcome.reading
    if reading is not None and reading.grades:
        yield _bones(reading)
    yield _facts(outcome, result)


def _bones(reading: Reading) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("No", justify="right")
    table.add_column("Bone", no_wrap=True)
    table.add_column("Level", no_wrap=True)
    for name in ("Points", "Probability", "Within 1"):
        table.add_column(name, justify="right")
    table.add_column("Source")
    points = reading.points or {}
    for bone in Bone:
        grade = reading.grades.get(bone)
        if grade is None:
            table.add_row(str(bone.number), bone.title, "none", "", "", "", "")
            continue
        table.add_row(
            str(bone.number),
            bone.title,
            level_words(grade.level, reading.standards.rus_chn),
            str(points.get(bone, "")),
            "" if grade.source is Source.READER else f"{grade.probability:.0%}",
            "" if grade.source is Source.READER else f"{grade.mass_within_one:.0%}",
            grade.source.value,
        )
    return table


def _facts(outcome: Outcome, result: Document) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    told = notices(outcome.radiograph, outcome.reading)
    for notice in contradictions(told):
        table.add_row(Text(CONTRADICTION, style=screen.ALARM), Text(notice.message, style=screen.ALARM))
    for name, words in _lines(outcome, result, told):
        table.add_row(name, printable(words))
    return table


def _lines(outcome: Outcome, result: Document, told: Sequence[Notice]) -> Iterator[tuple[str, str]]:
    if isinstance(outcome, Assessed):
        yield from _age_lines(outcome.reading, outcome.radiograph)
    else:
        yield "Bone age", f"none: {outcome.error.message}"
    if outcome.radiograph is not None:
        sex, hand = outcome.radiograph.sex_source, outcome.radiograph.laterality_source
        yield "Sex", _fact(result["sex"], sex, _claims("workflow.sex_conflict", told))
        yield "Hand", _fact(result["laterality"], hand, _claims("workflow.laterality_conflict", told))
    if outcome.reading is not None:
        yield from _run_lines(outcome.reading)
    for notice in told:
        if notice.weight is not Weight.CONTRADICTION:
            yield "Note", notice.message
    yield "", RESEARCH_NOTICE


def _claims(code: str, told: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(notice.claim for notice in told if notice.code == code)


def _fact(value: str | None, source: FactSource, claims: Sequence[str]) -> str:
    fact = _SOURCES[FactSource.UNKNOWN] if value is None else f"{value}, {_SOURCES[source]}"
    return "; ".join((fact, *claims))


def _age_lines(reading: Reading, radiograph: Radiograph) -> Iterator[tuple[str, str]]:
    if reading.bone_age is None:
        yield "Bone age", "none: stopped before the score, as asked"
        return
    yield "RUS score", f"{reading.score} of 1000 points"
    yield "Bone age", age_words(reading.bone_age)
    if reading.certainty is not None:
        yield "Range", f"{doubt_words(reading.certainty)}; certainty {reading.certainty.grade.value}"
    if reading.bone_age.alternative_years is not None:
        yield "Or", other_table_words(reading.bone_age.alternative_years)
    if reading.tw3_bone_age is not None:
        yield "TW3 age", age_words(reading.tw3_bone_age)
    age = radiograph.age
    if age is not None:
        difference = difference_words(reading.bone_age.years, age.years)
        yield "Child's age", f"{child_age_words(age)}; the bone age is {difference}"


def _run_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    findings = reading.findings
    if findings.palm is not None:
        yield "Palm", f"{findings.palm.area_fraction:.0%} of the image, by the {findings.palm.source.value}"
    if findings.rois and not findings.grades:
        sources = sorted({roi.source.value for roi in reading.rois.values()})
        yield "Boxes", f"{len(reading.rois)} of 13, by the {' and the '.join(sources)}"
    if findings.canonical is not None:
        yield "View", view_words(findings.canonical)
    stages = ", ".join(f"{stage.value} {seconds:.1f} s" for stage, seconds in findings.seconds.items())
    yield "Networks", f"on {findings.device}: {stages}" if stages else "not used"


def view_words(canonical: CanonicalTransform) -> str:
    """How the hand lies in the image; a hand that a clockwise turn sets upright lies turned anticlockwise."""
    turn = canonical.rotation_degrees
    way = "anticlockwise" if turn > 0 else "clockwise"
    words = ["upright" if abs(turn) < _UPRIGHT_DEGREES else f"turned by {abs(turn):.0f}° {way} in the image"]
    if canonical.mirrored:
        words.append("mirrored to the thumb on the right")
    if canonical.inverted:
        words.append("grey levels inverted")
    return ", ".join(words)
