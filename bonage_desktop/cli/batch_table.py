"""Many results as one table for people: one row an image, what contradicts itself first."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bonage_desktop.cli.screen import ALARM, Screen
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.document import Document, notices
from bonage_desktop.reporting.remarks import CONTRADICTION, contradictions, counted, short_words
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_cell, range_cell, short_difference_words
from bonage_desktop.sentences import paragraph, say, say_count, semicolons
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.outcome import Assessed, Failed, Outcome


@dataclass(frozen=True, slots=True)
class ImageRow:
    """What the table shows of an image. Words alone: a batch must not keep its images in memory.

    Attributes:
        file: as it was given.
        sex: or empty.
        score: or empty.
        bone_age: with the range below it, or empty.
        child_age: with the difference to the bone age, or empty.
        alarms: contradictions and the failure.
        remarks: everything else that is not true of every such file.
    """

    file: str
    sex: str
    score: str
    bone_age: str
    child_age: str
    alarms: tuple[str, ...]
    remarks: tuple[str, ...]


def image_row(outcome: Outcome, result: Document) -> ImageRow:
    """The row of an image."""
    told = notices(outcome.radiograph, outcome.reading)
    return ImageRow(
        file=result["file"],
        sex=Sex(result["sex"]).word if result["sex"] else "",
        score="" if result["score"] is None else str(result["score"]),
        bone_age=_bone_age(outcome),
        child_age=_child_age(outcome),
        alarms=(*_contradictions(told), *_failure(outcome)),
        remarks=(*_by_the_reader(outcome), *counted(_unusual(told))),
    )


def many_images(rows: Sequence[ImageRow], screen: Screen) -> tuple[RenderableType, ...]:
    """The table below the folder that its images share."""
    folder = _shared_folder(rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(screen.words(say("File")), overflow="fold")
    table.add_column(screen.words(say("Sex")), no_wrap=True)
    table.add_column(screen.words(say("Score")), justify="right", no_wrap=True)
    table.add_column(screen.words(say("Bone age")))
    table.add_column(screen.words(say("Child's age")))
    table.add_column(screen.words(say("Remarks")), overflow="fold")
    for row in rows:
        name = row.file.removeprefix(f"{folder}{os.sep}") if folder else row.file
        ages = (screen.words(row.bone_age), screen.words(row.child_age))
        table.add_row(name, screen.words(row.sex), row.score, *ages, _remarks(row, screen))
    heading = (Text(folder, style="bold", overflow="fold"),) if folder else ()
    notice = say("Ages in years; below the bone age its 80% range. All 13 levels: --format json, or --output DIR.")
    return *heading, table, Text(screen.words(paragraph(RESEARCH_NOTICE, notice)))


def _bone_age(outcome: Outcome) -> str:
    reading = outcome.reading
    if not isinstance(outcome, Assessed) or reading is None or reading.bone_age is None:
        return ""
    age = age_cell(reading.bone_age)
    if reading.certainty is None:
        return age
    return say("{age}\n{below}", age=age, below=range_cell(reading.certainty))


def _child_age(outcome: Outcome) -> str:
    age = None if outcome.radiograph is None else outcome.radiograph.age
    if age is None:
        return ""
    reading = outcome.reading
    if not isinstance(outcome, Assessed) or reading is None or reading.bone_age is None:
        return f"{age.years:.1f}"
    difference = short_difference_words(reading.bone_age.years, age.years)
    return say("{age}\n{below}", age=f"{age.years:.1f}", below=difference)


def _contradictions(told: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(
        say("{word}: {sentence}", word=CONTRADICTION, sentence=short_words(notice)) for notice in contradictions(told)
    )


def _failure(outcome: Outcome) -> tuple[str, ...]:
    if not isinstance(outcome, Failed):
        return ()
    return (say("failed: {reason}", reason=short_words(Notice(outcome.error.code, outcome.error.message))),)


def _by_the_reader(outcome: Outcome) -> tuple[str, ...]:
    if outcome.reading is None:
        return ()
    count = sum(grade.source is Source.READER for grade in outcome.reading.grades.values())
    return () if count == 0 else (say_count("{count} level by the reader", "{count} levels by the reader", count),)


def _unusual(told: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(notice for notice in told if notice.weight in (Weight.DOUBT, Weight.REMARK))


def _remarks(row: ImageRow, screen: Screen) -> Text:
    alarms = [Text(screen.words(words), style=ALARM) for words in row.alarms]
    remarks = [Text(screen.words(semicolons(row.remarks)))] if row.remarks else []
    return Text("\n").join([*alarms, *remarks])


def _shared_folder(rows: Sequence[ImageRow]) -> str:
    """The deepest folder that all images were given below, empty where there is none."""
    folders = {str(Path(row.file).parent) for row in rows}
    if len({Path(folder).is_absolute() for folder in folders}) > 1:
        return ""
    shared = os.path.commonpath(folders)
    return "" if shared in ("", ".", os.sep) else shared
