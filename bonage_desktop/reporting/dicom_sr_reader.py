"""A structured report of ours read back: levels, boxes, who set them, who observed.

Reads the tree itself, without the library that wrote it, so that each checks the other.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.filereader import read_partial

from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.reporting import codes
from bonage_desktop.reporting.codes import Concept
from bonage_desktop.reporting.report_content import ReportError
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.sex import Sex

_Answer = TypeVar("_Answer")
_GROUP, _TRACKING = "125007", "112039"
_PERSON, _DEVICE = "121008", "121013"
_BOX_DIGITS = 2
# What pydicom and the values of ours raise on a tree that is not as we write it.
_MALFORMED = (KeyError, ValueError, TypeError, AttributeError, IndexError, LevelError)


@dataclass(frozen=True, slots=True)
class SrBone:
    """What a report says of one bone.

    Attributes:
        level: its level.
        level_source: who set it.
        box: its region in pixels of the image, to 0.01; None where there is none.
        box_source: who set the region; None where there is none.
        points: what the level is worth.
    """

    level: Level
    level_source: Source
    box: Box | None
    box_source: Source | None
    points: int


@dataclass(frozen=True, slots=True)
class SrContent:
    """What a report says.

    Attributes:
        bones: all 13, in the standard's order.
        sex: whose points and curve were used.
        score: 0..1000.
        bone_age_years: to 0.001 y.
        person: name of the reader; empty where nobody is named.
        device: name of the device observer.
        is_verified: somebody confirmed it.
        image_uid: SOP Instance UID of the image.
        comments: what it says in words.
    """

    bones: Mapping[Bone, SrBone]
    sex: Sex
    score: int
    bone_age_years: float
    person: str
    device: str
    is_verified: bool
    image_uid: str
    comments: tuple[str, ...]


def read_sr(content: bytes) -> SrContent:
    """Read a structured report that `dicom_sr` wrote.

    Args:
        content: the DICOM file.

    Raises:
        ReportError: it is no such report (`reporting.not_our_report`).
    """
    try:
        return _content(read_partial(io.BytesIO(content)))
    except (InvalidDicomError, *_MALFORMED) as error:
        raise ReportError(
            "reporting.not_our_report",
            say("This is no structured report that bonage_desktop wrote, or it was changed since."),
            say("Give a .sr.dcm file as it was written."),
        ) from error


def _content(report: Dataset) -> SrContent:
    groups = {_text(_one(group, _TRACKING)): group for group in _walk(report) if _name(group) == _GROUP}
    by_key = {bone: groups[bone.key] for bone in Bone}
    hand = next(group for group in groups.values() if _find(group, codes.BONE_AGE.value))
    references = report["CurrentRequestedProcedureEvidenceSequence"].value[0].ReferencedSeriesSequence[0]
    return SrContent(
        bones={bone: _bone(bone, group) for bone, group in by_key.items()},
        sex=_answer(codes.SEXES, hand, codes.SUBJECT_SEX),
        score=round(_number(hand, codes.MATURITY_SCORE)),
        bone_age_years=_number(hand, codes.BONE_AGE),
        person=next((f"{item.PersonName}".rstrip("^") for item in _find(report, _PERSON)), ""),
        device=_text(_one(report, _DEVICE)),
        is_verified=report.VerificationFlag == "VERIFIED",
        image_uid=str(references.ReferencedSOPSequence[0].ReferencedSOPInstanceUID),
        comments=tuple(_text(item) for item in _find(hand, codes.COMMENT.value)),
    )


def _bone(bone: Bone, group: Dataset) -> SrBone:
    regions = [item for item in _children(group) if item.ValueType == "SCOORD"]
    return SrBone(
        level=Level(bone, round(_number(group, codes.STAGES[bone]))),
        level_source=_answer(codes.SOURCES, group, codes.LEVEL_SOURCE),
        box=_box(cast("Sequence[float]", regions[0].GraphicData)) if regions else None,
        box_source=_answer(codes.SOURCES, group, codes.BOX_SOURCE) if regions else None,
        points=round(_number(group, codes.POINTS)),
    )


def _box(outline: Sequence[float]) -> Box:
    xs, ys = outline[0::2], outline[1::2]
    return Box.of(round(float(value), _BOX_DIGITS) for value in (min(xs), min(ys), max(xs), max(ys)))


def _answer(answers: Mapping[_Answer, Concept], group: Dataset, question: Concept) -> _Answer:
    value = _one(group, question.value).ConceptCodeSequence[0].CodeValue
    return next(answer for answer, concept in answers.items() if concept.value == value)


def _number(group: Dataset, name: Concept) -> float:
    return float(_one(group, name.value).MeasuredValueSequence[0].NumericValue)


def _text(item: Dataset) -> str:
    return str(item.TextValue)


def _one(parent: Dataset, code: str) -> Dataset:
    return _find(parent, code)[0]


def _find(parent: Dataset, code: str) -> list[Dataset]:
    return [item for item in _children(parent) if _name(item) == code]


def _name(item: Dataset) -> str:
    names = item.get("ConceptNameCodeSequence")
    return str(names[0].CodeValue) if names else ""


def _walk(item: Dataset) -> Iterator[Dataset]:
    for child in _children(item):
        yield child
        yield from _walk(child)


def _children(item: Dataset) -> Sequence[Dataset]:
    return cast("Sequence[Dataset]", item.get("ContentSequence") or ())
