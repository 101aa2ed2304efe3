import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_tables import (
    MATURE_END_BOYS,
    MATURE_END_GIRLS,
    RUS_CHN_MEDIANS_BOYS,
    RUS_CHN_MEDIANS_GIRLS,
    TW3_MEDIANS_BOYS,
    TW3_MEDIANS_GIRLS,
)
from scipy.interpolate import PchipInterpolator

from bonage_desktop.standards.curve import AgeBound, AgeRow, BoneAge, Curve, Knot, ScoreError, bone_age, score_at
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.standards.tw3 import load_tw3

BOYS, GIRLS, TW3_BOYS, TW3_GIRLS = "rus-chn boys", "rus-chn girls", "tw3 boys", "tw3 girls"

every_curve = pytest.mark.parametrize("name", [BOYS, GIRLS, TW3_BOYS, TW3_GIRLS])
scores = st.integers(0, 1000)


def curve_of(name: str) -> Curve:
    standard = load_rus_chn() if name.startswith("rus-chn") else load_tw3()
    return standard.curve(Sex.MALE if name.endswith("boys") else Sex.FEMALE)


def half_yearly(medians: str) -> list[tuple[int, float]]:
    ages = [0.0, *(1 + 0.5 * position for position in range(99))]
    return list(zip(map(int, medians.split()), ages, strict=False))


def tenth_yearly(medians: str) -> list[tuple[int, float]]:
    return [(int(score), round(2 + position / 10, 1)) for position, score in enumerate(medians.split())]


@pytest.mark.parametrize(
    ("name", "knots"),
    [
        (BOYS, half_yearly(RUS_CHN_MEDIANS_BOYS)),
        (GIRLS, half_yearly(RUS_CHN_MEDIANS_GIRLS)),
        (TW3_BOYS, tenth_yearly(TW3_MEDIANS_BOYS)),
        (TW3_GIRLS, tenth_yearly(TW3_MEDIANS_GIRLS)),
    ],
)
def test_every_published_median_is_met(name: str, knots: list[tuple[int, float]]) -> None:
    curve = curve_of(name)

    assert [tuple(knot) for knot in curve.knots] == knots
    assert [bone_age(score, curve).years for score, _ in knots] == pytest.approx([years for _, years in knots])


@pytest.mark.parametrize(
    ("score", "name", "years"),
    [
        (253, BOYS, 10.0 + 0.5 * 15 / 30),  # 238 at 10.0 y, 268 at 10.5 y
        (327, BOYS, 11.0 + 0.5 * 22 / 54),  # 305 at 11.0 y, 359 at 11.5 y
        (293, GIRLS, 8.0 + 0.5 * 25 / 39),  # 268 at 8.0 y, 307 at 8.5 y
        (5, BOYS, 1.0 * 5 / 15),  # the anchor, 15 at 1.0 y
        (293, TW3_BOYS, 9.4 + 0.1 * 2 / 4),  # 291 at 9.4 y, 295 at 9.5 y
    ],
)
def test_between_two_medians_the_age_is_linear(score: int, name: str, years: float) -> None:
    curve = curve_of(name)

    assert bone_age(score, curve).years == pytest.approx(years)


@every_curve
@given(first=scores, second=scores)
def test_a_higher_score_is_never_a_lower_age(name: str, first: int, second: int) -> None:
    curve = curve_of(name)

    lower, higher = sorted((first, second))

    assert bone_age(lower, curve).years <= bone_age(higher, curve).years


@every_curve
def test_the_age_never_falls_from_0_to_1000(name: str) -> None:
    curve = curve_of(name)

    ages = [bone_age(score, curve).years for score in range(1001)]

    assert (np.diff(ages) >= 0).all()


@pytest.mark.parametrize("name", [BOYS, GIRLS])
def test_every_rus_chn_point_counts(name: str) -> None:
    curve = curve_of(name)

    ages = [bone_age(score, curve).years for score in range(1001)]

    assert (np.diff(ages) > 0).all()


@every_curve
@given(score=scores)
def test_the_age_stays_between_the_first_and_the_last_median(name: str, score: int) -> None:
    curve = curve_of(name)

    assert curve.knots[0].years <= bone_age(score, curve).years <= curve.knots[-1].years


@every_curve
@given(score=scores)
def test_the_score_at_a_bone_age_is_the_score_it_came_from(name: str, score: int) -> None:
    curve = curve_of(name)

    first = curve.knots[0].score

    assert score_at(bone_age(score, curve).years, curve) == pytest.approx(max(score, first))


@every_curve
@given(years=st.floats(0, 25))
def test_the_score_at_an_age_lies_between_the_first_and_the_last_median(name: str, years: float) -> None:
    curve = curve_of(name)

    assert curve.knots[0].score <= score_at(years, curve) <= 1000


