"""One wrong box makes of a hand what the networks call no hand: which it is can be told."""

from dataclasses import replace

import pytest
from review_cases import NO_HAND, assessed_case, index_of, look_at, session_with
from sample_hand import sample_findings

from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import load_hand_shape
from bonage_desktop.workflow.misplaced import misplaced, naming_misplaced

FAR = Box(100, 900, 200, 1000)
"""Beside the forearm of the sample, where none of the 13 bones is."""


def moved_by(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def moved(*bones: Bone) -> dict:
    """The boxes of the sample, these a third of the image too low and to the left."""
    rois = sample_findings().rois
    return {
        bone: replace(roi, box=moved_by(roi.box, -300, 400)) if bone in bones else roi for bone, roi in rois.items()
    }


@pytest.mark.parametrize("bone", list(Bone))
def test_any_box_that_lies_elsewhere_is_found(bone):
    assert misplaced(moved(bone), load_hand_shape()) == (bone,)


def test_two_are_found_in_whatever_order():
    assert set(misplaced(moved(Bone.RADIUS, Bone.PP3), load_hand_shape())) == {Bone.RADIUS, Bone.PP3}


def test_boxes_that_form_a_hand_have_none():
    assert misplaced(sample_findings().rois, load_hand_shape()) == ()


def test_of_many_nobody_can_tell_which_are_wrong():
    rois = {bone: replace(roi, box=Box(0, 0, 50 + bone.number, 50)) for bone, roi in sample_findings().rois.items()}

    assert misplaced(rois, load_hand_shape()) == ()


@pytest.mark.parametrize("number", [0, 1, 4])
def test_of_few_boxes_none_is(number):
    few = dict(list(moved(Bone.RADIUS).items())[:number])

    assert misplaced(few, load_hand_shape()) == ()


def test_boxes_in_one_place_are_no_fault_of_some():
    rois = {bone: replace(roi, box=FAR) for bone, roi in sample_findings().rois.items()}

    assert misplaced(rois, load_hand_shape()) == ()


def test_a_refusal_that_no_box_explains_stays_as_it_is():
    findings = sample_findings(rejection=NO_HAND)

    assert naming_misplaced(findings) is findings


def test_the_row_of_a_box_that_was_drawn_elsewhere_names_it():
    session = session_with(assessed_case())
    session.place_box(Bone.PP3, FAR)

    session.regraded(Bone.PP3, look_at(session.case, {}, NO_HAND))

    assert session.state.rows[Bone.PP3].doubts == (
        "The box of Proximal phalanx 3 does not fit the other bones: nothing was graded with it.",
    )


def test_a_right_box_beside_it_says_which_other_one_is_wrong():
    session = session_with(assessed_case())
    session.place_box(Bone.PP3, FAR)
    session.regraded(Bone.PP3, look_at(session.case, {}, NO_HAND))
    session.place_box(Bone.ULNA, moved_by(sample_findings().rois[Bone.ULNA].box, 1, 1))

    session.regraded(Bone.ULNA, look_at(session.case, {}, NO_HAND))

    assert "The box of Proximal phalanx 3 does not fit" in session.state.rows[Bone.ULNA].doubts[0]
    assert session.ungraded_boxes == (Bone.PP3,)  # whose first look was refused without the ulna's new box


def test_an_image_that_is_refused_whatever_the_boxes_is_not_asked_about_again():
    session = session_with(assessed_case())
    session.place_box(Bone.PP3, FAR)
    session.regraded(Bone.PP3, sample_findings(rejection=NO_HAND, rois={}, grades={}))
    session.place_box(Bone.ULNA, FAR)

    assert session.ungraded_boxes == (Bone.ULNA,)


def test_once_the_wrong_box_is_right_the_other_is_looked_at_anew():
    session = session_with(assessed_case())
    session.place_box(Bone.PP3, FAR)
    session.place_box(Bone.ULNA, moved_by(sample_findings().rois[Bone.ULNA].box, 1, 1))
    for bone in (Bone.PP3, Bone.ULNA):
        session.regraded(bone, look_at(session.case, {}, NO_HAND))
    waiting = session.ungraded_boxes

    session.undo()
    session.undo()
    session.place_box(Bone.ULNA, moved_by(sample_findings().rois[Bone.ULNA].box, 1, 1))
    to_ask = session.ungraded_boxes
    session.regraded(Bone.ULNA, look_at(session.case, {Bone.ULNA: 3}))

    assert (waiting, to_ask) == ((), (Bone.ULNA,))
    assert index_of(session, Bone.ULNA) == 3
    assert session.ungraded_boxes == ()
