"""From 1024 × 700 to 4K, with letters of normal to double size: nothing is cut off, nothing lies over anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clipping import problems
from controls import name_of
from pretended_engine import PretendedEngine
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sample_hand import BOY, GIRL, sample_findings
from workflow.review_cases import NO_HAND

from bonage_desktop.app.message_bar import Message, Remedy, Tone
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone

Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]
Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((1024, 700), (1280, 800), (1440, 900), (1920, 1080), (3840, 2160))
SCALES = (1.0, 1.5, 2.0)
STATES = ("empty", "changed", "facts", "findings", "sex missing", "refused", "bone missing", "grade first", "confirmed")
LONG = "The networks could not be loaded because grading.safetensors is damaged."


@pytest.fixture
def window_in(qtbot: QtBot, make_window: Make, open_case: Open) -> Callable[[str, float], ReviewWindow]:
    """A window in one of the states, with letters of some size."""

    def bring(state: str, scale: float) -> ReviewWindow:
        refused = PretendedEngine(lambda _: sample_findings(rejection=NO_HAND, rois={}, grades={}))
        window = make_window(refused if state == "refused" else PretendedEngine(), scale=scale)
        if state != "empty":
            open_case(window, GIRL if state == "sex missing" else BOY)
        ACTS.get(state, lambda _: None)(window)
        return window

    return bring


def change(window: ReviewWindow) -> None:
    window.intents.step_level(+1)
    window.say(Message(LONG, "Install the program again.", Tone.TROUBLE, (Remedy("Load the networks again", change),)))


def remove_a_box(window: ReviewWindow) -> None:
    window.desk.change(lambda session: session.remove_box(Bone.DP5))
    window.select(lambda session: session.select(Bone.DP5))


ACTS: dict[str, Callable[[ReviewWindow], object]] = {
    "changed": change,
    "facts": lambda window: window.intents.edit_facts(),
    "findings": lambda window: window.places.curve.setCurrentIndex(2),
    "bone missing": remove_a_box,
    "grade first": lambda window: window.intents.toggle_grade_first(),
    "confirmed": lambda window: window.desk.confirm_and_go_on(),
}


def resized(window: ReviewWindow, size: Size) -> None:
    window.resize(*size)
    for _ in range(5):  # a layout may ask for another one
        QApplication.processEvents()


def is_whole(widget: QWidget) -> bool:
    """Seen from edge to edge."""
    return widget.isVisible() and widget.visibleRegion() == QRegion(widget.rect())


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_off_and_nothing_overlaps(
    window_in: Callable[[str, float], ReviewWindow], state: str, scale: float
) -> None:
    window = window_in(state, scale)

    found: dict[Size, object] = {}
    for size in SIZES:
        resized(window, size)
        found[size] = (window.size().toTuple(), problems(window))

    assert found == {size: (size, []) for size in SIZES}


@pytest.mark.parametrize("scale", SCALES)
def test_the_research_notice_is_always_seen_whole(
    window_in: Callable[[str, float], ReviewWindow], scale: float
) -> None:
    window = window_in("changed", scale)

    for size in SIZES:
        resized(window, size)
        assert is_whole(window.bar.notice), size
        assert window.bar.notice.text() == "Research use only, not a medical device"


@pytest.mark.parametrize("state", ["changed", "confirmed", "bone missing"])
def test_all_13_bones_are_seen_without_scrolling_in_1440_by_900(
    window_in: Callable[[str, float], ReviewWindow], state: str
) -> None:
    window = window_in(state, 1.0)

    resized(window, (1440, 900))

    assert [bone for bone, row in window.places.bones.rows.items() if not is_whole(row)] == []


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES)
def test_the_radiograph_keeps_room(window_in: Callable[[str, float], ReviewWindow], scale: float, size: Size) -> None:
    window = window_in("findings", scale)

    resized(window, size)

    assert window.film.width() >= 0.3 * size[0]
    assert window.film.height() >= 0.4 * size[1]


@pytest.mark.parametrize("scale", SCALES)
def test_what_is_scrolled_away_comes_into_sight_with_the_keyboard(
    window_in: Callable[[str, float], ReviewWindow], scale: float
) -> None:
    window = window_in("facts", scale)
    resized(window, (1024, 700))

    for button in (window.places.confirm, window.places.bones.rows[Bone.DP5].menu):
        button.setFocus()
        QApplication.processEvents()
        assert is_whole(button), name_of(button)


def test_words_that_do_not_fit_and_widgets_over_each_other_are_noticed(qtbot: QtBot) -> None:
    """What this file relies on: a window that is wrong is found to be."""
    window = QWidget()
    qtbot.addWidget(window)
    cut, over, under = QLabel("Far too long for it", window), QPushButton("A", window), QPushButton("B", window)
    cut.setGeometry(0, 0, 40, 20)
    over.setGeometry(0, 40, 60, 30)
    under.setGeometry(50, 40, 60, 30)
    window.resize(100, 100)
    window.show()
    qtbot.waitExposed(window)

    told = problems(window)

    assert [words for words in told if "Far too long" in words]
    assert [words for words in told if "lies over" in words]
    assert [words for words in told if "reaches beyond" in words]


def test_a_window_that_is_laid_out_well_has_no_problems(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QHBoxLayout(window)
    for words in ("Confirm case", "Report"):
        line.addWidget(QPushButton(words))
    line.addWidget(QLabel("Reviewed 3 of 13"))
    window.show()
    qtbot.waitExposed(window)

    assert problems(window) == []
