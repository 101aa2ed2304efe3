"""What a person meets in a window: the places, the controls in them, their names, and where the Tab key goes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bonage_desktop.app.window import ReviewWindow

_MOST_KEYS = 400


def places_of(window: ReviewWindow) -> Mapping[str, QWidget]:
    """Every place of the design that can hold a control, by its name; hidden ones are left out."""
    places = window.places
    named = {
        "top bar": window.bar,
        "cases": places.cases,
        "messages": places.messages,
        "radiograph": places.film,
        "level strip": places.strip,
        "result": places.result,
        "facts": places.facts,
        "bones": places.bones,
        "actions": places.buttons,
        "curve": places.curve,
    }
    return {name: place for name, place in named.items() if place.isVisible()}


def controls_in(place: QWidget) -> Sequence[QWidget]:
    """What the keyboard can work in, within a place or a window."""
    return [
        widget
        for widget in (place, *place.findChildren(QWidget))
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control; a drop-down's own name, where Qt would say its choice."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or ("" if interface is None else interface.text(QAccessible.Text.Name))


def walked(window: ReviewWindow, key: Qt.Key) -> Sequence[QWidget]:
    """The controls that Tab or Backtab comes to, from the radiograph until it is there again."""
    window.film.setFocus()
    met: list[QWidget] = []
    for _ in range(_MOST_KEYS):
        held = QApplication.focusWidget()
        if held is window.film and met:
            return met
        if held not in met:  # a date takes three keys: year, month, day
            met.append(held)
        QTest.keyClick(held, key)
    raise AssertionError(f"{key.name} does not come back to the radiograph; it is at {described(held)}")


def described(widget: QWidget | None) -> str:
    """A control, so that a failing test says which."""
    if widget is None:
        return "nothing"
    chain: list[str] = []
    while widget is not None and len(chain) < 4:
        chain.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(chain))
