"""What has become of a case."""

from dataclasses import replace
from datetime import date

import pytest
from review_cases import (
    NOON,
    READER,
    assessed_case,
    case_of_unknown_sex,
    choose_all,
    decoded_case,
    refused_case,
    session_with,
    waiting_case,
)
from sample_hand import sample_findings

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case, CaseState, Confirmation
from bonage_desktop.workflow.case_intake import cancelled, found, put_away, started
from bonage_desktop.workflow.facts import Facts

FAULT = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")


def graded_by_hand(case: Case) -> Case:
    session = session_with(case)
    choose_all(session, dict.fromkeys(Bone, 5))
    return session.case


def without_ulna() -> Case:
    grades = {bone: grade for bone, grade in sample_findings().grades.items() if bone is not Bone.ULNA}
    return assessed_case(findings=sample_findings(grades=grades))


STATES = {
    "listed": (waiting_case(), CaseState.WAITING),
    "decoded": (decoded_case(), CaseState.WAITING),
    "being read": (started(decoded_case(), Stage.SEGMENT), CaseState.READING),
    "half read": (found(decoded_case(), sample_findings(grades={}), Stage.GRADE), CaseState.READING),
    "cancelled": (cancelled(started(waiting_case(), Stage.DETECT)), CaseState.CANCELLED),
    "cancelled and begun again": (started(cancelled(decoded_case()), Stage.SEGMENT), CaseState.READING),
    "cancelled and read after all": (found(cancelled(decoded_case()), sample_findings(), None), CaseState.TO_REVIEW),
    "cancelled when read": (cancelled(started(assessed_case(), Stage.SEGMENT)), CaseState.TO_REVIEW),
    "cancelled and graded by hand": (graded_by_hand(cancelled(decoded_case())), CaseState.TO_REVIEW),
    "read": (assessed_case(), CaseState.TO_REVIEW),
    "no sex": (case_of_unknown_sex(), CaseState.NEEDS_SEX),
    "a bone missing": (without_ulna(), CaseState.INCOMPLETE),
    "refused": (refused_case(), CaseState.REJECTED),
    "refused and graded by hand": (graded_by_hand(refused_case()), CaseState.TO_REVIEW),
    "unreadable": (replace(waiting_case(), error=FAULT), CaseState.FAILED),
    "networks failed": (replace(decoded_case(), error=FAULT), CaseState.FAILED),
    "networks failed and graded by hand": (graded_by_hand(replace(decoded_case(), error=FAULT)), CaseState.TO_REVIEW),
    "file gone after reading": (replace(assessed_case(), error=FAULT), CaseState.TO_REVIEW),
    "signed": (replace(assessed_case(), confirmation=Confirmation(READER, NOON)), CaseState.CONFIRMED),
}


@pytest.mark.parametrize(("case", "state"), STATES.values(), ids=STATES)
def test_the_state_says_what_has_become_of_a_case(case, state):
    assert case.state is state


def test_a_case_knows_what_the_reader_says_before_what_its_file_says():
    case = decoded_case(study_date=date(2020, 1, 1), laterality=Laterality.LEFT)

    told = replace(case, facts=Facts(study_date=date(2026, 1, 1), laterality=Laterality.RIGHT))

    assert waiting_case().known is None
    assert (case.known.study_date, case.known.laterality) == (date(2020, 1, 1), Laterality.LEFT)
    assert (told.known.study_date, told.known.laterality) == (date(2026, 1, 1), Laterality.RIGHT)


def test_pixels_are_there_while_a_case_is_open():
    assert not waiting_case().has_pixels
    assert decoded_case().has_pixels
    assert not put_away(decoded_case()).has_pixels
