"""Letterbox, palm view, upright and ROI crop, by hand computation."""

import math

import numpy as np
import pytest

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import (
    as_grey,
    letterbox,
    palm_view,
    roi_crop,
    standardise,
    turn_matrix,
    upright,
)

STANDING = {
    Bone.RADIUS: (60.0, 200.0),
    Bone.ULNA: (40.0, 200.0),
    Bone.MC3: (50.0, 100.0),
    Bone.PP3: (50.0, 90.0),
    Bone.PP1: (90.0, 120.0),
    Bone.PP5: (20.0, 110.0),
}


def test_grey_levels_are_rounded() -> None:
    pixels = np.array([[0.0, 1.0, 100.4 / 255, 100.6 / 255]], np.float32)

    assert as_grey(pixels).tolist() == [[0, 255, 100, 101]]


def test_a_tall_image_stands_in_the_middle_of_the_canvas() -> None:
    gray = np.full((1024, 512), 7, np.uint8)

    canvas, placed = letterbox(gray)

    assert (placed.scale, placed.left, placed.top, placed.width, placed.height) == (0.5, 128, 0, 256, 512)
    assert canvas.shape == (512, 512)
    assert (canvas[:, 128:384] == 7).all()
    assert canvas[:, :128].max() == canvas[:, 384:].max() == 0


def test_a_small_image_is_enlarged() -> None:
    _, placed = letterbox(np.zeros((128, 256), np.uint8))

    assert (placed.scale, placed.left, placed.top, placed.width, placed.height) == (2.0, 0, 128, 512, 256)


def test_a_mask_goes_to_the_canvas_and_back() -> None:
    mask = np.zeros((1024, 512), bool)
    mask[200:400, 100:300] = True
    _, placed = letterbox(np.zeros((1024, 512), np.uint8))

    on_canvas = placed.mask_to_canvas(mask)
    back = placed.mask_to_image(on_canvas, mask.shape)

    assert np.flatnonzero(on_canvas.any(1))[[0, -1]].tolist() == [100, 199]
    assert np.flatnonzero(on_canvas.any(0))[[0, -1]].tolist() == [128 + 50, 128 + 149]
    assert (back == mask).all()


def test_the_palm_fills_94_percent_and_its_grey_levels_are_stretched() -> None:
    canvas = np.full((512, 512), 30, np.uint8)
    mask = np.zeros((512, 512), np.uint8)
    mask[100:300, 150:250] = 1
    canvas[100:300, 150:200] = 100
    canvas[100:300, 200:250] = 200

    view, frame = palm_view(canvas, mask)

    assert (frame.x, frame.y) == (200.0, 200.0)
    assert frame.scale == pytest.approx(0.94 * 512 / 200)
    assert view.dtype == np.float32
    assert view[256, 200] == pytest.approx(0.0, abs=1e-6)
    assert view[256, 300] == pytest.approx(1.0, abs=1e-6)
    rows = np.flatnonzero(view[:, 320] > 0.5)
    assert abs(int(rows[-1]) - int(rows[0]) + 1 - 0.94 * 512) <= 2


def test_a_box_of_the_view_comes_back_to_the_radiograph() -> None:
    mask = np.zeros((512, 512), np.uint8)
    mask[100:300, 150:250] = 1
    _, placed = letterbox(np.zeros((1024, 512), np.uint8))
    _, frame = palm_view(np.zeros((512, 512), np.uint8), mask)

    corners = np.array([256.0, 256.0, 256.0 + frame.scale * 10, 256.0 + frame.scale * 20])
    box = placed.box_to_image(frame.to_canvas(corners))

    # the view's middle is (200, 200) on the canvas, which shows the image at half size from column 128 on
    assert box.corners == pytest.approx(((200 - 128) * 2, 400, (210 - 128) * 2, 440))


@pytest.mark.parametrize("degrees", [0, 30, 90, -120, 180])
def test_a_turned_hand_is_turned_back(degrees: float) -> None:
    angle = math.radians(degrees)  # clockwise on screen: y points down
    turned = {
        bone: (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        for bone, (x, y) in STANDING.items()
    }

    canonical = upright(turned)

    assert math.cos(math.radians(canonical.rotation_degrees + degrees)) == pytest.approx(1.0)
    assert not canonical.mirrored


def test_a_hand_with_the_thumb_on_the_left_is_mirrored() -> None:
    mirrored = {bone: (100 - x, y) for bone, (x, y) in STANDING.items()}

    canonical = upright(mirrored)

    assert canonical.rotation_degrees == pytest.approx(0.0)
    assert canonical.mirrored
    assert turn_matrix(canonical) @ [1.0, 2.0] == pytest.approx([-1.0, 2.0])


def test_a_crop_shows_the_box_with_a_quarter_of_context() -> None:
    gray = np.zeros((300, 300), np.uint8)
    gray[100:200, 100:200] = 250
    standing = CanonicalTransform(0.0, False, False)

    crop = roi_crop(gray, Box(100, 100, 200, 200), standing)

    assert crop.shape == (112, 112)
    bright = np.flatnonzero(crop[56] > 125)
    assert len(bright) == pytest.approx(112 / 1.25, abs=1.5)
    assert (bright[0] + bright[-1]) / 2 == pytest.approx(56, abs=1)


def test_a_crop_of_a_large_box_shows_the_same_part() -> None:
    gray = np.zeros((1200, 1200), np.uint8)
    gray[400:800, 400:600] = 250  # the left half of the box

    crop = roi_crop(gray, Box(400, 400, 800, 800), CanonicalTransform(0.0, True, False))

    bright = np.flatnonzero(crop[56] > 125)  # mirrored: on the right
    assert bright[0] == pytest.approx(56, abs=1)
    assert bright[-1] == pytest.approx(56 + 112 / 2.5, abs=1.5)


def test_standardised_grey_levels_have_mean_0_and_deviation_near_1() -> None:
    gray = np.array([[0, 255], [0, 255]], np.uint8)

    result = standardise(gray, 0.01)

    # levels 0 and 1: mean 0.5, deviation sqrt(4 * 0.25 / 3)
    assert result.tolist()[0] == pytest.approx([-0.5 / (math.sqrt(1 / 3) + 0.01), 0.5 / (math.sqrt(1 / 3) + 0.01)])


def test_an_even_image_stays_finite() -> None:
    assert standardise(np.full((4, 4), 9, np.uint8), 0.02).tolist() == [[0.0] * 4] * 4