@pytest.mark.parametrize(
    ("years", "name", "score"),
    [
        (10.25, BOYS, 253),
        (12.0, GIRLS, 704),
        (25, BOYS, 1000),
        (-1, BOYS, 0),
        (1, TW3_BOYS, 42),
        (1, TW3_GIRLS, 126),
    ],
)
def test_an_age_is_turned_into_the_median_score(years: float, name: str, score: float) -> None:
    curve = curve_of(name)

    assert score_at(years, curve) == pytest.approx(score)


@every_curve
@pytest.mark.parametrize("score", [-1, 1001])
def test_a_score_that_no_hand_has_is_refused(name: str, score: int) -> None:
    curve = curve_of(name)

    with pytest.raises(ScoreError) as caught:
        bone_age(score, curve)

    assert caught.value.code == "standards.score_out_of_range"
    assert caught.value.message == f"A RUS score lies between 0 and 1000 points, not at {score}."
    assert caught.value.hint == "Check the levels that the score was added up from."


@pytest.mark.parametrize(
    ("score", "name", "years", "bound"),
    [
        (0, BOYS, 0, AgeBound.WITHIN),
        (999, BOYS, 17.875, AgeBound.WITHIN),
        (1000, BOYS, 18, AgeBound.ADULT),
        (1000, GIRLS, 17, AgeBound.ADULT),
        (41, TW3_BOYS, 2, AgeBound.AT_OR_BELOW),
        (42, TW3_BOYS, 2, AgeBound.WITHIN),
        (0, TW3_GIRLS, 2, AgeBound.AT_OR_BELOW),
        (126, TW3_GIRLS, 2, AgeBound.WITHIN),
        (999, TW3_GIRLS, 14.9 + 0.1 * 10 / 11, AgeBound.WITHIN),
        (1000, TW3_BOYS, 16.5, AgeBound.ADULT),
        (1000, TW3_GIRLS, 15, AgeBound.ADULT),
    ],
)
def test_the_ends_of_the_curve_are_said_to_be_bounds(score: int, name: str, years: float, bound: AgeBound) -> None:
    curve = curve_of(name)

    age = bone_age(score, curve)

    assert age.years == pytest.approx(years)
    assert age.bound is bound


@pytest.mark.parametrize(("name", "first"), [(BOYS, 924), (GIRLS, 987)])
def test_both_ages_are_given_from_where_the_sources_disagree_to_below_maturity(name: str, first: int) -> None:
    curve = curve_of(name)

    with_both = [score for score in range(1001) if bone_age(score, curve).alternative_years is not None]

    assert curve.disputed_from == first
    assert with_both == list(range(first, 1000))


@pytest.mark.parametrize(("sex", "first"), [(Sex.MALE, 924), (Sex.FEMALE, 987)])
def test_the_sources_differ_by_more_than_a_quarter_year_from_there_to_995_points(
    sex: Sex, first: int, shared_standard
) -> None:
    published = shared_standard("rus_chn.json")
    table = published["score_to_age_alternatives"]["hospital_0.1y_intervals_age_min_max"][sex.value]
    medians, ages = zip(*published["score_to_age"][sex.value], strict=True)

    differing = []
    for score in range(1001):
        others = [years for years, lowest, highest in table if lowest <= score <= highest]
        if abs(min(others) - np.interp(score, medians, ages)) > 0.25:
            differing.append(score)

    assert differing == list(range(first, 996))


@pytest.mark.parametrize(("name", "first", "hands"), [(BOYS, 924, MATURE_END_BOYS), (GIRLS, 987, MATURE_END_GIRLS)])
def test_hands_near_maturity_have_the_ages_of_both_sources(name: str, first: int, hands) -> None:
    curve = curve_of(name)

    for _, _, score, years, hospital_years in hands:
        age = bone_age(score, curve)

        assert age.years == pytest.approx(years, abs=0.0051)
        assert age.alternative_years == (hospital_years if first <= score < 1000 else None)


@pytest.mark.parametrize(
    ("score", "name", "years"),
    [(924, BOYS, 15.8), (929, BOYS, 15.8), (930, BOYS, 15.9), (997, BOYS, 17.7), (998, BOYS, 17.8), (999, BOYS, 18.0)],
)
def test_the_other_age_is_the_row_of_the_hospitals_table(score: int, name: str, years: float) -> None:
    curve = curve_of(name)

    assert bone_age(score, curve).alternative_years == years


@pytest.mark.parametrize("name", [TW3_BOYS, TW3_GIRLS])
def test_tw3_has_one_source_and_no_other_age(name: str) -> None:
    curve = curve_of(name)

    assert curve.disputed_from is None
    assert {bone_age(score, curve).alternative_years for score in range(1001)} == {None}


