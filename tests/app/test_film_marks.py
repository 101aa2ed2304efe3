"""What is drawn of each bone follows from the review and from what the reader wants to see."""

from dataclasses import replace

import numpy as np
import pytest
from reviewed_sample import attention_on, reviewed, with_inferred
from sample_hand import sample_findings
from workflow.review_cases import NO_HAND, box_number

from bonage_desktop.app.film_marks import Choice, Line, Mark, informing, marks_of
from bonage_desktop.app.film_view_modes import OverlayMode, StageView
from bonage_desktop.app.theme import DARK, SELECTED
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.review_state import ReviewState


def choice(
    overlay: OverlayMode = OverlayMode.ALL,
    stage: StageView = StageView.LEVELS,
    hovered: Bone | None = None,
    drafts: dict[Bone, Box] | None = None,
    shows_attention: bool = True,
) -> Choice:
    return Choice(overlay, stage, hovered, drafts or {}, shows_attention)


def by_bone(state: ReviewState, wanted: Choice) -> dict[Bone, Mark]:
    return {mark.bone: mark for mark in marks_of(state, wanted)}


def test_every_bone_has_its_number_name_label_and_level() -> None:
    marks = by_bone(reviewed().state, choice())

    assert set(marks) == set(Bone)
    assert marks[Bone.PP3].label == "7 PP3  L5(2) · 7"


def test_the_selected_bone_is_white_and_above_the_others_which_are_faint() -> None:
    marks = marks_of(reviewed(selected=Bone.ULNA).state, choice(hovered=Bone.MC1))

    assert marks[-1].bone is Bone.ULNA
    assert marks[-1].hue == SELECTED
    assert not marks[-1].is_faint
    assert {mark.bone for mark in marks if not mark.is_faint} == {Bone.ULNA, Bone.MC1}


def test_nothing_is_faint_while_nothing_is_selected() -> None:
    assert not any(mark.is_faint for mark in marks_of(reviewed(selected=None).state, choice()))


def test_boxes_of_a_refused_image_are_seen_only_by_a_reader_who_edits_boxes() -> None:
    state = reviewed(rejection=NO_HAND).state

    assert marks_of(state, choice()) == ()
    assert set(by_bone(state, replace(choice(), edits_boxes=True))) == set(Bone)


def test_they_are_seen_again_once_the_reader_has_placed_one() -> None:
    session = reviewed(rejection=NO_HAND)

    session.place_box(Bone.ULNA, box_number(2))

    assert set(by_bone(session.state, choice())) == set(Bone)


def test_hue_and_pencil_say_that_the_reader_set_the_level() -> None:
    session = reviewed()
    session.choose_level(Level(Bone.MP5, 6))

    marks = by_bone(session.state, choice())

    assert marks[Bone.MP5].hue == DARK.reader
    assert marks[Bone.MP5].is_by_reader
    assert marks[Bone.DP5].hue == DARK.model
    assert not marks[Bone.DP5].is_by_reader


def test_an_inferred_box_is_white_and_dashed_once_it_was_looked_at() -> None:
    session = reviewed(**with_inferred(Bone.DP1))
    doubted = by_bone(session.state, choice())[Bone.DP1]
    session.tick(Bone.DP1, is_ticked=True)

    looked_at = by_bone(session.state, choice())[Bone.DP1]

    assert doubted.is_doubted
    assert looked_at.line is Line.DASHED
    assert looked_at.hue == SELECTED


def test_a_bone_that_needs_a_look_is_dotted_in_the_hue_of_its_source() -> None:
    grades = dict(sample_findings().grades)
    even = np.full(15, 1 / 15)
    grades[Bone.RADIUS] = BoneGrade(grades[Bone.RADIUS].level, even, Source.MODEL, None)

    mark = by_bone(reviewed(grades=grades).state, choice())[Bone.RADIUS]

    assert mark.line is Line.DOTTED
    assert mark.hue == DARK.model


@pytest.mark.parametrize("stage", [StageView.ORIGINAL, StageView.MASK, StageView.PALM])
def test_before_the_stage_of_the_boxes_there_are_none(stage: StageView) -> None:
    assert marks_of(reviewed().state, choice(stage=stage)) == ()


def test_the_stage_of_the_boxes_shows_no_levels() -> None:
    marks = by_bone(reviewed().state, choice(stage=StageView.BOXES))

    assert marks[Bone.RADIUS].label == "1 RADIUS"
    assert not marks[Bone.RADIUS].is_doubted


def test_grade_first_shows_no_level_that_the_reader_has_not_given() -> None:
    session = reviewed()
    session.grade_first = True

    labels = {mark.label for mark in marks_of(session.state, choice())}

    assert "7 PP3" in labels
    assert not any("L" in label.split("  ", 1)[1] for label in labels if "  " in label)


def test_the_overlay_shows_all_boxes_the_selected_one_or_none() -> None:
    state = reviewed(selected=Bone.DP3).state

    assert set(by_bone(state, choice(OverlayMode.SELECTED))) == {Bone.DP3}
    assert marks_of(state, choice(OverlayMode.NONE)) == ()


def test_a_box_that_is_being_drawn_is_seen_whatever_is_hidden() -> None:
    draft = Box(10, 20, 30, 40)

    (mark,) = marks_of(reviewed().state, choice(OverlayMode.NONE, StageView.ORIGINAL, drafts={Bone.MC5: draft}))

    assert (mark.bone, mark.box) == (Bone.MC5, draft)


def test_a_bone_without_a_box_has_no_mark() -> None:
    session = reviewed()
    session.remove_box(Bone.MC3)

    assert Bone.MC3 not in by_bone(session.state, choice())


def test_the_three_bones_that_informed_the_selected_level_most_carry_their_share() -> None:
    shares = ((Bone.ULNA, 0.3), (Bone.MC3, 0.2), (Bone.DP1, 0.15), (Bone.DP5, 0.1))
    state = reviewed(selected=Bone.PP3, attention=attention_on(*shares)).state

    marked = {mark.bone: mark.share for mark in marks_of(state, choice()) if mark.share is not None}

    assert marked == pytest.approx({Bone.ULNA: 0.3, Bone.RADIUS: 0.25, Bone.MC3: 0.2})


def test_a_bone_that_hardly_informed_the_level_is_not_marked() -> None:
    state = reviewed(attention=attention_on((Bone.MP3, 0.04), (Bone.ULNA, 0.05))).state

    assert set(informing(state, choice())) == {Bone.RADIUS, Bone.ULNA}


@pytest.mark.parametrize(
    "hidden",
    [
        choice(shows_attention=False),
        choice(stage=StageView.BOXES),
        choice(overlay=OverlayMode.SELECTED),
    ],
)
def test_shares_are_shown_only_beside_levels_and_where_they_are_wanted(hidden: Choice) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.3))).state

    assert not informing(state, hidden)


def test_shares_are_hidden_with_the_levels_while_the_reader_grades_first() -> None:
    session = reviewed(attention=attention_on((Bone.ULNA, 0.3)))
    session.grade_first = True

    assert not informing(session.state, choice())
