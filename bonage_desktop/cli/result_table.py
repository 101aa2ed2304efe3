"""One result as a table for people: 13 bones, then contradictions, score, age and what else there is to know."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bonage_desktop.assessment.certainty import CertaintyGrade
from bonage_desktop.assessment.reading import Reading
from bonage_desktop.cli.screen import ALARM, Screen
from bonage_desktop.findings.findings import CanonicalTransform, Stage
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import FactSource, Laterality, Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.ages import AgeNotation
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
from bonage_desktop.sentences import both, listed, say, semicolons
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.outcome import Assessed, Outcome

_UPRIGHT_DEGREES = 5.0
_SOURCES = {
    FactSource.TAG: say("from the file"),
    FactSource.READER: say("given with the command"),
    FactSource.DEMOGRAPHICS: say("from the demographics table"),
    FactSource.UNKNOWN: say("not known"),
}
_STAGES = {Stage.SEGMENT: say("segment"), Stage.DETECT: say("detect"), Stage.GRADE: say("grade")}
_CERTAINTIES = {
    CertaintyGrade.HIGH: say("high"),
    CertaintyGrade.MEDIUM: say("medium"),
    CertaintyGrade.LOW: say("low"),
}


def one_image(outcome: Outcome, result: Document, screen: Screen) -> Iterator[RenderableType]:
    """Everything about one image."""
    yield Text(result["file"], style="bold", overflow="fold")
    reading = outcome.reading
    if reading is not None and reading.grades:
        yield _bones(reading, screen)
    yield _facts(outcome, result, screen)


def _bones(reading: Reading, screen: Screen) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(screen.words(say("No")), justify="right")
    table.add_column(screen.words(say("Bone")), no_wrap=True)
    table.add_column(screen.words(say("Level")), no_wrap=True)
    for name in (say("Points"), say("Probability"), say("Within 1")):
        table.add_column(screen.words(name), justify="right")
    table.add_column(screen.words(say("Source")))
    points = reading.points or {}
    for bone in Bone:
        grade = reading.grades.get(bone)
        if grade is None:
            table.add_row(str(bone.number), screen.words(bone.title), screen.words(say("none")), "", "", "", "")
            continue
        table.add_row(
            str(bone.number),
            screen.words(bone.title),
            level_words(grade.level, reading.standards.rus_chn),
            str(points.get(bone, "")),
            "" if grade.source is Source.READER else f"{grade.probability:.0%}",
            "" if grade.source is Source.READER else f"{grade.mass_within_one:.0%}",
            screen.words(grade.source.word),
        )
    return table


def _facts(outcome: Outcome, result: Document, screen: Screen) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    told = notices(outcome.radiograph, outcome.reading)
    for notice in contradictions(told):
        table.add_row(Text(screen.words(CONTRADICTION), style=ALARM), Text(screen.words(notice.message), style=ALARM))
    for name, words in _lines(outcome, result, told, screen.ages):
        table.add_row(screen.words(name), printable(screen.words(words)))
    return table


def _lines(outcome: Outcome, result: Document, told: Sequence[Notice], ages: AgeNotation) -> Iterator[tuple[str, str]]:
    if isinstance(outcome, Assessed):
        yield from _age_lines(outcome.reading, outcome.radiograph, ages)
    else:
        yield say("Bone age"), say("none: {reason}", reason=outcome.error.message)
    if outcome.radiograph is not None:
        sex, hand = outcome.radiograph.sex_source, outcome.radiograph.laterality_source
        known, side = result["sex"], result["laterality"]
        yield say("Sex"), _fact(Sex(known).word if known else None, sex, _claims("workflow.sex_conflict", told))
        yield (
            say("Hand"),
            _fact(Laterality(side).word if side else None, hand, _claims("workflow.laterality_conflict", told)),
        )
    if outcome.reading is not None:
        yield from _run_lines(outcome.reading)
    for notice in told:
        if notice.weight is not Weight.CONTRADICTION:
            yield say("Note"), notice.message
    yield "", RESEARCH_NOTICE


def _claims(code: str, told: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(notice.claim for notice in told if notice.code == code)


def _fact(value: str | None, source: FactSource, claims: Sequence[str]) -> str:
    unknown = _SOURCES[FactSource.UNKNOWN]
    return semicolons((unknown if value is None else listed((value, _SOURCES[source])), *claims))


def _age_lines(reading: Reading, radiograph: Radiograph, ages: AgeNotation) -> Iterator[tuple[str, str]]:
    if reading.bone_age is None:
        yield say("Bone age"), say("none: stopped before the score, as asked")
        return
    yield say("RUS score"), say("{score} of 1000 points", score=reading.score or 0)
    yield say("Bone age"), age_words(reading.bone_age, ages)
    if reading.certainty is not None:
        certainty = _CERTAINTIES[reading.certainty.grade]
        range_told = doubt_words(reading.certainty, ages)
        yield say("Range"), say("{range}; certainty {certainty}", range=range_told, certainty=certainty)
    if reading.bone_age.alternative_years is not None:
        yield say("Or"), other_table_words(reading.bone_age.alternative_years, ages)
    if reading.tw3_bone_age is not None:
        yield say("TW3 age"), age_words(reading.tw3_bone_age, ages)
    age = radiograph.age
    if age is not None:
        difference = difference_words(reading.bone_age.years, age.years, ages)
        told = child_age_words(age, ages)
        yield say("Child's age"), say("{age}; the bone age is {difference}", age=told, difference=difference)


def _run_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    findings = reading.findings
    if findings.palm is not None:
        palm = findings.palm
        yield (
            say("Palm"),
            say("{share:.0%} of the image, by the {source}", share=palm.area_fraction, source=palm.source.word),
        )
    if findings.rois and not findings.grades:
        present = {roi.source for roi in reading.rois.values()}
        sources = both(source.word for source in Source if source in present)
        yield say("Boxes"), say("{boxes} of 13, by: {sources}", boxes=len(reading.rois), sources=sources)
    if findings.canonical is not None:
        yield say("View"), view_words(findings.canonical)
    stages = listed(
        say("{stage} {seconds:.1f} s", stage=_STAGES[stage], seconds=seconds)
        for stage, seconds in findings.seconds.items()
    )
    used = say("on {device}: {stages}", device=findings.device, stages=stages) if stages else say("not used")
    yield say("Networks"), used


def view_words(canonical: CanonicalTransform) -> str:
    """How the hand lies in the image; a hand that a clockwise turn sets upright lies turned anticlockwise."""
    turn = canonical.rotation_degrees
    if abs(turn) < _UPRIGHT_DEGREES:
        words = [say("upright")]
    elif turn > 0:
        words = [say("turned by {degrees:.0f}° anticlockwise in the image", degrees=turn)]
    else:
        words = [say("turned by {degrees:.0f}° clockwise in the image", degrees=-turn)]
    if canonical.mirrored:
        words.append(say("mirrored to the thumb on the right"))
    if canonical.inverted:
        words.append(say("grey levels inverted"))
    return listed(words)
