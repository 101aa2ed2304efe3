"""The canonical view: a hand with its fingers up, thumb right, as large on the canvas as training hands are."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.vision.hand_shape import HandFit
from bonage_desktop.vision.preprocess import CANVAS_SIDE, Grey, Mask, turn_matrix

USUAL_TILT = -5.0
"""Turn that would make a training hand's fingers point straight up, degrees clockwise: the median of 988."""
USUAL_LENGTH = 188.0
"""Pixels of the canvas a hand length takes in training images: the median of 988."""
USUAL_MIDDLE = (0.03, -0.83)
"""What lies in the middle of a training image, hand lengths: the median of 988."""


@dataclass(frozen=True, slots=True, eq=False)
class TurnedView:
    """Where a radiograph lies on the canvas: canvas = matrix · (x, y) + offset.

    Attributes:
        matrix: float64 (2, 2): turn, mirroring and scale.
        offset: float64 (2,), canvas pixels.
    """

    matrix: npt.NDArray[np.float64]
    offset: npt.NDArray[np.float64]

    @property
    def scale(self) -> float:
        """Canvas pixels per image pixel."""
        return math.sqrt(abs(float(np.linalg.det(self.matrix))))

    def mirrored(self) -> "TurnedView":
        """The same view, its canvas mirrored left to right."""
        flip = np.array([-1.0, 1.0])
        return TurnedView(flip[:, None] * self.matrix, flip * self.offset + np.array([CANVAS_SIDE, 0.0]))

    def box_to_image(self, corners: npt.NDArray[np.floating]) -> Box:
        """A box of the canvas, x0 y0 x1 y1, as an upright square about the same place, pixels of the radiograph."""
        low, high = corners[:2].astype(np.float64), corners[2:].astype(np.float64)
        x, y = np.linalg.solve(self.matrix, (low + high) / 2 - self.offset)
        half = float((high - low).max()) / self.scale / 2
        return Box(float(x) - half, float(y) - half, float(x) + half, float(y) + half)

    def mask_to_image(self, mask: Mask, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
        """A canvas mask, 0 or 1, as bool (H, W) of the radiograph's shape."""
        flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(mask, self._warp(), (shape[1], shape[0]), flags=flags) > 0

    def mask_to_canvas(self, mask: npt.NDArray[np.bool_]) -> Mask:
        """A radiograph's mask as a canvas mask, 0 or 1."""
        sides = (CANVAS_SIDE, CANVAS_SIDE)
        return cv2.warpAffine(mask.astype(np.uint8), self._warp(), sides, flags=cv2.INTER_NEAREST).astype(
            np.uint8, copy=False
        )

    def draw(self, gray: Grey) -> Grey:
        """The radiograph, uint8 (H, W), on the canvas, uint8 (512, 512)."""
        source, warp = gray, self._warp()
        if self.scale < 0.6:  # shrink first, else the warp aliases
            factor = 2 * self.scale
            source = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            shrunk = np.array([source.shape[1] / gray.shape[1], source.shape[0] / gray.shape[0]])
            warp = TurnedView(self.matrix / shrunk, self.offset)._warp()
        return cv2.warpAffine(source, warp, (CANVAS_SIDE, CANVAS_SIDE), flags=cv2.INTER_LINEAR).astype(
            np.uint8, copy=False
        )

    def _warp(self) -> npt.NDArray[np.float64]:
        """The same map for OpenCV's warpAffine, which counts from the pixels' middles."""
        half = np.full(2, 0.5)
        return np.column_stack([self.matrix, self.offset + self.matrix @ half - half])


def view_of(fit: HandFit) -> TurnedView:
    """The canonical view of a hand that was found."""
    degrees = fit.rotation_degrees + (USUAL_TILT if fit.mirrored else -USUAL_TILT)
    turn = turn_matrix(CanonicalTransform(degrees, fit.mirrored, inverted=False))
    matrix = turn * (USUAL_LENGTH / fit.scale)
    middle = fit.to_image(np.array(USUAL_MIDDLE))
    return TurnedView(matrix, CANVAS_SIDE / 2 - matrix @ np.array(middle))


def whole_view(gray: Grey, pose: CanonicalTransform) -> TurnedView:
    """The whole radiograph, turned and mirrored, as large as the canvas allows.

    Args:
        gray: uint8 (H, W).
        pose: how to turn and mirror it; whether it is a negative is not looked at.
    """
    height, width = gray.shape
    turn = turn_matrix(pose)
    longer = float(np.max(np.abs(turn) @ np.array([width, height])))
    matrix = turn * (CANVAS_SIDE / longer)
    return TurnedView(matrix, CANVAS_SIDE / 2 - matrix @ np.array([width / 2, height / 2]))
