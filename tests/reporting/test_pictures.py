"""The annotated picture and the contact sheet."""

from dataclasses import replace

import numpy as np
import pytest
from drawn_pictures import assert_words_stand_apart, hand_of_shape, pixels_of
from sample_hand import NAME, PATIENT, model_grade, sample_findings, sample_radiograph, sample_reading

from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.contact_sheet import contact_sheet
from bonage_desktop.reporting.overlay import annotated_picture
from bonage_desktop.standards.bones import Bone

MODEL_BLUE, READER_ORANGE, PALM_GREEN = (0x56, 0xB4, 0xE9), (0xE6, 0x9F, 0x00), (0x8F, 0xD3, 0xC6)


def has_colour(image, colour: tuple[int, int, int]) -> bool:
    return bool((np.abs(image.astype(int) - colour).max(axis=2) < 30).sum() > 20)


def one_changed_by(source: Source):
    findings = sample_findings()
    roi, grade = findings.rois[Bone.MC5], findings.grades[Bone.MC5]
    return {
        "rois": {**findings.rois, Bone.MC5: replace(roi, source=source, score=None)},
        "grades": {**findings.grades, Bone.MC5: model_grade(grade.level, source)},
    }


def test_every_bone_is_numbered_and_has_label_and_level(canvas, radiograph, reading):
    annotated_picture(radiograph, reading, None)

    for bone in Bone:
        assert f"{bone.number}  {bone.title}" in canvas.words
    assert canvas.words.count("L4(2) · 5") == 3  # mc3, mc5 and mp3 of the sample


def test_the_picture_tells_score_age_and_what_it_is_not(canvas, radiograph, reading):
    annotated_picture(radiograph, reading, None)

    text = " ".join(canvas.words)
    assert "Bone age 10.6 years" in text
    assert "RUS score 272 of 1000" in text
    assert "Research use only, not a medical device" in text


def test_neither_picture_names_the_patient_or_the_file(canvas, radiograph, reading):
    annotated_picture(radiograph, reading, None)
    words = canvas.words
    contact_sheet(radiograph, reading)

    text = " ".join([*words, *canvas.words])
    assert PATIENT not in text
    assert radiograph.identifiers.patient_id not in text
    assert NAME not in text


def test_palm_and_boxes_have_the_hues_of_their_sources(radiograph):
    image = pixels_of(annotated_picture(radiograph, sample_reading(**one_changed_by(Source.READER)), None))

    assert has_colour(image, PALM_GREEN)
    assert has_colour(image, MODEL_BLUE)
    assert has_colour(image, READER_ORANGE)


@pytest.mark.parametrize("source", [Source.READER, Source.INFERRED])
def test_a_box_that_is_not_the_model_s_says_so_in_words(canvas, radiograph, source):
    annotated_picture(radiograph, sample_reading(**one_changed_by(source)), None)

    assert f"L4(2) · 5  {source.value}" in canvas.words


def test_the_box_lies_where_the_bone_is():
    radiograph = sample_radiograph()
    image = pixels_of(annotated_picture(radiograph, sample_reading(palm=None), None))
    rows, columns = np.nonzero(np.abs(image.astype(int) - MODEL_BLUE).max(axis=2) < 12)
    scale = 1200 / max(radiograph.height, radiograph.width)

    # the topmost box is dp3 (y 98.8..., male_120 in expected.json), the lowest edge is the radius'
    boxes = [roi.box for roi in sample_findings().rois.values()]
    on_boxes = rows[(columns > 300) & (columns < 800)]
    assert on_boxes.min() == pytest.approx(min(box.y0 for box in boxes) * scale, abs=20)
    assert rows[rows < 1200].max() == pytest.approx(max(box.y1 for box in boxes) * scale, abs=3)


@pytest.mark.parametrize(
    "shape", [(1040, 820), (400, 1600), (1600, 400), (64, 64)], ids=["sample", "wide", "narrow", "tiny"]
)
@pytest.mark.parametrize("draw", [lambda *hand: annotated_picture(*hand, None), contact_sheet], ids=["whole", "crops"])
def test_no_word_is_cut_off_or_covers_another(canvas, shape, draw):
    radiograph, reading = hand_of_shape(*shape)
    draw(radiograph, reading)

    assert_words_stand_apart(canvas)


def test_the_side_that_somebody_named_is_marked(canvas, reading):
    annotated_picture(sample_radiograph(laterality=Laterality.RIGHT), reading, None)

    assert "R" in canvas.words


def test_without_a_side_there_is_no_mark(canvas, radiograph, reading):
    annotated_picture(radiograph, reading, None)

    assert not {"L", "R"} & set(canvas.words)


def test_after_segmentation_alone_the_palm_is_outlined_and_no_age_is_told(canvas, radiograph):
    reading = sample_reading(sex=None, rois={}, grades={})

    image = pixels_of(annotated_picture(radiograph, reading, None))

    assert has_colour(image, PALM_GREEN)
    assert "No bone age" in canvas.words


def test_after_detection_the_boxes_are_named_without_levels(canvas, radiograph):
    annotated_picture(radiograph, sample_reading(sex=None, grades={}), None)

    assert "1  Radius" in canvas.words
    assert not [words for words in canvas.words if words.startswith("L")]


def test_a_refused_image_says_why_there_is_no_age(canvas, radiograph, reading):
    annotated_picture(radiograph, reading, "Not assessed: vision.no_palm")

    assert {"No bone age", "Not assessed: vision.no_palm"} <= set(canvas.words)
    assert not [words for words in canvas.words if "10.6" in words]


def test_two_runs_draw_the_same_bytes(radiograph, reading):
    assert annotated_picture(radiograph, reading, None) == annotated_picture(radiograph, reading, None)
    assert contact_sheet(radiograph, reading) == contact_sheet(radiograph, reading)


def test_the_contact_sheet_shows_thirteen_crops_with_level_and_probability(canvas, radiograph, reading):
    image = pixels_of(contact_sheet(radiograph, reading))

    assert canvas.words.count("80%") == 13  # as the sample's grades are built
    assert "Bone age 10.6 years" in canvas.words
    crop_of_bone_13 = image[640:840, 540:740]
    assert crop_of_bone_13.std() > 10


def test_a_bone_that_was_not_found_leaves_its_place_black(canvas, radiograph):
    findings = sample_findings()
    rois = {bone: roi for bone, roi in findings.rois.items() if bone is not Bone.RADIUS}
    grades = {bone: grade for bone, grade in findings.grades.items() if bone is not Bone.RADIUS}

    image = pixels_of(contact_sheet(radiograph, sample_reading(rois=rois, grades=grades, canonical=None)))

    assert "not found" in canvas.words
    assert image[40:230, 40:230].max() == 0


@pytest.mark.parametrize(
    ("source", "words"), [(Source.READER, "by the reader"), (Source.INFERRED, "place inferred, 80%")]
)
def test_the_contact_sheet_says_what_is_not_the_model_s(canvas, radiograph, source, words):
    contact_sheet(radiograph, sample_reading(**one_changed_by(source)))

    assert words in canvas.words


def test_a_level_without_a_box_keeps_its_place_beside_not_found(canvas, radiograph):
    contact_sheet(radiograph, sample_reading(rois={}))

    assert (canvas.words.count("not found"), canvas.words.count("80%")) == (13, 13)
