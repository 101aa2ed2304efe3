from itertools import product
from pathlib import Path

import numpy as np
import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, MATURE, NOON
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.assessment.certainty import (
    Certainty,
    CertaintyGrade,
    certainty,
    load_correlation,
    read_correlation,
    score_distribution,
)
from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.entries import StandardError
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex

CORRELATION = 0.3


def grade_of(bone: Bone, chances: dict[int, float]) -> BoneGrade:
    probabilities = np.zeros(bone.level_count)
    probabilities[list(chances)] = list(chances.values())
    return BoneGrade(Level(bone, max(chances, key=lambda index: chances[index])), probabilities, Source.MODEL, None)


def grades_with(changed: dict[Bone, dict[int, float]]) -> list[BoneGrade]:
    """The boy of ten, certain but for these bones."""
    return [
        grade_of(bone, changed[bone]) if bone in changed else BoneGrade.by_reader(Level(bone, index))
        for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()
    ]


def test_levels_that_are_certain_leave_one_age() -> None:
    found = certainty(grades_with({}), Sex.MALE, load_rus_chn(), CORRELATION)

    assert found == Certainty(10.0, 10.0, 10.0)
    assert found.grade is CertaintyGrade.HIGH


def test_the_distribution_of_one_uncertain_bone_is_that_of_its_points() -> None:
    # Radius, boys: levels 5, 6, 7 are worth 31, 46, 76 points; the boy has 238 with level 6.
    scores = score_distribution(
        grades_with({Bone.RADIUS: {5: 0.2, 6: 0.5, 7: 0.3}}), Sex.MALE, load_rus_chn(), CORRELATION
    )

    assert scores.shape == (1001,)
    assert {int(score): round(float(scores[score]), 9) for score in (scores > 1e-9).nonzero()[0]} == {
        223: 0.2,
        238: 0.5,
        268: 0.3,
    }


def test_the_percentiles_of_one_uncertain_bone_are_those_of_its_ages() -> None:
    # Scores 223, 238 and 268; 212 at 9.5 y, 238 at 10.0 y, 268 at 10.5 y.
    found = certainty(grades_with({Bone.RADIUS: {5: 0.2, 6: 0.5, 7: 0.3}}), Sex.MALE, load_rus_chn(), CORRELATION)

    assert found.p10_years == pytest.approx(9.5 + 0.5 * 11 / 26)
    assert found.p50_years == pytest.approx(10.0)
    assert found.p90_years == pytest.approx(10.5)
    assert found.grade is CertaintyGrade.HIGH


@pytest.mark.parametrize(
    ("chances", "scores"),
    [
        ({5: 0.1, 6: 0.9}, (223, 238, 238)),  # exactly a tenth lies at or below 223
        ({5: 0.09, 6: 0.91}, (238, 238, 238)),
        ({6: 0.9, 7: 0.1}, (238, 238, 238)),  # exactly nine tenths lie at or below 238
        ({6: 0.89, 7: 0.11}, (238, 238, 268)),
        ({5: 0.5, 6: 0.5}, (223, 223, 238)),  # exactly half lies at or below 223
        ({5: 0.7, 6: 0.2, 7: 0.1}, (223, 223, 238)),  # 0.7 + 0.2 is a little less than 0.9 in binary
    ],
)
def test_a_percentile_is_the_lowest_score_that_holds_its_share(chances, scores) -> None:
    found = certainty(grades_with({Bone.RADIUS: chances}), Sex.MALE, load_rus_chn(), CORRELATION)

    years = {223: 9.5 + 0.5 * 11 / 26, 238: 10.0, 268: 10.5}
    assert (found.p10_years, found.p50_years, found.p90_years) == pytest.approx(tuple(years[score] for score in scores))


def test_thirteen_uncertain_bones_that_err_apart_are_convolved_exactly() -> None:
    chances = {bone: {index: 0.6, index + 1: 0.4} for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()}
    expected = np.zeros(1001)
    for picks in product((0, 1), repeat=13):
        levels = [
            Level(bone, index + pick) for (bone, index), pick in zip(LEVELS_OF_A_BOY_OF_TEN.items(), picks, strict=True)
        ]
        expected[sum(load_rus_chn().points(level, Sex.FEMALE) for level in levels)] += 0.6 ** picks.count(
            0
        ) * 0.4 ** picks.count(1)

    scores = score_distribution(grades_with(chances), Sex.FEMALE, load_rus_chn(), 0.0)

    assert scores == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("correlation", [0.0, 0.2, 0.6])
def test_bones_that_err_together_spread_the_score_as_drawing_hands_at_random_does(correlation: float) -> None:
    chances = {bone: {index: 0.25, index + 1: 0.5, index + 2: 0.25} for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()}
    random = np.random.default_rng(7)
    common, own = random.standard_normal((200_000, 1)), random.standard_normal((200_000, 13))
    drawn = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own
    steps = (drawn > -0.67448975).astype(int) + (drawn > 0.67448975)  # quartiles of the normal distribution
    points = np.array(
        [
            [load_rus_chn().points(Level(bone, index + step), Sex.MALE) for step in range(3)]
            for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()
        ]
    )
    sums = points[np.arange(13), steps].sum(axis=1)

    scores = score_distribution(grades_with(chances), Sex.MALE, load_rus_chn(), correlation)

    spread = float(np.sqrt(scores @ (np.arange(1001) - scores @ np.arange(1001)) ** 2))
    assert scores @ np.arange(1001) == pytest.approx(sums.mean(), abs=0.3)
    assert spread == pytest.approx(sums.std(), rel=0.01)
    assert np.searchsorted(np.cumsum(scores), [0.1, 0.9]) == pytest.approx(np.percentile(sums, [10, 90]), abs=2)


