"""One image's result as the JSON object of the command line contract.

Figures are rounded once, here: ages to 0.001 y, probabilities to 0.0001, boxes to
0.01 pixel, the rotation to 0.1 degree, seconds to 0.001. docs/cli.md is the dictionary.
"""

import json
import re
from pathlib import Path
from typing import TypedDict, cast

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.standards.sex import Sex


class LevelEntry(TypedDict):
    """A bone's level: number, label, points (null without a sex), who set it, and what the model thinks of it.

    The probabilities are null where a reader set the level; the plausibility beside the other twelve levels is null
    where it was not judged.
    """

    level: int
    label: str
    points: int | None
    probability: float | None
    mass_within_one: float | None
    plausibility: float | None
    source: str
    probabilities: list[float] | None


class RoiEntry(TypedDict):
    """A bone's box in pixels of the image (x0, y0, x1, y1), the detector's score and who set it."""

    box: list[float]
    score: float | None
    source: str


class NoticeEntry(TypedDict):
    """Something the reader should know."""

    code: str
    message: str


class ErrorEntry(TypedDict):
    """Why there is no bone age, and what to do about it."""

    code: str
    message: str
    hint: str


class CanonicalEntry(TypedDict):
    """How the image was turned into the view the networks know."""

    rotation_degrees: float
    mirrored: bool
    inverted: bool


class Document(TypedDict):
    """All keys are always there; what is not known is null or empty."""

    file: str
    sha256: str | None
    sex: str | None
    sex_source: str
    laterality: str | None
    laterality_source: str
    levels: dict[str, LevelEntry]
    rois: dict[str, RoiEntry]
    score: int | None
    bone_age_years: float | None
    bone_age_p10_years: float | None
    bone_age_p90_years: float | None
    bone_age_alternative_years: float | None
    bone_age_bound: str | None
    tw3_bone_age_years: float | None
    tw3_bone_age_bound: str | None
    certainty: str | None
    chronological_age_years: float | None
    chronological_age_source: str | None
    warnings: list[NoticeEntry]
    canonical: CanonicalEntry | None
    models: dict[str, str]
    seconds: dict[str, float]
    error: ErrorEntry | None
    standard: str | None
    research_use_only: str


def document(
    file: Path,
    radiograph: Radiograph | None,
    reading: Reading | None,
    error: BonageError | None,
) -> Document:
    """The JSON object of one image.

    Args:
        file: the image as it was given.
        radiograph: what was decoded, or None where decoding failed.
        reading: what was assessed, or None where nothing was.
        error: why there is no result, or None. With an error no score and no bone age is given.
    """
    sex, sex_source = _sex(radiograph, reading)
    result = _empty(file, radiograph, sex, sex_source)
    result["error"] = None if error is None else ErrorEntry(code=error.code, message=error.message, hint=error.hint)
    result["warnings"] = [NoticeEntry(code=n.code, message=n.message) for n in notices(radiograph, reading)]
    if reading is not None:
        _add_findings(result, reading)
        if error is None:
            _add_ages(result, reading)
    return result


def notices(radiograph: Radiograph | None, reading: Reading | None) -> tuple[Notice, ...]:
    """All remarks on one image in the order they arose, each once."""
    found: list[Notice] = []
    if radiograph is not None:
        found += radiograph.notices
    if reading is not None:
        found += reading.findings.notices
        found += reading.findings.missing.values()
        found += reading.notices(None if radiograph is None else radiograph.age)
    return tuple(dict.fromkeys(found))


