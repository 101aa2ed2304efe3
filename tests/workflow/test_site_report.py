"""What readers change here, worked out by hand."""

import pytest
from kept_hands import kept_case, kept_reading

from bonage_desktop.records.status import ReadingKind
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.site_report import AgeGroup, Difference, site_report

# The model says 5: unchanged, two up, one down.
CASES = [kept_case(number, kept_reading(radius)) for number, radius in enumerate([5, 7, 4], start=1)]


def radius_of(report, group=None):
    return next(one for one in report.bones if one.bone is Bone.RADIUS and one.group is group)


def test_rate_and_signed_change_of_a_bone():
    radius = radius_of(site_report(CASES, {}))

    assert (radius.graded, radius.changed, radius.rate) == (3, 2, pytest.approx(2 / 3))
    # Mean (0 + 2 - 1) / 3; standard deviation 1.5275; t(2) = 4.303: half width 4.303 * 1.5275 / sqrt(3) = 3.795.
    assert radius.change.mean == pytest.approx(1 / 3)
    assert radius.change.low == pytest.approx(1 / 3 - 3.795, abs=0.001)
    assert radius.change.high == pytest.approx(1 / 3 + 3.795, abs=0.001)


def test_a_bone_that_nobody_changed_has_no_change():
    ulna = next(one for one in site_report(CASES, {}).bones if one.bone is Bone.ULNA)

    assert (ulna.changed, ulna.change.mean, ulna.change.low, ulna.change.high) == (0, 0, 0, 0)


def test_bones_are_told_by_the_age_that_was_confirmed():
    report = site_report(CASES, {})

    assert radius_of(report, AgeGroup.FROM_9).graded == 3
    assert {one.group for one in report.bones} == {None, AgeGroup.FROM_9}


def test_differences_of_the_ages_are_between_confirmed_and_model():
    report = site_report(CASES[:1], {})

    assert (report.readings, report.changed) == (1, 0)
    assert report.years == Difference(1, 0.0, None, None)
    assert site_report(CASES, {}).years.mean > 0


def test_minutes_are_those_of_readings_whose_time_was_noted():
    spent = {(CASES[0].id, 1): {Bone.RADIUS: 30.0}, (CASES[1].id, 1): {Bone.RADIUS: 90.0}}

    report = site_report(CASES, spent)

    assert radius_of(report).minutes == pytest.approx(1.0)
    assert next(one for one in report.bones if one.bone is Bone.ULNA).minutes is None


def test_second_readings_are_not_counted_twice():
    case = kept_case(1, kept_reading(7), kept_reading(9, 2, ReadingKind.SECOND))

    assert radius_of(site_report([case], {})).change.mean == 2


def test_of_no_case_there_is_a_report_too():
    report = site_report([], {})

    assert (report.readings, report.years, report.bones) == (0, None, ())


@pytest.mark.parametrize(
    ("years", "group"),
    [(0.0, AgeGroup.UNDER_6), (6.0, AgeGroup.FROM_6), (14.99, AgeGroup.FROM_12), (19.0, AgeGroup.FROM_15)],
)
def test_groups_have_no_gap(years, group):
    assert AgeGroup.of(years) is group
