"""What is said about a hand that does not lie as the networks know it."""

import pytest

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.vision.pose import coarse_notices, negative_notices, side_notices


def codes(canonical, laterality):
    return [notice.code for notice in side_notices(canonical, laterality)]


@pytest.mark.parametrize("side", [Laterality.LEFT, None])
@pytest.mark.parametrize("degrees", [-20.0, 90.0, 180.0])
def test_a_left_hand_gives_no_remark_however_it_is_turned(side, degrees):
    assert codes(CanonicalTransform(degrees, False, False), side) == []


@pytest.mark.parametrize(("mirrored", "said"), [(True, Laterality.LEFT), (False, Laterality.RIGHT)])
def test_a_hand_that_looks_like_the_other_side_is_only_warned_of(mirrored, said):
    assert codes(CanonicalTransform(0.0, mirrored, False), said) == ["vision.side_unexpected"]


def test_a_mirrored_hand_of_unknown_side_gives_no_remark():
    assert codes(CanonicalTransform(0.0, True, False), None) == []


def test_no_side_is_judged_where_the_pose_is_unknown():
    assert codes(None, Laterality.RIGHT) == []


def test_an_ordinary_view_gives_no_remark():
    assert negative_notices(is_negative=False) == coarse_notices(300.0) == ()


def test_a_negative_that_its_file_did_not_call_one_is_said():
    (notice,) = negative_notices(is_negative=True)

    assert notice.code == "vision.negative"


def test_a_coarse_image_is_said_with_its_pixels():
    (notice,) = coarse_notices(120.4)

    assert notice.code == "vision.coarse"
    assert "120 pixels" in notice.message
