"""A message comes and goes without moving anything: least of all the radiograph under the reader's cursor."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from controls import places_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import BOY

from bonage_desktop.app.message_bar import Message, Remedy, Tone
from bonage_desktop.app.window import ReviewWindow

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
SHORT = Message("The curve is on the clipboard.")
LONG = Message(
    "The networks could not be loaded because grading.safetensors is damaged.",
    "Install the program again.",
    Tone.TROUBLE,
    (Remedy("Load the networks again", lambda: None),),
)


@pytest.fixture
def window(make_window: Make, open_case: Open) -> ReviewWindow:
    window = make_window()
    open_case(window, BOY)
    window.places.messages.hide()  # what is said of the opening
    return window


def settle() -> None:
    for _ in range(5):  # a layout may ask for another one
        QApplication.processEvents()


@pytest.mark.parametrize("message", [SHORT, LONG])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_nothing_moves_when_a_message_comes_or_goes(
    window: ReviewWindow, size: tuple[int, int], message: Message
) -> None:
    window.resize(*size)
    settle()
    before = {name: place.geometry() for name, place in places_of(window).items()}
    looked_at = window.film.viewpoint

    window.say(message)
    settle()
    during = {name: place.geometry() for name, place in places_of(window).items() if name != "messages"}
    shown = window.film.viewpoint
    window.places.messages.hide()
    settle()

    assert during == before
    assert {name: place.geometry() for name, place in places_of(window).items()} == before
    assert shown == window.film.viewpoint == looked_at


@pytest.mark.parametrize("message", [SHORT, LONG])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_a_message_in_one_line_lies_over_the_status_line_alone(
    window: ReviewWindow, size: tuple[int, int], message: Message
) -> None:
    window.resize(*size)

    window.say(message)
    settle()

    assert window.places.status.geometry().contains(window.places.messages.geometry())


@pytest.mark.parametrize("message", [SHORT, LONG])
def test_it_stays_at_the_lower_edge_whatever_the_size(window: ReviewWindow, message: Message) -> None:
    window.say(message)

    for size in ((1024, 700), (1920, 1080)):
        window.resize(*size)
        settle()
        bar = window.places.messages.geometry()
        assert (bar.left(), bar.right(), bar.bottom()) == (0, size[0] - 1, window.places.height() - 1)


def test_a_level_that_is_typed_is_seen_beside_a_message(qtbot: QtBot, window: ReviewWindow) -> None:
    window.say(LONG)
    settle()

    qtbot.keyClick(window.film, Qt.Key.Key_9)
    apart = window.places.messages.geometry().intersects(window.places.status.geometry())
    qtbot.keyClick(window.film, Qt.Key.Key_Escape)

    assert not apart
    assert window.places.messages.isVisible()
    assert window.places.status.geometry().contains(window.places.messages.geometry())


def test_f6_comes_to_a_message_and_a_key_closes_it(qtbot: QtBot, window: ReviewWindow) -> None:
    window.say(LONG)
    window.places.cases.setFocus()
    for _ in places_of(window):
        held = QApplication.focusWidget()
        if window.places.messages.isAncestorOf(held):
            break
        qtbot.keyClick(held, Qt.Key.Key_F6)
    close = next(button for button in window.places.messages.findChildren(QPushButton) if button.text() == "Close")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    has_focus = close.hasFocus()
    qtbot.keyClick(close, Qt.Key.Key_Space)

    assert has_focus
    assert not window.places.messages.isVisible()


ENDLESS = Message(
    "The folder /home/reader/archive/2026/november/hands of the second clinic could not be searched in the time there is,"
    " for another program reads so much from the same disk that no image came within one minute.",
    "Wait until the other program has ended, and open the folder again.",
    Tone.TROUBLE,
)


def test_a_long_message_takes_two_lines_and_tells_the_rest_at_a_click(make_window: Make) -> None:
    window = make_window(scale=2.0)
    window.resize(1024, 700)
    bar = window.places.messages
    window.say(ENDLESS)
    settle()
    text = next(label for label in bar.findChildren(QLabel) if len(label.text()) > 1)
    line = text.fontMetrics().height()
    short = text.text(), bar.height()
    more = next(button for button in bar.findChildren(QPushButton) if button.text() == "More")
    more.click()
    settle()
    long = text.text(), bar.height()

    assert short[0].count("\n") == 1
    assert short[0].endswith("…")
    assert short[1] < 3 * line
    assert long[0] == f"{ENDLESS.text} {ENDLESS.hint}"
    assert long[1] > 3 * line
    assert text.toolTip() == text.accessibleName() == long[0]
    assert more.text() == "Less"


def test_the_next_message_is_short_again(window: ReviewWindow) -> None:
    window.resize(1024, 700)
    window.say(replace(ENDLESS, text=2 * ENDLESS.text))
    next(button for button in window.places.messages.findChildren(QPushButton) if button.text() == "More").click()

    window.say(SHORT)
    settle()

    assert window.places.status.geometry().contains(window.places.messages.geometry())


def test_what_stands_stays_while_its_remedy_is_tried(window: ReviewWindow) -> None:
    tried: list[bool] = []
    again = Remedy("Try again", lambda: tried.append(True))
    bar = window.places.messages
    bar.stand(Message("The disk is full.", "Make room.", Tone.TROUBLE, (again,)))

    next(button for button in bar.findChildren(QPushButton) if button.text() == "Try again").click()

    assert tried == [True]
    assert bar.isVisible()
    bar.stand(None)
    assert not bar.isVisible()
