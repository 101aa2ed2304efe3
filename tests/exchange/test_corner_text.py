"""Text in the corners of a radiograph."""

import numpy as np
import pytest
from sample_hand import SAMPLES

from bonage_desktop.exchange.corner_text import has_corner_text
from bonage_desktop.opencv import cv2

HANDS = sorted(SAMPLES.glob("*.png"))


def hand(file) -> np.ndarray:
    return (cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) / np.float32(255)).astype(np.float32)


def written(pixels: np.ndarray, words: str, place: tuple[float, float], size: float = 1.0, grey: float = 1.0):
    height, width = pixels.shape
    at = (round(place[0] * width), round(place[1] * height))
    scale = size * max(height, width) / 1500
    image = (pixels * 255).astype(np.uint8)
    thickness = max(round(2 * scale), 1)
    cv2.putText(image, words, at, cv2.FONT_HERSHEY_SIMPLEX, scale, int(grey * 255), thickness)
    return (image / np.float32(255)).astype(np.float32)


@pytest.mark.parametrize("file", HANDS, ids=lambda file: file.stem)
def test_a_hand_has_none(file):
    assert not has_corner_text(hand(file))


@pytest.mark.parametrize("place", [(0.03, 0.06), (0.62, 0.06), (0.03, 0.96), (0.62, 0.96)])
@pytest.mark.parametrize("size", [0.7, 1.2])
def test_a_name_in_a_corner_is_seen(place, size):
    assert has_corner_text(written(np.zeros((2000, 1600), np.float32), "ZHANG WEI 4711", place, size))


def test_dark_letters_on_bright_ground_are_seen():
    assert has_corner_text(written(np.full((1500, 1500), 0.9, np.float32), "ZHANG WEI", (0.03, 0.06), grey=0.1))


def test_a_letter_for_the_side_is_no_text():
    assert not has_corner_text(written(np.zeros((1500, 1500), np.float32), "L", (0.05, 0.08), 1.6))


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (40, 30)])
def test_the_smallest_images_have_none(shape):
    assert not has_corner_text(np.zeros(shape, np.float32))
