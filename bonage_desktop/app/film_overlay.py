"""Draws over the film what was found in it: palm, boxes, labels beside the hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QRegion

from bonage_desktop.app.film_attention import Labelled, draw_shares
from bonage_desktop.app.film_labels import Wanted, free_grid, place_labels, take
from bonage_desktop.app.film_letters import Fonts, draw_plate, width_of
from bonage_desktop.app.film_marks import Line, Mark
from bonage_desktop.app.film_room import Rectangle, meet
from bonage_desktop.app.film_view_modes import OverlayMode, StageView
from bonage_desktop.app.palm_shape import PalmShape, as_transform
from bonage_desktop.app.theme import PALM
from bonage_desktop.app.viewpoint import Viewpoint

BOX_WIDTH = 1.5
SELECTED_WIDTH = 2.5
FAINT = 0.45
"""Opacity of the other boxes while one is selected."""
_FAINT_LABEL = 0.8
"""Opacity of their labels, whose words must stay legible."""
_PATTERNS = {Line.DASHED: (5.0, 3.0), Line.DOTTED: (1.0, 2.0)}
_FAR = 10.0
"""Pixels from a box from which on a line leads to its label."""
_PAD = 3.0
_SIGN = 10.0
"""Pixels that a pencil or a question mark takes behind a label."""
_HANDLE = 3.5
_OVER = 6.0
"""Pixels by which lines, handles and plates stand out of the areas that they belong to."""
_WIDEST_SHARE = 6.0
"""More heights of a label than a share takes to its side."""
_NARROW = 480
"""Width of the view below which whole labels would have no room beside the hand."""
_SEEN = 0.25
"""Share of a box's sides that must be in the view: the label of one that is all but out of it says nothing there."""
_WIDTHS_KEPT = 64
_FILLED = {StageView.MASK: 90, StageView.PALM: 0}
_OUTSIDE_PALM = 225


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What there is to draw.

    Attributes:
        marks: the bones, the one above all others last.
        stage: how much of what the stages found is shown.
        overlay: nothing but the marks themselves is drawn where not all are wanted.
        palm: shape of the palm, or None.
        taken: areas of the view in which no label may stand.
        with_handles: the selected box can be resized.
    """

    marks: Sequence[Mark]
    stage: StageView
    overlay: OverlayMode
    palm: PalmShape | None
    taken: Sequence[Rectangle]
    with_handles: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What was drawn: the marks with their boxes and labels in the view, and all that they stand in."""

    around: object
    labelled: Sequence[Labelled]


class FilmOverlay:
    """Draws scenes, and remembers where the labels stood so that they move with the film."""

    def __init__(self) -> None:
        self._drawn: _Drawn | None = None
        self._width = lru_cache(maxsize=_WIDTHS_KEPT)(width_of)
        self._key: object = None
        self._viewpoint: Viewpoint | None = None
        self._places: Sequence[Rectangle] = ()
        self._boxes: Sequence[Rectangle] = ()
        self._taken: Sequence[Rectangle] = ()

    def draw(self, painter: QPainter, viewpoint: Viewpoint, scene: Scene, fonts: Fonts, *, is_moving: bool) -> None:
        """Draw a scene, as far as the painter's clip lets it be seen.

        Args:
            painter: of the view.
            viewpoint: where the film lies.
            scene: what to draw.
            fonts: of the labels.
            is_moving: the reader pans or zooms; labels keep their places beside their boxes.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene = _with_short_labels(scene) if viewpoint.view[0] < _NARROW else scene
        _draw_palm(painter, viewpoint, scene)
        self._drawn = self._to_draw(viewpoint, scene, fonts, is_moving=is_moving)
        part = seen_part(painter, viewpoint.view)
        seen = [one for one in self._drawn.labelled if meet(_reach(one), part)]
        for mark, box, place in seen:
            _draw_leader(painter, mark, box, place)
        for mark, box, _ in seen:
            _draw_box(painter, mark, box)
            if scene.with_handles and mark.is_selected:
                _draw_handles(painter, box)
        for mark, _, place in seen:
            _draw_label(painter, mark, place, fonts)
        painter.setOpacity(1.0)
        draw_shares(painter, viewpoint.view, self._drawn.labelled, scene.taken, fonts)

    def changed(self, viewpoint: Viewpoint, scene: Scene, fonts: Fonts, *, is_moving: bool) -> QRegion | None:
        """The part of the view in which a scene differs from the one that was drawn last; None where all may.

        Args:
            viewpoint: where the film lies.
            scene: what is to be drawn next.
            fonts: of the labels.
            is_moving: the reader pans or zooms.
        """
        scene = _with_short_labels(scene) if viewpoint.view[0] < _NARROW else scene
        before, now = self._drawn, self._to_draw(viewpoint, scene, fonts, is_moving=is_moving)
        if before is None or before.around != now.around or len(before.labelled) != len(now.labelled):
            return None
        changed = QRegion()
        for pair in zip(before.labelled, now.labelled, strict=True):
            if pair[0] != pair[1]:
                for one in pair:
                    changed = changed.united(area_of(_reach(one)).toAlignedRect())
        if [*map(_around_shares, before.labelled)] != [*map(_around_shares, now.labelled)]:
            for one in (*before.labelled, *now.labelled):
                changed = changed.united(_reach_of_share(one))
        return changed

    def _to_draw(self, viewpoint: Viewpoint, scene: Scene, fonts: Fonts, *, is_moving: bool) -> _Drawn:
        wanted = self._wanted(viewpoint, scene.marks, fonts)
        places = self._label_places(viewpoint, scene, wanted, is_moving=is_moving)
        boxes = [label.box for label in wanted]
        shown = [
            place if _is_in(viewpoint.view, box) else _nowhere(box) for box, place in zip(boxes, places, strict=True)
        ]
        around = (viewpoint, fonts, scene.stage, scene.overlay, scene.palm, scene.taken, scene.with_handles)
        return _Drawn(around, [*zip(scene.marks, boxes, shown, strict=True)])

    def _wanted(self, viewpoint: Viewpoint, marks: Sequence[Mark], fonts: Fonts) -> Sequence[Wanted]:
        """The marks' labels, which look for a place: where their boxes are in the view, and how large they are."""
        height = QFontMetricsF(fonts.label).height() + 2
        return [
            Wanted(
                viewpoint.rectangle_to_view(mark.box.corners),
                self._width(fonts.label, mark.label) + 2 * _PAD + _sign_width(mark),
                height,
            )
            for mark in marks
        ]

    def _label_places(
        self, viewpoint: Viewpoint, scene: Scene, wanted: Sequence[Wanted], *, is_moving: bool
    ) -> Sequence[Rectangle]:
        """Other words of the same width, e.g. another digit, leave every label where it is."""
        sizes = [(label.width, label.height) for label in wanted]
        key = ([(mark.bone, mark.box) for mark in scene.marks], sizes, scene.palm)
        boxes, before = [label.box for label in wanted], self._viewpoint
        if before is not None and key == self._key:
            if viewpoint == before and scene.taken == self._taken:
                return self._places
            if is_moving and (viewpoint.view, viewpoint.orientation) == (before.view, before.orientation):
                return _moved(self._places, self._boxes, boxes)
        self._places = _places(viewpoint, scene, wanted)
        self._key, self._viewpoint, self._boxes, self._taken = key, viewpoint, boxes, scene.taken
        return self._places


