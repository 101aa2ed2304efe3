from datetime import UTC, datetime, timedelta, timezone

import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, NOON, findings_of
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.assessment.reading import AssessmentError, Override, OverrideKind, Reading, load_standards
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.sex import Sex

LATER = datetime(2026, 5, 4, 20, 30, tzinfo=timezone(timedelta(hours=8)))


def test_a_changed_level_is_kept_with_what_it_replaced_and_who_did_it(boy_of_ten: Reading) -> None:
    reading = boy_of_ten.override_level(Level(Bone.MC3, 5), by="Dr. Wang", at=LATER, why="radial end as wide")

    assert reading.overrides == (
        Override(
            kind=OverrideKind.LEVEL,
            bone=Bone.MC3,
            old=Level(Bone.MC3, 4),
            new=Level(Bone.MC3, 5),
            by="Dr. Wang",
            at=LATER,
            why="radial end as wide",
        ),
    )


def test_a_reason_is_optional(boy_of_ten: Reading) -> None:
    levelled = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON)
    boxed = boy_of_ten.override_box(Bone.MC3, Box(0, 0, 9, 9), by="reader", at=NOON)
    other_sex = boy_of_ten.override_sex(Sex.FEMALE, by="reader", at=NOON)

    assert [reading.overrides[0].why for reading in (levelled, boxed, other_sex)] == ["", "", ""]


def test_a_changed_level_is_certain_and_the_readers(boy_of_ten: Reading) -> None:
    grade = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON).grades[Bone.MC3]

    assert grade.level == Level(Bone.MC3, 5)
    assert grade.probabilities.tolist() == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert grade.source is Source.READER


def test_the_last_change_of_a_level_counts(boy_of_ten: Reading) -> None:
    once = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON)
    twice = once.override_level(Level(Bone.MC3, 6), by="reader", at=LATER)

    assert twice.levels[Bone.MC3].index == 6
    assert twice.overrides[1].old == Level(Bone.MC3, 5)
    assert twice.score == 238 - 8 + 19


def test_a_changed_box_is_the_readers_and_keeps_the_level(boy_of_ten: Reading) -> None:
    old, new = boy_of_ten.rois[Bone.MC3].box, Box(1, 2, 3, 4)

    reading = boy_of_ten.override_box(Bone.MC3, new, by="reader", at=NOON, why="beside the bone")

    assert reading.rois[Bone.MC3] == Roi(Bone.MC3, new, None, Source.READER)
    assert reading.overrides == (Override(OverrideKind.BOX, Bone.MC3, old, new, "reader", NOON, "beside the bone"),)
    assert reading.grades[Bone.MC3].level is boy_of_ten.grades[Bone.MC3].level
    assert reading.score == 238


def test_a_box_for_a_bone_that_was_not_found_does_not_resolve_it(boy_without_ulna: Reading) -> None:
    reading = boy_without_ulna.override_box(Bone.ULNA, Box(1, 2, 3, 4), by="reader", at=NOON)

    assert Bone.ULNA not in boy_without_ulna.rois
    assert reading.rois[Bone.ULNA].box == Box(1, 2, 3, 4)
    assert reading.overrides[0].old is None
    assert reading.unresolved == (Bone.ULNA,)


def test_a_changed_sex_changes_points_and_curve(boy_of_ten: Reading) -> None:
    girl = boy_of_ten.override_sex(Sex.FEMALE, by="reader", at=NOON, why="wrong tag")

    assert (girl.sex, girl.sex_source) == (Sex.FEMALE, FactSource.READER)
    assert girl.overrides == (Override(OverrideKind.SEX, None, Sex.MALE, Sex.FEMALE, "reader", NOON, "wrong tag"),)
    assert girl.score == 268  # RUS-CHN points of the same levels, girls
    assert girl.bone_age is not None
    assert girl.bone_age.years == pytest.approx(8.0)


