"""Which widgets a change draws again, and how much of each."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class _Watch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.areas: dict[QObject, QRect] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas[watched] = self.areas.get(watched, QRect()).united(event.region().boundingRect())
        return False


def painted(app: QApplication, widgets: Sequence[QWidget], change: Callable[[], None]) -> Mapping[QWidget, QRect]:
    """The widgets that a change draws again, with the area of each that is drawn."""
    watch = _Watch()
    app.processEvents()
    for widget in widgets:
        widget.installEventFilter(watch)
    change()
    app.processEvents()
    for widget in widgets:
        widget.removeEventFilter(watch)
    return {widget: watch.areas[widget] for widget in widgets if widget in watch.areas}
