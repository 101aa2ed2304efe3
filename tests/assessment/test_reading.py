import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, MATURE, NOON, findings_of

from bonage_desktop.assessment.reading import LevelStep, Reading, Standards, load_standards
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import AgeBound
from bonage_desktop.standards.entries import StandardError
from bonage_desktop.standards.sex import Sex

SAMPLES = json.loads((resources_dir() / "samples" / "expected.json").read_text(encoding="utf-8"))


def with_all_levels(reading: Reading, levels: dict[Bone, int]) -> Reading:
    for bone, index in levels.items():
        reading = reading.override_level(Level(bone, index), by="reader", at=NOON)
    return reading


def test_the_score_is_the_sum_of_the_points(boy_of_ten: Reading) -> None:
    assert list((boy_of_ten.points or {}).values()) == [46, 43, 16, 8, 14, 17, 14, 16, 14, 11, 19, 9, 11]
    assert boy_of_ten.score == 46 + 61 + 16 + 8 + 14 + 11 + 8 + 10 + 14 + 11 + 19 + 9 + 11 == 238


def test_the_bone_age_is_the_median_age_of_the_score(boy_of_ten: Reading) -> None:
    age = boy_of_ten.bone_age

    assert age is not None
    assert age.years == pytest.approx(10.0)
    assert age.alternative_years is None
    assert age.bound is AgeBound.WITHIN


def test_the_same_levels_have_a_tw3_age(boy_of_ten: Reading) -> None:
    # Stages F E E E E E E E E E F E E, TW3 points for boys; 275 at 9.0 y.
    assert boy_of_ten.tw3_score == 59 + 40 + 21 + 12 + 14 + 17 + 15 + 15 + 15 + 15 + 26 + 13 + 13 == 275
    assert boy_of_ten.tw3_bone_age is not None
    assert boy_of_ten.tw3_bone_age.years == pytest.approx(9.0)


def test_raising_one_level_moves_the_age_by_what_the_tables_say(boy_of_ten: Reading) -> None:
    reading = boy_of_ten.override_level(Level(Bone.RADIUS, 9), by="reader", at=NOON)

    assert reading.score == 238 - 46 + 135  # RUS-CHN points, radius levels 6 and 9, boys
    assert reading.bone_age is not None
    assert reading.bone_age.years == pytest.approx(11.2, abs=0.01)  # 305 at 11.0 y, 359 at 11.5 y
    assert reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert reading.levels[Bone.ULNA] == Level(Bone.ULNA, 4)


def test_one_level_more_or_less_says_what_it_does_to_the_age(boy_of_ten: Reading) -> None:
    step = boy_of_ten.years_per_level(Bone.RADIUS)

    assert step.down_years == pytest.approx(-(0.5 * 15 / 26))  # 46 -> 31 points; 212 at 9.5 y, 238 at 10.0 y
    assert step.up_years == pytest.approx(0.5 * 30 / 30)  # 46 -> 76 points; 268 at 10.5 y


def test_a_step_may_lead_to_the_first_and_the_last_level(reading_of) -> None:
    first = reading_of({**LEVELS_OF_A_BOY_OF_TEN, Bone.DP3: 1}, Sex.MALE)
    last = reading_of({**MATURE, Bone.DP3: 10}, Sex.MALE)

    # 238 - 9 + 3 = 232 points; level 0 takes 3 more; 212 at 9.5 y, 238 at 10.0 y
    assert first.years_per_level(Bone.DP3).down_years == pytest.approx(-(0.5 * 3 / 26))
    # 40 -> 49 points of 1000: from 991 to 1000; 987 at 17.0 y, 996 at 17.5 y
    assert last.years_per_level(Bone.DP3).up_years == pytest.approx(18.0 - (17.0 + 0.5 * 4 / 9))


