"""Signing a reading, and opening it again."""

from dataclasses import replace
from datetime import datetime

import pytest
from review_cases import (
    NOON,
    READER,
    assessed_case,
    case_of_unknown_sex,
    choose_all,
    decoded_case,
    index_of,
    refused_case,
    session_with,
    waiting_case,
)
from sample_hand import sample_findings

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.notice import Notice
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import CaseState, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import found, put_away, started
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.review import ReviewSession


def code_of(intent) -> str:
    with pytest.raises(WorkflowError) as caught:
        intent()
    return caught.value.code


def test_a_confirmed_case_says_by_whom_and_when():
    session = session_with(assessed_case())

    session.confirm()

    assert session.case.confirmation == Confirmation(READER, NOON)
    assert session.case.state is CaseState.CONFIRMED
    assert session.state.is_locked


@pytest.mark.parametrize(
    "case", [case_of_unknown_sex(), refused_case(), decoded_case()], ids=["no sex", "refused", "not assessed"]
)
def test_without_an_age_there_is_nothing_to_confirm(case):
    assert code_of(session_with(case).confirm) == "workflow.nothing_to_confirm"


def test_a_case_that_could_not_be_read_cannot_be_confirmed():
    unreadable = replace(waiting_case(), error=BonageError("imaging.empty_file", "The file is empty.", "Export it."))

    assert code_of(session_with(unreadable).confirm) == "workflow.case_not_read"


NOT_FOUND = Notice("vision.roi_missing", "Ulna was not found and is never inferred: it needs the reader.")
UNGRADED_ULNA = {
    "grades": {bone: grade for bone, grade in sample_findings().grades.items() if bone is not Bone.ULNA},
    "missing": {Bone.ULNA: NOT_FOUND},
}


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (waiting_case(), "its image is still being read"),
        (put_away(assessed_case()), "its image is still being read"),
        (started(decoded_case(), Stage.DETECT), "the networks are at work"),
        (decoded_case(), "no bone has a level"),
        (assessed_case(findings=sample_findings(**UNGRADED_ULNA)), NOT_FOUND.message.rstrip(".")),
        (
            assessed_case(findings=sample_findings(grades=dict(list(sample_findings().grades.items())[2:]))),
            "without a level are Radius, Ulna",
        ),
        (case_of_unknown_sex(), "the sex is not known"),
        (refused_case(), "This does not look like a hand"),
    ],
    ids=["not decoded", "put away", "at work", "not assessed", "one bone", "two bones", "no sex", "refused"],
)
def test_what_keeps_a_case_from_being_confirmed_is_said_with_what_to_do(case, reason):
    hindered = session_with(case)

    with pytest.raises(WorkflowError) as caught:
        hindered.confirm()

    assert caught.value.message == f"hand.png cannot be confirmed yet: {reason}."
    assert caught.value.hint


def test_while_levels_are_hidden_it_is_said_how_many_are_missing():
    session = session_with(assessed_case(), grade_first=True)
    session.choose_level(Level(Bone.RADIUS, 5))

    with pytest.raises(WorkflowError) as caught:
        session.confirm()

    assert caught.value.message == "hand.png cannot be confirmed yet: only 1 of 13 bones are graded."


def test_nothing_keeps_an_assessed_case_from_being_confirmed():
    assert session_with(assessed_case()).state.hindrance is None


def test_a_confirmed_case_is_not_confirmed_again():
    session = session_with(assessed_case())
    session.confirm()

    assert code_of(session.confirm) == "workflow.case_confirmed"


def test_nobody_confirms_nothing():
    session = session_with(assessed_case(), reader=" ")

    assert code_of(session.confirm) == "workflow.reader_unnamed"
    assert session.case.confirmation is None


def test_a_confirmation_has_a_time_with_its_zone():
    with pytest.raises(ValueError, match="zone"):
        Confirmation(READER, datetime(2026, 11, 20, 12, 0))


def test_a_refused_image_is_confirmed_when_the_reader_has_given_every_level():
    session = session_with(refused_case())

    choose_all(session, dict.fromkeys(Bone, 5))
    session.confirm()

    assert session.case.state is CaseState.CONFIRMED
    assert "assessment.read_after_rejection" in [notice.code for notice in session.state.notices]


INTENTS = {
    "level": lambda session: session.choose_level(Level(Bone.ULNA, 3)),
    "step": lambda session: session.step_level(+1),
    "sex": lambda session: session.choose_sex(Sex.FEMALE),
    "accept": lambda session: session.accept_box(Bone.ULNA),
    "accept all": lambda session: session.accept_boxes(),
    "no box": lambda session: session.remove_box(Bone.ULNA),
    "box": lambda session: session.place_box(Bone.ULNA, sample_findings().rois[Bone.RADIUS].box),
    "facts": lambda session: session.set_facts(Facts()),
    "findings": lambda session: session.set_other_findings(frozenset(OtherFinding)),
    "remarks": lambda session: session.set_remarks("?"),
    "reason": lambda session: session.give_reason(Bone.ULNA, "?"),
    "tick": lambda session: session.tick(Bone.ULNA, is_ticked=True),
    "go on": ReviewSession.tick_and_go_on,
    "reset": lambda session: session.reset_bone(Bone.ULNA),
    "reset all": ReviewSession.reset_all,
    "undo": ReviewSession.undo,
    "redo": ReviewSession.redo,
    "confirm": ReviewSession.confirm,
}


@pytest.mark.parametrize("intent", INTENTS.values(), ids=INTENTS)
def test_nothing_changes_a_confirmed_case(intent):
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 4))
    session.confirm()
    signed = session.case

    assert code_of(lambda: intent(session)) == "workflow.case_confirmed"
    assert session.case is signed


def test_networks_that_look_again_do_not_change_what_was_signed():
    session = session_with(assessed_case())
    session.confirm()
    other = sample_findings(grades={}, rois={})

    session.seen(found(session.case, other, None))

    assert index_of(session, Bone.RADIUS) == 5
    assert session.state.score == 272


def test_an_amended_case_can_be_changed_taken_back_and_signed_again():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 4))
    session.confirm()

    session.amend()
    opened = session.case.state
    session.undo()
    session.confirm()

    assert opened is CaseState.TO_REVIEW
    assert session.state.score == 272
    assert session.case.confirmation == Confirmation(READER, NOON)


def test_amending_what_nobody_signed_changes_nothing():
    session = session_with(assessed_case())
    before = session.case

    session.amend()

    assert session.case is before


def test_other_findings_and_remarks_are_signed_with_the_rest():
    session = session_with(assessed_case())
    session.set_other_findings(frozenset({OtherFinding.FRACTURE}))
    session.set_remarks("Fifth metacarpal.")

    session.confirm()

    assert session.case.other_findings == {OtherFinding.FRACTURE}
    assert session.case.remarks == "Fifth metacarpal."
    assert replace(session.case, confirmation=None).state is CaseState.TO_REVIEW
