"""A reader's time goes to the bone that was looked at; a telephone call counts for a minute."""

from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.reader_clock import IDLE_SECONDS, ReaderClock


def test_time_goes_to_the_bone_that_was_looked_at():
    clock = ReaderClock(100.0)
    clock.noticed(103.0, Bone.RADIUS)
    clock.noticed(108.0, Bone.ULNA)
    clock.noticed(109.0, Bone.RADIUS)

    assert clock.take(111.0) == {None: 3.0, Bone.RADIUS: 7.0, Bone.ULNA: 1.0}


def test_idle_time_counts_for_a_minute_at_most():
    clock = ReaderClock(0.0)
    clock.noticed(0.0, Bone.RADIUS)

    assert clock.take(4000.0) == {Bone.RADIUS: IDLE_SECONDS}


def test_what_was_taken_is_not_counted_again():
    clock = ReaderClock(0.0)
    clock.noticed(0.0, Bone.RADIUS)
    clock.take(5.0)

    assert clock.take(7.0) == {Bone.RADIUS: 2.0}


def test_a_clock_that_runs_backwards_takes_nothing_away():
    clock = ReaderClock(50.0)

    assert clock.take(10.0) == {}
