"""One chart in the window."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from bonage_desktop.app import chart_view
from bonage_desktop.app.chart_state import chart_words, colours_of
from bonage_desktop.app.chart_view import ChartView
from bonage_desktop.app.theme import DARK
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.reporting.chart_content import ChartContent, ChartLook, Standard
from bonage_desktop.reporting.chart_picture import ChartGround, ChartKind
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.sex import Sex

CURVES = load_standards().rus_chn.curves
BOYS, GIRLS = Standard(Sex.MALE, CURVES), Standard(Sex.FEMALE, CURVES)
TEN = ChartContent(238, BoneAge(10.0, None, AgeBound.WITHIN))


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    view = ChartView(ChartKind.CURVE, ChartLook(colours_of(DARK), chart_words(), text_points=13.0), DARK)
    qtbot.addWidget(view)
    view.resize(400, 240)
    view.show()
    qtbot.waitExposed(view)
    return view


def wait_for_chart(qtbot: QtBot, view: ChartView) -> None:
    qtbot.waitUntil(lambda: view.is_drawn and not view._work.is_busy, timeout=30_000)


def test_until_a_chart_is_drawn_its_place_is_quiet(view: ChartView) -> None:
    view.show_chart(BOYS, TEN)

    picture = view.grab().toImage()

    assert picture.pixelColor(2, 2).name() == DARK.panel
    assert view._image is None


def test_a_picture_of_the_other_sex_is_never_shown(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()
    view.show_chart(BOYS, TEN)
    wait_for_chart(qtbot, view)

    view.show_chart(GIRLS, TEN)
    before = view._image
    wait_for_chart(qtbot, view)

    assert before is None
    assert view._image is not None


def test_what_is_shown_already_is_not_drawn_again_and_anything_else_is(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()
    view.show_chart(BOYS, TEN)
    wait_for_chart(qtbot, view)
    first = view._image

    view.show_chart(BOYS, replace(TEN))
    again = view._image
    view.show_chart(BOYS, replace(TEN, chronological_years=11.0))
    older = view._image
    view.show_words("No sex yet.")
    view.show_chart(BOYS, replace(TEN, chronological_years=11.0))

    assert again is first
    assert older != first
    assert view._image == older


def test_what_changed_while_a_chart_was_hidden_is_seen_when_it_is_shown(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()
    view.show_chart(BOYS, TEN)
    wait_for_chart(qtbot, view)
    first = view._image
    view.hide()
    view.show_chart(BOYS, replace(TEN, chronological_years=11.0))

    view.show()

    assert view._image != first


def test_many_wishes_at_once_end_in_the_last(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()

    for width in (420, 440, 460):
        view.show_chart(BOYS, TEN)
        view.resize(width, 240)
    view.show_chart(GIRLS, TEN)
    wait_for_chart(qtbot, view)

    assert view._picture.ground.width == 460
    assert view._picture.ground.standard is GIRLS


def test_larger_letters_are_larger_in_the_chart(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()
    view.show_chart(BOYS, TEN)
    wait_for_chart(qtbot, view)
    before = view._picture.ground.look.text_points

    font = QFont(view.font())
    font.setPixelSize(26)
    view.setFont(font)
    wait_for_chart(qtbot, view)

    assert view._picture.ground.look.text_points == pytest.approx(26 * 12 / 13 * 0.72)
    assert before < view._picture.ground.look.text_points


def test_a_hidden_chart_is_drawn_when_it_is_shown(qtbot: QtBot, view: ChartView) -> None:
    view.hide()
    view.prepare()
    view.show_chart(BOYS, TEN)
    while_hidden = view._work.is_busy

    view.show()
    wait_for_chart(qtbot, view)

    assert not while_hidden


def test_a_chart_that_cannot_be_drawn_is_said_once(
    qtbot: QtBot, view: ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ground: ChartGround) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(chart_view, "ChartPicture", broken)

    with qtbot.waitSignal(view.failed, timeout=10_000) as failed:
        view.prepare()
        view.show_chart(BOYS, TEN)

    view.show_chart(BOYS, ChartContent())

    assert failed.args[0].code == "app.chart_failed"
    assert not view._work.is_busy


def test_words_take_the_place_of_a_chart(qtbot: QtBot, view: ChartView) -> None:
    view.prepare()
    view.show_chart(BOYS, TEN)
    wait_for_chart(qtbot, view)

    view.show_words("No sex yet.")

    assert view._image is None
    assert len({view.grab().toImage().pixelColor(x, 120).name() for x in range(400)}) > 1
