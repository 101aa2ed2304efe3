"""Dates and side as the reader says them in the window."""

from datetime import date

import pytest
from sample_hand import sample_radiograph

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, FactSource, Laterality
from bonage_desktop.workflow.facts import Facts, with_reader_facts

BIRTH, STUDY = date(2014, 5, 2), date(2026, 5, 2)
AGE = ChronologicalAge(9.0, AgeSource.PATIENT_AGE)


def test_a_reader_who_says_nothing_changes_nothing():
    radiograph = sample_radiograph(birth_date=BIRTH, age=AGE)

    assert with_reader_facts(radiograph, Facts()) is radiograph


@pytest.mark.parametrize(
    ("in_file", "told"),
    [
        ({"birth_date": date(1999, 1, 1), "study_date": STUDY}, Facts(birth_date=BIRTH)),
        ({"birth_date": BIRTH, "study_date": date(1999, 1, 1)}, Facts(study_date=STUDY)),
        ({}, Facts(birth_date=BIRTH, study_date=STUDY)),
    ],
)
def test_the_readers_dates_come_before_the_files_and_give_the_age(in_file, told):
    known = with_reader_facts(sample_radiograph(**in_file), told)

    assert (known.birth_date, known.study_date) == (BIRTH, STUDY)
    assert known.age.source is AgeSource.DATES
    assert known.age.years == pytest.approx(12.0, abs=0.01)  # twelve birthdays


def test_one_date_alone_leaves_the_age_that_the_file_says():
    known = with_reader_facts(sample_radiograph(age=AGE), Facts(birth_date=BIRTH))

    assert (known.birth_date, known.age, known.notices) == (BIRTH, AGE, ())


def test_a_birth_after_the_study_gives_no_age_and_is_told():
    known = with_reader_facts(sample_radiograph(age=AGE), Facts(birth_date=STUDY, study_date=BIRTH))

    assert known.age is None
    assert [notice.code for notice in known.notices] == ["workflow.birth_date_after_study"]


def test_a_child_examined_on_the_day_of_its_birth_is_no_year_old():
    known = with_reader_facts(sample_radiograph(), Facts(birth_date=BIRTH, study_date=BIRTH))

    assert known.age.years == 0


def test_the_side_that_the_reader_says_is_the_readers():
    known = with_reader_facts(sample_radiograph(laterality=Laterality.RIGHT), Facts(laterality=Laterality.LEFT))

    assert (known.laterality, known.laterality_source) == (Laterality.LEFT, FactSource.READER)


def test_a_study_date_of_the_reader_answers_the_doubt_about_the_files():
    in_future = Notice("imaging.study_date_in_future", "The study date of the file lies in the future.")
    radiograph = sample_radiograph(birth_date=BIRTH, study_date=date(2062, 5, 2), notices=(in_future,))

    doubted = with_reader_facts(radiograph, Facts(birth_date=date(2015, 5, 2)))
    answered = with_reader_facts(radiograph, Facts(study_date=STUDY))

    assert doubted.notices == (in_future,)
    assert answered.notices == ()
    assert answered.age.years == pytest.approx(12.0, abs=0.01)
