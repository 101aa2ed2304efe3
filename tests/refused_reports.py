"""Cases that no final report can be made of, each with the code that says why: one rule for all who ask."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.case_intake import begin, found

SIGNED = Confirmation("Dr. Wang", datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
_NO_HAND = Rejection("vision.not_a_hand", "This does not look like a hand.", "Place bones by hand.")


def _case(findings=None, **radiograph: object) -> Case:
    begun = begin(Case(1, Path("hand.png")), sample_radiograph(**radiograph), load_standards())
    return replace(found(begun, findings or sample_findings(), None), confirmation=SIGNED)


def _without_ulna() -> Case:
    grades = {bone: grade for bone, grade in sample_findings().grades.items() if bone is not Bone.ULNA}
    return _case(sample_findings(grades=grades))


REFUSED: dict[str, tuple[Case, str]] = {
    "not read": (Case(1, Path("hand.png")), "workflow.report_image"),
    "ungraded": (_without_ulna(), "workflow.report_ungraded"),
    "no sex": (_case(sex=None, sex_source=FactSource.UNKNOWN), "workflow.report_sex"),
    "refused": (_case(sample_findings(rejection=_NO_HAND, grades={})), "workflow.report_refused"),
    "pending": (replace(_case(), stage=Stage.GRADE), "workflow.report_pending"),
    "unconfirmed": (replace(_case(), confirmation=None), "workflow.report_unconfirmed"),
}
"""Signed, but for the last: what is signed all the same does not get a final report either."""
