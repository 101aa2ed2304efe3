"""How well a level goes with the other twelve."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, MATURE, NOON

from bonage_desktop.assessment.plausibility import (
    IMPLAUSIBLE,
    OrdinalModel,
    Plausibility,
    judge,
    load_plausibility,
    read_plausibility,
    shares_of,
)
from bonage_desktop.assessment.reading import Reading
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.entries import StandardError
from bonage_desktop.standards.sex import Sex

FILE = resources_dir() / "model" / "plausibility.json"
LEVELS = {bone: Level(bone, index) for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()}


def test_the_probability_is_that_of_proportional_odds_by_hand() -> None:
    # Only the radius counts: share 6 / 14, weight 7, so the others' maturity is 3.
    weights = np.zeros(12)
    weights[0] = 7.0
    model = OrdinalModel(Bone.ULNA, weights, 0.0, 0.0, np.linspace(-2, 9, 12))

    probabilities = model.probabilities(shares_of(LEVELS))

    below = [1 / (1 + math.exp(-(threshold - 3.0))) for threshold in range(-2, 10)]
    assert probabilities == pytest.approx(np.diff([0.0, *below, 1.0]))


def test_square_and_cube_of_the_mean_count_too() -> None:
    levels = {bone: Level(bone, bone.level_count - 1) for bone in Bone}  # every share 1
    model = OrdinalModel(Bone.RADIUS, np.zeros(12), 2.0, 3.0, np.full(14, 5.0))

    assert model.probabilities(shares_of(levels))[0] == pytest.approx(0.5)


@pytest.mark.parametrize("sex", Sex)
def test_probabilities_add_up_to_one_and_the_expected_level_lies_near_an_ordinary_hands_own(sex: Sex) -> None:
    judged = judge(LEVELS, sex, load_plausibility())

    for bone, model in load_plausibility()[sex].bones.items():
        assert model.probabilities(shares_of(LEVELS)).sum() == pytest.approx(1)
        assert abs(judged[bone].expected.index - LEVELS[bone].index) <= 2


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("bone", Bone)
def test_a_level_of_a_grown_up_in_the_hand_of_a_child_is_doubtful(sex: Sex, bone: Bone) -> None:
    levels = LEVELS | {bone: Level(bone, bone.level_count - 1)}

    judged = judge(levels, sex, load_plausibility())[bone]

    assert judged.is_doubtful
    assert judged.expected.index < bone.level_count - 3


@pytest.mark.parametrize("sex", Sex)
def test_a_mature_hand_is_plausible(sex: Sex) -> None:
    judged = judge({bone: Level(bone, index) for bone, index in MATURE.items()}, sex, load_plausibility())

    assert not any(each.is_doubtful for each in judged.values())


@pytest.mark.parametrize(
    ("probability", "expected", "is_doubtful"),
    [(IMPLAUSIBLE, 6, False), (IMPLAUSIBLE - 1e-6, 5, True), (IMPLAUSIBLE - 1e-6, 1, True), (1e-6, 4, False)],
)
def test_a_bone_is_flagged_below_one_per_cent_and_two_levels_off(
    probability: float, expected: int, is_doubtful: bool
) -> None:
    judged = Plausibility(Level(Bone.ULNA, 3), probability, Level(Bone.ULNA, expected))

    assert judged.is_doubtful is is_doubtful


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("index", range(15))
def test_a_hand_of_one_level_throughout_is_never_refused(
    reading_of: Callable[..., Reading], sex: Sex, index: int
) -> None:
    reading = reading_of({bone: min(index, bone.level_count - 1) for bone in Bone}, sex)

    assert reading.refusal is None


@pytest.mark.parametrize("sex", Sex)
def test_a_hand_less_mature_than_any_that_was_learnt_from_is_not_judged(sex: Sex) -> None:
    model = load_plausibility()[sex]

    assert 0 < model.lowest < 0.2
    assert judge({bone: Level(bone, 0) for bone in Bone}, sex, load_plausibility()) == {}


def test_nothing_is_judged_without_a_sex_or_with_a_bone_missing() -> None:
    twelve = {bone: level for bone, level in LEVELS.items() if bone is not Bone.DP5}

    assert judge(LEVELS, None, load_plausibility()) == {}
    assert judge(twelve, Sex.MALE, load_plausibility()) == {}


def test_a_reading_judges_the_levels_in_force_and_names_the_odd_one(boy_of_ten: Reading) -> None:
    odd = boy_of_ten.override_level(Level(Bone.MC1, 10), by="reader", at=NOON)

    notices = [n for n in odd.notices(None) if n.code == "assessment.level_implausible"]

    assert "assessment.level_implausible" not in [n.code for n in boy_of_ten.notices(None)]
    assert notices[0].message.startswith("Metacarpal 1: L7(2) · 10 hardly goes with the other twelve levels")
    assert "by them alone, not by the image, its chance is" in notices[0].message
    expected = odd.plausibility[Bone.MC1].expected
    label = odd.standards.rus_chn.label(expected)
    assert notices[0].message.endswith(f"they speak for L{label} · {expected.index}.")
    assert odd.grades[Bone.MC1].plausibility == odd.plausibility[Bone.MC1].probability
    assert odd.undo().plausibility == boy_of_ten.plausibility


def test_a_probability_is_said_with_a_digit_or_as_very_small(reading_of: Callable[..., Reading]) -> None:
    levels = LEVELS_OF_A_BOY_OF_TEN | {Bone.MC1: 11}
    messages = [n.message for n in reading_of(levels, Sex.MALE).notices(None)]

    assert any("its chance is below 0.1%" in message for message in messages)


def test_a_reading_without_a_sex_judges_nothing(child_of_unknown_sex: Reading) -> None:
    assert child_of_unknown_sex.plausibility == {}
    assert {grade.plausibility for grade in child_of_unknown_sex.grades.values()} == {0.9}  # as the findings say


@pytest.mark.parametrize("thresholds", [[1.0, 2.0], list(range(14, 0, -1)), ["a"] * 14])
def test_thresholds_that_are_none_are_refused(tmp_path: Path, thresholds: list[object]) -> None:
    content = json.loads(FILE.read_text(encoding="utf-8"))
    content["sexes"]["female"]["radius"]["thresholds"] = thresholds
    file = tmp_path / "plausibility.json"
    file.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(StandardError) as caught:
        read_plausibility(file)

    assert caught.value.code == "standards.file_invalid"
    assert "sexes/female/radius/thresholds" in caught.value.message


def odd_boy(reading_of: Callable[..., Reading], count: int) -> Reading:
    """The boy of ten with as many levels of a grown-up."""
    odd = dict(list(MATURE.items())[2 : 2 + count])
    return reading_of(LEVELS_OF_A_BOY_OF_TEN | odd, Sex.MALE)


def test_three_levels_that_hardly_go_with_the_others_are_a_refusal(reading_of: Callable[..., Reading]) -> None:
    one, refused = odd_boy(reading_of, 1), odd_boy(reading_of, 3)

    assert one.refusal is None
    assert refused.refusal is not None
    assert refused.refusal.code == "assessment.levels_contradict"
    assert "Metacarpal 1" in refused.refusal.message


def test_levels_of_a_reader_do_not_contradict(reading_of: Callable[..., Reading]) -> None:
    refused = odd_boy(reading_of, 3)
    read = refused
    for bone, level in refused.levels.items():
        read = read.override_level(Level(bone, level.index - 1 or 1), by="reader", at=NOON)

    assert read.refusal is None


def test_a_rejected_image_is_a_refusal_until_every_level_is_the_readers(rejected_boy: Reading) -> None:
    read = rejected_boy
    for bone, index in LEVELS_OF_A_BOY_OF_TEN.items():
        assert read.refusal is rejected_boy.findings.rejection
        read = read.override_level(Level(bone, index), by="reader", at=NOON)

    assert read.refusal is None
