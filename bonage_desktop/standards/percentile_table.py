"""Reading a site's percentile table: a CSV file with `sex,age_years` and a column of scores for each percentile.

Lines before the header may name it: `# name: …` and `# source: …`. docs/settings.md has an example.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say
from bonage_desktop.standards.percentiles import NoPercentilesError, PercentileRow, PercentileTable
from bonage_desktop.standards.sex import Sex
from bonage_desktop.system_errors import reason_of

MAX_BYTES = 2**20
"""Two sexes, 25 years by the month and 99 percentiles take a third of it."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COLUMN = re.compile(r"[Pp]([0-9]+(?:\.[0-9]+)?)")
_ABOUT = re.compile(r"#\s*(name|source)\s*:\s*(.*)", re.IGNORECASE)
_SEXES = {"male": Sex.MALE, "m": Sex.MALE, "男": Sex.MALE, "female": Sex.FEMALE, "f": Sex.FEMALE, "女": Sex.FEMALE}
_HEADER_HINT = say(
    "The header must be sex,age_years and at least three percentiles with P50, e.g. sex,age_years,P3,P50,P97."
)


class PercentileError(BonageError):
    """A percentile table that cannot be used. The message names the file and, where there is one, the line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file that is not empty: its number from 1, its cells without blanks around them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column holds what; `percentiles` are those of the file's order."""

    width: int
    sex: int
    age: int
    percentiles: Mapping[float, int]


def read_percentiles(file: Path) -> PercentileTable:
    """The percentile table in a CSV file, in UTF-8 (with or without a byte order mark) or GB18030.

    Args:
        file: the table. Without a line `# name: …` its name is the file's, without suffix.

    Raises:
        PercentileError: the file cannot be read or is no CSV (`standards.percentiles_unreadable`), its header names
            other columns (`standards.percentiles_header`), a cell cannot be (`standards.percentiles_value`), or the
            numbers are no percentiles: they fall, ages do not rise, rows are missing (`standards.percentiles_invalid`).
    """
    content = _content(file)
    about, lines = _without_remarks(_lines(file, _text(file, content)))
    if not lines:
        raise _bad_header(file, None, say("there is no header"))
    header = _header(file, lines[0])
    rows: dict[Sex, list[PercentileRow]] = {}
    numbers: dict[Sex, list[int]] = {}
    for line in lines[1:]:
        sex, row = _row(file, line, header)
        rows.setdefault(sex, []).append(row)
        numbers.setdefault(sex, []).append(line.number)
    try:
        return PercentileTable(
            name=about.get("name") or file.stem,
            source=about.get("source", ""),
            sha256=hashlib.sha256(content).hexdigest(),
            percentiles=tuple(header.percentiles),
            rows={sex: tuple(of_sex) for sex, of_sex in rows.items()},
        )
    except NoPercentilesError as fault:
        line_number = None if fault.sex is None or fault.row is None else numbers[fault.sex][fault.row]
        raise PercentileError(
            "standards.percentiles_invalid",
            say("{place}: {fact}.", place=_place(file, line_number), fact=fault.fact),
            say(
                "Ages (in years) must rise; scores (0 to 1000 points) must not fall "
                "with the percentile or with the age."
            ),
        ) from fault


def _content(file: Path) -> bytes:
    hint = say("Choose a CSV file that you may read.")
    try:
        # A pipe or a device would keep the program waiting.
        if file.exists() and not file.is_file():
            raise PercentileError("standards.percentiles_unreadable", say("{file} is no file.", file=file), hint)
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        fact = reason_of(error)
        raise PercentileError(
            "standards.percentiles_unreadable", say("{file} could not be read: {fact}.", file=file, fact=fact), hint
        ) from error
    if len(content) > MAX_BYTES:
        raise PercentileError("standards.percentiles_unreadable", say("{file} is larger than 1 MiB.", file=file), hint)
    return content


def _text(file: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PercentileError(
        "standards.percentiles_unreadable",
        say("{file} is neither UTF-8 nor GB18030 text.", file=file),
        say("Save the table as CSV with commas, in UTF-8."),
    )


def _lines(file: Path, text: str) -> Iterator[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield _Line(reader.line_num, stripped)
    except csv.Error as error:
        raise PercentileError(
            "standards.percentiles_unreadable",
            say("{place}: this is no CSV ({clue}).", place=_place(file, reader.line_num), clue=str(error)),
            say("Save the table as CSV with commas, in UTF-8."),
        ) from error


def _without_remarks(lines: Iterator[_Line]) -> tuple[Mapping[str, str], Sequence[_Line]]:
    """What the lines with `#` say about the table, and the other lines."""
    about: dict[str, str] = {}
    others: list[_Line] = []
    for line in lines:
        if not line.cells[0].startswith("#"):
            others.append(line)
            continue
        # A name may hold commas; a spreadsheet fills the line up with empty cells.
        said = _ABOUT.fullmatch(", ".join(cell for cell in line.cells if cell))
        if said:
            about[said[1].lower()] = said[2]
    return about, others


def _header(file: Path, line: _Line) -> _Header:
    names = [cell.lower() for cell in line.cells]
    for name in ("sex", "age_years"):
        if names.count(name) != 1:
            raise _bad_header(file, line, _not_one(names, name))
    columns: dict[float, int] = {}
    for position, cell in enumerate(line.cells):
        if names[position] in ("", "sex", "age_years"):
            continue
        named = _COLUMN.fullmatch(cell)
        if named is None:
            raise _bad_header(file, line, say("{cell!r} is neither sex nor age_years nor a percentile", cell=cell))
        if float(named[1]) in columns:
            raise _bad_header(file, line, say("{cell} stands there twice", cell=cell))
        columns[float(named[1])] = position
    return _Header(len(names), names.index("sex"), names.index("age_years"), dict(sorted(columns.items())))


def _not_one(names: Sequence[str], name: str) -> str:
    if name in names:
        return say("there is more than one column {name}", name=name)
    return say("there is no column {name}", name=name)


def _row(file: Path, line: _Line, header: _Header) -> tuple[Sex, PercentileRow]:
    if len(line.cells) != header.width:
        raise _bad_value(
            file, line, say("there are {count} cells under {width} columns", count=len(line.cells), width=header.width)
        )
    written = line.cells[header.sex]
    if written.lower() not in _SEXES:
        raise _bad_value(file, line, say("{written!r} is no sex", written=written))
    years = _number(file, line, header.age)
    scores = tuple(_number(file, line, position) for position in header.percentiles.values())
    return _SEXES[written.lower()], PercentileRow(years, scores)


def _number(file: Path, line: _Line, position: int) -> float:
    if _NUMBER.fullmatch(line.cells[position]) is None:
        raise _bad_value(file, line, say("{written!r} is no number", written=line.cells[position]))
    return float(line.cells[position])


def _bad_header(file: Path, line: _Line | None, fact: str) -> PercentileError:
    return PercentileError(
        "standards.percentiles_header",
        say("{place}: {fact}.", place=_place(file, line.number if line else None), fact=fact),
        _HEADER_HINT,
    )


def _bad_value(file: Path, line: _Line, fact: str) -> PercentileError:
    hint = say("Write male, female, M, F, 男 or 女, and numbers as 11.5, in every row.")
    return PercentileError(
        "standards.percentiles_value", say("{place}: {fact}.", place=_place(file, line.number), fact=fact), hint
    )


def _place(file: Path, line: int | None) -> str:
    return str(file) if line is None else say("{file}, line {line}", file=file, line=line)
