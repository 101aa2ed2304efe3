"""Why the degree-10 polynomial of the open RUS-CHN applications is not used.

Its coefficients stand in this test only. It follows the medians well in the middle, and misbehaves at
both ends (docs/decisions/0002-curve-and-its-doubts.md).
"""

import numpy as np
import pytest

from bonage_desktop.standards.curve import bone_age
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

COEFFICIENTS = {
    Sex.MALE: (
        2.01790023656577,
        -0.0931820870747269,
        0.00334709095418796,
        -3.32988302362153e-05,
        1.75712910819776e-07,
        -5.59998691223273e-10,
        1.1296711294933e-12,
        -1.45218037113138e-15,
        1.15333377080353e-18,
        -5.15887481551927e-22,
        9.94098428102335e-26,
    ),
    Sex.FEMALE: (
        5.81191794824917,
        -0.271546561737745,
        0.00526301486340724,
        -4.37797717401925e-05,
        2.0858722025667e-07,
        -6.21879866563429e-10,
        1.19909931745368e-12,
        -1.49462900826936e-15,
        1.162435538672e-18,
        -5.12713017846218e-22,
        9.78989966891478e-26,
    ),
}


def polynomial(sex: Sex) -> np.ndarray:
    """Ages at the scores 0..1000."""
    return np.polynomial.Polynomial(COEFFICIENTS[sex])(np.arange(1001, dtype=float))


@pytest.mark.parametrize(("sex", "years"), [(Sex.MALE, 2.018), (Sex.FEMALE, 5.812)])
def test_it_gives_a_hand_without_any_bone_centre_years_of_age(sex: Sex, years: float, rus_chn: RusChn) -> None:
    assert polynomial(sex)[0] == pytest.approx(years, abs=0.001)
    assert bone_age(0, rus_chn.curve(sex)).years == 0


@pytest.mark.parametrize(("sex", "lowest_at"), [(Sex.MALE, 18), (Sex.FEMALE, 45)])
def test_its_age_falls_while_a_small_score_rises(sex: Sex, lowest_at: int, rus_chn: RusChn) -> None:
    theirs = polynomial(sex)
    ours = [bone_age(score, rus_chn.curve(sex)).years for score in range(1001)]

    assert (np.diff(theirs[: lowest_at + 1]) < 0).all()
    assert theirs.argmin() == lowest_at
    assert (np.diff(ours) > 0).all()


@pytest.mark.parametrize(("sex", "years", "adult"), [(Sex.MALE, 18.207, 18), (Sex.FEMALE, 16.689, 17)])
def test_it_misses_the_age_of_maturity(sex: Sex, years: float, adult: float, rus_chn: RusChn) -> None:
    assert polynomial(sex)[1000] == pytest.approx(years, abs=0.001)
    assert bone_age(1000, rus_chn.curve(sex)).years == adult


@pytest.mark.parametrize(("sex", "within"), [(Sex.MALE, 0.23), (Sex.FEMALE, 0.27)])
def test_in_the_middle_it_follows_the_medians(sex: Sex, within: float, rus_chn: RusChn) -> None:
    ours = np.array([bone_age(score, rus_chn.curve(sex)).years for score in range(1001)])

    assert np.abs(polynomial(sex) - ours)[101:990].max() < within
