"""What became of a picture that must not be accepted silently."""

from enum import StrEnum

from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from broken.case import Case, Kind

_LOUD = {Weight.DOUBT, Weight.CONTRADICTION}
_ABOUT_THE_IMAGE = ("vision.", "assessment.level_implausible")
_ABOUT_POSE = {"vision.negative", "vision.side_unexpected"}
"""They say how a hand lies, and nothing about a bone that cannot be read."""
_OF_ONE_BONE = {"vision.roi_at_edge", "vision.roi_inferred", "vision.roi_unsure", "assessment.level_implausible"}
_OF_TWO_HANDS = "vision.hand_presumed"


class Verdict(StrEnum):
    """From safe to unsafe."""

    REFUSED = "refused"
    NEEDS_READER = "needs the reader"
    DOUBTED = "accepted with a doubt"
    SILENT = "accepted silently"


def judged(case: Case, findings: Findings) -> Verdict:
    """Refused; without a score until a reader helps; accepted with doubts that name all that is wrong; or silently.

    What depends on the sex counts as it is for the sex for which less is said.
    """
    return max((_judged(case, findings, sex) for sex in Sex), key=list(Verdict).index)


def _judged(case: Case, findings: Findings, sex: Sex) -> Verdict:
    reading = Reading.begin(findings, sex, FactSource.READER, load_standards())
    if reading.refusal is not None:
        return Verdict.REFUSED
    if findings.missing:
        return Verdict.NEEDS_READER
    loud = _loud((*findings.notices, *reading.notices(None)))
    if case.bones:
        return Verdict.SILENT if case.bones - named(loud) else Verdict.DOUBTED
    if len(named(loud)) > 1:  # whole images are spoilt: two bones said are a warning of that
        return Verdict.DOUBTED
    about_all = {notice.code for notice in loud} - _OF_ONE_BONE
    if case.kind is not Kind.OVERLAP:
        about_all -= {_OF_TWO_HANDS}
    return Verdict.DOUBTED if about_all else Verdict.SILENT


def named(notices: tuple[Notice, ...]) -> frozenset[Bone]:
    """The bones that notices name."""
    return frozenset(bone for bone in Bone if any(bone.title in notice.message for notice in notices))


def _loud(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    return tuple(
        notice
        for notice in notices
        if notice.weight in _LOUD and notice.code.startswith(_ABOUT_THE_IMAGE) and notice.code not in _ABOUT_POSE
    )
