"""Sex and birth date of many images from a CSV file: `file,sex[,birth_date]`."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bonage_desktop.sentences import both, say
from bonage_desktop.standards.sex import Sex
from bonage_desktop.system_errors import reason_of
from bonage_desktop.workflow.errors import WorkflowError

_SEXES = {
    "male": Sex.MALE,
    "m": Sex.MALE,
    "男": Sex.MALE,
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
    "女": Sex.FEMALE,
}
_HEADER_HINT = say("Its first line must be file,sex or file,sex,birth_date.")


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says about the patient of one image.

    Attributes:
        sex: or None where the cell is empty.
        birth_date: or None where the cell is empty or there is no such column.
    """

    sex: Sex | None
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as written.

    Attributes:
        line: number of the line in the file, 1 is the header.
        file: the image as the row names it.
        person: what it says about the patient.
    """

    line: int
    file: str
    person: Person


@dataclass(frozen=True, slots=True)
class Demographics:
    """Rows matched with images.

    Attributes:
        people: by image.
        unmatched: rows that name none of the images.
    """

    people: Mapping[Path, Person]
    unmatched: tuple[Row, ...]


def read_rows(table: Path) -> tuple[Row, ...]:
    """The rows of a demographics table in UTF-8 (with or without a byte order mark) or GB18030.

    Raises:
        WorkflowError: the file cannot be read (`workflow.demographics_unreadable`), has no such header
            (`workflow.demographics_header`), or a row has a value that cannot be
            (`workflow.demographics_value`).
    """
    reader = csv.DictReader(io.StringIO(_text(table), newline=""))
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        if not {"file", "sex"} <= names.keys():
            raise WorkflowError(
                "workflow.demographics_header", say("{table} has no columns file and sex.", table=table), _HEADER_HINT
            )
        return tuple(_rows(table, reader, names))
    except csv.Error as error:
        raise WorkflowError(
            "workflow.demographics_unreadable",
            say("{table}, line {line}: this is no CSV ({clue}).", table=table, line=reader.line_num, clue=str(error)),
            say("Save the table as CSV with commas, in UTF-8."),
        ) from error


def match(table: Path, rows: Sequence[Row], images: Sequence[Path], folders: Iterable[Path]) -> Demographics:
    """Find the image of each row.

    A row names an image as it was given, relative to one of the input folders or to the table's
    own folder, or by its bare name where only one image has it.

    Args:
        table: the file that the rows come from.
        rows: as `read_rows` gives them.
        images: the images of the batch.
        folders: the input folders.

    Raises:
        WorkflowError: a row fits several images (`workflow.demographics_ambiguous`) or an image has
            several rows (`workflow.demographics_duplicate`).
    """
    resolved = {image.resolve(): image for image in images}
    named: dict[str, list[Path]] = {}
    for image in images:
        named.setdefault(image.name, []).append(image)
    bases = [Path(), *folders, table.parent]
    found: dict[Path, Row] = {}
    unmatched: list[Row] = []
    for row in rows:
        candidates = {resolved[place] for place in _places(row.file, bases) if place in resolved}
        candidates = candidates or set(named.get(row.file, ()))
        if not candidates:
            unmatched.append(row)
            continue
        image = _only(table, row, candidates)
        if image in found:
            raise WorkflowError(
                "workflow.demographics_duplicate",
                say(
                    "{table}, lines {first} and {second} both stand for {image}.",
                    table=table,
                    first=found[image].line,
                    second=row.line,
                    image=image,
                ),
                say("Keep one row for each image."),
            )
        found[image] = row
    return Demographics({image: row.person for image, row in found.items()}, tuple(unmatched))


def _text(table: Path) -> str:
    try:
        content = table.read_bytes()
    except OSError as error:
        raise WorkflowError(
            "workflow.demographics_unreadable",
            say("{table} could not be read: {reason}.", table=table, reason=reason_of(error)),
            say("Check the path given to --demographics."),
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkflowError(
        "workflow.demographics_unreadable",
        say("{table} is neither UTF-8 nor GB18030 text.", table=table),
        say("Save the table as CSV with commas, in UTF-8."),
    )


def _rows(table: Path, reader: "csv.DictReader[str]", names: Mapping[str, str]) -> Iterator[Row]:
    for cells in reader:
        written = {name: (cells[original] or "").strip() for name, original in names.items()}
        if not any(written.values()):
            continue
        where = say("{table}, line {line}", table=table, line=reader.line_num)
        if not written["file"] or "\0" in written["file"]:
            raise _bad_value(where, say("names no file"), say("Fill in the column file."))
        person = Person(_sex(where, written["sex"]), _birth_date(where, written.get("birth_date", "")))
        yield Row(reader.line_num, written["file"], person)


def _sex(where: str, text: str) -> Sex | None:
    if not text:
        return None
    if text.lower() not in _SEXES:
        raise _bad_value(
            where,
            say("{text!r} is no sex", text=text),
            say("Write male, female, M, F, 男 or 女, or leave the cell empty."),
        )
    return _SEXES[text.lower()]


def _birth_date(where: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad_value(
            where, say("{text!r} is no birth date", text=text), say("Write it as 2014-05-02, or leave the cell empty.")
        ) from None


def _bad_value(where: str, fact: str, hint: str) -> WorkflowError:
    return WorkflowError("workflow.demographics_value", say("{place}: {fact}.", place=where, fact=fact), hint)


def _places(name: str, bases: Iterable[Path]) -> Iterator[Path]:
    for base in bases:
        yield (base / name).resolve()


def _only(table: Path, row: Row, candidates: set[Path]) -> Path:
    if len(candidates) == 1:
        return next(iter(candidates))
    raise WorkflowError(
        "workflow.demographics_ambiguous",
        say(
            "{table}, line {line}: {file} fits {images}.",
            table=table,
            line=row.line,
            file=row.file,
            images=both(sorted(map(str, candidates))),
        ),
        say("Write the path relative to the input folder."),
    )
