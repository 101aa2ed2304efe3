"""Which hands an evaluation looks at: a CSV file `file,sex,age_years`."""

import csv
import hashlib
import io
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.standards.sex import Sex
from bonage_desktop.training.errors import TrainingError

_COLUMNS = ("file", "sex", "age_years")
_HEADER_HINT = "Its first line must be file,sex,age_years or file,sex."


@dataclass(frozen=True, slots=True)
class Hand:
    """A row of the list.

    Attributes:
        line: of the CSV file, 1 is the header.
        file: the radiograph; a relative name counts from the folder of the CSV file.
        sex: of the child.
        age_years: the age to compare with, >= 0, or None where the cell is empty or there is no such column.
    """

    line: int
    file: Path
    sex: Sex
    age_years: float | None


def read_hands(manifest: Path) -> tuple[Hand, ...]:
    """The hands of a list, sorted by file.

    Args:
        manifest: the CSV file, UTF-8 with or without a byte order mark.

    Raises:
        TrainingError: it cannot be read (`training.manifest_unreadable`), has other columns
            (`training.manifest_header`), has a value that cannot be or no row (`training.manifest_value`), or names
            a file that is not there (`training.hand_missing`).
    """
    hands = _parsed(manifest)
    if not hands:
        raise TrainingError("training.manifest_value", f"{manifest} lists no hand.", "Add a row for each radiograph.")
    for hand in hands:
        if not hand.file.is_file():
            raise TrainingError(
                "training.hand_missing",
                f"{manifest}, line {hand.line}: there is no file {hand.file}.",
                "Write the name relative to the folder of the CSV file, or in full.",
            )
    return tuple(sorted(hands, key=lambda hand: str(hand.file)))


def evenly_spread(hands: Sequence[Hand], count: int) -> tuple[Hand, ...]:
    """A fixed choice: the middles of `count` equal parts of the list, or all of it where it is not longer.

    Args:
        hands: in order.
        count: > 0.
    """
    if len(hands) <= count:
        return tuple(hands)
    return tuple(hands[(2 * part + 1) * len(hands) // (2 * count)] for part in range(count))


def sha256_of(hands: Sequence[Hand], manifest: Path) -> dict[Hand, str]:
    """The SHA-256 of each file, hexadecimal.

    Raises:
        TrainingError: a file cannot be read (`training.hand_missing`), or two hold the same bytes
            (`training.manifest_value`).
    """
    found: dict[Hand, str] = {}
    first: dict[str, Hand] = {}
    for hand in hands:
        try:
            digest = hashlib.sha256(hand.file.read_bytes()).hexdigest()
        except OSError as error:
            raise TrainingError(
                "training.hand_missing",
                f"{hand.file} could not be read: {(error.strerror or 'unknown error').lower()}.",
                "Check permissions and the disk.",
            ) from error
        if digest in first:
            raise TrainingError(
                "training.manifest_value",
                f"{manifest}, lines {first[digest].line} and {hand.line} name the same image.",
                "Keep one row for each radiograph.",
            )
        first[digest] = hand
        found[hand] = digest
    return found


def _parsed(manifest: Path) -> list[Hand]:
    reader = csv.DictReader(io.StringIO(_text(manifest), newline=""), strict=True)
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        _check_header(manifest, names)
        return list(_rows(manifest, reader, names))
    except csv.Error as error:
        raise TrainingError(
            "training.manifest_unreadable",
            f"{manifest}, line {reader.line_num}: this is no CSV ({error}).",
            "Save the list as CSV with commas, in UTF-8.",
        ) from error


def _text(manifest: Path) -> str:
    try:
        return manifest.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TrainingError(
            "training.manifest_unreadable",
            f"{manifest} could not be read: {(error.strerror or 'unknown error').lower()}.",
            "Check the path given to --manifest.",
        ) from error
    except UnicodeDecodeError as error:
        raise TrainingError(
            "training.manifest_unreadable",
            f"{manifest} is not UTF-8 text.",
            "Save the list as CSV with commas, in UTF-8.",
        ) from error


def _check_header(manifest: Path, names: Collection[str]) -> None:
    for column in names:
        if column not in _COLUMNS:
            raise TrainingError("training.manifest_header", f"{manifest} has a column {column!r}.", _HEADER_HINT)
    if not {"file", "sex"} <= set(names):
        raise TrainingError("training.manifest_header", f"{manifest} has no columns file and sex.", _HEADER_HINT)


def _rows(manifest: Path, reader: "csv.DictReader[str]", names: dict[str, str]) -> Iterator[Hand]:
    for cells in reader:
        written = {name: (cells[original] or "").strip() for name, original in names.items()}
        where = f"{manifest}, line {reader.line_num}"
        if not any(written.values()):
            continue
        if not written["file"]:
            raise TrainingError("training.manifest_value", f"{where}: names no file.", "Fill in the column file.")
        file = manifest.parent / written["file"]
        yield Hand(reader.line_num, file, _sex(where, written["sex"]), _age(where, written.get("age_years", "")))


def _sex(where: str, text: str) -> Sex:
    try:
        return Sex(text.lower())
    except ValueError:
        raise TrainingError(
            "training.manifest_value", f"{where}: {text!r} is no sex.", "Write male or female."
        ) from None


def _age(where: str, text: str) -> float | None:
    if not text:
        return None
    try:
        years = float(text)
    except ValueError:
        years = math.nan
    if not 0 <= years < math.inf:
        raise TrainingError(
            "training.manifest_value",
            f"{where}: {text!r} is no age in years.",
            "Write it as 10.5, or leave the cell empty.",
        )
    return years