def test_a_sex_that_nobody_said_is_given_by_the_reader(child_of_unknown_sex: Reading) -> None:
    boy = child_of_unknown_sex.override_sex(Sex.MALE, by="reader", at=NOON)

    assert (child_of_unknown_sex.sex, child_of_unknown_sex.sex_source) == (None, FactSource.UNKNOWN)
    assert boy.score == 238
    assert boy.overrides[0].old is None


def test_setting_what_is_in_force_changes_nothing(boy_of_ten: Reading) -> None:
    changed = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON).undo()

    assert changed.override_level(Level(Bone.MC3, 4), by="reader", at=NOON) is changed
    assert changed.override_sex(Sex.MALE, by="reader", at=NOON) is changed
    assert changed.override_box(Bone.MC3, changed.rois[Bone.MC3].box, by="reader", at=NOON) is changed
    assert changed.redo().levels[Bone.MC3].index == 5


def test_a_level_that_the_bone_does_not_have_cannot_be_set(boy_of_ten: Reading) -> None:
    with pytest.raises(LevelError, match="Metacarpal 3 has levels 0 to 10, not 11"):
        boy_of_ten.override_level(Level(Bone.MC3, 11), by="reader", at=NOON)


@pytest.mark.parametrize("by", ["", "  "])
def test_a_change_needs_a_reader(by: str, boy_of_ten: Reading) -> None:
    with pytest.raises(AssessmentError) as caught:
        boy_of_ten.override_level(Level(Bone.MC3, 5), by=by, at=NOON)

    assert caught.value.code == "assessment.reader_unnamed"
    assert caught.value.message == "A change of a reading needs the name of the reader who makes it."
    assert caught.value.hint == "Say who you are."


def test_a_change_needs_a_time_with_its_zone(boy_of_ten: Reading) -> None:
    with pytest.raises(AssessmentError) as caught:
        boy_of_ten.override_sex(Sex.FEMALE, by="reader", at=NOON.replace(tzinfo=None))

    assert caught.value.code == "assessment.time_without_zone"
    assert caught.value.message == "A change of a reading needs a time with its time zone."
    assert caught.value.hint == "Give the time with an offset from UTC."


@pytest.mark.parametrize(
    ("kind", "bone", "old", "new"),
    [
        (OverrideKind.LEVEL, None, None, Level(Bone.MC3, 5)),
        (OverrideKind.LEVEL, Bone.MC5, None, Level(Bone.MC3, 5)),
        (OverrideKind.LEVEL, Bone.MC3, Level(Bone.MC5, 4), Level(Bone.MC3, 5)),
        (OverrideKind.LEVEL, Bone.MC3, Sex.MALE, Level(Bone.MC3, 5)),
        (OverrideKind.LEVEL, Bone.MC3, None, Box(0, 0, 1, 1)),
        (OverrideKind.BOX, None, None, Box(0, 0, 1, 1)),
        (OverrideKind.BOX, Bone.MC3, None, Sex.MALE),
        (OverrideKind.BOX, Bone.MC3, Level(Bone.MC3, 4), Box(0, 0, 1, 1)),
        (OverrideKind.SEX, Bone.MC3, None, Sex.MALE),
        (OverrideKind.SEX, None, Level(Bone.MC3, 4), Sex.MALE),
        (OverrideKind.SEX, None, None, Box(0, 0, 1, 1)),
    ],
)
def test_a_damaged_record_of_a_change_is_refused(kind: OverrideKind, bone: Bone | None, old, new) -> None:
    with pytest.raises(AssessmentError) as caught:
        Override(kind, bone, old, new, "reader", NOON)

    assert caught.value.code == "assessment.override_inconsistent"
    assert caught.value.message == f"This is no change of a {kind.value}: bone {bone}, from {old} to {new}."
    assert caught.value.hint == "The record of this reading is damaged; restore it from a backup."


def test_undo_takes_the_last_change_back_and_redo_brings_it_again(boy_of_ten: Reading) -> None:
    once = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON)
    twice = once.override_sex(Sex.FEMALE, by="reader", at=NOON)

    assert twice.undo().overrides == once.overrides
    assert twice.undo().undone == (twice.overrides[1],)
    assert (twice.undo().sex, twice.undo().sex_source) == (Sex.MALE, FactSource.TAG)
    assert twice.undo().undo().overrides == ()
    assert twice.undo().undo().undone == (twice.overrides[1], twice.overrides[0])
    assert twice.undo().undo().redo().overrides == once.overrides
    assert twice.undo().undo().redo().redo() == twice


