"""The average of several hands: 37 landmarks laid on their mean by a spline, then a small flow to the mean picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from averaging import FEWEST, FLOW_ROUNDS, Floats, Grey, Mask, centred_flows, matched, moved, robust_mean
from model_levels import DATA
from scipy.interpolate import RBFInterpolator

from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.obscured import palm_range
from bonage_desktop.vision.preprocess import turn_matrix, upright

WIDTH, HEIGHT = 600, 800
_LANDMARKS_HIGH = 0.78  # share of the height between highest and lowest landmark
_TOP = 0.085  # share of the height above the highest landmark
_WRONG = 0.15  # of the hand's size (root of the summed squares): thumbs differ by up to 0.1
_FADING = 24.0  # pixels in which a hand fades to where fewer radiographs reach
_GRID = 8  # pixels between which the spline is interpolated
_FLATTENED, _WIDE = 0.35, 60.0  # share taken off what is brighter over so many pixels: forearm and fingertips compare

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Hand:
    """One hand: its grey levels, float32 (h, w), 0..1 on the palm; where the palm is; its landmarks."""

    grey: Floats
    palm: Floats
    marks: Points


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Hands laid on their mean shape: grey levels, share of palm and where each radiograph reaches, (n, h, w) each."""

    greys: Floats
    palms: Floats
    reached: npt.NDArray[np.bool_]


def average_hand(items: Sequence[dict[str, Any]]) -> Grey:
    """The average of hands, upright, the thumb on the right.

    Args:
        items: entries of hands.json, at least `FEWEST`.

    Returns:
        uint8 (800, 600), bone bright, black beside the hand.

    Raises:
        ValueError: fewer.
    """
    if len(items) < FEWEST:
        raise ValueError(f"{len(items)} hands are no average, {FEWEST} are.")
    hands = [_read(item) for item in items]
    shape = mean_shape(np.stack([_turned(item) for item in items]))
    maps = [spline(shape, hand.marks) for hand in hands]
    laid = _laid(hands, maps)
    mean = _mean(laid, laid.greys.mean(axis=0))
    for _ in range(FLOW_ROUNDS):
        flows = centred_flows(mean, laid.greys)
        maps = [moved(one, flow) for one, flow in zip(maps, flows, strict=True)]
        laid = _laid(hands, maps)
        mean = _mean(laid, mean)
    return shown(mean, laid.palms, laid.reached.sum(axis=0) >= FEWEST)


