"""What the tests of the radiograph share: a sample on the screen, and hands that move the mouse over it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reviewed_sample import reviewed
from sample_hand import EXPECTED, NAME

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
BOXES = {bone: Box.of(EXPECTED[NAME]["boxes"][bone.key]) for bone in Bone}


def sample_on_screen(qtbot: QtBot, film: FilmPixels) -> RadiographView:
    """The sample at half its size, the third finger's proximal phalanx selected."""
    shown = RadiographView()
    qtbot.addWidget(shown)
    shown.resize(450, 600)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_film(film)
    shown.show_state(reviewed().state)
    at_half_size(shown)
    return shown


def at_half_size(view: RadiographView) -> None:
    """One pixel of the view is two of the film, and the middle lies in the middle."""
    width, height = view.viewpoint.image
    view.look(replace(view.viewpoint, centre=(width / 2, height / 2), scale=0.5))


def seen(view: RadiographView) -> np.ndarray:
    """uint8 (H, W, 3) of what is on the screen now."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def at(view: RadiographView, x: float, y: float) -> QPoint:
    """Where a point of the film is on the screen."""
    return QPointF(*view.viewpoint.to_view((x, y))).toPoint()


def middle_of(view: RadiographView, bone: Bone) -> QPoint:
    return at(view, *view.box_of(bone).centre)


def drag(qtbot: QtBot, view: RadiographView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    begin_drag(qtbot, view, start, end, button)
    qtbot.mouseRelease(view, button, pos=end)


def begin_drag(qtbot: QtBot, view: RadiographView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(view, button, pos=start)
    for point in ((start + end) / 2, end):
        place = QPointF(point)
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, view.mapToGlobal(place), Qt.MouseButton.NoButton, button, none
        )
        QApplication.sendEvent(view, event)


def wheel(view: RadiographView, place: QPointF, notches: float) -> None:
    turned = QPoint(0, round(120 * notches))
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def is_kept_from_shortcuts(
    view: RadiographView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()
