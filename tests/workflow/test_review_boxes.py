"""Boxes that a reader draws, moves, accepts and takes away, and what the networks make of them."""

import pytest
from review_cases import (
    NO_HAND,
    assessed_case,
    box_number,
    decoded_case,
    index_of,
    look_at,
    refused_case,
    session_with,
)
from sample_hand import sample_findings

from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case_intake import found

BOX = box_number(1)


def place_many(session, count: int) -> list[Bone]:
    bones = list(Bone)[:count]
    for bone in bones:
        session.place_box(bone, box_number(bone.number))
    return bones


def test_a_moved_box_is_the_readers_and_waits_for_the_networks():
    session = session_with(assessed_case())

    session.place_box(Bone.DP5, BOX)

    assert session.state.rows[Bone.DP5].roi == Roi(Bone.DP5, BOX, None, Source.READER)
    assert session.ungraded_boxes == (Bone.DP5,)
    assert session.state.undo_text == "Distal phalanx 5, box moved"
    assert index_of(session, Bone.DP5) == 4  # until they answer


def test_only_the_row_of_the_moved_box_takes_what_the_networks_see():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))
    session.place_box(Bone.DP5, BOX)

    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6, Bone.MC1: 9, Bone.ULNA: 8}))

    assert (index_of(session, Bone.DP5), index_of(session, Bone.MC1), index_of(session, Bone.ULNA)) == (6, 6, 3)
    assert session.ungraded_boxes == ()


def test_undo_takes_box_and_grade_back_and_redo_brings_both_without_asking_again():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6}))

    session.undo()
    back = index_of(session, Bone.DP5)
    session.redo()

    assert back == 4
    assert index_of(session, Bone.DP5) == 6
    assert session.ungraded_boxes == ()


def test_an_answer_about_a_box_that_was_moved_on_counts_until_the_new_box_has_its_own():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    late = look_at(session.case, {Bone.DP5: 6})
    session.place_box(Bone.DP5, box_number(2))

    session.regraded(Bone.DP5, late)
    waiting, asked = index_of(session, Bone.DP5), session.ungraded_boxes
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 8}))
    answered = index_of(session, Bone.DP5)
    session.undo()

    assert (waiting, asked) == (6, (Bone.DP5,))
    assert answered == 8
    assert index_of(session, Bone.DP5) == 6


def test_answers_count_alike_whichever_comes_first():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    older = look_at(session.case, {Bone.DP5: 6})
    session.place_box(Bone.DP5, box_number(2))

    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 8}))
    session.regraded(Bone.DP5, older)

    assert index_of(session, Bone.DP5) == 8
    assert session.state.rows[Bone.DP5].roi.box == box_number(2)


def test_a_box_that_is_taken_away_takes_the_networks_level_with_it_and_not_the_readers():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))

    session.remove_box(Bone.ULNA)
    session.remove_box(Bone.MC1)

    assert session.state.rows[Bone.MC1].roi is None
    assert index_of(session, Bone.MC1) is None
    assert index_of(session, Bone.ULNA) == 3
    assert session.state.bone_age is None
    assert session.state.undo_text == "Metacarpal 1, box removed"


def test_taking_away_a_box_that_is_not_there_is_no_step():
    session = session_with(decoded_case())

    session.remove_box(Bone.ULNA)

    assert session.history.done == ()


def test_a_box_can_be_accepted_as_it_is():
    inferred = Roi(Bone.DP3, sample_findings().rois[Bone.DP3].box, None, Source.INFERRED)
    case = assessed_case(findings=sample_findings(rois=sample_findings().rois | {Bone.DP3: inferred}))
    session = session_with(case)

    session.accept_box(Bone.DP3)

    row = session.state.rows[Bone.DP3]
    assert row.roi == Roi(Bone.DP3, inferred.box, None, Source.READER)
    assert row.doubts == ()
    assert session.ungraded_boxes == (Bone.DP3,)
    assert session.state.undo_text == "Distal phalanx 3, box accepted"


def test_accepting_is_taken_back_by_undo():
    session = session_with(assessed_case())
    session.accept_box(Bone.DP3)

    session.undo()

    assert session.state.rows[Bone.DP3].roi.source is Source.MODEL
    assert session.state.redo_text == "Distal phalanx 3, box accepted"


