"""What is learnt from hands, held against hand calculations and finite differences."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime


@pytest.mark.parametrize(
    ("needed", "expected"),
    [
        ([0.3, 0.1, 0.2, 0.4], 0.4),  # rank (4 + 1) · 0.8 = 4: the largest
        ([0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], 0.8),  # rank (9 + 1) · 0.8 = 8
        ([0.1, 0.2], 0.2),  # rank 3 of two hands: the largest there is
        ([0.0] * 8 + [0.5], 0.0),
    ],
)
def test_the_correlation_covers_four_fifths_of_hands_like_these(script, needed, expected):
    assert script("certainty_model").calibrated(np.array(needed)) == expected


def test_turned_shifted_and_scaled_hands_are_laid_on_the_mean(script):
    random = np.random.default_rng(0)
    mean = random.normal(size=13) + 1j * random.normal(size=13)
    turn, shift = 0.5 * np.exp(1j * np.radians(37)), 3 - 2j

    laid, scales = script("hand_shape").laid_on(mean, np.array([mean, turn * mean + shift]))

    np.testing.assert_allclose(laid, [mean, mean], atol=1e-12)
    np.testing.assert_allclose(scales, [1, 2])


def test_a_hand_of_another_form_is_laid_as_near_as_turning_and_scaling_can(script):
    random = np.random.default_rng(1)
    mean, hand = (random.normal(size=13) + 1j * random.normal(size=13) for _ in range(2))

    laid, _ = script("hand_shape").laid_on(mean, hand[None])

    design = np.column_stack([hand, np.ones(13)])
    best = design @ np.linalg.lstsq(design, mean, rcond=None)[0]  # complex least squares: turn, scale and shift
    np.testing.assert_allclose(laid[0], best, atol=1e-12)


def test_the_gradient_of_the_ordinal_regression_is_that_of_finite_differences(script, monkeypatch):
    module, handed = script("plausibility_model"), {}
    random = np.random.default_rng(2)
    features, levels = random.normal(size=(40, 3)), random.integers(0, 5, 40)
    minimize = module.minimize

    def remembering(loss, start, **more):
        handed["loss"] = loss
        return minimize(loss, start, **more)

    monkeypatch.setattr(module, "minimize", remembering)
    module.fit(features, levels, 5)

    for _ in range(5):
        place = random.normal(size=3 + 4)
        numeric = approx_fprime(place, lambda at: handed["loss"](at)[0], 1e-7)
        np.testing.assert_allclose(handed["loss"](place)[1], numeric, atol=2e-6)


def test_the_ordinal_regression_finds_the_weights_that_made_the_levels(script):
    random = np.random.default_rng(3)
    features = random.normal(size=(4000, 2))
    levels = np.searchsorted([-2.0, 0.0, 2.0], features @ [2.0, -1.0] + random.logistic(size=4000))

    weights, thresholds = script("plausibility_model").fit(features, levels, 4)

    np.testing.assert_allclose(weights, [2, -1], atol=0.15)  # drawn hands, and a small penalty
    np.testing.assert_allclose(thresholds, [-2, 0, 2], atol=0.15)
