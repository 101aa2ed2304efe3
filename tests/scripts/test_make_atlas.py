"""Averages of pictures, and drawings of levels."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest

from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone, Level

SIDE = 96
LEVELS = [Level(bone, index) for bone in Bone for index in range(bone.level_count)]
NEIGHBOURS = [(low, high) for low, high in pairwise(LEVELS) if low.bone is high.bone]


def joint() -> np.ndarray:
    """A bright shaft and an epiphysis with a dark plate between, with noise of its own kind: a smooth texture."""
    picture = np.full((160, 160), 40, np.uint8)
    cv2.rectangle(picture, (58, 10), (102, 76), 170, -1)
    cv2.ellipse(picture, (80, 94), (26, 10), 0, 0, 360, 210, -1)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)


def placed(script, picture: np.ndarray, dx: float = 0.0, dy: float = 0.0, turn: float = 0.0):
    """The picture moved by some pixels and turned by some degrees, as one of many to average."""
    matrix = cv2.getRotationMatrix2D((80, 80), turn, 1.0)
    matrix[:, 2] += [dx, dy]
    moved = cv2.warpAffine(picture, matrix, (160, 160), borderMode=cv2.BORDER_REPLICATE)
    middle = np.array([[1.0, 0.0, 32.0], [0.0, 1.0, 32.0]])
    return script("averaging").Cut(np.asarray(moved, np.uint8), middle)


def stretched(picture: np.ndarray) -> np.ndarray:
    low, high = np.percentile(picture, [2, 98])
    return (picture.astype(float) - low) / (high - low)


@pytest.fixture
def scattered(script):
    """Twelve pictures of one joint, moved and turned about no movement."""
    angles = 2 * np.pi * np.arange(12) / 12
    return [placed(script, joint(), 4 * np.cos(a), 4 * np.sin(a), 3 * np.sin(2 * a)) for a in angles]


def test_scattered_pictures_of_one_joint_average_to_the_joint(script, scattered):
    found = stretched(script("averaging").average(scattered, SIDE).grey)

    wanted = stretched(joint()[32:128, 32:128])
    naive = stretched(np.mean([cut.patch[32:128, 32:128] for cut in scattered], axis=0))
    inside = script("averaging").middle(SIDE)
    assert np.abs(found - wanted)[inside].mean() < 0.4 * np.abs(naive - wanted)[inside].mean()


def test_fewer_than_eight_pictures_are_no_average(script, scattered):
    with pytest.raises(ValueError, match="7 pictures"):
        script("averaging").average(scattered[:7], SIDE)


def test_the_collimator_edge_of_two_pictures_fades(script):
    random = np.random.default_rng(0)
    greys = random.normal(0, 0.02, (12, 40, 40)).astype(np.float32)
    greys[:2, :, :10] = -1.0

    mean = script("averaging").robust_mean(greys, np.ones(greys.shape, bool))

    assert abs(mean[:, :10].mean()) < 0.03  # their plain mean is -1/6


def test_where_fewer_than_eight_reach_nothing_of_theirs_is_seen(script):
    greys = np.full((10, 40, 40), 0.5, np.float32)
    greys[:7, :, 30:] = 9.0
    reached = np.ones(greys.shape, bool)
    reached[7:, :, 30:] = False

    mean = script("averaging").robust_mean(greys, reached)

    np.testing.assert_allclose(mean, 0.5, atol=1e-6)


def test_warps_are_centred_on_no_warp(script):
    random = np.random.default_rng(0)
    warps = [np.eye(2, 3) + random.normal(0, 0.05, (2, 3)) for _ in range(9)]

    centred = script("averaging").centred(warps)

    np.testing.assert_allclose(np.mean(centred, axis=0), np.eye(2, 3), atol=1e-12)


def test_a_mean_shape_has_the_proportions_of_hands_that_differ_in_size_and_place(script):
    hand = np.random.default_rng(0).uniform(0, 1, (37, 2)) * [300, 400]

    mean = script("average_hands").mean_shape(np.stack([hand, 2.5 * hand + [70, -20], 0.4 * hand]))

    scale = np.ptp(mean[:, 1]) / np.ptp(hand[:, 1])
    np.testing.assert_allclose(mean - mean.mean(axis=0), scale * (hand - hand.mean(axis=0)), atol=1e-6)


def test_a_hand_with_a_landmark_in_a_wrong_place_is_left_out(script):
    random = np.random.default_rng(0)
    boxes = {bone.key: [100.0 * bone.number, 50.0, 100.0 * bone.number + 40, 90.0] for bone in Bone}
    usual = random.uniform(0, 1, (37, 2)) * [300, 400]
    hands = [{"id": name, "boxes": boxes, "landmarks": usual + random.normal(0, 4, usual.shape)} for name in range(10)]
    hands[3]["landmarks"][17] += [0, 500]

    kept = script("average_hands").well_marked(hands)

    assert [hand["id"] for hand in kept] == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_a_spline_leads_from_each_landmark_of_the_mean_to_the_hands_own(script):
    average_hands = script("average_hands")
    random = np.random.default_rng(0)
    shape = random.integers(5, 70, (37, 2)) * 8.0  # on the grid that it is interpolated from
    shape = np.unique(shape, axis=0)
    marks = shape * 1.5 + random.normal(0, 4, shape.shape)

    where = average_hands.spline(shape, marks)

    found = where[shape[:, 1].astype(int), shape[:, 0].astype(int)]
    np.testing.assert_allclose(found, marks, atol=0.01)


def line(name: str, level: int, probability: float, *, source: str = "model", left: float = 100.0) -> dict:
    probabilities = [0.0] * 13
    probabilities[level] = probability
    return {
        "id": name,
        "width": 500,
        "height": 500,
        "levels": {"pp3": level},
        "sources": {"pp3": source},
        "boxes": {"pp3": [left, 100.0, left + 80, 180.0]},
        "probabilities": {"pp3": probabilities},
    }


def test_a_level_is_shown_by_the_hands_that_the_model_is_most_certain_of(script):
    lines = [
        line("unsure", 5, 0.4),
        line("sure", 5, 0.9),
        line("another level", 6, 0.95),
        line("inferred box", 5, 0.99, source="inferred"),
        line("cut off", 5, 0.97, left=-40.0),
    ]

    chosen = script("atlas_crops").showing(Level(Bone.PP3, 5), lines)

    assert [one["id"] for one in chosen] == ["sure", "unsure", "cut off"]


def test_no_more_than_forty_hands_are_averaged(script):
    lines = [line(str(number), 5, number / 100) for number in range(60)]

    chosen = script("atlas_crops").showing(Level(Bone.PP3, 5), lines)

    assert [one["id"] for one in chosen] == [str(number) for number in range(59, 19, -1)]


@pytest.mark.parametrize("bone", Bone)
def test_every_level_of_a_bone_can_be_drawn(script, bone):
    assert len(script("drawn_levels").FORMS[bone].stages) == bone.level_count


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: f"{level.bone.key}-{level.index}")
def test_a_drawing_is_svg_and_says_its_level(script, level):
    root = ET.fromstring(script("drawn_levels").drawing(level))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert f"{level.bone.title}, level {level.index}" in root[0].text


@pytest.mark.parametrize(
    ("low", "high"), NEIGHBOURS, ids=lambda level: f"{level.bone.key}-{level.index}" if level else None
)
def test_drawings_tell_neighbouring_levels_apart(script, low, high):
    drawn_levels, rasterised = script("drawn_levels"), script("make_atlas").rasterised

    one, other = (rasterised(drawn_levels.drawing(level)).astype(int) for level in (low, high))

    assert (np.abs(one - other) > 40).sum() > 80  # of 36,864 pixels
