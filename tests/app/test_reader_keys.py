"""Keys that are no shortcuts: digits, arrows, and Space while it is held."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bonage_desktop.app.reader_keys import KeyTasks, ReaderKeys


@dataclass
class Asked:
    steps: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    ticks: int = 0
    moving: bool = False


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.film, self.line, self.button = QWidget(), QLineEdit(), QPushButton("Press")
        self.film.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        for widget in (self.film, self.line, self.button):
            column.addWidget(widget)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, asked: Asked) -> Iterator[Desk]:
    desk = Desk()
    tick = QAction("Tick", desk)
    tick.setShortcut("Return")
    tick.triggered.connect(lambda: setattr(asked, "ticks", asked.ticks + 1))
    desk.addAction(tick)
    keys = ReaderKeys(
        desk,
        KeyTasks(
            asked.steps.append,
            asked.hidden.append,
            asked.levels.append,
            asked.typed.append,
            lambda widget: asked.moving and widget is desk.film,
        ),
    )
    qapp.installEventFilter(keys)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    desk.film.setFocus()
    yield desk
    qapp.removeEventFilter(keys)
    desk.close()
    desk.deleteLater()


def test_digits_and_enter_set_a_level_and_do_not_tick(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    qtbot.keyClicks(desk.film, "12")
    qtbot.keyClick(desk.film, Qt.Key.Key_Return)

    assert asked.levels == [12]
    assert asked.typed == ["1", "12", ""]
    assert asked.ticks == 0


def test_enter_alone_is_the_shortcut(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    qtbot.keyClick(desk.film, Qt.Key.Key_Return)

    assert asked.ticks == 1
    assert asked.levels == []


def test_only_the_last_two_digits_count(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    qtbot.keyClicks(desk.film, "912")
    qtbot.keyClick(desk.film, Qt.Key.Key_Enter)

    assert asked.levels == [12]


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_Escape, ""), (Qt.Key.Key_Backspace, "1")])
def test_what_was_typed_can_be_taken_back(qtbot: QtBot, desk: Desk, asked: Asked, key: Qt.Key, left: str) -> None:
    qtbot.keyClicks(desk.film, "12")
    qtbot.keyClick(desk.film, key)

    assert asked.typed[-1] == left
    assert asked.levels == []


def test_arrows_walk_the_bones_wherever_the_keyboard_is(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    desk.button.setFocus()

    qtbot.keyClick(desk.button, Qt.Key.Key_Down)
    qtbot.keyClick(desk.film, Qt.Key.Key_Up)

    assert asked.steps == [1, -1]


def test_arrows_move_the_box_while_boxes_are_moved(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    asked.moving = True

    qtbot.keyClick(desk.film, Qt.Key.Key_Down)

    assert asked.steps == []


def test_the_overlay_is_hidden_as_long_as_space_is_held(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    qtbot.keyPress(desk.film, Qt.Key.Key_Space)
    held = list(asked.hidden)
    qtbot.keyRelease(desk.film, Qt.Key.Key_Space)

    assert held == [True]
    assert asked.hidden == [True, False]


def test_space_presses_a_button_that_has_the_keyboard(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    desk.button.setFocus()

    with qtbot.waitSignal(desk.button.clicked):
        qtbot.keyClick(desk.button, Qt.Key.Key_Space)

    assert asked.hidden == []


def test_what_is_written_into_a_field_stays_there(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    desk.line.setFocus()

    qtbot.keyClicks(desk.line, "1 2")
    qtbot.keyClick(desk.line, Qt.Key.Key_Down)

    assert desk.line.text() == "1 2"
    assert asked == Asked()
