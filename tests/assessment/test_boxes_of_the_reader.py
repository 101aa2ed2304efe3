"""Boxes that a reader accepts or takes away, and what the networks see of one bone in a box that a reader drew."""

from dataclasses import replace

import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, NOON, findings_of, model_grade
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.assessment.reading import AssessmentError, Override, OverrideKind, Reading, load_standards
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

OWN_BOX = Box(10, 20, 34, 50)  # of metacarpal 3 in the example hands


def test_a_box_taken_away_is_kept_with_who_did_it_and_why(boy_of_ten: Reading) -> None:
    reading = boy_of_ten.remove_box(Bone.MC3, by="Dr. Wang", at=NOON, why="beside the bone")

    assert Bone.MC3 not in reading.rois
    assert reading.overrides == (
        Override(OverrideKind.BOX, Bone.MC3, OWN_BOX, None, "Dr. Wang", NOON, "beside the bone"),
    )


def test_a_reason_for_taking_or_accepting_a_box_is_optional(boy_of_ten: Reading) -> None:
    assert boy_of_ten.remove_box(Bone.MC3, by="reader", at=NOON).overrides[0].why == ""
    assert boy_of_ten.accept_box(Bone.MC3, by="reader", at=NOON).overrides[0].why == ""


def test_with_its_box_goes_what_the_networks_saw_in_it(boy_of_ten: Reading) -> None:
    reading = boy_of_ten.remove_box(Bone.MC3, by="reader", at=NOON)

    assert reading.unresolved == (Bone.MC3,)
    assert reading.score is None
    assert reading.undo().score == 238


def test_a_level_of_the_reader_stays_without_its_box(boy_of_ten: Reading) -> None:
    levelled = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON)

    reading = levelled.remove_box(Bone.MC3, by="reader", at=NOON)

    assert reading.levels[Bone.MC3].index == 5
    assert reading.unresolved == ()


def test_a_box_drawn_after_one_was_taken_away_counts_again(boy_of_ten: Reading) -> None:
    removed = boy_of_ten.remove_box(Bone.MC3, by="reader", at=NOON)

    reading = removed.override_box(Bone.MC3, Box(1, 2, 3, 4), by="reader", at=NOON)

    assert reading.rois[Bone.MC3].box == Box(1, 2, 3, 4)
    assert reading.overrides[1].old is None
    assert reading.levels[Bone.MC3].index == 4


def test_there_is_nothing_to_take_away_or_accept_without_a_box(boy_without_ulna: Reading) -> None:
    assert boy_without_ulna.remove_box(Bone.ULNA, by="reader", at=NOON) is boy_without_ulna
    assert boy_without_ulna.accept_box(Bone.ULNA, by="reader", at=NOON) is boy_without_ulna


@pytest.mark.parametrize("source", [Source.MODEL, Source.INFERRED])
def test_an_accepted_box_is_the_readers_and_stays_where_it_is(boy_of_ten: Reading, source: Source) -> None:
    rois = {**boy_of_ten.findings.rois, Bone.MC3: Roi(Bone.MC3, OWN_BOX, None, source)}
    found = replace(boy_of_ten, findings=replace(boy_of_ten.findings, rois=rois))

    reading = found.accept_box(Bone.MC3, by="Dr. Wang", at=NOON, why="looks right")

    assert reading.rois[Bone.MC3] == Roi(Bone.MC3, OWN_BOX, None, Source.READER)
    assert reading.overrides == (
        Override(OverrideKind.BOX, Bone.MC3, OWN_BOX, OWN_BOX, "Dr. Wang", NOON, "looks right"),
    )
    assert reading.score == 238


def test_accepting_forgets_what_was_taken_back(boy_of_ten: Reading) -> None:
    undone = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON).undo()

    assert undone.accept_box(Bone.MC3, by="reader", at=NOON).undone == ()