def as_text(result: Document) -> str:
    """JSON with one bone a line, so that a person can correct a level or a box by hand."""
    lines = [f" {json.dumps(key)}: {_laid_out(value)}" for key, value in result.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def in_ascii(text: str) -> str:
    """The same JSON for a stream that cannot take every character: the others as escapes."""
    return re.sub(r"[^\x00-\x7f]", lambda found: json.dumps(found.group())[1:-1], text)


def _sex(radiograph: Radiograph | None, reading: Reading | None) -> tuple[Sex | None, FactSource]:
    if reading is not None and reading.sex is not None:
        return reading.sex, reading.sex_source
    if radiograph is not None:
        return radiograph.sex, radiograph.sex_source
    return None, FactSource.UNKNOWN


def _empty(file: Path, radiograph: Radiograph | None, sex: Sex | None, sex_source: FactSource) -> Document:
    laterality = None if radiograph is None else radiograph.laterality
    laterality_source = FactSource.UNKNOWN if radiograph is None else radiograph.laterality_source
    age = None if radiograph is None else radiograph.age
    return Document(
        file=printable(str(file)),
        sha256=None if radiograph is None else radiograph.provenance.sha256,
        sex=None if sex is None else sex.value,
        sex_source=sex_source.value,
        laterality=None if laterality is None else laterality.value,
        laterality_source=laterality_source.value,
        levels={},
        rois={},
        score=None,
        bone_age_years=None,
        bone_age_p10_years=None,
        bone_age_p90_years=None,
        bone_age_alternative_years=None,
        bone_age_bound=None,
        tw3_bone_age_years=None,
        tw3_bone_age_bound=None,
        certainty=None,
        chronological_age_years=None if age is None else round(age.years, 3),
        chronological_age_source=None if age is None else age.source.value,
        warnings=[],
        canonical=None,
        models={},
        seconds={},
        error=None,
        standard=None,
        research_use_only=RESEARCH_NOTICE,
    )


def _add_findings(result: Document, reading: Reading) -> None:
    findings = reading.findings
    result["levels"] = _levels(reading)
    result["rois"] = {
        roi.bone.key: RoiEntry(
            box=[round(value, 2) for value in roi.box.corners], score=rounded(roi.score, 4), source=roi.source.value
        )
        for roi in reading.rois.values()
    }
    result["canonical"] = _canonical(findings.canonical)
    result["models"] = dict(findings.models)
    result["seconds"] = {stage.value: round(seconds, 3) for stage, seconds in findings.seconds.items()}
    result["standard"] = reading.standards.rus_chn.identity


def _levels(reading: Reading) -> dict[str, LevelEntry]:
    points = reading.points or {}
    return {
        bone.key: LevelEntry(
            level=grade.level.index,
            label=reading.standards.rus_chn.label(grade.level),
            points=points.get(bone),
            probability=None if grade.source is Source.READER else round(grade.probability, 4),
            mass_within_one=None if grade.source is Source.READER else round(grade.mass_within_one, 4),
            plausibility=rounded(grade.plausibility, 4),
            source=grade.source.value,
            probabilities=_probabilities(grade),
        )
        for bone, grade in reading.grades.items()
    }


def _probabilities(grade: BoneGrade) -> list[float] | None:
    if grade.source is Source.READER:
        return None
    return [round(float(probability), 8) for probability in grade.probabilities]


def _add_ages(result: Document, reading: Reading) -> None:
    result["score"] = reading.score
    if reading.bone_age is not None:
        result["bone_age_years"] = round(reading.bone_age.years, 3)
        result["bone_age_alternative_years"] = rounded(reading.bone_age.alternative_years, 3)
        result["bone_age_bound"] = reading.bone_age.bound.value
    if reading.tw3_bone_age is not None:
        result["tw3_bone_age_years"] = round(reading.tw3_bone_age.years, 3)
        result["tw3_bone_age_bound"] = reading.tw3_bone_age.bound.value
    if reading.certainty is not None:
        result["bone_age_p10_years"] = round(reading.certainty.p10_years, 3)
        result["bone_age_p90_years"] = round(reading.certainty.p90_years, 3)
        result["certainty"] = reading.certainty.grade.value


def _canonical(transform: CanonicalTransform | None) -> CanonicalEntry | None:
    if transform is None:
        return None
    return CanonicalEntry(
        rotation_degrees=round(transform.rotation_degrees, 1),
        mirrored=transform.mirrored,
        inverted=transform.inverted,
    )


def rounded(value: float | None, digits: int) -> float | None:
    """The value rounded, None kept."""
    return None if value is None else round(value, digits)


def printable(text: str) -> str:
    """The text with bytes that are no UTF-8 (old file names) written as escapes, so that it can be encoded."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _laid_out(value: object) -> str:
    if isinstance(value, dict):
        entries = cast(dict[str, object], value)
        if entries and all(isinstance(entry, dict) for entry in entries.values()):
            lines = (f"  {_compact(key)}: {_compact(entry)}" for key, entry in entries.items())
            return "{\n" + ",\n".join(lines) + "\n }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_compact(entry)}" for entry in cast(list[object], value)) + "\n ]"
    return _compact(cast(object, value))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
