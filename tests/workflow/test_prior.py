"""The earlier studies of a patient."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from review_cases import NOON, READER, assessed_case, decoded_case, refused_case, session_with, with_study
from sample_hand import EXPECTED, NAME, model_grade, sample_findings

from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, FactSource, Identifiers
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.prior import Priors, priors_of
from bonage_desktop.workflow.review_state import ReviewState

NOW, YEAR_AGO, LONG_AGO = date(2026, 11, 20), date(2025, 11, 20), date(2023, 3, 1)
BIRTH = date(2016, 11, 20)
TEN = ChronologicalAge(10.0, AgeSource.DATES)


def patient(name: str = "S-1") -> Identifiers:
    return Identifiers(name, "", "", "", "", "", "", "")


def study(number: int, day: date | None, levels: Mapping[Bone, int] | None = None, **radiograph: object) -> Case:
    """A study of patient S-1 that was assessed: the sample's levels, apart from these."""
    whole = sample_findings()
    grades = whole.grades | {bone: model_grade(Level(bone, index)) for bone, index in (levels or {}).items()}
    known = {"identifiers": patient(), "study_date": day} | radiograph
    return assessed_case(number, findings=replace(whole, grades=grades), **known)


def today(**radiograph: object) -> ReviewState:
    return session_with(study(1, NOW, **radiograph)).state


def test_the_newest_earlier_study_is_compared_and_all_are_points_oldest_first():
    newest = study(2, YEAR_AGO, age=ChronologicalAge(9.0, AgeSource.DATES))
    oldest = study(3, LONG_AGO, {Bone.RADIUS: 4}, age=ChronologicalAge(6.3, AgeSource.PATIENT_AGE))

    priors = priors_of(today(), [study(1, NOW), newest, oldest])

    assert priors.newest is newest
    assert priors.studies == (
        EarlierStudy(LONG_AGO, 6.3, 272 - 31 + 18, pytest.approx(oldest.reading.bone_age.years), oldest.reading.levels),
        EarlierStudy(
            YEAR_AGO, 9.0, 272, pytest.approx(EXPECTED[NAME]["bone_age_years"], abs=0.001), newest.reading.levels
        ),
    )


def test_each_bone_says_its_level_then_and_how_far_it_has_come():
    before = study(2, YEAR_AGO, {Bone.RADIUS: 4, Bone.ULNA: 3})

    bones = priors_of(today(), [before]).bones

    assert list(bones) == list(Bone)
    assert (bones[Bone.RADIUS].level, bones[Bone.RADIUS].change) == (Level(Bone.RADIUS, 4), +1)
    assert (bones[Bone.MC1].change, bones[Bone.MC1].studied) == (0, YEAR_AGO)
    assert bones[Bone.MC3].label == "4(2)"  # level 5 of metacarpal 3


def test_a_bone_whose_level_is_lower_now_went_backwards():
    before = study(2, YEAR_AGO, {Bone.RADIUS: 4, Bone.ULNA: 3})

    bones = priors_of(today(), [before]).bones

    assert [bone for bone, then in bones.items() if then.went_backwards] == [Bone.ULNA]
    assert bones[Bone.ULNA].change == -1


def test_a_change_follows_what_the_reader_sets_now():
    session = session_with(study(1, NOW))
    session.choose_level(Level(Bone.RADIUS, 7))

    assert priors_of(session.state, [study(2, YEAR_AGO)]).bones[Bone.RADIUS].change == +2


def test_hidden_levels_are_not_told_by_their_change():
    session = session_with(study(1, NOW), grade_first=True)
    session.choose_level(Level(Bone.ULNA, 1))

    bones = priors_of(session.state, [study(2, YEAR_AGO)]).bones

    assert (bones[Bone.RADIUS].change, bones[Bone.RADIUS].went_backwards) == (None, False)
    assert bones[Bone.ULNA].change == -1  # from the reader's own grade


@pytest.mark.parametrize(
    "other",
    [
        study(2, YEAR_AGO, identifiers=patient("S-2")),
        study(2, None),
        study(2, NOW),
        study(2, date(2026, 11, 21)),
        study(2, YEAR_AGO, birth_date=date(2015, 1, 1)),
        study(2, YEAR_AGO, sex=None, sex_source=FactSource.UNKNOWN),
        decoded_case(2, identifiers=patient(), study_date=YEAR_AGO),
        with_study(refused_case(), identifiers=patient(), study_date=YEAR_AGO),
        Case(2, study(2, YEAR_AGO).file),
    ],
    ids=[
        "another patient",
        "no day",
        "the same day",
        "later",
        "another birth date",
        "no sex",
        "not assessed",
        "refused",
        "not decoded",
    ],
)
def test_what_is_no_earlier_study_of_this_patient_does_not_count(other):
    priors = priors_of(today(birth_date=BIRTH), [other])

    assert (priors.studies, priors.newest, priors.bones) == ((), None, None)


@pytest.mark.parametrize("blank", ["", "  "])
def test_patients_without_an_identifier_are_not_the_same(blank):
    state = today(identifiers=patient(blank))

    assert priors_of(state, [study(2, YEAR_AGO, identifiers=patient(blank))]).newest is None


def test_blanks_around_an_identifier_do_not_matter():
    assert priors_of(today(), [study(2, YEAR_AGO, identifiers=patient(" S-1 "))]).newest is not None


def test_without_a_study_date_today_nothing_is_earlier():
    assert priors_of(session_with(study(1, None)).state, [study(2, YEAR_AGO)]).newest is None


def test_dates_that_the_reader_gave_count():
    mistaken = replace(study(2, None), facts=Facts(study_date=YEAR_AGO))

    assert priors_of(today(), [mistaken]).newest is mistaken


def test_an_age_that_its_file_does_not_say_follows_from_the_birth_date_that_is_known_now():
    (then,) = priors_of(today(birth_date=BIRTH), [study(2, YEAR_AGO)]).studies

    assert then.years == pytest.approx(9.0, abs=0.01)  # nine birthdays


@pytest.mark.parametrize("born", [None, date(2026, 1, 1)], ids=["unknown", "after that study"])
def test_a_study_at_an_unknown_age_is_compared_and_is_no_point(born):
    before = study(2, YEAR_AGO)

    priors = priors_of(today(birth_date=born), [before])

    assert priors.studies == ()
    assert priors.newest is before


def test_of_two_studies_on_one_day_the_confirmed_one_is_the_newer():
    signed = replace(study(2, YEAR_AGO), confirmation=Confirmation(READER, NOON))
    later = study(3, YEAR_AGO)

    assert priors_of(today(), [signed, later]).newest is signed
    assert priors_of(today(), [study(2, YEAR_AGO), later]).newest is later


def test_a_patient_without_earlier_studies_has_none():
    priors = priors_of(today(), [study(1, NOW)])

    assert isinstance(priors, Priors)
    assert (priors.studies, priors.newest, priors.bones) == ((), None, None)
