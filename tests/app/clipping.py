"""What of a window cannot be read or used: words cut off, widgets over each other or beyond their parent's edge."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from controls import described
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSplitterHandle,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from bonage_desktop.app.message_bar import MessageBar
from bonage_desktop.app.row_controls import LevelMenu


def problems(window: QWidget) -> Sequence[str]:
    """Everything that is wrong with how a window is laid out; empty where nothing is."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not widget.isWindow()]
    return [*(words for widget in shown for words in _cut(widget)), *_beyond(shown), *_overlapping(shown)]


def _cut(widget: QWidget) -> Iterator[str]:
    for words, room in _words(widget):
        letters = QFontMetrics(widget.font())
        if letters.horizontalAdvance(words) > room.width() or letters.height() > room.height() + 1:
            yield f"{described(widget)} has {room.width()} x {room.height()} for {words!r}"
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height():
        yield f"{described(widget)} is {widget.height()} high for {widget.text()!r} in {widget.width()}"


def _words(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """Words that must stand in one line, and the room for them, without frame, padding and arrow."""
    match widget:
        case QLabel() if widget.text() and not widget.wordWrap() and not _elides(widget):
            yield widget.text(), _label_room(widget)
        case QCheckBox() if widget.text():
            option = _option(QStyleOptionButton(), widget)
            yield (
                widget.text(),
                widget.style()
                .subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, widget)
                .intersected(widget.rect()),
            )
        case QPushButton() if widget.text():
            option = _option(QStyleOptionButton(), widget)
            yield (
                widget.text().replace("&", ""),
                widget.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, widget),
            )
        case QToolButton() if widget.text():
            padding = widget.sizeHint().width() - QFontMetrics(widget.font()).horizontalAdvance(widget.text())
            yield widget.text(), widget.rect().adjusted(0, 0, -padding, 0)
        case LevelMenu():
            around = widget.sizeHint().width() - max(map(_advance(widget), _choices(widget)), default=0)
            yield widget.currentText(), widget.rect().adjusted(0, 0, -around, 0)
        case QComboBox():
            option = _option(QStyleOptionComboBox(), widget)
            field = widget.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
            )
            yield widget.currentText(), field
        case QTabBar():
            for tab in range(widget.count()):
                yield widget.tabText(tab), widget.tabRect(tab).intersected(widget.rect())
        case _:
            return


def _elides(label: QLabel) -> bool:
    """It draws itself, with an ellipsis where there is no room: cut on purpose."""
    return type(label).paintEvent is not QLabel.paintEvent


def _label_room(label: QLabel) -> QRect:
    """Qt gives no rectangle for a label's text inside the style sheet's padding; its own wish tells the padding."""
    letters = QFontMetrics(label.font())
    padding = max(label.sizeHint().width() - letters.horizontalAdvance(label.text()), 0)
    return label.rect().adjusted(0, 0, -min(padding, 24), 0)


def _option(option: QStyleOptionButton | QStyleOptionComboBox, widget: QWidget):
    option.initFrom(widget)
    if isinstance(option, QStyleOptionButton) and isinstance(widget, QPushButton | QCheckBox):
        option.text = widget.text()
    return option


def _advance(widget: QWidget):
    return QFontMetrics(widget.font()).horizontalAdvance


def _choices(menu: QComboBox) -> Sequence[str]:
    return [menu.itemText(index) for index in range(menu.count())]


def _beyond(shown: Sequence[QWidget]) -> Iterator[str]:
    """Widgets that reach beyond their parent, other than what is scrolled to."""
    for widget in shown:
        parent = widget.parentWidget()
        if isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(widget, QSplitterHandle):
            continue
        if not parent.rect().contains(widget.geometry()):
            yield f"{described(widget)} {_told(widget.geometry())} reaches beyond {_told(parent.rect())}"


def _overlapping(shown: Sequence[QWidget]) -> Iterator[str]:
    families: dict[int, list[QWidget]] = {}
    for widget in shown:
        if not isinstance(widget, QSplitterHandle | MessageBar):  # a message lies over what would move otherwise
            families.setdefault(id(widget.parentWidget()), []).append(widget)
    for family in families.values():
        for one, other in combinations(family, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"{described(one)} {_told(one.geometry())} lies over {described(other)} {_told(other.geometry())}"


def _told(place: QRect) -> str:
    return f"({place.x()}, {place.y()}, {place.width()} x {place.height()})"
