"""Figures of labelled hands, on a hand that is the mean of all."""

import numpy as np
import pytest

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import load_hand_shape

LENGTH = 200.0
ORIGIN = np.array([300.0, 700.0])


@pytest.fixture
def item():
    """The mean hand, upright, 200 pixels long; boxes of 40 × 40; each finger's landmarks 50 pixels beside the last's."""
    middles = load_hand_shape().centres * LENGTH + ORIGIN
    boxes = {bone.key: [*(middles[bone.number - 1] - 20), *(middles[bone.number - 1] + 20)] for bone in Bone}
    landmarks = [[0.0, 0.0]] * 21 + [[400.0 - 50 * finger, 100.0 * joint] for finger in range(4) for joint in range(4)]
    return {"id": "mean", "width": 600, "height": 900, "boxes": boxes, "landmarks": landmarks}


def test_the_mean_hand_lies_where_hands_lie(script, item):
    hand = script("labelled_hands").labelled(item)

    assert hand.fit.misfit == pytest.approx(0, abs=1e-9)
    assert hand.fit.rotation_degrees == pytest.approx(0, abs=1e-6)
    assert max(hand.away.values()) == pytest.approx(0, abs=1e-9)
    assert hand.size_on_canvas == pytest.approx(LENGTH * 512 / 900)
    np.testing.assert_allclose(hand.middle, (np.array([300, 450]) - ORIGIN) / LENGTH, atol=1e-9)


def test_a_bone_that_was_moved_is_placed_by_the_others_a_quarter_of_its_box_away(script, item):
    item["boxes"]["mp3"] = [corner + move for corner, move in zip(item["boxes"]["mp3"], (10, 0, 10, 0), strict=True)]

    hand = script("labelled_hands").labelled(item)

    assert hand.off[Bone.MP3] == pytest.approx(10 / 40)
    assert hand.off[Bone.RADIUS] < 0.05


def test_the_third_finger_has_one_on_each_side_and_the_fifth_on_one(script, item):
    neighbours = script("labelled_hands").neighbours

    assert [step.tolist() for step in neighbours(item, Bone.MP3)] == [[50, 0], [-50, 0]]
    assert [step.tolist() for step in neighbours(item, Bone.DP5)] == [[50, 0]]
    assert neighbours(item, Bone.RADIUS) == neighbours(item, Bone.PP1) == []


def test_the_spread_is_least_percentiles_median_and_greatest(script):
    assert script("limits").spread(range(101), 0) == "0 / 1 / **50** / 99 / 100"


def test_scores_leave_out_what_was_inferred_and_count_it(script):
    sure = {bone.key: 1.0 for bone in Bone}
    lines = [{"scores": {**sure, "ulna": 0.2, "mc1": 0.4}}, {"scores": {**sure, "dp3": None}}, {"scores": {}}]

    rows = {(row.what, row.limit.split()[0] if row.limit else ""): row for row in script("limits").scores(lines, "val")}

    assert rows["boxes not found but inferred, val", ""].figures == "1 (1 dp3)"
    assert rows["boxes below, val", "SURE_SCORE"].figures == "2 (1 ulna, 1 mc1); in 1 hands"
    assert rows["boxes below, val", "MIN_FOREARM_SCORE"].figures == "2 (1 ulna, 1 mc1); radius or ulna in 1 hands"
    assert rows["sum of a hand's scores, val", "MIN_WORTH"].figures.startswith("11.60 / ")
    assert {row.hands for row in rows.values()} == {2}