@pytest.mark.parametrize(("name", "most"), [(BOYS, 0.056), (GIRLS, 0.074), (TW3_BOYS, 0.0052), (TW3_GIRLS, 0.0042)])
def test_a_smooth_curve_through_the_medians_would_hardly_differ(name: str, most: float) -> None:
    curve = curve_of(name)

    # docs/decisions/0002-curve-and-its-doubts.md quotes these figures.
    knots, years = zip(*curve.knots, strict=True)
    possible = np.arange(knots[0], 1001)

    smooth = PchipInterpolator(knots, years)(possible)
    linear = [bone_age(int(score), curve).years for score in possible]

    assert most * 0.9 < np.abs(smooth - linear).max() < most


def test_a_bone_age_without_another_reading_says_so() -> None:
    curve = Curve((Knot(0, 0.0), Knot(1000, 10.0)))

    assert bone_age(500, curve) == BoneAge(5.0, None, AgeBound.WITHIN)


def test_the_dispute_begins_where_the_difference_exceeds_a_quarter_year() -> None:
    straight = (Knot(0, 0.0), Knot(1000, 10.0))
    other = (AgeRow(1.25, 0, 150), AgeRow(4.0, 151, 375), AgeRow(9.0, 376, 1000))

    curve = Curve(straight, other)

    assert curve.disputed_from == 0
    assert Curve(straight, (AgeRow(0.25, 0, 50), AgeRow(0.75, 51, 101), AgeRow(10, 102, 1000))).disputed_from == 101
    assert bone_age(150, curve).alternative_years == 1.25
    assert bone_age(151, curve).alternative_years == 4.0


def test_sources_that_agree_everywhere_leave_no_dispute() -> None:
    flat = Curve((Knot(0, 0.0), Knot(1000, 0.25)), (AgeRow(0.25, 0, 1000),))

    assert flat.disputed_from is None
    assert bone_age(10, flat).alternative_years is None


@pytest.mark.parametrize(
    ("knots", "fact"),
    [
        ((), "needs two knots or more"),
        ((Knot(1000, 18.0),), "needs two knots or more"),
        ((Knot(0, 0.0), Knot(500, 5.0), Knot(500, 6.0), Knot(1000, 9.0)), "does not rise from 5 to 6 years"),
        ((Knot(0, 0.0), Knot(500, 5.0), Knot(600, 5.0), Knot(1000, 9.0)), "does not rise from 5 to 5 years"),
        ((Knot(0, 0.0), Knot(637, 11.5), Knot(597, 12.0), Knot(1000, 17.0)), "does not rise from 11.5 to 12 years"),
        ((Knot(-1, 0.0), Knot(1000, 17.0)), "must run from 0 or more to 1000 points"),
        ((Knot(0, 0.0), Knot(999, 17.0)), "must run from 0 or more to 1000 points"),
        ((Knot(0, 0.0), Knot(1001, 17.0)), "must run from 0 or more to 1000 points"),
    ],
)
def test_a_curve_that_does_not_rise_to_1000_cannot_be_built(knots: tuple[Knot, ...], fact: str) -> None:
    with pytest.raises(ValueError, match=f"^{fact}$"):
        Curve(knots)


@pytest.mark.parametrize(
    ("rows", "fact"),
    [
        ((AgeRow(1, 0, 1001),), "has another table that does not cover 0 to 1000 points"),
        ((AgeRow(1, 1, 1000),), "has another table that does not cover 0 to 1000 points"),
        (
            (AgeRow(1, 0, 500), AgeRow(2, 500, 1000)),
            "has another table whose row of 2 years does not follow the one before it",
        ),
        (
            (AgeRow(1, 0, 500), AgeRow(2, 502, 1000)),
            "has another table whose row of 2 years does not follow the one before it",
        ),
        ((AgeRow(2, 0, 500), AgeRow(2, 501, 1000)), "has another table that does not rise from 2 to 2 years"),
        ((AgeRow(2, 0, 500), AgeRow(1, 501, 1000)), "has another table that does not rise from 2 to 1 years"),
        (
            (AgeRow(1, 0, 500), AgeRow(2, 501, 500), AgeRow(3, 501, 1000)),
            "has another table whose row of 2 years ends before it begins",
        ),
    ],
)
def test_an_alternative_with_gaps_or_overlaps_cannot_be_built(rows: tuple[AgeRow, ...], fact: str) -> None:
    with pytest.raises(ValueError, match=f"^{fact}$"):
        Curve((Knot(0, 0.0), Knot(1000, 17.0)), rows)


def test_rows_of_a_single_score_are_fine() -> None:
    rows = (AgeRow(1, 0, 0), AgeRow(2, 1, 999), AgeRow(3, 1000, 1000))

    assert Curve((Knot(0, 0.0), Knot(1000, 17.0)), rows).alternative == rows
