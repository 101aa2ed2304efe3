import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, NOON

from bonage_desktop.assessment.notices import bone_age_notices
from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.sex import Sex


def at_age(years: float) -> ChronologicalAge:
    return ChronologicalAge(years, AgeSource.DATES)


@pytest.mark.parametrize("age", [None, at_age(0), at_age(10.2), at_age(18.0)])
def test_a_child_in_the_tested_range_gets_no_notice(age: ChronologicalAge | None, boy_of_ten: Reading) -> None:
    assert boy_of_ten.notices(age) == ()


def test_a_person_over_18_lies_outside_the_tested_range(boy_of_ten: Reading) -> None:
    assert boy_of_ten.notices(at_age(18.04)) == (
        Notice(
            "assessment.age_outside_tested_range",
            "The chronological age is 18.0 years; tested up to 18 years.",
        ),
    )


def test_a_person_over_18_is_told_without_a_score_too(child_of_unknown_sex: Reading) -> None:
    assert [notice.code for notice in child_of_unknown_sex.notices(at_age(19))] == [
        "assessment.age_outside_tested_range"
    ]
    assert child_of_unknown_sex.notices(at_age(9)) == ()


@pytest.mark.parametrize(
    ("years", "sex", "outside"),
    [
        (2.99, Sex.MALE, True),
        (3.0, Sex.MALE, False),
        (16.99, Sex.MALE, False),
        (17.0, Sex.MALE, True),
        (18.0, Sex.MALE, True),
        (2.99, Sex.FEMALE, True),
        (3.0, Sex.FEMALE, False),
        (15.99, Sex.FEMALE, False),
        (16.0, Sex.FEMALE, True),
    ],
)
def test_a_bone_age_is_tested_from_3_to_below_17_in_boys_and_16_in_girls(years: float, sex: Sex, outside: bool) -> None:
    codes = [notice.code for notice in bone_age_notices(BoneAge(years, None, AgeBound.WITHIN), sex, None)]

    assert codes == (["assessment.bone_age_outside_tested_range"] if outside else [])


def test_a_bone_age_outside_the_tested_range_is_said_with_the_range(reading_of, mature_boy: Reading) -> None:
    girl = reading_of({bone: bone.level_count - 1 for bone in Bone}, Sex.FEMALE)

    assert mature_boy.notices(at_age(17)) == (
        Notice(
            "assessment.bone_age_outside_tested_range",
            "The bone age is 18.0 years; tested from 3 to below 17 years in boys.",
        ),
    )
    assert girl.notices(None) == (
        Notice(
            "assessment.bone_age_outside_tested_range",
            "The bone age is 17.0 years; tested from 3 to below 16 years in girls.",
        ),
    )


def test_sources_that_disagree_are_said_with_both_ages(mature_boy: Reading) -> None:
    # Radius level 11 and ulna level 10, all else fused: 965 points, 16.0 y by the medians, 17.4 y by the hospital.
    reading = mature_boy.override_level(Level(Bone.RADIUS, 11), by="reader", at=NOON)
    reading = reading.override_level(Level(Bone.ULNA, 10), by="reader", at=NOON)

    assert reading.notices(at_age(16)) == (
        Notice(
            "assessment.sources_disagree",
            "The sources of the curve disagree at this maturity: 16.0 or 17.4 years.",
        ),
    )


def test_a_rejected_image_read_by_hand_says_so(rejected_boy: Reading) -> None:
    reading = rejected_boy
    for bone, index in LEVELS_OF_A_BOY_OF_TEN.items():
        reading = reading.override_level(Level(bone, index), by="reader", at=NOON)

    assert rejected_boy.notices(None) == ()
    assert reading.notices(None) == (
        Notice(
            "assessment.read_after_rejection",
            "The image was rejected and all 13 levels are the reader's. No hand is to be seen.",
        ),
    )


def test_several_notices_come_together(mature_boy: Reading) -> None:
    assert [notice.code for notice in mature_boy.notices(at_age(20))] == [
        "assessment.age_outside_tested_range",
        "assessment.bone_age_outside_tested_range",
    ]