def test_at_the_ends_of_the_table_there_is_no_further_step(reading_of, mature_boy: Reading) -> None:
    infant = reading_of(dict.fromkeys(Bone, 0), Sex.MALE)

    assert infant.years_per_level(Bone.RADIUS) == LevelStep(None, pytest.approx(8 / 15))  # 8 points; 15 at 1.0 y
    # 8 points less than 1000; 987 at 17.0 y, 996 at 17.5 y
    assert mature_boy.years_per_level(Bone.RADIUS) == LevelStep(pytest.approx(17.0 + 0.5 * 5 / 9 - 18.0), None)


def test_a_hand_without_ossification_centres_is_a_newborns(reading_of) -> None:
    infant = reading_of(dict.fromkeys(Bone, 0), Sex.FEMALE)

    assert infant.score == infant.tw3_score == 0
    assert infant.bone_age is not None
    assert infant.bone_age.years == 0
    assert infant.tw3_bone_age is not None
    assert (infant.tw3_bone_age.years, infant.tw3_bone_age.bound) == (2.0, AgeBound.AT_OR_BELOW)


@pytest.mark.parametrize(("sex", "years", "tw3_years"), [(Sex.MALE, 18, 16.5), (Sex.FEMALE, 17, 15)])
def test_a_mature_hand_is_an_adults(sex: Sex, years: float, tw3_years: float, reading_of) -> None:
    adult = reading_of(MATURE, sex)

    assert adult.score == adult.tw3_score == 1000
    assert adult.bone_age is not None
    assert (adult.bone_age.years, adult.bone_age.bound) == (years, AgeBound.ADULT)
    assert adult.tw3_bone_age is not None
    assert (adult.tw3_bone_age.years, adult.tw3_bone_age.bound) == (tw3_years, AgeBound.ADULT)


def test_the_points_are_those_of_the_sex(reading_of) -> None:
    girl = reading_of(LEVELS_OF_A_BOY_OF_TEN, Sex.FEMALE)

    assert girl.score == 59 + 50 + 16 + 9 + 15 + 17 + 15 + 18 + 16 + 12 + 20 + 10 + 11 == 268
    assert girl.bone_age is not None
    assert girl.bone_age.years == pytest.approx(8.0)  # 268 at 8.0 y


def test_without_a_sex_there_are_levels_but_no_points_score_or_age(child_of_unknown_sex: Reading) -> None:
    reading = child_of_unknown_sex

    assert len(reading.levels) == 13
    assert reading.unresolved == ()
    assert reading.points is None
    assert reading.score is None
    assert reading.bone_age is None
    assert reading.tw3_score is None
    assert reading.tw3_bone_age is None
    assert reading.certainty is None
    assert reading.years_per_level(Bone.RADIUS) == LevelStep(None, None)


def test_while_a_bone_has_no_level_there_are_points_but_no_score_or_age(boy_without_ulna: Reading) -> None:
    reading = boy_without_ulna

    assert reading.unresolved == (Bone.ULNA,)
    assert Bone.ULNA not in reading.levels
    assert reading.points is not None
    assert sum(reading.points.values()) == 238 - 43
    assert reading.score is None
    assert reading.bone_age is None
    assert reading.tw3_score is None
    assert reading.tw3_bone_age is None
    assert reading.certainty is None
    assert reading.years_per_level(Bone.ULNA) == LevelStep(None, None)


def test_a_reader_resolves_a_bone_that_had_no_level(boy_without_ulna: Reading) -> None:
    reading = boy_without_ulna.override_level(Level(Bone.ULNA, 4), by="reader", at=NOON)

    assert reading.unresolved == ()
    assert reading.score == 238
    assert reading.overrides[0].old is None


def test_the_bones_come_in_their_order_whatever_the_order_of_the_findings(standards: Standards) -> None:
    shuffled = dict(reversed(LEVELS_OF_A_BOY_OF_TEN.items()))
    reading = Reading.begin(findings_of(shuffled), Sex.MALE, FactSource.TAG, standards)

    assert list(reading.levels) == list(reading.grades) == list(reading.rois) == list(Bone)


def test_levels_of_a_rejected_image_do_not_count(rejected_boy: Reading) -> None:
    assert rejected_boy.levels == {}
    assert rejected_boy.unresolved == tuple(Bone)
    assert rejected_boy.score is None
    assert rejected_boy.bone_age is None