def test_accepting_a_box_twice_is_one_step():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)

    session.accept_box(Bone.DP5)

    assert len(session.history.done) == 1


def test_a_refused_image_is_read_in_the_boxes_that_the_reader_accepts():
    session = session_with(refused_case())

    session.accept_boxes()
    asked = session.ungraded_boxes
    session.regraded(Bone.RADIUS, look_at(session.case, {Bone.RADIUS: 6}))

    assert asked == tuple(Bone)
    assert session.state.score == 287
    assert session.ungraded_boxes == ()
    assert "workflow.read_after_rejection" in [notice.code for notice in session.state.notices]
    session.undo()
    assert session.state.bone_age is None
    assert session.case.reading.refusal == NO_HAND


@pytest.mark.parametrize(("placed", "needed"), [(1, 10), (10, 1)])
def test_before_eleven_boxes_the_networks_are_not_asked_and_the_reader_is_told_how_many_are_needed(placed, needed):
    session = session_with(refused_case(rois={}))

    place_many(session, placed)

    (told,) = session.state.notices
    assert session.ungraded_boxes == ()
    assert session.state.boxes_needed == needed
    assert told.code == "workflow.boxes_needed"
    assert told.message == (f"The networks grade placed boxes once 11 of the 13 bones have one: {needed} more.")


def test_with_the_eleventh_box_all_that_were_placed_are_graded_by_one_answer():
    session = session_with(refused_case(rois={}))

    placed = place_many(session, 11)
    asked = session.ungraded_boxes
    session.regraded(asked[0], look_at(session.case, {}))

    assert list(asked) == placed
    assert session.ungraded_boxes == ()
    assert list(session.case.reading.levels) == placed
    assert session.case.reading.unresolved == (Bone.DP3, Bone.DP5)
    assert session.state.boxes_needed == 0


def test_boxes_that_the_networks_found_count_too():
    found_boxes = {bone: roi for bone, roi in sample_findings().rois.items() if bone.number > 3}
    session = session_with(refused_case(rois=found_boxes))

    session.place_box(Bone.RADIUS, BOX)

    assert session.state.boxes_needed == 0
    assert session.ungraded_boxes == (Bone.RADIUS,)


def test_while_the_networks_are_still_looking_nothing_is_said_to_be_needed():
    session = session_with(found(decoded_case(), sample_findings(rois={}, grades={}), Stage.DETECT))

    session.place_box(Bone.RADIUS, BOX)

    assert session.state.notices == ()
    assert session.ungraded_boxes == ()


def test_a_box_that_was_drawn_while_the_networks_looked_is_asked_about_when_they_are_through():
    session = session_with(decoded_case())
    session.place_box(Bone.RADIUS, BOX)

    session.seen(found(session.case, sample_findings(), None))

    assert session.ungraded_boxes == (Bone.RADIUS,)
    assert session.state.rows[Bone.RADIUS].roi.box == BOX


def test_an_answer_that_refuses_the_box_leaves_the_bone_without_a_level_and_says_why():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    refusal = Rejection("vision.bones_unclear", "The bones are too unclear.", "Give a better image.")

    session.regraded(Bone.DP5, look_at(session.case, {}, rejection=refusal))
    session.remove_box(Bone.MC1)

    row = session.state.rows[Bone.DP5]
    assert index_of(session, Bone.DP5) is None
    assert row.doubts == (refusal.message,)
    assert index_of(session, Bone.RADIUS) == 5


def test_resetting_a_bone_gives_its_own_box_and_level_back():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6}))

    session.reset_bone(Bone.DP5)

    assert session.state.rows[Bone.DP5].roi == sample_findings().rois[Bone.DP5]
    assert index_of(session, Bone.DP5) == 4


def test_a_confirmed_case_takes_no_answer_and_asks_for_none():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, BOX)
    answer = look_at(session.case, {Bone.DP5: 6})
    session.confirm()

    session.regraded(Bone.DP5, answer)

    assert index_of(session, Bone.DP5) == 4
    assert session.ungraded_boxes == ()
