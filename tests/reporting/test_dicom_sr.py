"""The structured report: what is in it, and that it comes back as it was."""

from dataclasses import replace

import pytest
from dicom_reports import IMAGE, SERIES, STUDY, errors_of_dciodvfy, of_dicom, read
from reports import NOON, graded_by_hand, report
from sample_hand import EXPECTED, NAME

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import FactSource, Laterality
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.reporting.dicom_sr import dicom_sr
from bonage_desktop.reporting.dicom_sr_reader import read_sr
from bonage_desktop.reporting.report_content import ReportContent, ReportError
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex


def confirmed() -> ReportContent:
    """By a reader who set the radius' level and moved the ulna's box."""
    content = of_dicom(graded_by_hand())
    reading = content.reading.override_box(Bone.ULNA, Box(300, 700, 380.25, 790.5), by="Dr. Wang", at=NOON)
    return replace(content, reading=reading, confirmed_at=NOON)


def items(parent, code):
    """The content items below with this concept name."""
    found = []
    for item in parent.get("ContentSequence", []):
        if item.get("ConceptNameCodeSequence") and item.ConceptNameCodeSequence[0].CodeValue == code:
            found.append(item)
        found += items(item, code)
    return found


def group_of(dataset, bone: Bone):
    return next(
        group
        for group in items(dataset, "125007")
        if any(item.TextValue == bone.key for item in items(group, "112039"))
    )


def value(item):
    coded = item.MeasuredValueSequence[0] if item.ValueType == "NUM" else None
    return float(coded.NumericValue) if coded else item.ConceptCodeSequence[0].CodeValue


def test_it_reads_back_with_the_same_levels_sources_boxes_and_observers():
    content = confirmed()

    told = read_sr(dicom_sr(content))

    assert {bone: found.level for bone, found in told.bones.items()} == content.reading.levels
    assert told.bones[Bone.RADIUS].level_source is Source.READER
    assert {found.level_source for bone, found in told.bones.items() if bone is not Bone.RADIUS} == {Source.MODEL}
    assert told.bones[Bone.ULNA].box == Box(300, 700, 380.25, 790.5)
    assert told.bones[Bone.ULNA].box_source is Source.READER
    for bone in set(Bone) - {Bone.ULNA}:
        assert told.bones[bone].box.corners == pytest.approx(EXPECTED[NAME]["boxes"][bone.key], abs=0.005)
        assert told.bones[bone].box_source is Source.MODEL
    assert (told.person, told.device) == ("Dr. Wang", "bonage_desktop networks")
    assert told.is_verified
    assert (told.sex, told.score) == (Sex.MALE, 272 - 31 + 135)  # radius level 5 is 31 points, level 9 is 135
    assert told.bone_age_years == round(content.bone_age.years, 3)
    assert told.image_uid == IMAGE


def test_a_draft_of_nobody_has_the_device_alone_as_observer():
    told = read_sr(dicom_sr(replace(of_dicom(), reader="")))

    assert (told.person, told.device, told.is_verified) == ("", "bonage_desktop networks", False)


def test_a_bone_graded_without_a_box_comes_back_without_one():
    content = of_dicom()
    reading = content.reading.remove_box(Bone.MC3, by="A", at=NOON).override_level(Level(Bone.MC3, 4), by="A", at=NOON)

    told = read_sr(dicom_sr(replace(content, reading=reading))).bones[Bone.MC3]

    assert (told.level.index, told.level_source, told.box, told.box_source) == (4, Source.READER, None, None)


def test_it_is_a_new_series_of_the_study_and_refers_to_the_image():
    dataset = read(dicom_sr(of_dicom()))

    assert (dataset.StudyInstanceUID, dataset.Modality) == (STUDY, "SR")
    assert dataset.SeriesInstanceUID not in (SERIES, STUDY)
    evidence = dataset.CurrentRequestedProcedureEvidenceSequence[0]
    assert evidence.StudyInstanceUID == STUDY
    assert evidence.ReferencedSeriesSequence[0].SeriesInstanceUID == SERIES
    assert evidence.ReferencedSeriesSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID == IMAGE


def test_it_says_who_what_and_when_as_the_image_does():
    dataset = read(dicom_sr(of_dicom()))

    assert dataset.SpecificCharacterSet == "ISO_IR 192"
    assert dataset.PatientName == "SAMPLE^Boy=王^小明"
    assert (dataset.PatientID, dataset.PatientSex, dataset.PatientBirthDate) == ("ID-7", "M", "20140502")
    assert (dataset.StudyDate, dataset.AccessionNumber, dataset.InstitutionName) == ("20261120", "ACC-1", "A hospital")


def test_score_age_and_ulna_have_the_codes_of_loinc():
    dataset = read(dicom_sr(of_dicom()))

    (age,), (score,), (method,) = (items(dataset, code) for code in ("85151-9", "93189-9", "85150-1"))
    assert value(score) == 272
    assert value(age) == pytest.approx(10.6, abs=0.05)
    assert age.MeasuredValueSequence[0].MeasurementUnitsCodeSequence[0].CodeValue == "a"
    assert value(method) == "rus-chn-p50"
    (ulna,) = items(group_of(dataset, Bone.ULNA), "93148-5")
    assert value(ulna) == EXPECTED[NAME]["levels"]["ulna"]


def test_each_bone_has_its_site_with_the_side():
    dataset = read(dicom_sr(of_dicom()))

    (site,) = items(group_of(dataset, Bone.PP5), "363698007")

    assert (value(site), site.ConceptCodeSequence[0].CodingSchemeDesignator) == ("23922", "FMA")
    assert value(items(site, "272741003")[0]) == "7771000"  # left


