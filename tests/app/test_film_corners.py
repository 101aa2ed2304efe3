"""The corners say who it is, how it is shown, which side, and how large it is."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from reviewed_sample import FIFTH_MM
from sample_hand import sample_radiograph

from bonage_desktop.app.film_corners import (
    Corners,
    attention_words,
    banner_of,
    bar_words,
    change_words,
    draw_corners,
    short_banner_of,
    side_mark,
    taken_by,
    window_words,
)
from bonage_desktop.app.film_letters import Fonts, width_of
from bonage_desktop.app.film_ruler import ScaleBar
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, FactSource, Laterality
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.facts import Facts, with_reader_facts

MONTHS = AgeNotation.YEARS_MONTHS
BIRTH, STUDY = date(2014, 5, 2), date(2026, 11, 20)
CORNERS = Corners(
    banner=("SAMPLE^Boy", "ID 0001"),
    window=("C 2048  W 3200", "zoom 52 %"),
    changes=("inverted",),
    notes=(),
    side="L",
    bar=ScaleBar(50, 120.0),
    bar_words=("50 mm", "at detector"),
)


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts.beside(qapp.font())


def test_the_banner_says_who_which_sex_by_whom_when_and_how_old(qapp: QApplication) -> None:
    hand = sample_radiograph(
        birth_date=BIRTH,
        study_date=STUDY,
        age=ChronologicalAge.between(BIRTH, STUDY),
        laterality=Laterality.LEFT,
        view="PA",
    )
    hand = replace(hand, identifiers=replace(hand.identifiers, accession_number="26-1120-7"))

    assert banner_of(hand, Facts(), Sex.MALE, FactSource.TAG, MONTHS) == (
        "SAMPLE, Boy",
        "ID 0001 · Acc 26-1120-7",
        "M (file) · born 2014-05-02",
        "studied 2026-11-20 · 12 y 6 m",
        "Left hand PA",
    )


def test_the_age_is_written_as_the_reader_has_set_it(qapp: QApplication) -> None:
    hand = sample_radiograph(study_date=STUDY, age=ChronologicalAge.between(BIRTH, STUDY))

    whole = banner_of(hand, Facts(), Sex.MALE, FactSource.TAG, AgeNotation.DECIMAL)
    short = short_banner_of(hand, Sex.MALE, AgeNotation.DECIMAL)

    assert "studied 2026-11-20 · 12.6 y" in whole  # 4585 days
    assert "2026-11-20 · 12.6 y · M" in short


def test_the_banner_asks_for_what_nobody_said(qapp: QApplication) -> None:
    hand = sample_radiograph()
    hand = replace(hand, identifiers=replace(hand.identifiers, patient_name="", patient_id=""))

    assert banner_of(hand, Facts(), None, FactSource.UNKNOWN, MONTHS) == ("male_120.png", "sex?", "Side not known")


def test_an_age_that_the_tag_says_is_marked_as_such(qapp: QApplication) -> None:
    hand = sample_radiograph(age=ChronologicalAge(9.0, AgeSource.PATIENT_AGE))

    assert "9 y 0 m by the tag" in banner_of(hand, Facts(), Sex.FEMALE, FactSource.READER, MONTHS)


def test_what_the_reader_said_is_marked_as_such(qapp: QApplication) -> None:
    born, both = Facts(birth_date=BIRTH), Facts(BIRTH, STUDY, Laterality.RIGHT)
    in_file = sample_radiograph(study_date=STUDY, laterality=Laterality.LEFT, laterality_source=FactSource.TAG)

    one = banner_of(with_reader_facts(in_file, born), born, Sex.MALE, FactSource.READER, MONTHS)
    all_three = banner_of(with_reader_facts(in_file, both), both, Sex.MALE, FactSource.READER, MONTHS)

    assert one[-3:] == ("M (reader) · born 2014-05-02 (reader)", "studied 2026-11-20 · 12 y 6 m", "Left hand")
    assert all_three[-3:] == (
        "M (reader) · born 2014-05-02 (reader)",
        "studied 2026-11-20 (reader) · 12 y 6 m",
        "Right hand (reader)",
    )


@pytest.mark.parametrize(("side", "mark"), [(Laterality.LEFT, "L"), (Laterality.RIGHT, "R"), (None, "")])
def test_the_side_has_its_letter(qapp: QApplication, side: Laterality | None, mark: str) -> None:
    assert side_mark(sample_radiograph(laterality=side)) == mark


def test_window_and_zoom_are_in_numbers(qapp: QApplication) -> None:
    assert window_words(2048.2, 3199.6, 0.517) == ("C 2048  W 3200", "zoom 52 %")


@pytest.mark.parametrize(
    ("turns", "is_mirrored", "words"),
    [
        (0, False, ()),
        (1, False, ("turned 90°",)),
        (3, False, ("turned 270°",)),
        (0, True, ("mirrored",)),
        (1, True, ("mirrored", "turned 90°")),
    ],
)
def test_it_is_said_how_the_film_is_turned(
    qapp: QApplication, turns: int, is_mirrored: bool, words: tuple[str, ...]
) -> None:
    viewpoint = Viewpoint.fitted((900, 1200), (600, 400))
    viewpoint = (viewpoint.flipped_left_to_right() if is_mirrored else viewpoint).rotated(turns)

    assert change_words(viewpoint.orientation, is_inverted=False) == words
    assert change_words(viewpoint.orientation, is_inverted=True) == (*words, "inverted")


def test_the_bar_says_what_it_stands_for(qapp: QApplication) -> None:
    assert bar_words(ScaleBar(50, 1.0), sample_radiograph(spacing=FIFTH_MM)) == ("50 mm", "at detector")
    assert bar_words(ScaleBar(50, 1.0), sample_radiograph()) == ()


def test_the_note_names_the_bone_whose_level_was_informed(qapp: QApplication) -> None:
    assert attention_words(Bone.PP3) == ("filled corner:", "informed 7 PP3 most")


def test_words_are_drawn_within_the_areas_that_they_take(fonts: Fonts) -> None:
    view = (800, 600)
    image = QImage(*view, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_corners(painter, view, CORNERS, fonts)
    painter.end()

    areas = taken_by(view, CORNERS, fonts)

    drawn = [(x, y) for x in range(800) for y in range(600) if image.pixel(x, y) & 0xFFFFFF]
    assert len(drawn) > 500
    assert all(any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in areas) for x, y in drawn)


def test_words_are_legible_on_a_white_film(fonts: Fonts) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw_corners(painter, (800, 600), CORNERS, fonts)
    painter.end()

    ground = image.pixelColor(790, 14)  # beside the letters, on their plate

    assert ground.lightness() < 70


def test_in_a_narrow_view_the_words_on_the_right_stand_below_the_banner(fonts: Fonts) -> None:
    room = width_of(fonts.name, "SAMPLE^Boy") + width_of(fonts.words, "C 2048  W 3200")
    wide, narrow = (taken_by((int(room) + more, 600), CORNERS, fonts) for more in (80, 0))

    assert wide[0][1] == wide[2][1]
    assert narrow[2][1] > narrow[1][1]


def test_a_name_without_room_is_cut_short(fonts: Fonts) -> None:
    areas = taken_by((240, 300), replace(CORNERS, banner=("A name of " * 20,)), fonts)

    assert areas[0][2] <= 240
