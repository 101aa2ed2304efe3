"""From a radiograph to what each network sees, and back: letterbox, palm view, upright, ROI crop, standardise.

Arrays in, arrays out, no torch: inference and training use these same functions. Grey
images are uint8, bone bright. Points are (x, y), x to the right, y down; a pixel's
top-left corner, not its middle, carries its integer coordinates.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone

CANVAS_SIDE = 512
"""Side of the square that segmentation and detection see, pixels."""
CROP_SIDE = 112
"""Side of an ROI crop, pixels."""
CROP_CONTEXT = 1.25
"""An ROI crop shows this many times the longer side of its box."""
PALM_SHARE = 0.94
"""Share of the canvas that the palm view gives to the palm's longer side."""
CANVAS_FLOOR = 0.02
"""Added to the standard deviation of a canvas when it is standardised, so that an even image stays finite."""
CROP_FLOOR = 0.01
"""The same for an ROI crop."""

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def as_grey(pixels: Floats) -> Grey:
    """The grey levels the networks were trained on.

    Args:
        pixels: float32 (H, W), 0..1.

    Returns:
        uint8 (H, W), rounded.
    """
    return np.rint(pixels * 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a radiograph lies on the canvas: canvas = scale · image + (left, top).

    Attributes:
        scale: canvas pixels per image pixel.
        left: x of the image's first column on the canvas.
        top: y of the image's first row.
        width: of the image on the canvas.
        height: of the image on the canvas.
    """

    scale: float
    left: int
    top: int
    width: int
    height: int

    def mask_to_image(self, mask: Mask, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
        """A canvas mask, 0 or 1, as bool (H, W) of the radiograph's shape."""
        inside = mask[self.top : self.top + self.height, self.left : self.left + self.width]
        return cv2.resize(inside, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST) > 0

    def box_to_image(self, corners: npt.NDArray[np.floating]) -> Box:
        """A box of the canvas, x0 y0 x1 y1, in pixels of the radiograph."""
        return Box.of((corners.astype(np.float64) - np.tile([self.left, self.top], 2)) / self.scale)

    def mask_to_canvas(self, mask: npt.NDArray[np.bool_]) -> Mask:
        """A radiograph's mask as a canvas mask, 0 or 1."""
        small = cv2.resize(mask.astype(np.uint8), (self.width, self.height), interpolation=cv2.INTER_NEAREST)
        canvas = np.zeros((CANVAS_SIDE, CANVAS_SIDE), np.uint8)
        canvas[self.top : self.top + self.height, self.left : self.left + self.width] = small
        return canvas


def letterbox(gray: Grey) -> tuple[Grey, Letterbox]:
    """Scale an image into the middle of the black canvas.

    Args:
        gray: uint8 (H, W); no side longer than 512 times the other.

    Returns:
        The canvas, uint8 (512, 512), and where the image lies on it.
    """
    height, width = gray.shape
    scale = CANVAS_SIDE / max(height, width)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(gray, (round(width * scale), round(height * scale)), interpolation=how)
    top, left = (CANVAS_SIDE - small.shape[0]) // 2, (CANVAS_SIDE - small.shape[1]) // 2
    canvas = np.zeros((CANVAS_SIDE, CANVAS_SIDE), np.uint8)
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
    return canvas, Letterbox(scale, left, top, small.shape[1], small.shape[0])


@dataclass(frozen=True, slots=True)
class PalmFrame:
    """How the palm view was cut out of the canvas: view = scale · (canvas − centre) + 256.

    Attributes:
        scale: view pixels per canvas pixel.
        x: of the palm's centre on the canvas.
        y: of the palm's centre on the canvas.
    """

    scale: float
    x: float
    y: float

    def to_canvas(self, corners: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """A box of the palm view, x0 y0 x1 y1, in pixels of the canvas."""
        return (corners.astype(np.float64) - CANVAS_SIDE / 2) / self.scale + np.tile([self.x, self.y], 2)


def palm_view(canvas: Grey, mask: Mask) -> tuple[Floats, PalmFrame]:
    """The palm alone: background removed, grey levels stretched, scaled to 94 % of the canvas.

    Args:
        canvas: uint8 (512, 512).
        mask: uint8 (512, 512), 0 or 1, at least one 1.

    Returns:
        float32 (512, 512): 0 at the 1st percentile of the palm's grey levels, 1 at the 99th, cut off at 1.05; and how
        it was cut out.
    """
    low, high = np.percentile(canvas[mask > 0], [1, 99])
    stretched = np.clip((canvas.astype(np.float32) - low) / max(high - low, 8), 0, 1.05)
    alone = (stretched * cv2.dilate(mask, np.ones((9, 9), np.uint8))).astype(np.float32)
    left, top, width, height = cv2.boundingRect(mask)
    x, y = left + width / 2, top + height / 2
    scale = CANVAS_SIDE * PALM_SHARE / max(width, height)
    # (scale - 1) / 2, because warpAffine counts from the pixels' middles
    to_view = np.array(
        [
            [scale, 0, CANVAS_SIDE / 2 - scale * x + (scale - 1) / 2],
            [0, scale, CANVAS_SIDE / 2 - scale * y + (scale - 1) / 2],
        ]
    )
    view = cv2.warpAffine(alone, to_view, (CANVAS_SIDE, CANVAS_SIDE), flags=cv2.INTER_LINEAR)
    return view.astype(np.float32, copy=False), PalmFrame(scale, x, y)


def upright(centres: Mapping[Bone, tuple[float, float]]) -> CanonicalTransform:
    """How to turn the hand so that its fingers point up and its thumb lies on the right.

    The direction is that from between radius and ulna to the third finger's knuckle. A hand
    whose thumb then lies on the left is mirrored.

    Args:
        centres: where radius, ulna, mc3, pp3, pp1 and pp5 are, in pixels.
    """
    x, y = _forearm_to_knuckle(centres)
    angle = -math.atan2(x, -y)
    across = _point(centres, Bone.PP1) - _point(centres, Bone.PP5)
    thumb_on_left = bool((_rotation(angle) @ across)[0] < 0)
    return CanonicalTransform(math.degrees(angle), thumb_on_left, False)


def hand_length(centres: Mapping[Bone, tuple[float, float]]) -> float:
    """Pixels from between radius and ulna to the third finger's knuckle: the unit of the hand's shape.

    Args:
        centres: where radius, ulna, mc3 and pp3 are, in pixels.
    """
    return float(np.linalg.norm(_forearm_to_knuckle(centres)))


def turn_matrix(canonical: CanonicalTransform) -> npt.NDArray[np.float64]:
    """float64 (2, 2): turns (x, y) offsets of the radiograph into the canonical view's."""
    rotation = _rotation(math.radians(canonical.rotation_degrees))
    return np.diag([-1.0, 1.0]) @ rotation if canonical.mirrored else rotation


def roi_crop(gray: Grey, box: Box, canonical: CanonicalTransform, *, coarse: bool = False) -> Grey:
    """One bone, upright, with context around it.

    Args:
        gray: uint8 (H, W).
        box: of the bone in pixels of `gray`.
        canonical: how the hand is turned.
        coarse: the radiograph has fewer pixels than training's: edges are kept sharp (Lanczos) while it is enlarged.

    Returns:
        uint8 (112, 112); black where it reaches over the image's edge.
    """
    scale = CROP_SIDE / (CROP_CONTEXT * max(box.width, box.height))
    centre = np.array(box.centre)
    to_crop = np.zeros((2, 3))
    to_crop[:, :2] = scale * turn_matrix(canonical)
    source = gray
    if scale < 0.6:  # shrink first, else the warp aliases
        source = cv2.resize(gray, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
        to_crop[:, :2] /= 2 * scale
        centre = centre * 2 * scale
    to_crop[:, 2] = CROP_SIDE / 2 - to_crop[:, :2] @ centre
    how = cv2.INTER_LANCZOS4 if coarse else cv2.INTER_LINEAR
    return cv2.warpAffine(source, to_crop, (CROP_SIDE, CROP_SIDE), flags=how).astype(np.uint8, copy=False)


def standardise(gray: Grey, floor: float) -> Floats:
    """Grey levels with mean 0 and standard deviation near 1.

    Args:
        gray: uint8 (H, W).
        floor: added to the standard deviation (of grey levels 0..1, n − 1 in the denominator).

    Returns:
        float32 (H, W).
    """
    levels = gray.astype(np.float32) / np.float32(255)
    return ((levels - levels.mean()) / (levels.std(ddof=1) + np.float32(floor))).astype(np.float32)


def _forearm_to_knuckle(centres: Mapping[Bone, tuple[float, float]]) -> npt.NDArray[np.float64]:
    forearm = (_point(centres, Bone.RADIUS) + _point(centres, Bone.ULNA)) / 2
    knuckle = (_point(centres, Bone.PP3) + _point(centres, Bone.MC3)) / 2
    return knuckle - forearm


def _point(centres: Mapping[Bone, tuple[float, float]], bone: Bone) -> npt.NDArray[np.float64]:
    return np.array(centres[bone], dtype=np.float64)


def _rotation(angle: float) -> npt.NDArray[np.float64]:
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]])