def test_a_box_of_the_reader_needs_no_accepting(boy_of_ten: Reading) -> None:
    accepted = boy_of_ten.accept_box(Bone.MC3, by="reader", at=NOON)

    assert accepted.accept_box(Bone.MC3, by="reader", at=NOON) is accepted


@pytest.mark.parametrize("by", ["", " "])
def test_taking_away_and_accepting_need_a_reader(boy_of_ten: Reading, by: str) -> None:
    for change in (boy_of_ten.remove_box, boy_of_ten.accept_box):
        with pytest.raises(AssessmentError) as caught:
            change(Bone.MC3, by=by, at=NOON)
        assert caught.value.code == "assessment.reader_unnamed"


@pytest.mark.parametrize(
    ("kind", "bone", "old"),
    [
        (OverrideKind.LEVEL, Bone.MC3, Level(Bone.MC3, 4)),
        (OverrideKind.SEX, None, Sex.MALE),
        (OverrideKind.BOX, Bone.MC3, None),
    ],
)
def test_only_a_box_can_be_taken_away_and_only_one_that_is_there(kind: OverrideKind, bone: Bone | None, old) -> None:
    with pytest.raises(AssessmentError) as caught:
        Override(kind, bone, old, None, "reader", NOON)

    assert caught.value.code == "assessment.override_inconsistent"


def test_one_bone_takes_what_the_networks_see_in_its_new_box_and_the_others_keep_theirs(boy_of_ten: Reading) -> None:
    seen = findings_of(dict.fromkeys(Bone, 1) | {Bone.MC3: 5})

    reading = boy_of_ten.regraded(Bone.MC3, seen)

    assert reading.levels[Bone.MC3].index == 5
    assert {bone: level.index for bone, level in reading.levels.items()} == LEVELS_OF_A_BOY_OF_TEN | {Bone.MC3: 5}
    assert list(reading.findings.grades) == list(Bone)
    assert reading.score == 238 - 8 + 13  # metacarpal 3 of boys, levels 4 and 5


def test_a_bone_that_the_networks_do_not_grade_in_its_new_box_has_no_level(boy_of_ten: Reading) -> None:
    seen = findings_of({Bone.ULNA: 3})

    reading = boy_of_ten.regraded(Bone.MC3, seen)

    assert reading.unresolved == (Bone.MC3,)


def test_a_bone_that_had_no_level_gets_one_in_its_place(boy_without_ulna: Reading) -> None:
    reading = boy_without_ulna.regraded(Bone.ULNA, findings_of({Bone.ULNA: 4}))

    assert list(reading.findings.grades) == list(Bone)
    assert reading.score == 238


@given(
    changes=st.lists(st.tuples(st.sampled_from(list(Bone)), st.sampled_from(["remove", "accept", "draw"])), max_size=10)
)
def test_undoing_every_change_of_a_box_is_the_beginning_and_redoing_every_one_the_end(changes) -> None:
    start = Reading.begin(findings_of(LEVELS_OF_A_BOY_OF_TEN), Sex.MALE, FactSource.TAG, load_standards())
    end = start
    for bone, change in changes:
        match change:
            case "remove":
                end = end.remove_box(bone, by="reader", at=NOON)
            case "accept":
                end = end.accept_box(bone, by="reader", at=NOON)
            case _:
                end = end.override_box(bone, Box(0, 0, 9, 9), by="reader", at=NOON)

    back = end
    for _ in end.overrides:
        back = back.undo()
    forth = back
    for _ in end.overrides:
        forth = forth.redo()

    assert (back.rois, back.levels) == (start.rois, start.levels)
    assert (forth.rois, forth.levels, forth.overrides) == (end.rois, end.levels, end.overrides)


def test_a_graded_box_is_as_certain_as_the_networks_are(boy_of_ten: Reading) -> None:
    seen = replace(findings_of(LEVELS_OF_A_BOY_OF_TEN), grades={Bone.MC3: model_grade(Level(Bone.MC3, 5))})

    assert boy_of_ten.regraded(Bone.MC3, seen).grades[Bone.MC3].probability == pytest.approx(0.8)
