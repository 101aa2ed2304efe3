"""The average of several pictures of one thing: laid on their running mean, then averaged robustly.

A picture is kept as it was in its radiograph, with the affine that says where the average's pixels lie in it: however
often it is laid anew, it is interpolated once. Nothing in an average is of fewer than `FEWEST` pictures: where fewer
reach, it is filled from around.

Laying has two steps: an affine for each picture, then a small smooth flow, which lets the outlines of differently
formed bones meet. The mean of either is taken out, so that the average neither wanders nor shrinks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.opencv import cv2

FEWEST = 8
"""Pictures that an average needs, at each of its pixels too: fewer would show a child."""
_AFFINE_ROUNDS = 3
FLOW_ROUNDS = 2
"""How often pictures flow to their running mean."""
_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 80, 1e-5)
_SMOOTHING = 5  # pixels of the Gaussian that ECC looks through
_FURTHEST = 0.2  # of the side: a picture that would move further was laid on something else
_SEEN = 0.43  # of the side, half axes of what is laid on the mean: neighbouring bones have their own way
_FLOW_SMOOTHING, _FURTHEST_FLOW = 7.0, 10.0  # pixels
_NEAR = 12.0  # pixels over which local contrast is taken
_HUBER = 1.5  # spreads from the median from which on a grey level counts less

Floats = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A picture to average.

    Attributes:
        patch: uint8 (h, w), part of a radiograph.
        to_patch: float64 (2, 3), from the average's pixels (x, y) to those of the patch.
    """

    patch: Grey
    to_patch: Matrix

    def where(self, warp: Matrix, side: int) -> Floats:
        """Where in the patch each pixel of the average lies under a warp, float32 (side, side, 2)."""
        x, y = np.meshgrid(np.arange(side), np.arange(side))
        points = np.stack([x, y, np.ones_like(x)], axis=2) @ after(self.to_patch, warp).T
        return points.astype(np.float32)

    def laid(self, where: Floats) -> tuple[Floats, Mask]:
        """The picture as `where` (h, w, 2) finds it in the patch, float32 (h, w), and whether it reaches there."""
        grey = cv2.remap(self.patch.astype(np.float32), where[..., 0], where[..., 1], cv2.INTER_CUBIC)
        inside = np.full(self.patch.shape, 255, np.uint8)
        reached = cv2.remap(inside, where[..., 0], where[..., 1], cv2.INTER_LINEAR)
        return np.asarray(grey, np.float32), np.asarray(reached) == 255


@dataclass(frozen=True, slots=True, eq=False)
class Average:
    """What several pictures have in common.

    Attributes:
        grey: float32 (side, side), any scale.
        agreement: correlation of each picture with it, in the middle.
    """

    grey: Floats
    agreement: npt.NDArray[np.float64]


def after(outer: Matrix, inner: Matrix) -> Matrix:
    """The affine (2, 3) that does `inner` (2, 3) first."""
    return outer @ np.vstack([inner, [0.0, 0.0, 1.0]])


def average(cuts: Sequence[Cut], side: int) -> Average:
    """Lay pictures on their mean and average them.

    Args:
        cuts: at least `FEWEST`.
        side: of the average, pixels.

    Raises:
        ValueError: fewer.
    """
    if len(cuts) < FEWEST:
        raise ValueError(f"{len(cuts)} pictures are no average, {FEWEST} are.")
    warps, seen = [np.eye(2, 3) for _ in cuts], middle(side)
    maps = [cut.where(warp, side) for cut, warp in zip(cuts, warps, strict=True)]
    greys, reached = _laid(cuts, maps)
    mean = robust_mean(evened(greys, reached), reached)
    for _ in range(_AFFINE_ROUNDS):
        warps = centred([registered(mean, *one) for one in zip(greys, reached, warps, strict=True)])
        maps = [cut.where(warp, side) for cut, warp in zip(cuts, warps, strict=True)]
        greys, reached = _laid(cuts, maps)
        mean = robust_mean(matched(greys, reached, mean, seen), reached)
    for _ in range(FLOW_ROUNDS):
        flows = centred_flows(mean, matched(greys, reached, mean, seen))
        maps = [moved(where, flow) for where, flow in zip(maps, flows, strict=True)]
        greys, reached = _laid(cuts, maps)
        mean = robust_mean(matched(greys, reached, mean, seen), reached)
    return Average(mean, np.array([_agreement(grey, mean, on) for grey, on in zip(greys, reached, strict=True)]))


def registered(mean: Floats, grey: Floats, reached: Mask, warp: Matrix) -> Matrix:
    """The warp under which a picture lies on the mean best; the one before where no better is found.

    Args:
        mean: float32 (side, side).
        grey: the picture under `warp`, float32 (side, side).
        reached: where it is known.
        warp: float64 (2, 3).
    """
    side = len(mean)
    seen = (middle(side) & reached).astype(np.uint8)
    try:
        _, step = cv2.findTransformECC(
            mean, grey, np.eye(2, 3, dtype=np.float32), cv2.MOTION_AFFINE, _STEPS, seen, _SMOOTHING
        )
    except cv2.error:  # it did not converge
        return warp
    found = after(warp, np.asarray(step, np.float64))
    corners = np.array([[0, 0, 1], [side, 0, 1], [0, side, 1], [side, side, 1]], np.float64)
    moved = np.abs(corners @ found.T - corners[:, :2]).max()
    return found if moved <= _FURTHEST * side else warp


def centred(warps: Sequence[Matrix]) -> list[Matrix]:
    """Warps (2, 3) whose mean is the identity, so that the mean neither wanders nor shrinks."""
    back = np.asarray(cv2.invertAffineTransform(np.mean(warps, axis=0)), np.float64)
    return [after(warp, back) for warp in warps]


