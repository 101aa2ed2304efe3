"""Noise of radiographs, on the shipped samples with noise of a known size."""

import numpy as np
import pytest
from sample_hand import SAMPLES, sample_radiograph

from bonage_desktop.findings.notice import Weight
from bonage_desktop.opencv import cv2
from bonage_desktop.vision.film import Film
from bonage_desktop.vision.noise import MAX_NOISE, noise_notices, noise_of, smoothed


@pytest.fixture
def hand():
    return cv2.imread(str(SAMPLES / "male_120.png"), cv2.IMREAD_GRAYSCALE)


def noisy(gray, sigma, scale=1):
    large = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    noise = np.random.default_rng(3).normal(0, sigma, large.shape)
    return np.clip(np.rint(large + noise), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [4, 8, 12])
def test_noise_is_measured_as_large_as_it_was_made(hand, sigma):
    small = cv2.resize(hand, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)

    assert noise_of(noisy(small, sigma)) == pytest.approx(sigma, rel=0.15)


def test_the_grain_of_finer_pixels_counts_as_much_as_is_left_of_it_at_a_thousand_pixels(hand):
    assert noise_of(noisy(hand, 8, scale=3)) < 8 / 2


def test_a_sample_is_quiet_and_stays_as_it_is(hand):
    film = Film.of(sample_radiograph())

    assert noise_of(hand) < MAX_NOISE
    assert not film.is_smoothed
    np.testing.assert_array_equal(film.gray, hand)


def test_a_dark_image_has_no_noise_to_measure():
    assert noise_of(np.zeros((400, 300), np.uint8)) == 0


@pytest.mark.parametrize("shape", [(1, 40_000), (40_000, 1), (1, 1), (3, 900)])
def test_an_image_of_next_to_no_height_or_width_has_no_noise_to_measure(shape):
    assert noise_of(np.full(shape, 200, np.uint8)) == 0


def test_a_noisy_radiograph_is_smoothed_towards_what_it_was_and_its_edges_stay(hand):
    spoiled = noisy(hand, 8)
    film = Film.of(sample_radiograph(pixels=(spoiled / np.float32(255)).astype(np.float32), stored=spoiled))
    off_before, off_after = (np.abs(image.astype(float) - hand).mean() for image in (spoiled, film.gray))

    assert film.is_smoothed
    assert off_after < 0.6 * off_before
    assert noise_of(film.gray) < MAX_NOISE


def test_a_smoothed_image_keeps_its_size_whatever_that_is(hand):
    large = noisy(hand, 30, scale=3)

    assert smoothed(large, 12.0).shape == large.shape


def test_smoothing_is_told_as_a_doubt():
    assert noise_notices(is_smoothed=False) == ()
    (told,) = noise_notices(is_smoothed=True)
    assert told.code == "vision.noisy"
    assert told.weight is Weight.DOUBT
