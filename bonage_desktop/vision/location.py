"""From boxes to 13 places: what counts as found, what is inferred, what needs the reader, what is no hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.sentences import listed, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import HandFit, HandShape, TooFewBonesError, fit_hand
from bonage_desktop.vision.preprocess import hand_length, upright

NEVER_INFERRED = frozenset({Bone.RADIUS, Bone.ULNA})
"""Together they carry about 40 % of the score: nobody should guess them."""
MIN_FOREARM_SCORE = 0.5
"""Detector score below which radius and ulna need the reader, for they weigh most. One ulna of 988 training hands and
no bone of 115 validation hands lies below; drawn fibreglass that hides both brings one of them there."""
MAX_MISSING = 2
"""More missing bones than this and the image is rejected."""
MIN_SCORE = 0.05
"""A detector score below this is no find. Lowest of the boxes of 988 training hands 0.066, of 115 validation hands
0.098 (and right)."""
SURE_SCORE = 0.5
"""Detector score below which the reader is told; two boxes in one of 115 validation hands lie below."""
MIN_MEAN_SCORE = 0.7
"""Mean detector score of the bones below which none of them is trusted; 115 validation hands: from 0.83, 988 training
hands: from 0.86."""
MAX_MISFIT = 2.5
"""Misfit of all boxes above which they form no hand. Labelled boxes of 988 training hands: four above (at least one of
them a wrong label), 99 % below 1.6; of 115 validation hands: at most 1.5. Two bones of the third finger taken from
the next one: from 2.5 in training hands."""
MIN_ON_PALM = 0.4
"""Share of an inferred box that must lie on the palm; labelled boxes of 988 training hands, radius and ulna aside: from
0.47, 99 % of the hands above 0.5 (docs/limits.md)."""
MIN_IN_IMAGE = {Bone.RADIUS: 0.6, Bone.ULNA: 0.6}
"""Share of a box that must lie in the image; labelled boxes of 1,103 hands: radius from 0.67, ulna from 0.65."""
AT_EDGE = 0.03
"""Distance from the image's edge, in sides of the box, up to which radius and ulna lie at it."""
FLATTENED = 0.8
"""Shorter side over the longer one below which such a box may show a part of the growth region only."""
MIN_OTHERS_IN_IMAGE = 0.85
"""The same for the other bones: from 0.92."""

MIN_LENGTH = 90.0
"""Pixels from wrist to knuckle below which no level is told; training hands: from 143. Ages of 19 validation hands
change by up to 0.9 y where 105 are left of 300 (docs/decisions/0006-one-canonical-view.md)."""

