"""Hands that are on a radiograph twice, on the shipped samples added to themselves."""

import numpy as np
import pytest
from sample_hand import SAMPLES

from bonage_desktop.findings.notice import Rejection
from bonage_desktop.opencv import cv2
from bonage_desktop.vision.double_exposure import MAX_ECHO, double_exposure, echo_of

NAMES = ["female_95", "female_120", "male_120", "male_150"]


@pytest.fixture(params=NAMES)
def hand(request):
    return cv2.imread(str(SAMPLES / f"{request.param}.png"), cv2.IMREAD_GRAYSCALE)


def mask_of(gray):
    return gray > 30


def twice(gray, share, across, down):
    """A share of the exposure, then the rest after a step."""
    moved = np.roll(gray, (down, across), (0, 1))
    return np.rint(share * gray + (1 - share) * moved).astype(np.uint8)


@pytest.mark.parametrize(("across", "down"), [(27, 27), (27, 0), (0, 27), (-40, 20), (100, 60)])
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_a_hand_that_moved_during_the_exposure_is_refused(hand, share, across, down):
    seen = twice(hand, share, across, down)

    refused = double_exposure(seen, mask_of(seen))

    assert isinstance(refused, Rejection)
    assert refused.code == "vision.exposed_twice"
    assert "moved" in refused.message


@pytest.mark.parametrize("quality", [30, 75])
def test_compression_hides_no_second_hand(hand, quality):
    seen = twice(hand, 0.5, 27, 27)
    _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)

    assert double_exposure(unpacked, mask_of(unpacked)) is not None


def test_a_hand_that_lay_still_is_not(hand):
    assert double_exposure(hand, mask_of(hand)) is None
    assert echo_of(hand, mask_of(hand)) < MAX_ECHO / 2


@pytest.mark.parametrize("quality", [30, 50, 95])
def test_blocks_of_a_compressed_image_are_no_second_hand(hand, quality):
    _, packed = cv2.imencode(".jpg", hand, [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)

    assert double_exposure(unpacked, mask_of(unpacked)) is None


@pytest.mark.parametrize("turn", [0, 15])
def test_straight_white_borders_are_no_second_hand(hand, turn):
    bordered = cv2.copyMakeBorder(hand, 120, 120, 90, 90, cv2.BORDER_CONSTANT, value=(255,))
    height, width = bordered.shape
    turned = cv2.warpAffine(bordered, cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1), (width, height))

    assert double_exposure(turned, mask_of(turned)) is None


@pytest.mark.parametrize("scale", [0.5, 2, 4])
def test_the_size_of_the_image_does_not_matter(hand, scale):
    alone, seen = (
        cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for image in (hand, twice(hand, 0.5, 36, 36))
    )

    assert double_exposure(alone, mask_of(alone)) is None
    assert double_exposure(seen, mask_of(seen)) is not None


def test_a_word_written_twice_beside_the_hand_does_not_count(hand):
    mask = mask_of(hand)
    for place in (60, 120):
        cv2.putText(hand, "LEFT", (20, place), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255,), 3)

    assert double_exposure(hand, mask) is None


@pytest.mark.parametrize("shape", [(1, 400), (400, 1), (300, 200)])
def test_an_even_image_and_an_empty_mask_have_no_echo(shape):
    assert echo_of(np.full(shape, 90, np.uint8), np.ones(shape, np.bool_)) == 0
    assert echo_of(np.full(shape, 90, np.uint8), np.zeros(shape, np.bool_)) == 0
