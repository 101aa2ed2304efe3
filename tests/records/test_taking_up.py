"""Readings of a file of unsaved work are saved one by one."""

from kept_readings import level_change
from records_at_work import Desk, case_number, changed, saving

from bonage_desktop.records.taking_up import taken_up
from bonage_desktop.standards.bones import Bone


def test_one_that_somebody_else_changed_keeps_no_other_from_being_saved(desk: Desk) -> None:
    desk.keep(1)
    desk.keep(2)
    desk.store.apply(saving(1, 1, changed(level_change(Bone.RADIUS, 5, 6))))
    refused, saved = (saving(number, 1, changed(level_change(Bone.ULNA, 2, 3))) for number in (1, 2))

    taken = taken_up([refused, saved], desk.store)

    assert taken.saved == [saved]
    assert [error.code for error in taken.refused] == ["records.changed_elsewhere"]
    assert [one.bone for one in desk.cases.case(case_number(2)).current.reading.overrides] == [Bone.ULNA]


def test_two_of_one_case_follow_each_other(desk: Desk) -> None:
    desk.keep(1)
    first = saving(1, 1, changed(level_change(Bone.RADIUS, 5, 6)))
    second = saving(1, 1, changed(level_change(Bone.ULNA, 2, 3)))

    taken = taken_up([first, second], desk.store)

    assert taken.saved == [first, second]
    assert taken.refused == []