_PLACE_BY_HAND = say("Check that the image shows one whole hand, or place boxes and levels by hand.")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What may carry a bone.

    Attributes:
        shape: rows and columns of the radiograph.
        palm: bool of that shape, or None where nobody segmented.
    """

    shape: tuple[int, int]
    palm: npt.NDArray[np.bool_] | None

    def share_in_image(self, box: Box) -> float:
        """Share of a box, 0..1, that lies in the image."""
        columns, rows = self._shown_of(box)
        return columns * rows / (box.width * box.height)

    def is_at_edge(self, box: Box) -> bool:
        """Whether a box lies at the image's edge."""
        height, width = self.shape
        near = AT_EDGE * max(box.width, box.height)
        return box.x0 < near or box.y0 < near or box.x1 > width - near or box.y1 > height - near

    def is_flattened(self, box: Box) -> bool:
        """Whether what the image shows of a box is far from square."""
        shown = self._shown_of(box)
        return min(shown) < FLATTENED * max(shown)

    def share_on_palm(self, box: Box) -> float:
        """Share of a box, 0..1, that lies in the image and, where it is known, on the palm."""
        if self.palm is None:
            return self.share_in_image(box)
        height, width = self.shape
        columns = slice(max(round(box.x0), 0), min(max(round(box.x1), 0), width))
        rows = slice(max(round(box.y0), 0), min(max(round(box.y1), 0), height))
        return min(float(self.palm[rows, columns].sum()) / (box.width * box.height), 1.0)

    def _shown_of(self, box: Box) -> tuple[float, float]:
        """How many columns and rows of a box lie in the image, >= 0."""
        height, width = self.shape
        return max(min(box.x1, width) - max(box.x0, 0), 0), max(min(box.y1, height) - max(box.y0, 0), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Location:
    """Where the bones are.

    Attributes:
        rois: located bones, found or inferred.
        missing: bones that need the reader, and why.
        canonical: how the hand is turned, or None where that is unknown.
        length: of the hand in pixels (see `hand_length`), 0 where that is unknown.
        notices: what was inferred.
        rejection: why this is no hand to grade, or None.
    """

    rois: Mapping[Bone, Roi]
    missing: Mapping[Bone, Notice]
    canonical: CanonicalTransform | None
    length: float
    notices: tuple[Notice, ...]
    rejection: Rejection | None

    def without(self, hidden: Mapping[Bone, Notice]) -> "Location":
        """With more bones that need the reader; where they are too many, the hand is rejected."""
        if not hidden:
            return self
        every = {**self.missing, **hidden}
        missing = {bone: every[bone] for bone in Bone if bone in every}
        lost = list(missing)
        if len(lost) <= MAX_MISSING:
            return replace(self, missing=missing)
        names = listed(bone.title for bone in lost)
        message = say(
            "{count} growth regions cannot be seen: {names}. {reason}",
            count=len(lost),
            names=names,
            reason=hidden[next(iter(hidden))].message,
        )
        return replace(self, missing=missing, rejection=Rejection("vision.hand_obscured", message, _PLACE_BY_HAND))


def locate(boxes: Mapping[Bone, Roi], known: frozenset[Bone], view: View, shape: HandShape) -> Location:
    """Decide about all 13 bones.

    Boxes of a reader are taken as they are. Boxes of the detector must be scored and lie in the image.

    Args:
        boxes: what the detector (after `choose`) or the reader says.
        known: bones whose level was given, so that nobody needs their box.
        view: what may carry a bone.
        shape: the shape of hands.
    """
    found = {bone: roi for bone, roi in boxes.items() if roi.score is None or roi.score >= MIN_SCORE}
    fit, rejection = _judge(found, known, shape)
    if fit is None or rejection is not None:
        return Location(found, {}, None, 0.0, (), rejection)
    rois, missing, notices = dict(found), dict[Bone, Notice](), list[Notice]()
    everywhere = {bone: roi.box.centre for bone, roi in found.items()}
    for bone in Bone:
        roi = found.get(bone) or _inferred(bone, fit)
        everywhere[bone] = roi.box.centre
        if bone in known:  # its level is not asked of the networks: the box is only shown
            continue
        verdict = _needs_reader(roi, view)
        if verdict is not None:
            missing[bone] = verdict
            rois.pop(bone, None)
            continue
        rois[bone] = roi
        if roi.score is not None and roi.score < SURE_SCORE:
            message = say(
                "{bone} was found with little certainty ({score:.0%}): check its box and level.",
                bone=bone.title,
                score=roi.score or 0.0,
            )
            notices.append(Notice("vision.roi_unsure", message))
        if bone not in found:
            message = say(
                "{bone} was not found: its place was inferred from the others. Check its box and level.",
                bone=bone.title,
            )
            notices.append(Notice("vision.roi_inferred", message))
    ordered = {bone: rois[bone] for bone in Bone if bone in rois}
    notices += _at_the_edge([roi for bone, roi in ordered.items() if bone in NEVER_INFERRED - known], view)
    lost = [bone for bone in Bone if bone in missing]
    length = hand_length(everywhere)
    rejection = _too_many(lost, missing) or _too_coarse(length)
    return Location(ordered, missing, upright(everywhere), length, tuple(notices), rejection)


def _at_the_edge(forearm: Iterable[Roi], view: View) -> list[Notice]:
    """The image may end in the growth regions of radius and ulna: the detector fits its boxes into what it shows."""
    ending = [roi for roi in forearm if roi.source is Source.MODEL and view.is_at_edge(roi.box)]
    if not any(view.is_flattened(roi.box) for roi in ending):
        return []
    return [
        Notice(
            "vision.roi_at_edge",
            say(
                "The image ends close to the growth region of {bone}: check that all of it is there.",
                bone=roi.bone.title,
            ),
        )
        for roi in ending
    ]


def _judge(
    found: Mapping[Bone, Roi], known: frozenset[Bone], shape: HandShape
) -> tuple[HandFit | None, Rejection | None]:
    lost = [bone for bone in Bone if bone not in found and bone not in known]
    if len(found) + len(known - found.keys()) < len(Bone) / 2:
        message = say("This does not look like a hand: only {count} of 13 bones were found.", count=len(found))
        return None, Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    if len(lost) > MAX_MISSING:
        return None, _too_few(lost)
    try:
        fit = fit_hand({bone: roi.box.centre for bone, roi in found.items()}, shape)
    except TooFewBonesError:
        message = say("How the hand is turned cannot be told from {count} boxes.", count=len(found))
        return None, Rejection("vision.too_few_bones", message, say("Give at least four boxes in different places."))
    scores = [roi.score for roi in found.values() if roi.score is not None]
    if scores and sum(scores) < MIN_MEAN_SCORE * len(scores):
        message = say(
            "The bones are too unclear: the mean certainty of their boxes is {certainty:.0%}.",
            certainty=sum(scores) / len(scores),
        )
        hint = say("Give a better image, or place boxes and levels by hand.")
        return fit, Rejection("vision.bones_unclear", message, hint)
    if fit.misfit > MAX_MISFIT and any(roi.source is Source.MODEL for roi in found.values()):
        message = say("This does not look like a hand: the places of the bones do not fit together.")
        return fit, Rejection("vision.not_a_hand", message, _PLACE_BY_HAND)
    return fit, None


def _too_few(lost: list[Bone]) -> Rejection:
    names = listed(bone.title for bone in lost)
    return Rejection(
        "vision.too_few_bones",
        say("{count} bones were not found: {names}.", count=len(lost), names=names),
        _PLACE_BY_HAND,
    )


def _too_many(lost: list[Bone], missing: Mapping[Bone, Notice]) -> Rejection | None:
    """The rejection of a hand of which so many bones are cut off or not to be seen that it cannot be read."""
    if len(lost) <= MAX_MISSING:
        return None
    cut = [bone for bone in lost if missing[bone].code == "vision.roi_out_of_view"]
    if not cut:
        return _too_few(lost)
    names = listed(bone.title for bone in cut)
    return Rejection(
        "vision.hand_cut_off", say("The image ends before the hand does: {names}.", names=names), _PLACE_BY_HAND
    )


def _too_coarse(length: float) -> Rejection | None:
    if length >= MIN_LENGTH:
        return None
    message = say(
        "The hand is only {length:.0f} pixels long from wrist to knuckle: too few to tell levels apart.", length=length
    )
    return Rejection("vision.too_coarse", message, say("Give the radiograph in its full resolution."))


def _inferred(bone: Bone, fit: HandFit) -> Roi:
    x, y = fit.to_image(fit.expect(bone).place)
    half = fit.shape.side(bone) * fit.scale / 2
    return Roi(bone, Box(x - half, y - half, x + half, y + half), None, Source.INFERRED)


def _needs_reader(roi: Roi, view: View) -> Notice | None:
    bone = roi.bone
    if roi.source is Source.READER:
        return None
    if view.share_in_image(roi.box) < MIN_IN_IMAGE.get(bone, MIN_OTHERS_IN_IMAGE):
        message = say("{bone} is cut off by the image's edge: it needs the reader.", bone=bone.title)
        return Notice("vision.roi_out_of_view", message)
    return _too_unsure(roi) if roi.source is Source.MODEL else _not_to_be_inferred(roi, view)


def _too_unsure(roi: Roi) -> Notice | None:
    if roi.bone not in NEVER_INFERRED or roi.score is None or roi.score >= MIN_FOREARM_SCORE:
        return None
    message = say(
        "{bone} was found with too little certainty ({score:.0%}): it needs the reader.",
        bone=roi.bone.title,
        score=roi.score or 0.0,
    )
    return Notice("vision.roi_missing", message)


def _not_to_be_inferred(roi: Roi, view: View) -> Notice | None:
    if roi.bone in NEVER_INFERRED:
        message = say("{bone} was not found and is never inferred: it needs the reader.", bone=roi.bone.title)
        return Notice("vision.roi_missing", message)
    if view.share_on_palm(roi.box) < MIN_ON_PALM:
        message = say(
            "{bone} was not found, and where it should be there is no hand: it needs the reader.", bone=roi.bone.title
        )
        return Notice("vision.roi_out_of_view", message)
    return None
