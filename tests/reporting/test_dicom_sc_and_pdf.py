"""The annotated picture and the page as DICOM objects."""

import io
from dataclasses import replace

import numpy as np
import pytest
from dicom_reports import IMAGE, SERIES, STUDY, errors_of_dciodvfy, of_dicom, read
from PIL import Image
from reports import NOON, graded_by_hand, report

from bonage_desktop.findings.roi import Box
from bonage_desktop.reporting.dicom_pdf import dicom_pdf
from bonage_desktop.reporting.dicom_sc import dicom_sc
from bonage_desktop.reporting.dicom_sr import dicom_sr
from bonage_desktop.reporting.dicom_sr_reader import read_sr
from bonage_desktop.reporting.overlay import annotated_picture
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language

PAGE = b"%PDF-1.4 and 25 bytes more"


def capture(content: ReportContent) -> bytes:
    return dicom_sc(content, Language.EN)


def test_the_capture_shows_the_annotated_picture():
    content = of_dicom()

    dataset = read(capture(content))

    picture = Image.open(io.BytesIO(annotated_picture(content.radiograph, content.reading, None))).convert("RGB")
    np.testing.assert_array_equal(dataset.pixel_array, np.asarray(picture))


@pytest.mark.parametrize("make", [capture, lambda content: dicom_pdf(content, PAGE)], ids=["capture", "page"])
def test_it_is_a_new_series_of_the_study_and_names_its_image(make):
    dataset = read(make(of_dicom()))

    source = (dataset.get("SourceImageSequence") or dataset.get("SourceInstanceSequence"))[0]
    assert dataset.StudyInstanceUID == STUDY
    assert dataset.SeriesInstanceUID != SERIES
    assert source.ReferencedSOPInstanceUID == IMAGE
    assert dataset.SpecificCharacterSet == "ISO_IR 192"
    assert dataset.PatientName == "SAMPLE^Boy=王^小明"


def test_report_capture_and_page_are_three_series():
    content = of_dicom()

    made = [read(one).SeriesInstanceUID for one in (dicom_sr(content), capture(content), dicom_pdf(content, PAGE))]

    assert len(set(made)) == 3


def test_the_page_comes_out_as_it_went_in():
    dataset = read(dicom_pdf(of_dicom(), PAGE + b"!"))

    assert dataset.EncapsulatedDocument[: dataset.EncapsulatedDocumentLength] == PAGE + b"!"
    assert (dataset.Modality, dataset.MIMETypeOfEncapsulatedDocument) == ("DOC", "application/pdf")
    assert dataset.BurnedInAnnotation == "YES"  # the page names the patient


def test_the_capture_says_research_use_and_that_it_is_a_draft():
    assert read(capture(report())).ImageComments.startswith(
        "Research use only, not a medical device. Draft, not confirmed by a reader. The image is a PNG file"
    )


@pytest.mark.parametrize("make", [capture, lambda content: dicom_pdf(content, PAGE)], ids=["capture", "page"])
@pytest.mark.parametrize(
    "content",
    [of_dicom(), replace(of_dicom(graded_by_hand()), confirmed_at=NOON), report()],
    ids=["draft", "confirmed", "picture"],
)
def test_dciodvfy_finds_no_error(make, content, tmp_path):
    assert errors_of_dciodvfy(make(content), tmp_path) == []


@pytest.mark.parametrize("make", [capture, lambda content: dicom_pdf(content, PAGE)], ids=["capture", "page"])
def test_the_same_reading_gives_the_same_bytes(make):
    assert make(of_dicom()) == make(of_dicom())


def test_an_image_of_24_megapixels_makes_a_capture_of_a_screen_and_boxes_in_its_own_pixels(tmp_path):
    content = of_dicom()
    large = np.zeros((6000, 4000), np.float32)
    radiograph = replace(content.radiograph, pixels=large, stored=large.astype(np.uint16))
    corner = Box(3900, 5800, 4000, 6000)
    reading = content.reading.override_box(Bone.RADIUS, corner, by="A", at=NOON)
    reading = replace(reading, findings=replace(reading.findings, palm=None))
    content = replace(content, radiograph=radiograph, reading=reading)

    picture = read(capture(content))

    assert max(picture.Rows, picture.Columns) < 2000
    assert read_sr(dicom_sr(content)).bones[Bone.RADIUS].box == corner


def test_the_words_of_the_picture_are_in_the_language_of_the_report() -> None:
    english, chinese = (read(dicom_sc(report(), language)) for language in Language)

    assert english.PixelData != chinese.PixelData
    assert english.ImageComments == chinese.ImageComments
