"""Results as tables for people: 13 rows and the age for one image, one row an image for many."""

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import AgeSource, FactSource, Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.document import Document, printable
from bonage_desktop.reporting.words import (
    RESEARCH_NOTICE,
    age_words,
    difference_words,
    doubt_words,
    level_words,
    other_table_words,
    range_words,
)
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.outcome import Assessed, Outcome

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


def image_row(outcome: Outcome, result: Document) -> tuple[str, ...]:
    """What `many_images` shows of an image. Strings: a batch must not keep its images in memory."""
    return result["file"], result["sex"] or "", *_ages(outcome), _remarks(result)


def many_images(rows: Iterable[tuple[str, ...]]) -> Iterator[RenderableType]:
    """One row an image."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("File", "Sex", "Score", "Bone age", "P10 to P90", "Remarks"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    yield table
    yield Text(f"{RESEARCH_NOTICE} All 13 levels of each image: --format json, or --output DIR.")


def _ages(outcome: Outcome) -> tuple[str, str, str]:
    reading = outcome.reading
    if not isinstance(outcome, Assessed) or reading is None or reading.bone_age is None:
        return "", "", ""
    likely = "" if reading.certainty is None else range_words(reading.certainty)
    return str(reading.score), age_words(reading.bone_age), likely


def _remarks(result: Document) -> str:
    if result["error"] is not None:
        return f"failed: {result['error']['code']}"
    return ", ".join(warning["code"] for warning in result["warnings"])


def _bones(reading: Reading) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("No", justify="right")
    table.add_column("Bone", no_wrap=True)
    table.add_column("Level", no_wrap=True)
    for name in ("Points", "Model", "Within 1"):
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
    for name, words in _lines(outcome, result):
        table.add_row(name, printable(words))
    return table


def _lines(outcome: Outcome, result: Document) -> Iterator[tuple[str, str]]:
    if isinstance(outcome, Assessed):
        yield from _age_lines(outcome.reading, outcome.radiograph)
    else:
        yield "Bone age", "none: see the message"
    if outcome.radiograph is not None:
        yield "Sex", _fact(result["sex"], outcome.radiograph.sex_source)
        yield "Hand", _fact(result["laterality"], outcome.radiograph.laterality_source)
    if outcome.reading is not None:
        yield from _run_lines(outcome.reading)
    for warning in result["warnings"]:
        yield "Note", warning["message"]
    yield "", RESEARCH_NOTICE


def _fact(value: str | None, source: FactSource) -> str:
    return _SOURCES[FactSource.UNKNOWN] if value is None else f"{value}, {_SOURCES[source]}"


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
        found = "by the dates" if age.source is AgeSource.DATES else "by the Patient's Age"
        difference = difference_words(reading.bone_age.years, age.years)
        yield "Child's age", f"{age.years:.1f} years {found}; the bone age is {difference}"


def _run_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    findings = reading.findings
    if findings.palm is not None:
        yield "Palm", f"{findings.palm.area_fraction:.0%} of the image, by the {findings.palm.source.value}"
    if findings.rois and not findings.grades:
        sources = sorted({roi.source.value for roi in reading.rois.values()})
        yield "Boxes", f"{len(reading.rois)} of 13, by the {' and the '.join(sources)}"
    if findings.canonical is not None:
        yield "View", _view_words(findings.canonical)
    stages = ", ".join(f"{stage.value} {seconds:.1f} s" for stage, seconds in findings.seconds.items())
    yield "Networks", f"on {findings.device}: {stages}" if stages else "not used"


def _view_words(canonical: CanonicalTransform) -> str:
    words = [f"turned by {canonical.rotation_degrees:.0f}° to fingers up"]
    if canonical.mirrored:
        words.append("mirrored to the thumb on the right")
    if canonical.inverted:
        words.append("grey levels inverted")
    return ", ".join(words)
