"""Results as a table: one row per image, one column per figure; `columns.py` says what each means."""

import csv
import io
from collections.abc import Iterable, Mapping

from bonage_desktop.reporting.document import Document
from bonage_desktop.standards.bones import Bone

Cell = str | int | float | None

_FACTS = (
    "file",
    "sha256",
    "sex",
    "sex_source",
    "laterality",
    "laterality_source",
    "score",
    "bone_age_years",
    "bone_age_p10_years",
    "bone_age_p90_years",
    "bone_age_alternative_years",
    "bone_age_bound",
    "tw3_bone_age_years",
    "tw3_bone_age_bound",
    "certainty",
    "chronological_age_years",
    "chronological_age_source",
)
_OF_A_BONE = ("level", "label", "points", "probability", "mass_within_one", "source")
_LAST = ("warnings", "error_code", "error_message", "standard", "research_use_only")

COLUMNS: tuple[str, ...] = (
    *_FACTS,
    *(f"{bone.key}_{part}" for bone in Bone for part in _OF_A_BONE),
    *_LAST,
)
"""The columns in their order; the same for every table, whatever was found."""


def header() -> str:
    """The first line of a table, line end included."""
    return _line(COLUMNS)


def row(result: Document) -> str:
    """One image's line, line end included; what is not known is empty."""
    return _line(cells(result).values())


def cells(result: Document) -> Mapping[str, Cell]:
    """One image's cells by column, in the order of the columns; what is not known is None."""
    found: dict[str, Cell] = {name: result[name] for name in _FACTS}
    for bone in Bone:
        entry = result["levels"].get(bone.key)
        for part in _OF_A_BONE:
            found[f"{bone.key}_{part}"] = None if entry is None else entry[part]
    error = result["error"]
    found["warnings"] = "; ".join(warning["code"] for warning in result["warnings"])
    found["error_code"] = None if error is None else error["code"]
    found["error_message"] = None if error is None else error["message"]
    found["standard"] = result["standard"]
    found["research_use_only"] = result["research_use_only"]
    return found


def as_csv(results: Iterable[Document]) -> str:
    """A whole table."""
    return header() + "".join(row(result) for result in results)


def _line(values: Iterable[Cell]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue()
