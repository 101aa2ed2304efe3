"""While the networks work, four dots say how far they are; who cancels is told until they have stopped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from slow_engine import SlowEngine

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import CaseState

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]


@pytest.fixture
def engine() -> Iterator[SlowEngine]:
    slow = SlowEngine()
    yield slow
    slow.may_go_on.set()


def button(window: ReviewWindow) -> QPushButton:
    return next(one for one in window.dots.findChildren(QPushButton))


def begun(qtbot: QtBot, window: ReviewWindow) -> None:
    window.intents.open_paths([BOY])
    qtbot.waitUntil(lambda: window.desk.case(1).stage is Stage.DETECT, timeout=60_000)


def test_who_cancels_is_told_until_the_networks_have_stopped(
    qtbot: QtBot, make_window: Make, engine: SlowEngine
) -> None:
    window = make_window(engine)
    begun(qtbot, window)
    before = (button(window).text(), button(window).isEnabled())

    button(window).click()
    during = (button(window).text(), button(window).isEnabled(), window.dots.isVisible())
    state = window.desk.case(1).state
    engine.may_go_on.set()
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CANCELLED, timeout=60_000)

    assert before == ("Cancel", True)
    assert during == ("Cancelling…", False, True)
    assert state is CaseState.READING
    assert not window.dots.isVisible()


def test_a_case_that_is_assessed_again_can_be_cancelled_again(
    qtbot: QtBot, make_window: Make, engine: SlowEngine
) -> None:
    window = make_window(engine)
    begun(qtbot, window)
    window.desk.cancel()
    engine.may_go_on.set()
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CANCELLED, timeout=60_000)
    engine.may_go_on.clear()

    window.desk.assess_again()
    qtbot.waitUntil(lambda: window.desk.case(1).stage is Stage.DETECT, timeout=60_000)

    assert (button(window).text(), button(window).isEnabled()) == ("Cancel", True)


@pytest.mark.parametrize("ends", ["cancelled", "failed"])
def test_the_dots_go_when_a_drawn_box_is_not_graded_after_all(
    qtbot: QtBot, make_window: Make, open_case: Open, engine: SlowEngine, ends: str
) -> None:
    engine.may_go_on.set()
    window = make_window(engine)
    open_case(window, BOY)
    engine.may_go_on.clear()
    if ends == "failed":
        engine.error = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")

    window.film.box_drawn.emit(Bone.DP5, Box(100, 100, 180, 180))
    qtbot.waitUntil(lambda: engine.begun == 2, timeout=60_000)
    if ends == "cancelled":
        window.desk.cancel()
    engine.may_go_on.set()

    qtbot.waitUntil(lambda: not window.dots.isVisible(), timeout=60_000)
    assert window.desk.case(1).state is not CaseState.READING


def test_a_file_that_is_no_image_is_said_in_the_place_of_the_film(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(b"no image at all")
    window = make_window()
    before = window.film.words

    window.intents.open_paths([broken])
    qtbot.waitUntil(lambda: window.desk.is_unreadable, timeout=60_000)
    during = window.film.words
    open_case(window, BOY)

    assert before == "No radiograph to see yet"
    assert during == "The file could not be read"
    assert window.film.words == before
