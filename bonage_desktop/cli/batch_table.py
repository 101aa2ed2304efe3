"""Many results as one table for people: one row an image, what contradicts itself first."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bonage_desktop.cli import screen
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.document import Document, notices
from bonage_desktop.reporting.remarks import CONTRADICTION, contradictions, counted, short_words
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, range_words, short_difference_words
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
        sex=result["sex"] or "",
        score="" if result["score"] is None else str(result["score"]),
        bone_age=_bone_age(outcome),
        child_age=_child_age(outcome),
        alarms=(*_contradictions(told), *_failure(outcome)),
        remarks=(*_by_the_reader(outcome), *counted(_unusual(told))),
    )


def many_images(rows: Sequence[ImageRow]) -> tuple[RenderableType, ...]:
    """The table below the folder that its images share."""
    folder = _shared_folder(rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("File", overflow="fold")
    table.add_column("Sex", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Bone age")
    table.add_column("Child's age")
    table.add_column("Remarks", overflow="fold")
    for row in rows:
        name = row.file.removeprefix(f"{folder}{os.sep}") if folder else row.file
        table.add_row(name, row.sex, row.score, row.bone_age, row.child_age, _remarks(row))
    heading = (Text(folder, style="bold", overflow="fold"),) if folder else ()
    notice = "Ages in years; below the bone age its 80% range. All 13 levels: --format json, or --output DIR."
    return *heading, table, Text(f"{RESEARCH_NOTICE} {notice}")


def _bone_age(outcome: Outcome) -> str:
    reading = outcome.reading
    if not isinstance(outcome, Assessed) or reading is None or reading.bone_age is None:
        return ""
    age = age_words(reading.bone_age).replace(" years", "")
    return age if reading.certainty is None else f"{age}\n{range_words(reading.certainty).removesuffix(' years')}"


def _child_age(outcome: Outcome) -> str:
    age = None if outcome.radiograph is None else outcome.radiograph.age
    if age is None:
        return ""
    reading = outcome.reading
    if not isinstance(outcome, Assessed) or reading is None or reading.bone_age is None:
        return f"{age.years:.1f}"
    return f"{age.years:.1f}\n{short_difference_words(reading.bone_age.years, age.years)}"


def _contradictions(told: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(f"{CONTRADICTION}: {short_words(notice)}" for notice in contradictions(told))


def _failure(outcome: Outcome) -> tuple[str, ...]:
    if not isinstance(outcome, Failed):
        return ()
    return (f"failed: {short_words(Notice(outcome.error.code, outcome.error.message))}",)


def _by_the_reader(outcome: Outcome) -> tuple[str, ...]:
    if outcome.reading is None:
        return ()
    count = sum(grade.source is Source.READER for grade in outcome.reading.grades.values())
    return () if count == 0 else (f"{count} level{'s' if count > 1 else ''} by the reader",)


def _unusual(told: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(notice for notice in told if notice.weight in (Weight.DOUBT, Weight.REMARK))


def _remarks(row: ImageRow) -> Text:
    alarms = [Text(words, style=screen.ALARM) for words in row.alarms]
    remarks = [Text("; ".join(row.remarks))] if row.remarks else []
    return Text("\n").join([*alarms, *remarks])


def _shared_folder(rows: Sequence[ImageRow]) -> str:
    """The deepest folder that all images were given below, empty where there is none."""
    folders = {str(Path(row.file).parent) for row in rows}
    if len({Path(folder).is_absolute() for folder in folders}) > 1:
        return ""
    shared = os.path.commonpath(folders)
    return "" if shared in ("", ".", os.sep) else shared
