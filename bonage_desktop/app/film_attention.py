"""Marks the bones that informed the level of the selected one: a filled corner, and the share beside the label."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from bonage_desktop.app.film_letters import Fonts, draw_plate, width_of
from bonage_desktop.app.film_marks import Mark
from bonage_desktop.app.film_room import Rectangle, meet
from bonage_desktop.app.theme import FILM

Labelled = tuple[Mark, Rectangle, Rectangle]
"""A mark, where its box is in the view, and where its label is; a label without width is not shown."""

_TICK = 9.0
"""Side of the filled corner, pixels of the view."""
_SMALL_TICK = 6.0
_PAD = 3.0


def share_words(share: float) -> str:
    """A share in per cent."""
    return QCoreApplication.translate("Film", "{0} %").format(f"{100 * share:.0f}")


def draw_shares(
    painter: QPainter, view: tuple[int, int], labelled: Sequence[Labelled], words: Sequence[Rectangle], fonts: Fonts
) -> None:
    """Draw what informed the level of the selected bone.

    Args:
        painter: of the view.
        view: its width and height.
        labelled: every mark on the film; those with a share are drawn.
        words: areas in which other words stand.
        fonts: of the labels.
    """
    taken = [*words, *(area for _, box, label in labelled for area in (box, label))]
    for mark, box, label in labelled:
        if mark.share is None:
            continue
        _draw_tick(painter, QPointF(box[0], box[1]), min(_TICK, (box[2] - box[0]) / 2))
        if label[0] == label[2]:
            continue
        told = share_words(mark.share)
        width = width_of(fonts.label, told) + 3 * _PAD + _SMALL_TICK
        place = _place(box, label, width, [area for area in taken if area != label], view)
        taken.append(place)
        _draw_words(painter, place, told, fonts)


def _place(
    box: Rectangle, label: Rectangle, width: float, taken: Sequence[Rectangle], view: tuple[int, int]
) -> Rectangle:
    """Beside the label, away from its box if there is room; the labels themselves stay where they are."""
    height = label[3] - label[1]
    before, behind = (label[0] - width, label[1]), (label[2], label[1])
    is_left_of_box = label[0] + label[2] < box[0] + box[2]
    sides = (before, behind) if is_left_of_box else (behind, before)
    corners = (*sides, (label[0], label[3]), (label[0], label[1] - height))
    places = [(left, top, left + width, top + height) for left, top in corners]
    return next((place for place in places if _is_free(place, taken, view)), places[0])


def _is_free(place: Rectangle, taken: Sequence[Rectangle], view: tuple[int, int]) -> bool:
    is_inside = place[0] >= 0 and place[1] >= 0 and place[2] <= view[0] and place[3] <= view[1]
    return is_inside and not any(meet(place, area) for area in taken)


def _draw_tick(painter: QPainter, corner: QPointF, side: float) -> None:
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1.0))
    painter.setBrush(QColor(FILM.text))
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(side, 0), corner + QPointF(0, side)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_words(painter: QPainter, place: Rectangle, words: str, fonts: Fonts) -> None:
    left, top, right, bottom = place
    draw_plate(painter, QRectF(left, top, right - left, bottom - top))
    _draw_tick(painter, QPointF(left + _PAD, (top + bottom - _SMALL_TICK) / 2), _SMALL_TICK)
    painter.setFont(fonts.label)
    painter.setPen(QColor(FILM.text))
    base = top + 1 + QFontMetricsF(fonts.label).ascent()
    painter.drawText(QPointF(left + 2 * _PAD + _SMALL_TICK, base), words)
