"""Which row of the bones' table is marked as below the mouse: one at most, and none when the mouse is elsewhere."""

from collections.abc import Callable, Iterator

import pytest
from panels import review, shown
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.app.theme import DARK
from bonage_desktop.standards.bones import Bone


def hovered(table: BonesTable) -> list[Bone]:
    return [bone for bone, row in table.rows.items() if row.is_hovered]


def come_to(table: BonesTable, bone: Bone) -> None:
    """The mouse moves onto a row; nothing says that it left another one."""
    QApplication.sendEvent(table.rows[bone], QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))


@pytest.mark.usefixtures("session")
def test_at_most_one_row_is_hovered_even_where_nobody_said_that_the_mouse_left(table: BonesTable) -> None:
    come_to(table, Bone.MC3)

    come_to(table, Bone.DP5)

    assert hovered(table) == [Bone.DP5]
    table.set_hovered(Bone.ULNA)
    assert hovered(table) == [Bone.ULNA]


@pytest.mark.usefixtures("session")
def test_no_row_is_hovered_while_another_window_works(table: BonesTable, qtbot: QtBot) -> None:
    table.activateWindow()
    come_to(table, Bone.MC3)

    with qtbot.waitSignal(table.bone_hovered) as heard:
        other = shown(qtbot, QWidget, 100, 100)
        other.activateWindow()

    assert heard.args == [None]
    assert hovered(table) == []


@pytest.mark.usefixtures("session")
def test_no_row_is_hovered_once_the_table_is_hidden(table: BonesTable) -> None:
    come_to(table, Bone.MC3)

    table.hide()

    assert hovered(table) == []


@pytest.fixture
def pointer() -> Iterator[Callable[[QPoint], None]]:
    """Puts the mouse at a place of the screen."""
    place = QCursor.pos()
    yield QCursor.setPos
    QCursor.setPos(place)


@pytest.fixture
def low_table(app: QApplication, qtbot: QtBot) -> BonesTable:
    """Few rows are seen, the others are scrolled to."""
    table = shown(qtbot, lambda: BonesTable(DARK), 424, 200)
    table.show_state(review().state)
    app.processEvents()
    return table


def scroll(table: BonesTable, pixels: int) -> None:
    (area,) = table.findChildren(QScrollArea)
    area.verticalScrollBar().setValue(pixels)


def test_while_rows_are_scrolled_the_one_that_comes_below_the_mouse_is_hovered(
    low_table: BonesTable, pointer: Callable[[QPoint], None]
) -> None:
    pointer(low_table.rows[Bone.ULNA].mapToGlobal(QPoint(60, 10)))
    come_to(low_table, Bone.ULNA)

    scroll(low_table, 68)

    assert hovered(low_table) == [Bone.MC3]  # two rows of 34 pixels further


def test_rows_that_are_scrolled_away_from_the_mouse_are_not_hovered(
    low_table: BonesTable, pointer: Callable[[QPoint], None]
) -> None:
    pointer(low_table.mapToGlobal(QPoint(60, 900)))
    come_to(low_table, Bone.ULNA)

    scroll(low_table, 34)

    assert hovered(low_table) == []


def test_scrolling_leaves_a_row_marked_whose_box_is_hovered(
    low_table: BonesTable, pointer: Callable[[QPoint], None]
) -> None:
    pointer(low_table.mapToGlobal(QPoint(60, 900)))
    low_table.set_hovered(Bone.ULNA)

    scroll(low_table, 34)

    assert hovered(low_table) == [Bone.ULNA]


def test_a_table_that_is_scrolled_with_all_around_it_follows_the_mouse_too(
    app: QApplication, qtbot: QtBot, pointer: Callable[[QPoint], None]
) -> None:
    column, table = QWidget(), BonesTable(DARK)
    table.setParent(column)
    table.resize(424, 480)
    column.resize(424, 480)
    area = shown(qtbot, QScrollArea, 440, 200)
    area.setWidget(column)
    table.show_state(review().state)
    app.processEvents()
    pointer(table.rows[Bone.RADIUS].mapToGlobal(QPoint(60, 10)))
    come_to(table, Bone.RADIUS)

    area.verticalScrollBar().setValue(34)

    assert hovered(table) == [Bone.ULNA]
