"""What each column of a table means: the data dictionary. docs/data-dictionary.md is the same for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bonage_desktop.reporting.table import COLUMNS
from bonage_desktop.standards.bones import Bone


class Kind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its head.
        kind: of its cells; a cell may be empty too.
        meaning: with unit and range.
    """

    name: str
    kind: Kind
    meaning: str


_FACTS = {
    "file": (Kind.TEXT, "the image as it was given"),
    "sha256": (Kind.TEXT, "SHA-256 of the file, hexadecimal"),
    "sex": (Kind.TEXT, "`male` or `female`: whose points and curve were used"),
    "sex_source": (Kind.TEXT, "who said the sex: `tag`, `reader`, `demographics` or `unknown`"),
    "laterality": (Kind.TEXT, "which hand: `left` or `right`"),
    "laterality_source": (Kind.TEXT, "who said the hand, as for the sex"),
    "score": (Kind.INTEGER, "RUS-CHN score, 0 to 1000 points"),
    "bone_age_years": (Kind.NUMBER, "RUS-CHN bone age by the 50th percentile, years"),
    "bone_age_p10_years": (Kind.NUMBER, "10th percentile of the bone age by how sure the networks are, years"),
    "bone_age_p90_years": (Kind.NUMBER, "90th percentile of the same, years"),
    "bone_age_alternative_years": (
        Kind.NUMBER,
        "bone age by the other published table where the sources disagree, years",
    ),
    "bone_age_bound": (Kind.TEXT, "`within` the curve, `at_or_below` its first age, `adult` at or above its last"),
    "tw3_bone_age_years": (Kind.NUMBER, "TW3-RUS bone age of the same levels, years"),
    "tw3_bone_age_bound": (Kind.TEXT, "where it lies on the curve of TW3, as for RUS-CHN"),
    "certainty": (Kind.TEXT, "`high`, `medium` or `low`: width of the range below 1, below 2, or from 2 years"),
    "chronological_age_years": (Kind.NUMBER, "age at the examination, years"),
    "chronological_age_source": (Kind.TEXT, "how it was found: `dates` or `patient_age`"),
    "warnings": (Kind.TEXT, "codes of the notices, `; ` between them (errors.md)"),
    "error_code": (Kind.TEXT, "why there is no result (errors.md)"),
    "error_message": (Kind.TEXT, "the same in a sentence"),
    "standard": (Kind.TEXT, "the points table by its SHA-256"),
    "research_use_only": (Kind.TEXT, "research use only, not a medical device"),
}
_OF_A_BONE = {
    "level": (Kind.INTEGER, "maturity level, 0 (no ossification centre) to {highest}"),
    "label": (Kind.TEXT, "how people write the level, e.g. `4(2)`"),
    "points": (Kind.INTEGER, "what the level is worth for the sex, points"),
    "probability": (Kind.NUMBER, "the networks' probability of the level, 0 to 1; empty where a reader set it"),
    "mass_within_one": (Kind.NUMBER, "their probability that it is right within one level, 0 to 1"),
    "source": (Kind.TEXT, "who set the level: `model`, `inferred` or `reader`"),
}


def columns() -> tuple[Column, ...]:
    """All columns in the order of the tables."""
    known = {column.name: column for column in (*_facts(), *_of_bones())}
    return tuple(known[name] for name in COLUMNS)


def dictionary_page() -> str:
    """docs/data-dictionary.md."""
    rows = (f"| `{column.name}` | {column.kind.value} | {column.meaning} |" for column in columns())
    return "\n".join([*_PAGE_HEAD, *rows]) + "\n"


_PAGE_HEAD = (
    "# Data dictionary",
    "",
    "The columns of the tables that `bonage assess` writes as CSV, XLSX and Parquet: one row an image, always these",
    "columns in this order. An empty cell means *not known*. XLSX has the dictionary as its second sheet. The keys of",
    "the JSON have the same names; [the command line](cli.md) tells of them. `tests/reporting/test_columns.py` holds",
    "this page to the code.",
    "",
    "| column | cells | meaning |",
    "|---|---|---|",
)


def _facts() -> Iterator[Column]:
    return (Column(name, kind, meaning) for name, (kind, meaning) in _FACTS.items())


def _of_bones() -> Iterator[Column]:
    for bone in Bone:
        for part, (kind, meaning) in _OF_A_BONE.items():
            told = meaning.format(highest=bone.level_count - 1)
            yield Column(f"{bone.key}_{part}", kind, f"{bone.title}: {told}")
