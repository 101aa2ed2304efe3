"""Distances are said in millimetres, with what they refer to, and in pixels where the file knows no better."""

import pytest
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.film_ruler import Ruler, scale_bar
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.radiograph import PixelSpacing, SpacingReference

DETECTOR = PixelSpacing(0.2, 0.1, SpacingReference.DETECTOR)
PATIENT = PixelSpacing(0.2, 0.2, SpacingReference.PATIENT)


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    return qapp


def test_a_length_uses_the_spacing_of_each_direction() -> None:
    assert Ruler((0, 0), (300, 200)).millimetres(DETECTOR) == pytest.approx(50)  # 30 mm across, 40 mm down


def test_words_say_what_millimetres_refer_to() -> None:
    assert Ruler((0, 0), (300, 200)).words(DETECTOR) == "50.0 mm at detector"
    assert Ruler((0, 0), (0, 100)).words(PATIENT) == "20.0 mm at patient"


def test_without_a_spacing_a_length_is_in_pixels() -> None:
    assert Ruler((0, 0), (3, 4)).words(None) == "5 px"


@pytest.mark.parametrize(("room", "millimetres", "length"), [(60, 10, 50), (99, 10, 50), (100, 20, 100), (5, 1, 5)])
def test_the_scale_bar_is_the_longest_round_one_with_room(room: float, millimetres: int, length: float) -> None:
    bar = scale_bar(Viewpoint((900, 1200), (600, 400), (0, 0), 1.0), PATIENT, room)

    assert (bar.millimetres, bar.length) == (millimetres, pytest.approx(length))


def test_the_scale_bar_of_a_turned_film_uses_the_spacing_along_the_view() -> None:
    upright = Viewpoint((900, 1200), (600, 400), (0, 0), 1.0)

    assert scale_bar(upright, DETECTOR, 100).millimetres == 10  # 0.1 mm from column to column
    assert scale_bar(upright.rotated(1), DETECTOR, 100).millimetres == 20  # 0.2 mm from row to row


def test_no_bar_stands_where_nothing_is_known_or_has_room() -> None:
    viewpoint = Viewpoint((900, 1200), (600, 400), (0, 0), 1.0)

    assert scale_bar(viewpoint, None, 100) is None
    assert scale_bar(viewpoint, PATIENT, 1) is None
