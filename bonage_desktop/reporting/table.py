"""Results as CSV: one row per image, one column per figure. docs/cli.md is the dictionary."""

import csv
import io
from collections.abc import Iterable

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
    cells: dict[str, Cell] = {name: result[name] for name in _FACTS}
    for bone in Bone:
        entry = result["levels"].get(bone.key)
        for part in _OF_A_BONE:
            cells[f"{bone.key}_{part}"] = None if entry is None else entry[part]
    error = result["error"]
    cells["warnings"] = "; ".join(warning["code"] for warning in result["warnings"])
    cells["error_code"] = None if error is None else error["code"]
    cells["error_message"] = None if error is None else error["message"]
    cells["standard"] = result["standard"]
    cells["research_use_only"] = result["research_use_only"]
    return _line(cells[name] for name in COLUMNS)


def as_csv(results: Iterable[Document]) -> str:
    """A whole table."""
    return header() + "".join(row(result) for result in results)


def _line(cells: Iterable[Cell]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
