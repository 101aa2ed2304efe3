"""Notices in few words, told apart by their weight."""

import pytest

from bonage_desktop.findings.notice import Notice
from bonage_desktop.reporting.remarks import contradiction_words, contradictions, counted, doubts, short_words

SEX = Notice("workflow.sex_conflict", "The command says female and the file says male.", "the file says male")
SIDE = Notice("vision.side_unexpected", "The hand looks like the other one.")
RANGE = Notice("assessment.bone_age_outside_tested_range", "The bone age is 17.5 years.")
GREY = Notice("imaging.colour_converted", "Colours became grey.")


def inferred(bone: str) -> Notice:
    return Notice("vision.roi_inferred", f"{bone} was inferred.")


def test_contradictions_and_doubts_are_picked_out_in_their_order():
    notices = [GREY, SIDE, RANGE, SEX, inferred("Ulna")]

    assert contradictions(notices) == (SIDE, SEX)
    assert doubts(notices) == (RANGE, inferred("Ulna"))


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (SEX, "the file says male"),
        (SIDE, "looks like the other hand"),
        (RANGE, "bone age outside tested range"),
        (GREY, "colour converted"),
    ],
    ids=lambda value: value.code if isinstance(value, Notice) else "",
)
def test_a_few_words_stand_for_the_sentence(notice, words):
    assert short_words(notice) == words


def test_what_applies_several_times_is_counted():
    assert counted([inferred("Ulna"), GREY, inferred("Radius")]) == ("2 × bone inferred", "colour converted")


def test_a_contradiction_says_in_words_that_it_is_one():
    assert contradiction_words(SEX) == "Contradiction: The command says female and the file says male."