def seen_part(painter: QPainter, view: tuple[int, int]) -> Rectangle:
    """A rectangle around all that the painter's clip lets be seen of the view."""
    if not painter.hasClipping():
        return 0.0, 0.0, float(view[0]), float(view[1])
    part = painter.clipBoundingRect()
    return part.left(), part.top(), part.right(), part.bottom()


def _reach(labelled: Labelled) -> Rectangle:
    """All that is drawn of a mark: box, handles, line to the label, label, filled corner."""
    _, box, place = labelled
    left, top = min(box[0], place[0]) - _OVER, min(box[1], place[1]) - _OVER
    return left, top, max(box[2], place[2]) + _OVER, max(box[3], place[3]) + _OVER


def _around_shares(labelled: Labelled) -> object:
    """What shares depend on: they make way for boxes, labels and each other."""
    mark, box, place = labelled
    return mark.share, box, place


def _reach_of_share(labelled: Labelled) -> QRect:
    """Where the share of a mark can stand: beside its label, above or below it."""
    mark, _, place = labelled
    high = place[3] - place[1]
    wide = 0.0 if mark.share is None else _WIDEST_SHARE * high
    return area_of(place).adjusted(-wide, -high, wide, high).toAlignedRect() if wide else QRect()


def _places(viewpoint: Viewpoint, scene: Scene, wanted: Sequence[Wanted]) -> Sequence[Rectangle]:
    other = free_grid(viewpoint.view)
    for area in (*(label.box for label in wanted), *scene.taken, *_edges(viewpoint.view)):
        take(other, area)
    hand: npt.NDArray[np.bool_] = free_grid(viewpoint.view)
    if scene.palm is not None:
        hand = scene.palm.cells(viewpoint)
    found = iter(place_labels([label for label in wanted if _is_in(viewpoint.view, label.box)], hand, other))
    return [next(found) if _is_in(viewpoint.view, label.box) else _nowhere(label.box) for label in wanted]


def _is_in(view: tuple[int, int], box: Rectangle) -> bool:
    """Whether enough of a box is in the view for its label to belong there."""
    left, top, right, bottom = box
    wide, high = min(right, view[0]) - max(left, 0.0), min(bottom, view[1]) - max(top, 0.0)
    return wide >= _SEEN * min(right - left, view[0]) and high >= _SEEN * min(bottom - top, view[1])


def _nowhere(box: Rectangle) -> Rectangle:
    """The place of a label that is not shown."""
    return (*box[:2], *box[:2])


def _with_short_labels(scene: Scene) -> Scene:
    """With the bones' numbers alone, by which the rows beside the film are found."""
    return replace(scene, marks=[replace(mark, label=str(mark.bone.number)) for mark in scene.marks])


