"""Ages and levels in words."""

import pytest

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.reporting.words import (
    age_words,
    child_age_words,
    difference_words,
    level_words,
    short_difference_words,
)
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import AgeBound, BoneAge


def test_a_level_is_written_with_its_label_first():
    assert level_words(Level(Bone.MC3, 5), load_standards().rus_chn) == "L4(2) · 5"


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (AgeBound.WITHIN, "9.7 years"),
        (AgeBound.AT_OR_BELOW, "9.7 years or less"),
        (AgeBound.ADULT, "9.7 years or more"),
    ],
)
def test_an_age_says_when_it_is_only_a_bound(bound, words):
    assert age_words(BoneAge(9.694, None, bound)) == words


@pytest.mark.parametrize(
    ("bone_age", "age", "words"),
    [
        (9.7, 10.0, "0.3 years behind the chronological age"),
        (12.04, 10.0, "2.0 years ahead of the chronological age"),
        (10.02, 10.0, "equal to the chronological age"),
    ],
)
def test_the_difference_is_said_with_its_direction(bone_age, age, words):
    assert difference_words(bone_age, age) == words


@pytest.mark.parametrize(
    ("bone_age", "age", "words"), [(9.7, 10.0, "0.3 behind"), (12.04, 10.0, "2.0 ahead"), (10.02, 10.0, "equal")]
)
def test_the_difference_fits_a_cell(bone_age, age, words):
    assert short_difference_words(bone_age, age) == words


def test_the_child_s_age_says_how_it_was_found():
    assert child_age_words(ChronologicalAge(10.04, AgeSource.DATES)) == "10.0 years by the dates"
    assert child_age_words(ChronologicalAge(9.5, AgeSource.PATIENT_AGE)) == "9.5 years by the Patient's Age"
