"""What labels, pixels and mask of one hand show, in the figures that the limits of vision are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from model_levels import DATA

from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.double_exposure import echo_of
from bonage_desktop.vision.hand_shape import HandFit, fit_hand, load_hand_shape
from bonage_desktop.vision.location import View
from bonage_desktop.vision.noise import noise_of
from bonage_desktop.vision.obscured import RegionGrey, load_grey_limits, obscured, palm_range, region_grey
from bonage_desktop.vision.palm import measure_palm
from bonage_desktop.vision.preprocess import CANVAS_SIDE, hand_length, roi_crop, upright

JOINTS = {Bone.PP3: 25, Bone.MP3: 26, Bone.DP3: 27, Bone.PP5: 33, Bone.MP5: 34, Bone.DP5: 35}
"""Landmark of hands.json at each bone of a finger."""
_FINGER = 4  # landmarks of one finger, then those of the next
_FIRST, _LAST = 21, 36

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """The labels of one hand.

    Attributes:
        item: its entry in hands.json.
        boxes: of the bones, pixels.
        fit: how they lie in the image.
        away: squared distance of each bone from where the others expect it (`choice.MAX_DISTANCE`).
        off: how far each bone lies from there, in longer sides of its box.
        beside: the least squared distance of a neighbouring finger's joint from where a bone is expected.
    """

    item: dict[str, Any]
    boxes: dict[Bone, Box]
    fit: HandFit
    away: dict[Bone, float]
    off: dict[Bone, float]
    beside: float

    @property
    def length(self) -> float:
        """Pixels from wrist to knuckle."""
        return hand_length(_centres(self.boxes))

    @property
    def size_on_canvas(self) -> float:
        """Pixels of the canvas a hand length takes."""
        return self.fit.scale * CANVAS_SIDE / max(self.item["width"], self.item["height"])

    @property
    def middle(self) -> Floats:
        """What lies in the middle of the image, hand lengths."""
        return self.fit.to_hand((self.item["width"] / 2, self.item["height"] / 2))

    def share_in_image(self, bone: Bone) -> float:
        """Share of a box that lies in the image."""
        shape = (int(self.item["height"]), int(self.item["width"]))
        return View(shape, None).share_in_image(self.boxes[bone])


@dataclass(frozen=True, slots=True, eq=False)
class Pictured:
    """What pixels and mask of one hand show.

    Attributes:
        covered: share of the image that the labelled mask covers.
        aspect: longer side of the mask's box over the shorter.
        contrast: grey levels between the 1st and 99th percentile inside it.
        on_palm: share of each box on it.
        regions: grey levels of the growth regions.
        hidden: bones of which vision would say that they cannot be seen.
        noise: standard deviation, grey levels.
        echo: how plainly the hand comes back beside itself (`double_exposure.echo_of`).
    """

    covered: float
    aspect: float
    contrast: float
    on_palm: dict[Bone, float]
    regions: dict[Bone, RegionGrey]
    hidden: frozenset[Bone]
    noise: float
    echo: float


def labelled(item: dict[str, Any]) -> Labelled:
    """The labels of one hand, held against the shape of hands."""
    boxes = {bone: Box.of(item["boxes"][bone.key]) for bone in Bone}
    fit = fit_hand(_centres(boxes), load_hand_shape())
    away, off, beside = dict[Bone, float](), dict[Bone, float](), list[float]()
    for bone in Bone:
        others = fit_hand(_centres({other: box for other, box in boxes.items() if other is not bone}), fit.shape)
        expected, centre = others.expect(bone), np.array(boxes[bone].centre)
        away[bone] = expected.distance(others.to_hand(boxes[bone].centre))
        apart = np.array(others.to_image(expected.place)) - centre
        off[bone] = float(np.linalg.norm(apart)) / max(boxes[bone].width, boxes[bone].height)
        for step in neighbours(item, bone):
            x, y = centre + step
            beside.append(expected.distance(others.to_hand((float(x), float(y)))))
    return Labelled(item, boxes, fit, away, off, min(beside))


def neighbours(item: dict[str, Any], bone: Bone) -> list[Floats]:
    """The way in pixels from a bone to the same joint of the fingers beside it; none for thumb, wrist and forearm."""
    if bone not in JOINTS:
        return []
    marks, own = np.array(item["landmarks"], np.float64), JOINTS[bone]
    beside = [own - _FINGER, own + _FINGER]
    return [marks[mark] - marks[own] for mark in beside if _FIRST <= mark <= _LAST]


def pictured(hand: Labelled) -> Pictured:
    """Look at one hand's image and mask."""
    gray, mask = (
        np.asarray(cv2.imread(str(DATA / hand.item[name]), cv2.IMREAD_GRAYSCALE), np.uint8)
        for name in ("image", "mask")
    )
    on = cv2.resize(mask, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    measured = measure_palm(on, 1, Source.MODEL)
    if measured is None:
        raise ValueError(f"the mask of {hand.item['id']} is empty")
    low, high = palm_range(gray, on)
    canonical, view = upright(_centres(hand.boxes)), View((gray.shape[0], gray.shape[1]), on)
    sides = sorted((measured.box.width, measured.box.height))
    rois = {bone: Roi(bone, box, 1.0, Source.MODEL) for bone, box in hand.boxes.items()}
    return Pictured(
        measured.area_fraction,
        sides[1] / sides[0],
        high - low,
        {bone: view.share_on_palm(box) for bone, box in hand.boxes.items()},
        {bone: region_grey(roi_crop(gray, box, canonical), (low, high)) for bone, box in hand.boxes.items()},
        frozenset(obscured(gray, rois, canonical, on, load_grey_limits())),
        noise_of(gray),
        echo_of(gray, on),
    )


def _centres(boxes: dict[Bone, Box]) -> dict[Bone, tuple[float, float]]:
    return {bone: box.centre for bone, box in boxes.items()}


def taken_from_another(hand: Labelled) -> float:
    """The least misfit of the hand with middle and distal phalanx of the third finger on a finger beside it."""
    steps = zip(neighbours(hand.item, Bone.MP3), neighbours(hand.item, Bone.DP3), strict=True)
    return min(_moved(hand, {Bone.MP3: middle, Bone.DP3: distal}).misfit for middle, distal in steps)


def _moved(hand: Labelled, steps: Mapping[Bone, Floats]) -> HandFit:
    centres = _centres(hand.boxes)
    for bone, step in steps.items():
        x, y = np.array(centres[bone]) + step
        centres[bone] = (float(x), float(y))
    return fit_hand(centres, hand.fit.shape)
