"""Pictures travel alone: they say the child's age, the side, contradictions and doubts."""

import numpy as np
import pytest
from drawn_pictures import assert_words_stand_apart, hand_of_shape, pixels_of
from sample_hand import NAME, sample_findings, sample_radiograph, sample_reading

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, Laterality, Radiograph
from bonage_desktop.reporting.contact_sheet import contact_sheet, stretched
from bonage_desktop.reporting.drawing import Lettering, width_of, wrapped
from bonage_desktop.reporting.overlay import annotated_picture

SEX = Notice("workflow.sex_conflict", "The command says female and the file says male: female was used.")
RANGE = Notice("assessment.bone_age_outside_tested_range", "The bone age is 17.5 years; tested to below 17 years.")
RELOADED = Notice("vision.network_reloaded", f"Grading stopped on {NAME}. The networks ran on the CPU.")
LETTERS = Lettering(14.5, "#ffffff")


def whole(radiograph: Radiograph, reading: Reading) -> bytes:
    return annotated_picture(radiograph, reading, None)


both = pytest.mark.parametrize("draw", [whole, contact_sheet], ids=["whole", "crops"])


def inferred(number: int) -> Notice:
    message = f"Bone {number} was not found: its place was inferred from the other bones. Check its box and level."
    return Notice("vision.roi_inferred", message)


def height_of(canvas, beginning: str) -> float:
    (top,) = {box.y1 for words, box in canvas.boxes() if words.startswith(beginning)}
    return top


@both
def test_a_contradiction_stands_above_the_age_and_a_doubt_with_it(canvas, draw):
    draw(sample_radiograph(notices=(RANGE, SEX)), sample_reading())

    assert f"Contradiction: {SEX.message}" in canvas.words
    assert RANGE.message in canvas.words
    assert height_of(canvas, "Contradiction") > height_of(canvas, "Bone age")  # measured from below


@both
def test_the_child_s_age_its_difference_and_the_side_are_told(canvas, draw):
    age = ChronologicalAge(10.0, AgeSource.DATES)

    draw(sample_radiograph(age=age, laterality=Laterality.LEFT), sample_reading())

    text = " ".join(canvas.words)
    assert "Child's age 10.0 years by the dates; the bone age is 0.6 years ahead of the chronological age" in text
    assert "left hand" in text


@both
def test_what_is_not_known_of_the_child_is_said_too(canvas, draw, radiograph, reading):
    draw(radiograph, reading)

    assert "Child's age not known · side not known" in " ".join(canvas.words)


@both
def test_three_notices_are_told_and_the_others_counted(canvas, draw):
    reading = sample_reading(notices=(inferred(1), inferred(2), inferred(3)))

    draw(sample_radiograph(notices=(RANGE, SEX)), reading)

    text = " ".join(canvas.words)
    assert all(words in text for words in (SEX.message, RANGE.message, "Bone 1 was not found", "and 2 more"))
    assert "Bone 2" not in text


@both
def test_a_remark_that_names_the_file_is_not_drawn(canvas, draw, radiograph):
    draw(radiograph, sample_reading(notices=(RELOADED,)))

    assert NAME not in " ".join(canvas.words)


@both
@pytest.mark.parametrize("shape", [(1040, 820), (400, 1600), (1600, 400)], ids=["sample", "wide", "narrow"])
def test_no_notice_is_clipped_or_covers_another_word(canvas, draw, shape):
    long = Notice("workflow.sex_conflict", "The demographics table says one thing and the file another, " * 4)
    radiograph, reading = hand_of_shape(*shape)
    age = ChronologicalAge(10.0, AgeSource.PATIENT_AGE)
    told = sample_radiograph(
        pixels=radiograph.pixels, stored=radiograph.stored, notices=(long, RANGE, inferred(1), inferred(2)), age=age
    )

    draw(told, reading)

    assert_words_stand_apart(canvas)
    assert long.message.strip() in " ".join(canvas.words)


def test_a_dark_crop_is_stretched_over_all_grey_levels(canvas, radiograph, reading):
    dark = sample_radiograph(pixels=radiograph.pixels * np.float32(0.2))

    image = pixels_of(contact_sheet(dark, reading))

    crop_of_bone_1 = image[24:248, 24:248]
    assert (crop_of_bone_1.min(), crop_of_bone_1.max()) == (0, 255)
    assert "each stretched to its own grey levels (1st to 99th percentile)" in " ".join(canvas.words)


def test_the_first_percentile_becomes_black_and_the_99th_white():
    crop = np.arange(101, dtype=np.uint8).reshape(1, 101) + np.uint8(50)

    grey = stretched(crop)

    assert (grey[0, 1], grey[0, 50], grey[0, 99]) == pytest.approx((0, 0.5, 1))
    assert (grey.min(), grey.max()) == (0, 1)


def test_an_even_crop_stays_black():
    assert stretched(np.full((3, 3), 90, np.uint8)).max() == 0


def test_crops_of_a_hand_whose_turn_is_not_known_are_not_called_upright(canvas, radiograph):
    contact_sheet(radiograph, sample_reading(canonical=None, rois=sample_findings().rois))

    assert "Crops as they lie in the image" in " ".join(canvas.words)


def test_words_are_wrapped_at_their_measured_width():
    sentence = "The command says female and the file says male: female was used."

    lines = wrapped(sentence, LETTERS, 200)

    assert " ".join(lines) == sentence
    assert len(lines) > 1
    assert max(width_of(line, LETTERS) for line in lines) <= 200


def test_a_word_that_is_wider_than_a_line_is_broken():
    lines = wrapped("Pneumonoultramicroscopicsilicovolcanoconiosis", LETTERS, 100)

    assert "".join(lines) == "Pneumonoultramicroscopicsilicovolcanoconiosis"
    assert max(width_of(line, LETTERS) for line in lines) <= 100


def test_no_words_need_no_line():
    assert wrapped("", LETTERS, 100) == ()
