"""Networks that cannot be loaded, that die, or that a reader loads again: one message, nothing entered is lost."""

from collections.abc import Callable
from pathlib import Path

from panels import button_of, told
from pretended_engine import PretendedEngine
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sample_hand import BOY

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.errors import BonageError
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import CaseState

Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]
DAMAGED = BonageError("vision.weights_damaged", "grading.safetensors is damaged.", "Install the program again.")


def test_damaged_weights_are_said_at_once_with_a_button_that_loads_them_again(qtbot: QtBot, make_window: Make) -> None:
    engine = PretendedEngine(problem=DAMAGED)
    window = make_window(engine)

    qtbot.waitUntil(window.places.messages.isVisible, timeout=10_000)
    told = window.places.messages.message
    button_of(window.places.messages, "Load the networks again").click()
    qtbot.waitUntil(lambda: engine.restarts == 1, timeout=10_000)

    assert told.text == DAMAGED.message
    assert not window.places.messages.isVisible()
    qtbot.waitUntil(lambda: window.desk.are_networks_ready, timeout=10_000)


def test_a_case_that_the_networks_could_not_look_at_is_looked_at_when_they_are_loaded_again(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    engine = PretendedEngine(error=DAMAGED, problem=DAMAGED)
    window = make_window(engine)
    open_case(window, BOY)
    before = window.desk.case(1).state
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))

    engine.error = None
    button_of(window.places.result, "Assess again").click()
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.TO_REVIEW, timeout=60_000)

    assert before is CaseState.FAILED
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)


def test_why_a_case_was_not_looked_at_stands_in_the_place_of_the_age_alone(make_window: Make, open_case: Open) -> None:
    window = make_window(PretendedEngine(error=DAMAGED, problem=DAMAGED))

    open_case(window, BOY)

    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert sum(DAMAGED.message in words for words in labels) == 1
    assert DAMAGED.message in told(window.places.result)


def test_while_nothing_is_loaded_every_level_can_be_set_by_hand(make_window: Make, open_case: Open) -> None:
    window = make_window(PretendedEngine(error=DAMAGED, problem=DAMAGED))
    open_case(window, BOY)

    for bone in Bone:
        window.desk.change(lambda session, bone=bone: session.choose_level(Level(bone, 5)))

    assert window.desk.session.state.bone_age is not None