def test_a_new_change_after_undo_forgets_what_was_undone(boy_of_ten: Reading) -> None:
    undone = boy_of_ten.override_level(Level(Bone.MC3, 5), by="reader", at=NOON).undo()

    reading = undone.override_level(Level(Bone.MC3, 6), by="reader", at=NOON)

    assert undone.undone != ()
    assert reading.undone == ()
    assert reading.redo() is reading


def test_without_a_change_there_is_nothing_to_undo_or_redo(boy_of_ten: Reading) -> None:
    assert boy_of_ten.undo() is boy_of_ten
    assert boy_of_ten.redo() is boy_of_ten


def changes() -> st.SearchStrategy[Level | Sex | tuple[Bone, Box]]:
    levels = st.sampled_from(list(Bone)).flatmap(
        lambda bone: st.integers(0, bone.level_count - 1).map(lambda index: Level(bone, index))
    )
    sides = st.integers(1, 500)
    boxes = st.tuples(st.sampled_from(list(Bone)), st.builds(lambda w, h: Box(0, 0, w, h), sides, sides))
    return st.one_of(levels, st.sampled_from(list(Sex)), boxes)


def apply(reading: Reading, change: Level | Sex | tuple[Bone, Box]) -> Reading:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    match change:
        case Level():
            return reading.override_level(change, by="reader", at=at)
        case Sex():
            return reading.override_sex(change, by="reader", at=at)
        case (bone, box):
            return reading.override_box(bone, box, by="reader", at=at)


FOUND = findings_of(LEVELS_OF_A_BOY_OF_TEN)


def beginning() -> Reading:
    return Reading.begin(FOUND, Sex.MALE, FactSource.TAG, load_standards())


def after(sequence: list[Level | Sex | tuple[Bone, Box]]) -> Reading:
    reading = beginning()
    for change in sequence:
        reading = apply(reading, change)
    return reading


@given(sequence=st.lists(changes(), max_size=8))
def test_undoing_everything_is_the_beginning_and_redoing_everything_the_end(sequence) -> None:
    start, end = beginning(), after(sequence)

    back = end
    for _ in end.overrides:
        back = back.undo()
    forth = back
    for _ in end.overrides:
        forth = forth.redo()

    assert (back.levels, back.rois, back.sex, back.score) == (start.levels, start.rois, start.sex, start.score)
    assert forth == end
    assert forth.score == end.score


@given(sequence=st.lists(changes(), max_size=8))
def test_the_last_word_on_everything_counts(sequence) -> None:
    start, end = beginning(), after(sequence)

    levels, sex, boxes = dict(start.levels), start.sex, {bone: roi.box for bone, roi in start.rois.items()}
    for change in sequence:
        match change:
            case Level():
                levels[change.bone] = change
            case Sex():
                sex = change
            case (bone, box):
                boxes[bone] = box

    assert (end.levels, end.sex, {bone: roi.box for bone, roi in end.rois.items()}) == (levels, sex, boxes)


@given(sequence=st.lists(changes(), min_size=1, max_size=8))
def test_every_change_replaced_what_was_in_force(sequence) -> None:
    start, end = beginning(), after(sequence)

    assert all(override.old != override.new for override in end.overrides)
    in_force = {(override.kind, override.bone): override.new for override in end.overrides[:-1]}
    if end.overrides:
        last = end.overrides[-1]
        before = end.undo()
        original = {
            OverrideKind.LEVEL: start.levels.get(last.bone) if last.bone else None,
            OverrideKind.BOX: start.rois[last.bone].box if last.bone else None,
            OverrideKind.SEX: start.sex,
        }[last.kind]
        assert last.old == in_force.get((last.kind, last.bone), original)
        assert before.undone == (last,)
