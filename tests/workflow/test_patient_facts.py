"""An option before the table before the file, and a notice where they contradict each other."""

from datetime import date

import pytest
from sample_hand import sample_radiograph

from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, FactSource, Laterality
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.demographics import Person
from bonage_desktop.workflow.facts import Told, with_facts

NOTHING = Told(None, None)


def codes_of(radiograph) -> list[str]:
    return [notice.code for notice in radiograph.notices]


def test_the_option_comes_before_table_and_file_and_the_contradictions_are_told():
    radiograph = sample_radiograph(sex=Sex.MALE, sex_source=FactSource.TAG)

    known = with_facts(radiograph, Told(Sex.FEMALE, None), Person(Sex.MALE, None))

    assert (known.sex, known.sex_source) == (Sex.FEMALE, FactSource.READER)
    assert codes_of(known) == ["workflow.sex_conflict", "workflow.sex_conflict"]
    assert known.notices[1].message == "The command says female and the file says male: female was used."
    assert [notice.claim for notice in known.notices] == ["the demographics table says male", "the file says male"]


def test_the_table_comes_before_the_file():
    radiograph = sample_radiograph(sex=Sex.MALE, sex_source=FactSource.TAG)

    known = with_facts(radiograph, NOTHING, Person(Sex.FEMALE, None))

    assert (known.sex, known.sex_source) == (Sex.FEMALE, FactSource.DEMOGRAPHICS)
    assert known.notices[0].message == "The demographics table says female and the file says male: female was used."


def test_the_file_s_own_sex_stands_where_nobody_says_another():
    known = with_facts(sample_radiograph(), NOTHING, Person(None, None))

    assert (known.sex, known.sex_source, known.notices) == (Sex.MALE, FactSource.TAG, ())


def test_who_agrees_with_the_file_is_no_contradiction():
    known = with_facts(sample_radiograph(), Told(Sex.MALE, None), Person(Sex.MALE, None))

    assert (known.sex_source, known.notices) == (FactSource.READER, ())


def test_a_sex_that_nobody_says_stays_unknown():
    radiograph = sample_radiograph(sex=None, sex_source=FactSource.UNKNOWN)

    known = with_facts(radiograph, NOTHING, None)

    assert (known.sex, known.sex_source) == (None, FactSource.UNKNOWN)


def test_the_hand_that_the_reader_names_is_the_reader_s():
    radiograph = sample_radiograph(laterality=Laterality.RIGHT, laterality_source=FactSource.TAG)

    known = with_facts(radiograph, Told(None, Laterality.LEFT), None)

    assert (known.laterality, known.laterality_source) == (Laterality.LEFT, FactSource.READER)
    assert codes_of(known) == ["workflow.laterality_conflict"]


def test_a_birth_date_from_the_table_gives_the_age_at_the_study():
    radiograph = sample_radiograph(study_date=date(2026, 5, 2))

    known = with_facts(radiograph, NOTHING, Person(None, date(2014, 5, 2)))

    assert known.birth_date == date(2014, 5, 2)
    assert known.age is not None
    assert known.age.source is AgeSource.DATES
    assert known.age.years == pytest.approx(12.0, abs=0.01)  # twelve birthdays
    assert known.notices == ()


def test_without_a_study_date_the_file_s_age_stands_and_the_birth_date_is_said_to_be_of_no_use():
    age = ChronologicalAge(9.0, AgeSource.PATIENT_AGE)

    known = with_facts(sample_radiograph(age=age), NOTHING, Person(None, date(2014, 5, 2)))

    assert known.age == age
    assert codes_of(known) == ["workflow.no_study_date"]
    assert "no study date" in known.notices[0].message


def test_a_picture_without_dates_has_no_age_and_says_so():
    known = with_facts(sample_radiograph(), NOTHING, Person(None, date(2014, 5, 2)))

    assert known.age is None
    assert codes_of(known) == ["workflow.no_study_date"]


def test_another_birth_date_in_the_file_is_told():
    radiograph = sample_radiograph(birth_date=date(2013, 1, 1), study_date=date(2026, 1, 1))

    known = with_facts(radiograph, NOTHING, Person(None, date(2014, 1, 1)))

    assert known.birth_date == date(2014, 1, 1)
    assert codes_of(known) == ["workflow.birth_date_conflict"]


def test_a_birth_after_the_study_gives_no_age():
    known = with_facts(sample_radiograph(study_date=date(2010, 1, 1)), NOTHING, Person(None, date(2014, 1, 1)))

    assert known.age is None
    assert codes_of(known) == ["workflow.birth_date_after_study"]


def test_what_contradicts_the_file_weighs_more_than_any_other_notice():
    radiograph = sample_radiograph(
        laterality=Laterality.RIGHT,
        laterality_source=FactSource.TAG,
        birth_date=date(2013, 1, 1),
        study_date=date(2026, 1, 1),
    )

    known = with_facts(radiograph, Told(Sex.FEMALE, Laterality.LEFT), Person(None, date(2014, 1, 1)))

    assert [notice.weight for notice in known.notices] == [Weight.CONTRADICTION] * 3
    assert Notice("vision.side_unexpected", "The hand looks like the other one.").weight is Weight.CONTRADICTION
    assert Notice("imaging.no_patient_facts", "PNG knows no sex.").weight is Weight.ROUTINE
    assert Notice("imaging.charset_missing", "Guessed.").weight is Weight.REMARK
