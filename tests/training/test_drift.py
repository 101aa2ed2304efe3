"""Medians, percentiles, shares and their intervals, by hand on small cases."""

import numpy as np
import pytest

from bonage_desktop.training.drift import Comparison, Estimate, drift


def one_each(*years: float | None) -> list[Comparison]:
    return [Comparison(f"hand {number}", change) for number, change in enumerate(years)]


def test_the_figures_of_five_hands():
    found = drift(one_each(0.0, 0.1, 0.2, 2.0, None))

    assert found is not None
    assert found.n == 5
    assert found.median_years is not None
    assert found.median_years.value == pytest.approx(0.15)  # between 0.1 and 0.2
    assert found.p95_years == pytest.approx(0.2 + 0.85 * 1.8)  # rank 0.95 · 3 = 2.85
    assert found.largest_years == 2.0
    assert found.silent.value == pytest.approx(1 / 5)
    assert found.refused.value == pytest.approx(1 / 5)


def test_a_change_of_exactly_a_year_is_not_large():
    found = drift(one_each(1.0, 1.01))

    assert found is not None
    assert found.silent.value == 0.5


def test_where_all_are_refused_there_is_no_drift():
    found = drift(one_each(None, None))

    assert found is not None
    assert (found.median_years, found.p95_years, found.largest_years) == (None, None, None)
    assert (found.refused, found.silent) == (Estimate(1.0, 1.0, 1.0), Estimate(0.0, 0.0, 0.0))


def test_nothing_compared_gives_nothing():
    assert drift([]) is None


def test_the_same_comparisons_give_the_same_intervals_in_any_order():
    comparisons = one_each(*np.random.default_rng(1).gamma(1.0, 0.3, 24).tolist(), None, None)

    assert drift(comparisons) == drift(comparisons[::-1])


def test_the_interval_of_a_share_is_the_binomial_one():
    found = drift(one_each(*[None] * 20, *[0.1] * 80))

    assert found is not None
    assert found.refused.value == 0.2
    assert found.refused.low == pytest.approx(0.12, abs=0.015)  # binomial(100, 0.2): 2.5 % at 12, 97.5 % at 28
    assert found.refused.high == pytest.approx(0.28, abs=0.015)


def test_the_interval_of_a_median_lies_between_the_order_statistics():
    found = drift(one_each(*(number / 100 for number in range(101))))

    assert found is not None
    assert found.median_years is not None
    assert found.median_years.value == 0.5
    assert found.median_years.low == pytest.approx(0.40, abs=0.02)  # ranks 40 and 61 of 101, by the binomial
    assert found.median_years.high == pytest.approx(0.60, abs=0.02)


def test_the_comparisons_of_one_hand_are_drawn_together():
    ten_of_two = [Comparison(hand, change) for hand, change in (("a", None), ("b", 0.0)) for _ in range(10)]

    found = drift(ten_of_two)

    assert found is not None
    assert found.n == 20
    assert found.refused == Estimate(0.5, 0.0, 1.0)  # two hands: a quarter of the draws is all a, a quarter all b
