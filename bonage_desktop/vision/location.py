"""From boxes to 13 places: what counts as found, what is inferred, what needs the reader, what is no hand."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.mean_hand import MeanHand
from bonage_desktop.vision.placement import TooFewBonesError, fit_hand, place
from bonage_desktop.vision.preprocess import upright

NEVER_INFERRED = frozenset({Bone.RADIUS, Bone.ULNA})
"""Together they carry about 40 % of the score: nobody should guess them."""
MAX_MISSING = 2
"""More missing bones than this and the image is rejected."""
MIN_SCORE = 0.05
"""A detector score below this is no find. Lowest of the boxes of 70 training hands 0.60, of 115 validation hands 0.098
(and right); of 69 images without a hand (noise, shapes, chest, CT, MR, ultrasound) none had more than 7 bones above."""
MAX_MISFIT = 0.45
"""A detected box this many hand lengths from where the others leave room for it is no find; 988 training hands: 0.30
(but for one wrong label)."""
MAX_RMS = 0.25
"""Misfit of all bones above which they form no hand, hand lengths; training hands: 0.13, random points: from 0.45."""
MAX_STRETCH = 2.5
"""Distortion above which they form no hand; 988 training hands: 1.63."""
MIN_IN_VIEW = 0.5
"""Share of an inferred box that must lie on the palm; labelled boxes of 70 training hands: from 0.69."""

_PLACE_BY_HAND = (
    "Check that the image shows one whole hand with bright bones (invert a negative), "
    "or place boxes and levels by hand."
)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What may carry a bone.

    Attributes:
        shape: rows and columns of the radiograph.
        palm: bool of that shape, or None where nobody segmented.
    """

    shape: tuple[int, int]
    palm: npt.NDArray[np.bool_] | None

    def share_of(self, box: Box) -> float:
        """Share of a box, 0..1, that lies in the image and, where it is known, on the palm."""
        height, width = self.shape
        columns = slice(max(round(box.x0), 0), min(max(round(box.x1), 0), width))
        rows = slice(max(round(box.y0), 0), min(max(round(box.y1), 0), height))
        inside = np.ones(self.shape, np.bool_) if self.palm is None else self.palm
        return min(float(inside[rows, columns].sum()) / (box.width * box.height), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Location:
    """Where the bones are.

    Attributes:
        rois: located bones, found or inferred.
        missing: bones that need the reader, and why.
        canonical: how the hand is turned, or None where that is unknown.
        notices: what was inferred.
        rejection: why this is no hand to grade, or None.
    """

    rois: Mapping[Bone, Roi]
    missing: Mapping[Bone, Notice]
    canonical: CanonicalTransform | None
    notices: tuple[Notice, ...]
    rejection: Rejection | None


def locate(boxes: Mapping[Bone, Roi], known: frozenset[Bone], view: View, mean: MeanHand) -> Location:
    """Decide about all 13 bones.

    Boxes of a reader are taken as they are. Boxes of the detector must be scored and placed plausibly.

    Args:
        boxes: what the detector or the reader says.
        known: bones whose level was given, so that nobody needs their box.
        view: what may carry a bone.
        mean: the mean hand.
    """
    found = _drop_misfits({bone: roi for bone, roi in boxes.items() if _scored_enough(roi)}, mean)
    rejection = _judge(found, known, mean)
    if rejection is not None:
        return Location(found, {}, None, (), rejection)
    centres = _centres(found)
    rois, missing, notices = dict(found), dict[Bone, Notice](), list[Notice]()
    everywhere = dict(centres)
    for bone in Bone:
        if bone in found:
            continue
        box = place(bone, centres, mean)
        everywhere[bone] = box.centre
        if bone in known:
            continue
        verdict = _needs_reader(bone, box, view)
        if verdict is not None:
            missing[bone] = verdict
            continue
        rois[bone] = Roi(bone, box, None, Source.INFERRED)
        message = f"{bone.title} was not found: its place was inferred from the other bones. Check its box and level."
        notices.append(Notice("vision.roi_inferred", message))
    ordered = {bone: rois[bone] for bone in Bone if bone in rois}
    return Location(ordered, missing, upright(everywhere), tuple(notices), None)


def _scored_enough(roi: Roi) -> bool:
    return roi.score is None or roi.score >= MIN_SCORE


def _drop_misfits(rois: Mapping[Bone, Roi], mean: MeanHand) -> Mapping[Bone, Roi]:
    """Without the detector's boxes, one by one, that lie far from where the others leave room for them."""
    kept = dict(rois)
    while True:
        try:
            misfits = fit_hand(_centres(kept), mean).misfits
        except TooFewBonesError:
            return kept
        doubtful = {bone: misfit for bone, misfit in misfits.items() if kept[bone].source is Source.MODEL}
        worst = max(doubtful, key=doubtful.__getitem__, default=None)
        if worst is None or doubtful[worst] <= MAX_MISFIT:
            return kept
        del kept[worst]


def _judge(found: Mapping[Bone, Roi], known: frozenset[Bone], mean: MeanHand) -> Rejection | None:
    lost = [bone for bone in Bone if bone not in found and bone not in known]
    if len(found) + len(known - found.keys()) < len(Bone) / 2:
        message = f"This does not look like a hand: only {len(found)} of 13 bones were found."
        return Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    if len(lost) > MAX_MISSING:
        names = ", ".join(bone.title for bone in lost)
        return Rejection("vision.too_few_bones", f"{len(lost)} bones were not found: {names}.", _PLACE_BY_HAND)
    try:
        fit = fit_hand(_centres(found), mean)
    except TooFewBonesError:
        message = f"How the hand is turned cannot be told from {len(found)} boxes."
        return Rejection("vision.too_few_bones", message, "Give at least four boxes that do not lie in one line.")
    if all(roi.source is Source.READER for roi in found.values()):
        return None
    if fit.rms > MAX_RMS or fit.stretch > MAX_STRETCH:
        message = "This does not look like a hand: the places of the bones do not fit together."
        return Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    return None


def _needs_reader(bone: Bone, box: Box, view: View) -> Notice | None:
    if bone in NEVER_INFERRED:
        message = f"{bone.title} was not found and is never inferred: it needs the reader."
        return Notice("vision.roi_missing", message)
    if view.share_of(box) < MIN_IN_VIEW:
        message = f"{bone.title} was not found, and where it should be there is no hand: it needs the reader."
        return Notice("vision.roi_out_of_view", message)
    return None


def _centres(rois: Mapping[Bone, Roi]) -> dict[Bone, tuple[float, float]]:
    return {bone: roi.box.centre for bone, roi in rois.items()}