def test_a_side_that_nobody_said_is_not_told():
    content = of_dicom()
    content = replace(content, radiograph=replace(content.radiograph, laterality=None))

    assert items(read(dicom_sr(content)), "272741003") == []


def test_the_algorithm_stands_with_what_the_networks_set_and_nowhere_else():
    dataset = read(dicom_sr(confirmed()))

    def algorithms(bone):
        return [item.TextValue for item in items(group_of(dataset, bone), "111001")]

    assert "bonage_desktop grading" not in algorithms(Bone.RADIUS)
    assert "bonage_desktop detection" in algorithms(Bone.RADIUS)
    assert "bonage_desktop detection" not in algorithms(Bone.ULNA)
    assert {"bonage_desktop grading", "bonage_desktop detection"} <= set(algorithms(Bone.MC1))
    assert f"weights sha256:{'33' * 32}" in [item.TextValue for item in items(group_of(dataset, Bone.MC1), "111002")]


def test_research_use_notices_and_the_readers_words_are_told():
    content = of_dicom(report(remarks="Ask again.", other_findings=("Short fourth metacarpal",)))
    radiograph = replace(content.radiograph, notices=(Notice("vision.noisy", "The image is noisy."),))

    told = read_sr(dicom_sr(replace(content, radiograph=radiograph))).comments

    assert told[0].startswith("Research use only, not a medical device. Draft")
    assert {"The image is noisy.", "Short fourth metacarpal", "Ask again."} <= set(told)


def test_a_picture_gets_uids_of_its_own_and_the_report_says_so():
    dataset, again = read(dicom_sr(report())), read(dicom_sr(report()))

    assert dataset.StudyInstanceUID.startswith("2.25.")
    assert dataset.StudyInstanceUID == again.StudyInstanceUID
    assert "The image is a PNG file and no DICOM object" in read_sr(dicom_sr(report())).comments[0]
    assert dataset.SeriesDescription.endswith("(UIDs made)")


@pytest.mark.parametrize("broken", ["", "1..2", "no uid", "1.2." + "3" * 70])
def test_a_file_without_usable_study_uid_gets_one_and_the_report_says_so(broken):
    content = of_dicom(study_uid=broken)

    dataset = read(dicom_sr(content))

    assert dataset.StudyInstanceUID.startswith("2.25.")
    assert "no usable UID of its study" in read_sr(dicom_sr(content)).comments[0]


def test_the_same_reading_gives_the_same_bytes_and_another_one_another_object():
    content = of_dicom()

    first, second, other = dicom_sr(content), dicom_sr(of_dicom()), dicom_sr(of_dicom(graded_by_hand()))

    assert first == second
    assert read(first).SOPInstanceUID != read(other).SOPInstanceUID
    assert read(first).SeriesInstanceUID == read(other).SeriesInstanceUID


def test_a_draft_has_the_day_of_the_study_and_no_time_of_day():
    dataset = read(dicom_sr(of_dicom()))

    assert (dataset.ContentDate, dataset.ContentTime) == ("20261120", "000000")
    assert (dataset.CompletionFlag, dataset.VerificationFlag, dataset.PreliminaryFlag) == (
        "PARTIAL",
        "UNVERIFIED",
        "PRELIMINARY",
    )
    assert "InstanceCreationDate" not in dataset


def test_a_confirmed_report_says_by_whom_and_when():
    dataset = read(dicom_sr(confirmed()))

    verified = dataset.VerifyingObserverSequence[0]
    assert verified.VerifyingObserverName == "Dr. Wang^"
    assert verified.VerificationDateTime == "20261120120000+0000"
    assert (dataset.ContentTime, dataset.TimezoneOffsetFromUTC) == ("120000", "+0000")
    assert (dataset.CompletionFlag, dataset.PreliminaryFlag) == ("COMPLETE", "FINAL")


def test_the_file_of_a_reader_who_says_another_sex_is_not_corrected():
    content = of_dicom()
    content = replace(content, radiograph=replace(content.radiograph, sex_source=FactSource.READER))

    dataset = read(dicom_sr(content))

    assert dataset.PatientSex == ""
    assert value(items(dataset, "121032")[0]) == "M"


@pytest.mark.parametrize("content", [of_dicom(), confirmed(), report()], ids=["draft", "confirmed", "picture"])
def test_dciodvfy_finds_no_error(content, tmp_path):
    assert errors_of_dciodvfy(dicom_sr(content), tmp_path) == []


def test_longer_texts_are_cut_to_what_dicom_allows():
    content = of_dicom(patient_name="王" * 80, institution="医" * 80, patient_id="号" * 70, accession_number="a" * 20)

    dataset = read(dicom_sr(content))  # dciodvfy counts bytes where PS3.5 6.2 counts characters

    lengths = [len(str(dataset[word].value)) for word in ("PatientName", "InstitutionName", "PatientID")]
    assert lengths == [64, 64, 64]
    assert len(dataset.AccessionNumber) == 16


def test_names_of_64_ideographs_arrive_whole():
    name = "王" * 32 + "^" + "明" * 31

    assert read(dicom_sr(of_dicom(patient_name=name))).PatientName == name


@pytest.mark.parametrize("side", list(Laterality))
def test_what_is_no_report_of_ours_is_refused_in_a_sentence(side):
    with pytest.raises(ReportError) as caught:
        read_sr(side.value.encode())

    assert caught.value.code == "reporting.not_our_report"