def centred_flows(mean: Floats, greys: Floats) -> Floats:
    """How far the pixels of pictures (n, h, w) lie from the mean's (h, w): (n, h, w, 2), smooth, small, of mean 0."""
    flows = np.stack([_flow(mean, grey) for grey in greys])
    return flows - flows.mean(axis=0)


def moved(where: Floats, flow: Floats) -> Floats:
    """A map (h, w, 2) after a flow (h, w, 2) of the pixels that it maps."""
    height, width = where.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    to_x, to_y = (x + flow[..., 0]).astype(np.float32), (y + flow[..., 1]).astype(np.float32)
    return np.asarray(cv2.remap(where, to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def evened(greys: Floats, reached: npt.NDArray[np.bool_]) -> Floats:
    """Pictures (n, h, w) with the same median 0 and the same spread 1 of what is known."""
    even = np.empty_like(greys)
    for index, (grey, on) in enumerate(zip(greys, reached, strict=True)):
        low, mid, high = np.percentile(grey[on], [5, 50, 95])
        even[index] = (grey - mid) / max(high - low, 1)
    return even


def matched(greys: Floats, reached: npt.NDArray[np.bool_], mean: Floats, looked_at: Mask) -> Floats:
    """Pictures (n, h, w) with brightness and contrast that fit the mean (h, w) best where it is looked at (h, w)."""
    fitted = np.empty_like(greys)
    for index, (grey, on) in enumerate(zip(greys, reached, strict=True)):
        seen = on & looked_at
        known, wanted = grey[seen], mean[seen]
        gain = float(np.cov(known, wanted)[0, 1]) / max(float(np.var(known, ddof=1)), 1e-9)
        fitted[index] = wanted.mean() + gain * (grey - known.mean())
    return fitted


def robust_mean(greys: Floats, reached: npt.NDArray[np.bool_]) -> Floats:
    """Mean of pictures (n, h, w) in which far grey levels count less, filled where fewer than `FEWEST` reach.

    Huber's weights about the median of each pixel: the edge of one radiograph or collimator fades.
    """
    known = np.where(reached, greys, np.nan)
    enough = reached.sum(axis=0) >= FEWEST
    known[:, ~enough] = 0.0
    centre = _median(known)
    away = np.abs(known - centre)
    spread = np.maximum(1.4826 * _median(away), 1e-3)
    weights = np.where(np.isnan(known), 0.0, 1 / np.maximum(np.nan_to_num(away) / (_HUBER * spread), 1.0))
    mean = (weights * np.nan_to_num(known)).sum(axis=0) / weights.sum(axis=0)
    return filled(mean.astype(np.float32), enough)


def filled(grey: Floats, known: Mask) -> Floats:
    """A picture whose unknown pixels go on as the nearest known one, ever softer: a shaft goes on as a shaft."""
    if known.all():
        return grey
    away, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE, labelType=cv2.DIST_LABEL_PIXEL
    )
    labels = np.asarray(nearest, np.int64)
    of_label = np.zeros(int(labels.max()) + 1, np.float32)
    of_label[labels[known]] = grey[known]
    result = np.where(known, grey, of_label[labels]).astype(np.float32)
    soft = cv2.GaussianBlur(result, (0, 0), 4)
    share = np.clip(np.asarray(away) / 8, 0, 1)
    return (result + (soft - result) * share).astype(np.float32)


def middle(side: int) -> Mask:
    """The disc (side, side) in which the bone itself lies."""
    axis = (np.arange(side) + 0.5) / side - 0.5
    return np.hypot(axis[:, None], axis[None, :]) <= _SEEN


def _flow(mean: Floats, grey: Floats) -> Floats:
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    found = search.calc(_local_contrast(mean), _local_contrast(grey), np.zeros((*mean.shape, 2), np.float32))
    smooth = np.asarray(cv2.GaussianBlur(found, (0, 0), _FLOW_SMOOTHING), np.float32)
    length = np.maximum(np.linalg.norm(smooth, axis=2, keepdims=True), 1e-6)
    return (smooth * np.minimum(1.0, _FURTHEST_FLOW / length)).astype(np.float32)


def _local_contrast(picture: Floats) -> Grey:
    """Bright and dark films compare by this alone."""
    clipped = np.clip(picture, -0.5, 1.5)
    near = cv2.GaussianBlur(clipped, (0, 0), _NEAR)
    spread = np.sqrt(np.maximum(cv2.GaussianBlur((clipped - near) ** 2, (0, 0), _NEAR), 1e-5))
    return np.clip(128 + 45 * (clipped - near) / (spread + 0.03), 0, 255).astype(np.uint8)


def _laid(cuts: Sequence[Cut], maps: Sequence[Floats]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    pairs = [cut.laid(where) for cut, where in zip(cuts, maps, strict=True)]
    return np.stack([grey for grey, _ in pairs]), np.stack([on for _, on in pairs])


def _median(known: Floats) -> Floats:
    """Median over the first axis of what is no NaN; numpy's own `nanmedian` takes ten times as long."""
    ranked = np.sort(known, axis=0)
    count = (~np.isnan(ranked)).sum(axis=0)[None]
    low, high = (np.take_along_axis(ranked, at, axis=0)[0] for at in ((count - 1) // 2, count // 2))
    return (low + high) / 2


def _agreement(grey: Floats, mean: Floats, reached: Mask) -> float:
    seen = reached & middle(len(mean))
    return float(np.corrcoef(grey[seen], mean[seen])[0, 1])
