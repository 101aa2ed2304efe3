"""Grey levels changed by formula, by hand on a few values; markers in dark places."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from bonage_desktop.findings.roi import Box
from bonage_desktop.training.grey_changes import Blur, Contrast, Gamma, Inversion, Jpeg, Noise, Window
from bonage_desktop.training.marker_changes import LeadMarker, LetterL
from bonage_desktop.training.picture import Picture


def levels(change, *grey: int) -> list[int]:
    return change.applied(Picture(np.array([grey], np.uint8), None)).grey[0].tolist()


def test_inversion_takes_from_white():
    assert levels(Inversion(), 0, 10, 255) == [255, 245, 0]


@pytest.mark.parametrize(
    ("exponent", "seen"),
    [
        (0.5, [0, 128, 255]),  # 255 · sqrt(64 / 255) = 127.7
        (2.0, [0, 16, 255]),  # 64² / 255 = 16.06
        (1.0, [0, 64, 255]),
    ],
)
def test_gamma_bends_the_curve_between_black_and_white(exponent, seen):
    assert levels(Gamma(exponent), 0, 64, 255) == seen


@pytest.mark.parametrize(
    ("window", "seen"),
    [
        (Window(0.5, 0.6), [0, 0, 106, 255]),  # from 51 to 204: (115 - 51) / 153 · 255 = 106.7, and 51 -> 0
        (Window(0.5, 1.5), [43, 77, 119, 196]),  # from -63.75 over 382.5: 42.5, 76.5, 119.2, 196.1
        (Window(0.65, 1.0), [0, 13, 77, 192]),  # 38.25 less
        (Window(0.35, 1.0), [38, 89, 153, 255]),  # 38.25 more
    ],
)
def test_a_window_stretches_and_clips(window, seen):
    assert levels(window, 0, 51, 115, 230) == pytest.approx(seen, abs=1)


@pytest.mark.parametrize("sigma", [4, 8, 12])
def test_noise_spreads_by_its_sigma_and_is_the_same_every_time(sigma):
    even = Picture(np.full((200, 300), 128, np.uint8), None)

    noisy, again = Noise(sigma).applied(even), Noise(sigma).applied(even)

    assert noisy.grey.std() == pytest.approx(sigma, rel=0.03)
    assert noisy.grey.mean() == pytest.approx(128, abs=0.2)
    assert (noisy.grey == again.grey).all()


def test_blur_counts_in_thousandths_of_the_longer_side():
    dots = np.random.default_rng(3).integers(0, 255, (2000, 60), dtype=np.uint8)

    blurred = Blur(1).applied(Picture(dots, None)).grey

    reference = gaussian_filter(dots.astype(float), 2.0, mode="mirror", truncate=4)
    assert np.abs(blurred - reference).max() < 3


def test_jpeg_loses_what_another_jpeg_library_loses(hill):
    seen = Jpeg(30).applied(hill).grey

    saved = io.BytesIO()
    Image.fromarray(hill.grey).save(saved, "jpeg", quality=30)
    assert np.abs(seen.astype(int) - np.asarray(Image.open(saved))).max() <= 2
    assert (seen != hill.grey).any()


def test_contrast_spreads_around_the_mean():
    assert levels(Contrast(1.2), 100, 200) == [90, 210]
    assert levels(Contrast(0.8), 100, 200) == [110, 190]


@pytest.fixture
def hand_on_film() -> Picture:
    """A bright block with a dark margin, wider on the right."""
    grey = np.full((400, 300), 12, np.uint8)
    grey[40:380, 30:200] = 180
    return Picture(grey, Box(30, 40, 200, 380))


@pytest.mark.parametrize("marker", [LeadMarker(0.1, 0.03), LetterL(0.07)])
def test_a_marker_lies_on_dark_film_beside_the_hand(hand_on_film, marker):
    before = hand_on_film.grey.copy()

    marked = marker.applied(hand_on_film)

    changed = marked.grey != before
    ys, xs = np.nonzero(changed)
    assert (before[changed] == 12).all()
    assert xs.min() >= 200
    assert abs(ys.mean() - 200) < 20
    assert marked.grey.max() == 255
    assert (hand_on_film.grey == before).all()


def test_a_lead_marker_has_its_size(hand_on_film):
    marked = LeadMarker(0.1, 0.03).applied(hand_on_film)

    assert (marked.grey == 255).sum() == 41 * 13  # 40 × 12 pixels of 400, made odd


def test_a_letter_has_its_height_and_the_form_of_an_l(hand_on_film):
    letter = LetterL(0.07).applied(hand_on_film).grey == 255

    ys, xs = np.nonzero(letter)
    shape = letter[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    assert shape.shape == (29, 15)  # 28 and 14 pixels of 400, made odd
    assert shape[:, :4].all()
    assert shape[-4:].all()
    assert not shape[:-4, 4:].any()


def test_where_the_hand_fills_the_picture_the_darkest_place_is_taken():
    grey = np.full((100, 100), 180, np.uint8)
    grey[:30, :30] = 60

    marked = LeadMarker(0.1, 0.03).applied(Picture(grey, Box(0, 0, 100, 100))).grey

    ys, xs = np.nonzero(marked == 255)
    assert ys.max() < 30
    assert xs.max() < 30
