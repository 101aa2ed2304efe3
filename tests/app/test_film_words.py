"""What is written over the radiograph hides nothing of it, wherever it is shown whole, and never makes it jump."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from radiograph_on_screen import seen
from reviewed_sample import FIFTH_MM, SIZE, attention_on, reviewed
from sample_hand import sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_view_modes import Preset
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.findings.radiograph import ChronologicalAge, Laterality, Radiograph
from bonage_desktop.standards.bones import Bone

BIRTH, STUDY = date(2014, 5, 2), date(2026, 11, 20)
VIEWS = {
    "one at 1440 x 900": (798, 615),
    "two at 1440 x 900": (397, 615),
    "one at 1024 x 700": (599, 627),
    "two at 1024 x 700": (298, 627),
    "wide": (1600, 700),
}


def described_radiograph() -> Radiograph:
    """A white film of which everything is known."""
    white = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    white[0, 0] = 0
    plain = sample_radiograph(
        stored=white,
        pixels=(white / 255).astype(np.float32),
        birth_date=BIRTH,
        study_date=STUDY,
        age=ChronologicalAge.between(BIRTH, STUDY),
        laterality=Laterality.LEFT,
        view="PA",
        spacing=FIFTH_MM,
    )
    return replace(plain, identifiers=replace(plain.identifiers, accession_number="26-1120-7"))


@pytest.fixture
def view(qtbot: QtBot, app: QApplication) -> RadiographView:
    shown = RadiographView()
    qtbot.addWidget(shown)
    shown.resize(798, 615)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_film(FilmPixels.of(described_radiograph()))
    return shown


def place(view: RadiographView) -> tuple[int, int, int, int]:
    """Where the film lies: left, top, right, bottom; a pixel of its edge is left out."""
    left, top, right, bottom = view.viewpoint.rectangle_to_view((0, 0, *SIZE))
    return int(left) + 2, int(top) + 2, int(right) - 2, int(bottom) - 2


@pytest.mark.parametrize("turns", [0, 1])
@pytest.mark.parametrize("size", VIEWS.values(), ids=VIEWS)
def test_a_film_that_is_shown_whole_is_seen_whole(view: RadiographView, size: tuple[int, int], turns: int) -> None:
    view.resize(*size)
    for _ in range(turns):
        view.rotate_right()

    picture = seen(view)

    left, top, right, bottom = place(view)
    assert (picture[top:bottom, left:right] > 250).all()
    assert (picture > 200).any(axis=2).sum() > (bottom - top) * (right - left)  # and there are words


@pytest.mark.parametrize("size", VIEWS.values(), ids=VIEWS)
def test_the_words_cost_little_of_its_size(view: RadiographView, size: tuple[int, int]) -> None:
    view.resize(*size)

    alone = min(size[0] / SIZE[0], size[1] / SIZE[1])
    assert view.viewpoint.scale >= 0.85 * alone


def test_it_does_not_jump_while_the_reader_works(view: RadiographView) -> None:
    session = reviewed(attention=attention_on((Bone.ULNA, 0.4)))
    view.show_state(session.state)
    before = view.viewpoint

    view.invert()
    view.set_preset(Preset.FULL)
    session.select(Bone.DP1)
    view.show_state(session.state)
    session.select(None)
    view.show_state(session.state)

    assert view.viewpoint == before


def test_a_narrow_view_shows_short_words_and_tells_the_rest_where_they_stand(view: RadiographView) -> None:
    view.resize(298, 627)
    there = QPoint(30, 30)

    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, there, view.mapToGlobal(there)))

    assert "Acc 26-1120-7" in view.banner_at((30, 30))
    assert QToolTip.text() == view.banner_at((30, 30))
    assert view.banner_at((150, 400)) == ""