def test_what_was_computed_for_other_levels_sexes_and_correlations_is_not_mistaken_for_it() -> None:
    chances = {5: 0.2, 6: 0.5, 7: 0.3}
    points = {sex: [load_rus_chn().points(Level(Bone.RADIUS, index), sex) for index in chances] for sex in Sex}
    turned = dict(zip(chances, reversed(chances.values()), strict=True))

    for sex, correlation in product(Sex, (0.0, 0.6)):
        for asked in (chances, turned, chances):
            scores = score_distribution(grades_with({Bone.RADIUS: asked}), sex, load_rus_chn(), correlation)

            lowest = int((scores > 1e-9).nonzero()[0][0])
            found = {score - lowest: float(scores[score]) for score in (scores > 1e-9).nonzero()[0]}
            assert found == pytest.approx(
                {points[sex][place] - points[sex][0]: chance for place, chance in enumerate(asked.values())}
            )


def test_the_range_grows_with_the_correlation() -> None:
    chances = {bone: {index: 0.6, index + 1: 0.4} for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()}
    ranges = [certainty(grades_with(chances), Sex.MALE, load_rus_chn(), c) for c in (0.0, 0.1, 0.3, 0.6, 0.9)]
    widths = [found.p90_years - found.p10_years for found in ranges]

    assert widths == sorted(widths)
    assert widths[-1] > 1.5 * widths[0]


def test_the_shipped_correlation_is_a_small_one() -> None:
    assert load_correlation() == read_correlation(resources_dir() / "model" / "certainty.json")
    assert 0 < load_correlation() < 0.5


@pytest.mark.parametrize("value", ["1.0", "-0.1", '"much"', "null"])
def test_a_correlation_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    file = tmp_path / "certainty.json"
    file.write_text(f'{{"schema_version": 1, "correlation": {value}}}', encoding="utf-8")

    with pytest.raises(StandardError) as caught:
        read_correlation(file)

    assert caught.value.code == "standards.file_invalid"


def test_a_reading_is_as_certain_as_its_grades_in_force(boy_of_ten: Reading, standards: Standards) -> None:
    surer = boy_of_ten.override_level(Level(Bone.RADIUS, 9), by="reader", at=NOON)

    assert boy_of_ten.certainty == certainty(
        boy_of_ten.findings.grades.values(), Sex.MALE, standards.rus_chn, standards.correlation
    )
    assert boy_of_ten.certainty is not None
    assert surer.certainty is not None
    assert surer.certainty.p10_years > boy_of_ten.certainty.p10_years
    assert surer.certainty == certainty(surer.grades.values(), Sex.MALE, standards.rus_chn, standards.correlation)


def test_a_mature_hand_has_room_below_only(reading_of) -> None:
    # Each bone is mature with 0.8, so that all thirteen are with 0.8 ** 13 = 5 %.
    found = reading_of(MATURE, Sex.MALE).certainty

    assert found is not None
    assert found.p10_years < found.p50_years < found.p90_years <= 18


@pytest.mark.parametrize(
    ("p10", "p90", "grade"),
    [
        (10.0, 10.0, CertaintyGrade.HIGH),
        (10.0, 10.99, CertaintyGrade.HIGH),
        (10.0, 11.0, CertaintyGrade.MEDIUM),
        (10.0, 11.99, CertaintyGrade.MEDIUM),
        (10.0, 12.0, CertaintyGrade.LOW),
        (3.0, 15.0, CertaintyGrade.LOW),
    ],
)
def test_certainty_is_said_in_a_word_by_its_width(p10: float, p90: float, grade: CertaintyGrade) -> None:
    assert Certainty(p10, (p10 + p90) / 2, p90).grade is grade


def distributions(bone: Bone) -> st.SearchStrategy[BoneGrade]:
    weights = st.lists(st.integers(0, 100), min_size=bone.level_count, max_size=bone.level_count)
    return weights.filter(any).map(
        lambda values: grade_of(bone, {index: value / sum(values) for index, value in enumerate(values)})
    )


@given(grades=st.tuples(*(distributions(bone) for bone in Bone)), sex=st.sampled_from(list(Sex)))
def test_the_percentiles_rise_and_the_mean_is_the_sum_of_means(grades: tuple[BoneGrade, ...], sex: Sex) -> None:
    scores = score_distribution(grades, sex, load_rus_chn(), CORRELATION)
    found = certainty(grades, sex, load_rus_chn(), CORRELATION)

    means = [
        sum(
            chance * load_rus_chn().points(Level(grade.bone, index), sex)
            for index, chance in enumerate(grade.probabilities)
        )
        for grade in grades
    ]
    assert scores.min() >= 0
    assert scores.sum() == pytest.approx(1)
    assert scores @ np.arange(1001) == pytest.approx(sum(means), abs=0.02)  # quadrature
    assert 0 <= found.p10_years <= found.p50_years <= found.p90_years <= 18