def test_a_rejected_image_is_scored_once_the_reader_set_all_levels(rejected_boy: Reading) -> None:
    twelve = with_all_levels(rejected_boy, {b: i for b, i in LEVELS_OF_A_BOY_OF_TEN.items() if b is not Bone.DP5})
    thirteen = twelve.override_level(Level(Bone.DP5, 4), by="reader", at=NOON)

    assert twelve.unresolved == (Bone.DP5,)
    assert twelve.score is None
    assert thirteen.score == 238


def test_levels_that_a_reader_handed_in_count_on_a_rejected_image(rejected_boy: Reading) -> None:
    by_reader = {bone: BoneGrade.by_reader(Level(bone, index)) for bone, index in LEVELS_OF_A_BOY_OF_TEN.items()}
    findings = replace(rejected_boy.findings, grades=by_reader)

    assert replace(rejected_boy, findings=findings).score == 238


def test_a_grade_by_a_reader_is_certain() -> None:
    grade = BoneGrade.by_reader(Level(Bone.MC3, 5))

    assert grade.probabilities.tolist() == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert (grade.probability, grade.source, grade.plausibility) == (1, Source.READER, None)


def test_a_grade_without_a_change_is_the_findings_own_judged_beside_the_others(boy_of_ten: Reading) -> None:
    grade, found = boy_of_ten.grades[Bone.MC3], boy_of_ten.findings.grades[Bone.MC3]
    assert (grade.level, grade.source) == (found.level, found.source)
    assert grade.probabilities is found.probabilities
    assert grade.plausibility == boy_of_ten.plausibility[Bone.MC3].probability
    assert boy_of_ten.rois[Bone.MC3] is boy_of_ten.findings.rois[Bone.MC3]


def test_the_findings_are_never_changed(boy_of_ten: Reading) -> None:
    before = boy_of_ten.findings.grades[Bone.MC3].probabilities.copy()

    reading = boy_of_ten.override_level(Level(Bone.MC3, 9), by="reader", at=NOON)

    assert reading.findings is boy_of_ten.findings
    assert np.array_equal(reading.findings.grades[Bone.MC3].probabilities, before)


@pytest.mark.parametrize("sample", list(SAMPLES))
def test_the_levels_of_the_samples_have_the_expected_score_and_age(sample: str, reading_of) -> None:
    expected = SAMPLES[sample]
    levels = {Bone.from_key(key): index for key, index in expected["levels"].items()}

    reading = reading_of(levels, Sex(expected["sex"]))

    assert reading.score == expected["score"]
    assert reading.bone_age is not None
    assert reading.bone_age.years == pytest.approx(expected["bone_age_years"], abs=0.001)


def test_the_standards_are_loaded_once(standards: Standards) -> None:
    assert load_standards() is standards


def test_standards_that_do_not_have_the_same_stages_are_refused(standards: Standards) -> None:
    stages = dict(standards.tw3.stages)
    stages[Bone.MC5] = {letter: points for letter, points in stages[Bone.MC5].items() if letter != "I"}

    with pytest.raises(StandardError) as caught:
        replace(standards, tw3=replace(standards.tw3, stages=stages))

    assert caught.value.code == "standards.stages_differ"
    assert caught.value.message == "rus_chn.json and tw3_rus.json do not have the same TW3 stages of mc5."
    assert caught.value.hint == "Install the application again: its standards must not be edited."


def test_the_samples_agree_with_the_shared_ones() -> None:
    shared = Path(__file__).resolve().parents[3] / "shared" / "samples" / "expected.json"
    if not shared.exists():
        pytest.skip(f"needs {shared}")

    assert json.loads(shared.read_text(encoding="utf-8")) == SAMPLES


def test_begin_keeps_what_it_was_given(reading_of: Callable[..., Reading], standards: Standards) -> None:
    reading = reading_of(MATURE, Sex.FEMALE)

    assert (reading.sex, reading.sex_source) == (Sex.FEMALE, FactSource.TAG)
    assert reading.standards is standards
    assert reading.overrides == reading.undone == ()
