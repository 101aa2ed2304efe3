"""The palm mask: cleaned, measured, judged. Paper section 4.1: opening, largest component, holes filled."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import PalmMask
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say

MIN_AREA, MAX_AREA = 0.02, 0.80
"""Shares of the image that a hand may cover; the masks of 988 training hands cover 0.09 to 0.61."""
MAX_ASPECT = 4.0
"""Longer side of the mask's box over the shorter; 988 training hands: 1.0 to 2.6."""
MIN_CONTRAST = 8.0
"""Grey levels between the 1st and 99th percentile inside the mask; 988 training hands: 21 to 250, an even image: 0."""

SECOND_HAND = 0.25
"""Area of another piece, in units of the largest, from which it may be a second hand; the second piece of the raw
masks of 115 validation hands: at most 0.005."""

_Contours = tuple[Sequence[npt.NDArray[np.int32]], object]
"""What OpenCV's findContours returns; its stubs leave it open."""

_PLACE_BY_HAND = say("Check that the image is a radiograph of one whole hand, or place boxes and levels by hand.")


def hand_mask(raw: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The largest connected piece of a mask after opening, its holes filled, with any other that may be a hand too.

    Args:
        raw: uint8 (H, W), 0 or 1.

    Returns:
        uint8 (H, W), 0 or 1; all 0 where nothing is left.
    """
    opened = cv2.morphologyEx(raw, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    if count < 2:
        return np.zeros_like(raw)
    areas = stats[1:, cv2.CC_STAT_AREA]
    large = 1 + np.flatnonzero(areas >= SECOND_HAND * areas.max())
    kept = np.isin(labels, large).astype(np.uint8)
    found = cast(_Contours, cv2.findContours(kept, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE))
    return cv2.drawContours(kept, found[0], -1, (1,), cv2.FILLED).astype(np.uint8, copy=False)


def count_components(mask: npt.NDArray[np.uint8]) -> int:
    """Connected pieces of a mask, uint8 (H, W), 0 or 1."""
    return cv2.connectedComponents(mask)[0] - 1


def measure_palm(mask: npt.NDArray[np.bool_], components: int, source: Source) -> PalmMask | None:
    """The mask with its quality figures, or None where it marks nothing.

    Args:
        mask: bool (H, W), in pixels of the radiograph.
        components: connected pieces before cleaning.
        source: who made it.
    """
    if not mask.any():
        return None
    left, top, width, height = cv2.boundingRect(mask.astype(np.uint8))
    return PalmMask(mask, Box(left, top, left + width, top + height), float(mask.mean()), components, source)


def judge_palm(palm: PalmMask | None, gray: npt.NDArray[np.uint8]) -> Rejection | None:
    """Why this mask cannot be a hand, or None.

    Limits lie far outside what training hands show, so that they only catch what is no hand at all. A reader's mask
    is only refused where it marks nothing.

    Args:
        palm: the measured mask.
        gray: uint8 (H, W), the radiograph.
    """
    if palm is None:
        return Rejection("vision.no_palm", say("No hand was found in the image."), _PLACE_BY_HAND)
    if palm.source is Source.READER:
        return None
    low, high = np.percentile(gray[palm.mask], [1, 99])
    if high - low < MIN_CONTRAST:
        message = say("No hand was found in the image: what lies where a hand could be is evenly grey.")
        return Rejection("vision.no_palm", message, _PLACE_BY_HAND)
    if not MIN_AREA <= palm.area_fraction <= MAX_AREA:
        message = say("What was found is no hand: it covers {share:.0%} of the image.", share=palm.area_fraction)
        return Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    longer, shorter = max(palm.box.width, palm.box.height), min(palm.box.width, palm.box.height)
    if longer > MAX_ASPECT * shorter:
        message = say("What was found is no hand: it is {times:.1f} times as long as wide.", times=longer / shorter)
        return Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    return None
