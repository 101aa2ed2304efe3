"""Cases of the sample hand, and a session that a reader works in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sample_hand import model_grade, sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Box, Roi
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin, found
from bonage_desktop.workflow.review import ReviewSession

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
READER = "Dr. Wang"
NO_HAND = Rejection("vision.not_a_hand", "This does not look like a hand.", "Place bones by hand.")


def waiting_case(number: int = 1, name: str = "hand.png") -> Case:
    """Listed, not decoded."""
    return Case(number, Path(name))


def decoded_case(number: int = 1, **radiograph: object) -> Case:
    """A boy's hand before the networks have looked at it."""
    return begin(waiting_case(number), sample_radiograph(**radiograph), load_standards())


def assessed_case(number: int = 1, findings: Findings | None = None, **radiograph: object) -> Case:
    """A boy's hand: 272 points, bone age 10.55 years."""
    return found(decoded_case(number, **radiograph), findings or sample_findings(), None)


def case_of_unknown_sex() -> Case:
    return assessed_case(sex=None, sex_source=FactSource.UNKNOWN)


def refused_case(rois: Mapping[Bone, Roi] | None = None) -> Case:
    """The networks made levels of the image all the same; nobody may use them."""
    found_boxes = sample_findings().rois if rois is None else rois
    return assessed_case(findings=sample_findings(rejection=NO_HAND, rois=found_boxes))


def session_with(case: Case | None = None, *, grade_first: bool = False, reader: str = READER) -> ReviewSession:
    session = ReviewSession(load_standards(), reader=lambda: reader, now=lambda: NOON, grade_first=grade_first)
    if case is not None:
        session.open(case)
    return session


def look_at(case: Case, levels: Mapping[Bone, int], rejection: Rejection | None = None) -> Findings:
    """What the networks answer about the boxes in force: these levels, for the others those of the sample."""
    rois = case.reading.rois
    sample = sample_findings()
    grades = {bone: sample.grades[bone] for bone in rois}
    grades |= {bone: model_grade(Level(bone, index)) for bone, index in levels.items()}
    return replace(sample, rois=dict(rois), grades={} if rejection else grades, rejection=rejection)


def box_number(number: int) -> Box:
    return Box(10.0 * number, 20.0, 10.0 * number + 30.0, 55.0)


def index_of(session: ReviewSession, bone: Bone) -> int | None:
    level = session.case.reading.levels.get(bone)
    return None if level is None else level.index


def choose_all(session: ReviewSession, levels: Mapping[Bone, int], bones: Iterable[Bone] = tuple(Bone)) -> None:
    for bone in bones:
        session.choose_level(Level(bone, levels[bone]))


def with_study(case: Case, **changes: object) -> Case:
    """The same case as if its file said this too."""
    return replace(case, radiograph=replace(case.radiograph, **changes))