def well_marked(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The hands all of whose landmarks lie where they do in most: a network set most of them, and some are wrong."""
    laid, _ = _superposed(np.stack([_turned(item) for item in items]))
    usual = np.median(laid.real, axis=0) + 1j * np.median(laid.imag, axis=0)
    furthest = np.abs(laid - usual).max(axis=1)
    return [item for item, far in zip(items, furthest, strict=True) if far < _WRONG]


def mean_shape(hands: npt.NDArray[np.float64]) -> Points:
    """Mean of landmarks (n, 37, 2) under the similarities that fit best, laid into the picture: (37, 2) pixels."""
    _, mean = _superposed(hands)
    points = np.column_stack([mean.real, mean.imag])
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - low) * (_LANDMARKS_HIGH * HEIGHT / (high[1] - low[1]))
    return points + np.array([(WIDTH - points[:, 0].max()) / 2, _TOP * HEIGHT])


def spline(shape: Points, marks: Points) -> Floats:
    """The thin-plate spline from the picture's pixels to a radiograph's: float32 (800, 600, 2)."""
    xs, ys = np.arange(0, WIDTH + _GRID, _GRID), np.arange(0, HEIGHT + _GRID, _GRID)
    grid = np.stack(np.meshgrid(xs, ys), axis=2).reshape(-1, 2).astype(np.float64)
    found = RBFInterpolator(shape, marks, kernel="thin_plate_spline")(grid).astype(np.float32)
    coarse = found.reshape(len(ys), len(xs), 2)
    x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32) / _GRID, np.arange(HEIGHT, dtype=np.float32) / _GRID)
    return np.asarray(cv2.remap(coarse, x, y, cv2.INTER_LINEAR), np.float32)


def shown(mean: Floats, palms: Floats, known: Mask) -> Grey:
    """The mean as a picture: dark beside the hand, and towards where it is not known.

    Args:
        mean: float32 (h, w).
        palms: of each hand, share of palm, float32 (n, h, w).
        known: where enough radiographs reach, (h, w).
    """
    inside = cv2.distanceTransform(known.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    share = np.clip((palms.mean(axis=0) - 0.35) / 0.3, 0, 1) * np.clip(np.asarray(inside, np.float32) / _FADING, 0, 1)
    around, weight = (np.asarray(cv2.GaussianBlur(one, (0, 0), _WIDE), np.float32) for one in (mean * share, share))
    even = mean - _FLATTENED * around / np.maximum(weight, 0.05)
    low, high = np.percentile(even[share > 0.9], [0.5, 99.8])
    return np.clip((40 + 210 * (even - low) / (high - low)) * share, 0, 255).astype(np.uint8)


def _superposed(hands: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.complex128], npt.NDArray[np.complex128]]:
    """Landmarks (n, 37) of hands (n, 37, 2) under the similarities that fit their mean best; and the mean, length 1."""
    shapes = hands[..., 0] + 1j * hands[..., 1]
    shapes -= shapes.mean(axis=1, keepdims=True)
    shapes /= np.linalg.norm(shapes, axis=1, keepdims=True)
    laid, mean = shapes, shapes.mean(axis=0)
    for _ in range(5):
        mean /= np.linalg.norm(mean)
        laid = (shapes.conj() @ mean)[:, None] * shapes
        mean = laid.mean(axis=0)
    return laid, mean / np.linalg.norm(mean)


def _read(item: dict[str, Any]) -> _Hand:
    gray, mask = (
        np.asarray(cv2.imread(str(DATA / item[name]), cv2.IMREAD_GRAYSCALE), np.uint8) for name in ("image", "mask")
    )
    mask = np.asarray(cv2.resize(mask, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)
    low, high = palm_range(gray, mask > 127)
    palm = cv2.GaussianBlur((mask > 127).astype(np.float32), (0, 0), 2)
    grey = ((gray.astype(np.float32) - low) / max(high - low, 8)).astype(np.float32)
    return _Hand(grey, np.asarray(palm, np.float32), np.array(item["landmarks"], np.float64))


def _turned(item: dict[str, Any]) -> Points:
    centres = {bone: Box.of(item["boxes"][bone.key]).centre for bone in Bone}
    return np.array(item["landmarks"], np.float64) @ turn_matrix(upright(centres)).T


def _laid(hands: Sequence[_Hand], maps: Sequence[Floats]) -> _Laid:
    pairs = list(zip(hands, maps, strict=True))
    return _Laid(
        np.stack([_sampled(hand.grey, where, cv2.INTER_CUBIC) for hand, where in pairs]),
        np.stack([_sampled(hand.palm, where, cv2.INTER_LINEAR) for hand, where in pairs]),
        np.stack([_sampled(np.ones_like(hand.grey), where, cv2.INTER_LINEAR) > 0.999 for hand, where in pairs]),
    )


def _sampled(picture: Floats, where: Floats, how: int) -> Floats:
    return np.asarray(cv2.remap(picture, where[..., 0], where[..., 1], how, borderValue=0), np.float32)


def _mean(laid: _Laid, before: Floats) -> Floats:
    """Over all of each radiograph, not its palm alone: masks of the palm are ragged."""
    looked_at: Mask = (laid.palms > 0.5).mean(axis=0) > 0.8
    return robust_mean(matched(laid.greys, laid.reached, before, looked_at), laid.reached)