def _edges(view: tuple[int, int]) -> Sequence[Rectangle]:
    """The border of the view, where a label would seem cut off."""
    width, height = view
    return (
        (0, 0, width, _PAD),
        (0, 0, _PAD, height),
        (width - _PAD, 0, width, height),
        (0, height - _PAD, width, height),
    )


def _moved(places: Sequence[Rectangle], before: Sequence[Rectangle], now: Sequence[Rectangle]) -> Sequence[Rectangle]:
    """The labels where their boxes went: as far from them as they were."""
    moved: list[Rectangle] = []
    for (left, top, right, bottom), old, new in zip(places, before, now, strict=True):
        side = 2 if left >= old[2] else 0
        dx, dy = new[side] - old[side], (new[1] + new[3] - old[1] - old[3]) / 2
        moved.append((left + dx, top + dy, right + dx, bottom + dy))
    return moved


def _draw_palm(painter: QPainter, viewpoint: Viewpoint, scene: Scene) -> None:
    if scene.palm is None or scene.stage is StageView.ORIGINAL or scene.overlay is not OverlayMode.ALL:
        return
    path = as_transform(viewpoint).map(scene.palm.path)
    if scene.stage is StageView.MASK:
        tint = QColor(PALM)
        tint.setAlpha(_FILLED[scene.stage])
        painter.fillPath(path, tint)
    elif scene.stage is StageView.PALM:
        outside = QPainterPath()
        outside.addRect(QRectF(0, 0, *viewpoint.view))
        painter.fillPath(outside.subtracted(path), QColor(0, 0, 0, _OUTSIDE_PALM))
    pen = QPen(QColor(PALM), 1.0)
    pen.setDashPattern([2.0, 3.0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)


def _draw_box(painter: QPainter, mark: Mark, box: Rectangle) -> None:
    painter.setOpacity(FAINT if mark.is_faint else 1.0)
    width = SELECTED_WIDTH if mark.is_selected else BOX_WIDTH + mark.is_hovered / 2
    under = QPen(QColor(0, 0, 0, 130), width + 1.5)
    pen = QPen(QColor(mark.hue), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if mark.line in _PATTERNS:
        pen.setDashPattern(list(_PATTERNS[mark.line]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in (under, pen):
        painter.setPen(line)
        painter.drawRect(area_of(box))


def _draw_handles(painter: QPainter, box: Rectangle) -> None:
    left, top, right, bottom = box
    xs, ys = (left, (left + right) / 2, right), (top, (top + bottom) / 2, bottom)
    painter.setPen(QPen(QColor(0, 0, 0), 1))
    painter.setBrush(QColor(255, 255, 255))
    for row, y in enumerate(ys):
        for column, x in enumerate(xs):
            if (row, column) != (1, 1):
                painter.drawRect(QRectF(x - _HANDLE, y - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))


def _draw_leader(painter: QPainter, mark: Mark, box: Rectangle, place: Rectangle) -> None:
    target = QPointF(min(max((box[0] + box[2]) / 2, place[0]), place[2]), (place[1] + place[3]) / 2)
    start = QPointF(min(max(target.x(), box[0]), box[2]), min(max(target.y(), box[1]), box[3]))
    if place[0] == place[2] or QLineF(start, target).length() < _FAR:
        return
    hue = QColor(mark.hue)
    hue.setAlphaF(0.6)
    painter.setOpacity(FAINT if mark.is_faint else 1.0)
    painter.setPen(QPen(hue, 1.0))
    painter.drawLine(start, target)


def _draw_label(painter: QPainter, mark: Mark, place: Rectangle, fonts: Fonts) -> None:
    if place[0] == place[2]:
        return
    area = area_of(place)
    painter.setOpacity(1.0)
    draw_plate(painter, area)
    painter.setOpacity(_FAINT_LABEL if mark.is_faint else 1.0)
    painter.setFont(fonts.label)
    painter.setPen(QColor(mark.hue))
    base = area.top() + 1 + QFontMetricsF(fonts.label).ascent()
    painter.drawText(QPointF(area.left() + _PAD, base), mark.label)
    x = area.left() + 2 * _PAD + width_of(fonts.label, mark.label)
    if mark.is_doubted:
        painter.drawText(QPointF(x, base), "?")
        x += _SIGN
    if mark.is_by_reader:
        _draw_pencil(painter, QPointF(x, area.center().y()), QColor(mark.hue))


def _draw_pencil(painter: QPainter, middle_left: QPointF, hue: QColor) -> None:
    """A small pencil: shipped fonts need not have one."""
    x, y = middle_left.x(), middle_left.y()
    body = [(0.0, 4.0), (1.0, 1.0), (5.5, -3.5), (7.5, -1.5), (3.0, 3.0)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in body]))


def _sign_width(mark: Mark) -> float:
    return _SIGN * (mark.is_doubted + mark.is_by_reader)


def area_of(rectangle: Rectangle) -> QRectF:
    """A rectangle as Qt has it."""
    left, top, right, bottom = rectangle
    return QRectF(left, top, right - left, bottom - top)
