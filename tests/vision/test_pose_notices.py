"""What is said about a hand that does not lie as the networks know it."""

import pytest

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.vision.pose import pose_notices


def codes(canonical, laterality):
    return [notice.code for notice in pose_notices(canonical, laterality)]


@pytest.mark.parametrize("side", [Laterality.LEFT, None])
def test_an_ordinary_left_hand_gives_no_remark(side):
    assert codes(CanonicalTransform(-20.0, False, False), side) == []


@pytest.mark.parametrize("degrees", [90.0, -90.0, 180.0])
def test_a_turned_hand_is_said_to_be_turned(degrees):
    (notice,) = pose_notices(CanonicalTransform(degrees, False, False), None)

    assert notice.code == "vision.hand_turned"
    assert f"{abs(degrees):.0f}°" in notice.message


@pytest.mark.parametrize(("mirrored", "said"), [(True, Laterality.LEFT), (False, Laterality.RIGHT)])
def test_a_hand_that_looks_like_the_other_side_is_only_warned_of(mirrored, said):
    assert codes(CanonicalTransform(0.0, mirrored, False), said) == ["vision.side_unexpected"]


def test_a_mirrored_hand_of_unknown_side_gives_no_remark():
    assert codes(CanonicalTransform(0.0, True, False), None) == []


def test_nothing_is_said_where_the_pose_is_unknown():
    assert codes(None, Laterality.RIGHT) == []
