"""Is a growth region to be seen at all, or does metal, plaster, a mark or the end of the exposure lie over it?

Grey levels of the middle of each region are held against those of training hands (resources/shape/roi_grey.json).
Limits lie outside what all but three of 985 of them show (docs/limits.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.preprocess import CROP_SIDE, Grey, roi_crop

MAX_WHITE_FOREARM, MAX_WHITE = 0.05, 0.02
"""Share of the middle that may be saturated, in radius and ulna and elsewhere; 985 training hands: at most 0.04 in the
radius, 0.001 in the ulna, none elsewhere. A wire takes 0.04 or more."""
MAX_BLACK_FOREARM = 0.33
"""Share of the middle of radius and ulna that may be black; 985 training hands: at most 0.26."""
MAX_FLAT = 0.85
"""Share of the middle that may be without any grain; training hands: at most 0.63."""
BRIGHT_MARGIN, FAINT_SHARE, ROUGH_FACTOR = 0.2, 0.4, 1.8
"""How far beyond what one of 200 training hands shows a region may lie: brighter, fainter, rougher."""
VEILED_SHARES = (0.7, 0.8)
"""Contrast and edges that are both that low are veiled, as under thin plaster: three boxes of 985 training hands, of
which two miss their bone."""

_MIDDLE = slice(CROP_SIDE // 4, CROP_SIDE - CROP_SIDE // 4)
_WHITE, _BLACK = 254, 1
_LEAST_RANGE = 8.0


@dataclass(frozen=True, slots=True)
class RegionGrey:
    """Grey levels of the middle of a region, in units of the palm's (1st percentile 0, 99th 1).

    Attributes:
        mean: of the grey levels.
        spread: their standard deviation.
        edges: mean steepness, a tenth of the range a pixel.
        white: share of saturated pixels, 0..1.
        black: share of black pixels, 0..1.
        flat: share of pixels equal to all their neighbours, 0..1.
    """

    mean: float
    spread: float
    edges: float
    white: float
    black: float
    flat: float


@dataclass(frozen=True, slots=True)
class GreyLimits:
    """What training hands show of one bone: the brightest mean, the least spread, the least and the most edges."""

    brightest: float
    faintest: float
    smoothest: float
    roughest: float


def region_grey(crop: Grey, palm_range: tuple[float, float]) -> RegionGrey:
    """Measure one region.

    Args:
        crop: uint8 (112, 112), see `roi_crop`.
        palm_range: 1st and 99th percentile of the palm's grey levels.
    """
    middle = crop[_MIDDLE, _MIDDLE].astype(np.float32)
    low, high = palm_range
    unit = max(high - low, _LEAST_RANGE)
    across, down = cv2.Sobel(middle, cv2.CV_32F, 1, 0), cv2.Sobel(middle, cv2.CV_32F, 0, 1)
    square = np.ones((3, 3), np.uint8)
    grain = cv2.dilate(middle, square) - cv2.erode(middle, square)
    return RegionGrey(
        mean=float((middle.mean() - low) / unit),
        spread=float(middle.std() / unit),
        edges=float(np.hypot(across, down).mean() / 8 / unit * 10),  # Sobel's weights add up to 8
        white=float((middle >= _WHITE).mean()),
        black=float((middle <= _BLACK).mean()),
        flat=float((grain <= 0).mean()),
    )


def palm_range(gray: Grey, palm: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """1st and 99th percentile of the palm's grey levels.

    Args:
        gray: uint8 (H, W).
        palm: bool (H, W), at least one pixel.
    """
    low, high = np.percentile(gray[palm], [1, 99])
    return float(low), float(high)


def obscured(
    gray: Grey,
    rois: Mapping[Bone, Roi],
    canonical: CanonicalTransform,
    palm: npt.NDArray[np.bool_],
    limits: Mapping[Bone, GreyLimits],
) -> Mapping[Bone, Notice]:
    """The bones that cannot be seen, and what lies there. Boxes of a reader are not judged.

    Args:
        gray: uint8 (H, W), bone bright.
        rois: where the bones are.
        canonical: how the hand is turned.
        palm: bool (H, W), the hand.
        limits: what training hands show.
    """
    scale = palm_range(gray, palm)
    found: dict[Bone, Notice] = {}
    for bone, roi in rois.items():
        if roi.source is Source.READER:
            continue
        seen = _what_lies_there(bone, region_grey(roi_crop(gray, roi.box, canonical), scale), limits[bone])
        if seen:
            found[bone] = Notice(
                "vision.roi_obscured",
                say("{bone} cannot be seen: {seen}. It needs the reader.", bone=bone.title, seen=seen),
            )
    return found


def _what_lies_there(bone: Bone, grey: RegionGrey, limits: GreyLimits) -> str:
    """What hides the bone, in words; empty where nothing does."""
    is_forearm = bone in (Bone.RADIUS, Bone.ULNA)
    if is_forearm and grey.black > MAX_BLACK_FOREARM:
        return say("the exposed part of the image ends there")
    if grey.white > (MAX_WHITE_FOREARM if is_forearm else MAX_WHITE) or grey.edges > limits.roughest * ROUGH_FACTOR:
        return say("metal, a mark or saturation lies over it")
    if grey.flat > MAX_FLAT:
        return say("the region is evenly grey")
    if grey.mean > limits.brightest + BRIGHT_MARGIN:
        return say("something as bright as metal or plaster lies over it")
    faint, smooth = grey.spread / limits.faintest, grey.edges / limits.smoothest
    if min(faint, smooth) < FAINT_SHARE or (faint < VEILED_SHARES[0] and smooth < VEILED_SHARES[1]):
        return say("the region shows hardly any contrast")
    return ""


@cache
def load_grey_limits(path: Path | None = None) -> Mapping[Bone, GreyLimits]:
    """The limits of a file, by default the shipped ones.

    Raises:
        VisionError: the file is missing or damaged (`vision.roi_grey_invalid`).
    """
    file = path or resources_dir() / "shape" / "roi_grey.json"
    names = ("brightest", "faintest", "smoothest", "roughest")
    try:
        bones = json.loads(file.read_text(encoding="utf-8"))["bones"]
        return {bone: GreyLimits(*(float(bones[bone.key][name]) for name in names)) for bone in Bone}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise VisionError(
            "vision.roi_grey_invalid",
            say(
                "{file} does not describe the grey levels of growth regions ({clue}).",
                file=file,
                clue=type(fault).__name__,
            ),
            say("Install the program again."),
        ) from fault
