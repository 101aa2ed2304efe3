"""The outline of the palm as the screen needs it: a path, and the cells of a view that the hand covers."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from bonage_desktop.app.film_labels import CELL
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.findings import PalmMask
from bonage_desktop.opencv import cv2

_LONG_SIDE = 1024
"""Pixels of the copy in which the outline is found; finer than any screen shows."""
_TOLERANCE = 0.8
"""Pixels of that copy by which the outline may be straightened."""


class PalmShape:
    """The shape of one palm.

    Args:
        mask: bool (H, W) in pixels of the radiograph, not empty.
    """

    def __init__(self, mask: npt.NDArray[np.bool_]) -> None:
        height, width = mask.shape
        scale = min(_LONG_SIDE / max(height, width), 1.0)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        self._small = cv2.resize(mask.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        self._shrunk = (size[0] / width, size[1] / height)
        self.path = self._outline()

    @classmethod
    def of(cls, palm: PalmMask) -> "PalmShape":
        """The shape of a palm that was found."""
        return cls(palm.mask)

    def cells(self, viewpoint: Viewpoint) -> npt.NDArray[np.bool_]:
        """The cells of the view in which a part of the hand lies, bool (rows, columns)."""
        matrix = np.array(viewpoint.matrix) / CELL
        matrix[:, 0] /= self._shrunk[0]
        matrix[:, 1] /= self._shrunk[1]
        matrix[:, 2] += matrix[:, :2] @ [0.5, 0.5] - 0.5  # OpenCV counts from the middles
        size = (max(viewpoint.view[0] // CELL, 1), max(viewpoint.view[1] // CELL, 1))
        covered = cv2.warpAffine(self._small, matrix, size, flags=cv2.INTER_NEAREST)
        return cv2.dilate(covered, np.ones((3, 3), np.uint8)) > 0

    def _outline(self) -> QPainterPath:
        contours, _ = cv2.findContours(self._small, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        path = QPainterPath()
        for contour in contours:
            points = cv2.approxPolyDP(contour, _TOLERANCE, closed=True)[:, 0]
            path.addPolygon(QPolygonF([QPointF(float(x) + 0.5, float(y) + 0.5) for x, y in points]))
            path.closeSubpath()
        return QTransform.fromScale(1 / self._shrunk[0], 1 / self._shrunk[1]).map(path)


def as_transform(viewpoint: Viewpoint) -> QTransform:
    """The map from image to view as Qt has it."""
    (a, b, x), (c, d, y) = viewpoint.matrix
    return QTransform(a, c, b, d, x, y)
