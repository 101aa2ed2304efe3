"""What the tags say about patient and examination, and what is said where they do not."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from bonage_desktop.findings.notice import Weight
from bonage_desktop.findings.radiograph import AgeSource, FactSource, Laterality, PixelSpacing, SpacingReference
from bonage_desktop.imaging.decode import decode
from bonage_desktop.imaging.dicom_age import parse_age, parse_date
from bonage_desktop.imaging.limits import DEFAULT_LIMITS
from bonage_desktop.standards.sex import Sex

PATIENT, DETECTOR = SpacingReference.PATIENT, SpacingReference.DETECTOR


def codes(radiograph) -> set[str]:
    return {notice.code for notice in radiograph.notices}


def coded(value: str, meaning: str) -> Sequence:
    item = Dataset()
    item.CodeValue, item.CodeMeaning = value, meaning
    return Sequence([item])


def with_frame_laterality(side: str) -> Sequence:
    anatomy, group = Dataset(), Dataset()
    anatomy.FrameLaterality = side
    group.FrameAnatomySequence = Sequence([anatomy])
    return Sequence([group])


def test_a_complete_file_gives_every_fact_and_its_source(write_dicom, read_here):
    radiograph = read_here(
        write_dicom(
            WindowCenter=2048, WindowWidth=4096, ViewPosition="PA", AccessionNumber="A7", InstitutionName="Clinic"
        )
    )

    assert (radiograph.sex, radiograph.sex_source) == (Sex.FEMALE, FactSource.TAG)
    assert (radiograph.laterality, radiograph.laterality_source) == (Laterality.LEFT, FactSource.TAG)
    assert (radiograph.birth_date, radiograph.study_date) == (date(2010, 3, 1), date(2020, 3, 1))
    assert radiograph.age is not None
    assert radiograph.age.years == pytest.approx(3653 / 365.25)  # ten years with three 29ths of February
    assert radiograph.age.source is AgeSource.DATES
    assert radiograph.spacing == PixelSpacing(0.15, 0.15, DETECTOR)
    assert radiograph.view == "PA"
    identifiers = radiograph.identifiers
    assert (identifiers.patient_id, identifiers.patient_name) == ("S1", "SAMPLE^Child")
    assert (identifiers.accession_number, identifiers.institution) == ("A7", "Clinic")
    assert (identifiers.study_uid, identifiers.series_uid) == ("2.25.2", "2.25.3")
    assert identifiers.sop_class_uid == "1.2.840.10008.5.1.4.1.1.1.1"
    assert identifiers.sop_instance_uid == "2.25.1"
    assert radiograph.notices == ()


@pytest.mark.parametrize(
    ("value", "sex", "code"),
    [
        ("M", Sex.MALE, None),
        ("F", Sex.FEMALE, None),
        ("f", Sex.FEMALE, None),
        ("O", None, "imaging.sex_other"),
        ("", None, "imaging.sex_missing"),
        (None, None, "imaging.sex_missing"),
        ("X", None, "imaging.sex_invalid"),
    ],
)
@pytest.mark.filterwarnings("ignore:Invalid value for VR CS:UserWarning")  # written on purpose
def test_sex_is_what_the_tag_says_and_never_a_default(write_dicom, read_here, value, sex, code):
    radiograph = read_here(write_dicom(PatientSex=value))

    assert radiograph.sex is sex
    assert radiograph.sex_source is (FactSource.UNKNOWN if sex is None else FactSource.TAG)
    assert {c for c in codes(radiograph) if "sex" in c} == ({code} if code else set())


@pytest.mark.parametrize(
    ("attributes", "side", "code"),
    [
        ({"ImageLaterality": "R"}, Laterality.RIGHT, None),
        ({"ImageLaterality": None, "Laterality": "L"}, Laterality.LEFT, None),
        (
            {"ImageLaterality": None, "SharedFunctionalGroupsSequence": with_frame_laterality("R")},
            Laterality.RIGHT,
            None,
        ),
        ({"ImageLaterality": "L", "Laterality": "L"}, Laterality.LEFT, None),
        ({"ImageLaterality": "L", "Laterality": "R"}, None, "imaging.laterality_contradicts"),
        ({"ImageLaterality": "B"}, None, "imaging.both_hands"),
        ({"ImageLaterality": "U"}, None, "imaging.laterality_invalid"),
        ({"ImageLaterality": None}, None, "imaging.laterality_missing"),
    ],
)
def test_side_comes_from_the_tags_or_not_at_all(write_dicom, read_here, attributes, side, code):
    radiograph = read_here(write_dicom(**attributes))

    assert radiograph.laterality is side
    assert radiograph.laterality_source is (FactSource.UNKNOWN if side is None else FactSource.TAG)
    assert {c for c in codes(radiograph) if "laterality" in c or "hands" in c} == ({code} if code else set())


@pytest.mark.parametrize(
    ("attributes", "years", "source", "code"),
    [
        ({"PatientAge": "010Y"}, 3653 / 365.25, AgeSource.DATES, None),
        ({"PatientAge": "014Y"}, 3653 / 365.25, AgeSource.DATES, "imaging.age_disagrees"),
        ({"PatientBirthDate": "", "PatientAge": "011Y"}, 11.0, AgeSource.PATIENT_AGE, "imaging.birth_date_missing"),
        ({"StudyDate": None, "PatientAge": "132M"}, 11.0, AgeSource.PATIENT_AGE, "imaging.study_date_missing"),
        ({"PatientBirthDate": "20100231", "PatientAge": "011Y"}, 11.0, AgeSource.PATIENT_AGE, "imaging.date_invalid"),
        ({"PatientBirthDate": "20200302", "PatientAge": "011Y"}, None, None, "imaging.dates_contradict"),
        ({"PatientBirthDate": ""}, None, None, "imaging.age_missing"),
        ({"PatientBirthDate": "", "PatientAge": "11"}, None, None, "imaging.patient_age_invalid"),
        ({"PatientBirthDate": "18000101"}, None, None, "imaging.age_implausible"),
        ({"PatientBirthDate": "20200301"}, 0.0, AgeSource.DATES, None),
    ],
)
@pytest.mark.filterwarnings("ignore:Invalid value for VR:UserWarning")  # written on purpose
def test_age_comes_from_the_dates_first(write_dicom, read_here, attributes, years, source, code):
    radiograph = read_here(write_dicom(**attributes))

    if years is None:
        assert radiograph.age is None
    else:
        assert radiograph.age is not None
        assert radiograph.age.years == pytest.approx(years)
        assert radiograph.age.source is source
    assert code is None or code in codes(radiograph)
    assert code is not None or not any("age" in c.split(".")[1] or "date" in c for c in codes(radiograph))


@pytest.mark.parametrize(
    ("today", "is_doubted"),
    [
        (date(2020, 2, 28), True),
        (date(2020, 2, 29), False),  # somewhere it is the first of March already
        (date(2020, 3, 1), False),
    ],
)
def test_a_study_that_was_not_yet_is_a_doubt_and_keeps_its_age(write_dicom, today, is_doubted):
    file = write_dicom(PatientBirthDate="20100301", StudyDate="20200301")

    radiograph = decode(file, DEFAULT_LIMITS, lambda: today)

    doubts = [notice.code for notice in radiograph.notices if notice.weight is Weight.DOUBT]
    assert doubts == (["imaging.study_date_in_future"] if is_doubted else [])
    assert radiograph.study_date == date(2020, 3, 1)
    assert radiograph.age.months == 120


@pytest.mark.parametrize(
    ("value", "years"),
    [("011Y", 11), ("132M", 11), ("008W", 56 / 365.25), ("012D", 12 / 365.25), ("11Y", 11), ("000D", 0)]
    + [(wrong, None) for wrong in ("", "Y", "0011Y", "011", "-11Y", "011y", "1.5Y", "٠١١Y", "011Y ")],
)
def test_ages_are_read_as_the_standard_writes_them(value, years):
    assert parse_age(value) == (None if years is None else pytest.approx(years))


@pytest.mark.parametrize(
    ("value", "day"),
    [("20240229", date(2024, 2, 29)), ("1999.12.31", date(1999, 12, 31))]
    + [
        (wrong, None)
        for wrong in ("20230229", "2024", "00000000", "20241301", "2024-01-01", "1999.1231", "", "2024010")
    ],
)
def test_dates_are_days_of_the_calendar_or_nothing(value, day):
    assert parse_date(value) == day


@given(st.dates())
def test_every_day_survives_being_written_as_dicom(day):
    assert parse_date(f"{day.year:04}{day.month:02}{day.day:02}") == day


@given(st.text())
def test_no_text_breaks_the_parsers(text):
    age, day = parse_age(text), parse_date(text)

    assert age is None or 0 <= age <= 999
    assert day is None or len(text) in (8, 10)


@pytest.mark.parametrize(
    ("attributes", "spacing", "code"),
    [
        ({}, (0.15, 0.15, DETECTOR), None),
        ({"PixelSpacing": [0.14, 0.14]}, (0.14, 0.14, PATIENT), None),
        ({"PixelSpacing": [0.15, 0.15]}, (0.15, 0.15, DETECTOR), None),  # equal: uncorrected
        (
            {"ImagerPixelSpacing": None, "PixelSpacing": [0.1, 0.1]},
            (0.1, 0.1, PATIENT),
            "imaging.spacing_reference_unsaid",
        ),
        (
            {"ImagerPixelSpacing": None, "PixelSpacing": [0.1, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            (0.1, 0.1, PATIENT),
            None,
        ),
        ({"ImagerPixelSpacing": None, "NominalScannedPixelSpacing": [0.2, 0.2]}, (0.2, 0.2, DETECTOR), None),
        ({"ImagerPixelSpacing": None}, None, "imaging.spacing_missing"),
        ({"ImagerPixelSpacing": [0, 0.1]}, None, "imaging.spacing_invalid"),
        ({"ImagerPixelSpacing": "0.1"}, None, "imaging.spacing_invalid"),
        ({"ImagerPixelSpacing": [0.1, 0.2]}, (0.1, 0.2, DETECTOR), "imaging.pixels_not_square"),
    ],
)
def test_spacing_says_what_it_is_measured_at(write_dicom, read_here, attributes, spacing, code):
    radiograph = read_here(write_dicom(**attributes))

    assert radiograph.spacing == (None if spacing is None else PixelSpacing(*spacing))
    assert {c for c in codes(radiograph) if "spacing" in c or "square" in c} == ({code} if code else set())


def test_a_malformed_number_counts_as_malformed_and_breaks_nothing(write_dicom, read_here):
    path = write_dicom(ImagerPixelSpacing=["0.150", "0.150"])
    path.write_bytes(path.read_bytes().replace(b"0.150\\0.150", b"0,15x\\nanan"))

    radiograph = read_here(path)

    assert radiograph.spacing is None
    assert "imaging.spacing_invalid" in codes(radiograph)


@pytest.mark.parametrize(
    ("attributes", "view", "expected"),
    [
        ({"ViewPosition": "AP"}, "AP", True),
        ({"ViewCodeSequence": coded("R-10214", "postero-anterior")}, "PA", True),
        ({"ViewCodeSequence": coded("399348003", "antero-posterior")}, "AP", True),
        ({"ViewCodeSequence": coded("R-10236", "left lateral")}, "left lateral", False),
        ({"ViewPosition": "LL"}, "LL", False),
        ({}, "", True),
    ],
)
def test_the_view_is_told_and_an_unexpected_one_remarked(write_dicom, read_here, attributes, view, expected):
    radiograph = read_here(write_dicom(**attributes))

    assert radiograph.view == view
    assert ("imaging.view_unexpected" not in codes(radiograph)) is expected


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"Modality": "CT"}, "imaging.modality_unexpected"),
        ({"BodyPartExamined": "CHEST"}, "imaging.body_part_unexpected"),
        ({"PresentationIntentType": "FOR PROCESSING"}, "imaging.for_processing"),
    ],
)
def test_what_is_no_hand_radiograph_by_its_tags_is_remarked(write_dicom, read_here, attributes, code):
    assert code in codes(read_here(write_dicom(**attributes)))
    assert code not in codes(read_here(write_dicom(BodyPartExamined="HAND")))


@pytest.mark.parametrize("body_part", ["HAND", "LEFT HAND", "WRIST", "EXTREMITY", "", None])
def test_the_many_names_of_a_hand_are_not_remarked(write_dicom, read_here, body_part):
    extra = {} if body_part is None else {"BodyPartExamined": body_part}

    assert "imaging.body_part_unexpected" not in codes(read_here(write_dicom(**extra)))


def test_no_notice_repeats_what_the_file_says_about_the_patient(write_dicom, read_here):
    radiograph = read_here(
        write_dicom(np.zeros((3, 3), np.uint8), 8, PatientID="SECRET1", PatientName="SECRET2", PatientAge="077Y")
    )

    assert not any("SECRET" in notice.message or "77" in notice.message for notice in radiograph.notices)
