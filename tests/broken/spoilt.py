"""Whole hands that nobody can read: overlapping, moved, exposed wrongly, far too small, or parts of a hand alone."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from broken.case import Case, Grey, Hand, Kind, chance

_TINY = 60
"""Pixels from finger tip to forearm."""


def spoilt_cases(hand: Hand) -> Iterator[Case]:
    """All that can spoil one whole hand."""

    def case(name: str, kind: Kind, draw: Callable[..., Grey], *options: object) -> Case:
        return Case(f"{hand.name}: {name}", kind, name, partial(draw, hand, *options))

    for across, down in ((0.12, 0.0), (0.25, 0.05), (0.4, 0.1)):
        words = f"a right hand over it, {across:.0%} aside"
        yield case(words, Kind.OVERLAP, right_hand_over, across, down)
    yield case("the same hand upside down over it", Kind.OVERLAP, upside_down_over)
    for length in (0.04, 0.08):
        yield case(f"moved by {length:.0%} of the width", Kind.BLURRED, moved, length)
    yield case("moved once, seen twice", Kind.BLURRED, seen_twice)
    yield case("out of focus", Kind.BLURRED, out_of_focus)
    for levels in (2, 3):
        yield case(f"{levels} grey levels left", Kind.EXPOSURE, grey_levels, levels)
    yield case("all bone white", Kind.EXPOSURE, overexposed)
    yield case("all but the brightest bone black", Kind.EXPOSURE, underexposed)
    yield case("buried in noise", Kind.EXPOSURE, noisy)
    yield case("60 pixels high", Kind.SMALL, tiny)
    yield case("60 pixels high on a page", Kind.SMALL, tiny_on_a_page)
    yield case("60 pixels high, enlarged", Kind.SMALL, tiny_enlarged)
    yield case("filled evenly", Kind.NO_BONES, filled)
    yield case("filled evenly, thicker in the middle", Kind.NO_BONES, filled_by_depth)
    yield case("the third finger alone", Kind.PART, part, (Bone.PP3, Bone.MP3, Bone.DP3))
    yield case("the thumb alone", Kind.PART, part, (Bone.MC1, Bone.PP1, Bone.DP1))
    yield case("the wrist alone", Kind.PART, part, (Bone.RADIUS, Bone.ULNA, Bone.MC1))
    yield case("the knuckles alone", Kind.PART, part, (Bone.MC3, Bone.MC5, Bone.PP3, Bone.PP5))


def right_hand_over(hand: Hand, across: float, down: float) -> Grey:
    """Its mirror image over it, moved aside by shares of width and height."""
    height, width = hand.image.shape
    dx, dy = round(across * width), round(down * height)
    page = np.zeros((height + dy, width + dx), np.float64)
    page[:height, :width] = hand.image
    page[dy:, dx:] += np.maximum(hand.image[:, ::-1].astype(np.float64) - hand.background, 0)
    return _within_range(page)


def upside_down_over(hand: Hand) -> Grey:
    """Two hands folded."""
    return _within_range(hand.image + np.maximum(hand.image[::-1, ::-1].astype(np.float64) - hand.background, 0))


def moved(hand: Hand, share: float) -> Grey:
    """Smeared along a line of `share` of the width, at 30°."""
    length = round(share * hand.image.shape[1])
    kernel = np.zeros((length, length), np.float32)
    way = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)]) * (length / 2 - 1)
    middle = np.array([length / 2, length / 2])
    ends = [tuple(np.rint(middle + sign * way).astype(int).tolist()) for sign in (-1, 1)]
    cv2.line(kernel, *ends, 1.0, 1)
    return cv2.filter2D(hand.image, -1, kernel / kernel.sum()).astype(np.uint8)


def seen_twice(hand: Hand) -> Grey:
    """Half of the exposure before a jerk, half after it."""
    step = round(0.03 * hand.image.shape[1])
    return ((hand.image.astype(np.uint16) + np.roll(hand.image, (step, step), (0, 1))) // 2).astype(np.uint8)


def out_of_focus(hand: Hand) -> Grey:
    """So soft that no growth zone is seen."""
    return cv2.GaussianBlur(hand.image, (0, 0), 0.015 * hand.image.shape[1]).astype(np.uint8)


def grey_levels(hand: Hand, count: int) -> Grey:
    """All clipped to a few levels, equally many pixels of the hand in each."""
    inside = hand.image[hand.image > hand.background + 15]
    limits = np.quantile(inside, np.linspace(0, 1, count + 1)[1:-1])
    background = hand.image <= hand.background + 15
    return np.where(background, 0, 120 + np.digitize(hand.image, limits) * (130 // (count - 1))).astype(np.uint8)


def overexposed(hand: Hand) -> Grey:
    """Contrast so steep that bones are white patches."""
    middle = float(np.median(hand.image[hand.image > hand.background + 15]))
    return _within_range((hand.image - 0.6 * middle) * 8)


def underexposed(hand: Hand) -> Grey:
    """Only the densest bone is above black."""
    inside = hand.image[hand.image > hand.background + 15]
    return _within_range((hand.image - np.quantile(inside, 0.93)) * 4.0)


def noisy(hand: Hand) -> Grey:
    """So few quanta that noise is stronger than bone."""
    dose = hand.image * (6 / 255)
    return _within_range(chance(f"dose {hand.name}").poisson(dose) * (255 / 8))


def tiny(hand: Hand) -> Grey:
    """The whole image 60 pixels high."""
    return _shrunk(hand)


def tiny_on_a_page(hand: Hand) -> Grey:
    """The same in the middle of a large black page."""
    small = _shrunk(hand)
    page = np.full((512, 384), hand.background, np.uint8)
    page[200 : 200 + small.shape[0], 150 : 150 + small.shape[1]] = small
    return page


def tiny_enlarged(hand: Hand) -> Grey:
    """The same enlarged to what it was."""
    height, width = hand.image.shape
    return cv2.resize(_shrunk(hand), (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def filled(hand: Hand) -> Grey:
    """Its outline, evenly grey."""
    return _within_range(np.where(_outline(hand), 130, hand.background).astype(np.float32))


def filled_by_depth(hand: Hand) -> Grey:
    """Its outline as a glove full of water: brighter where it is thicker."""
    depth = cv2.distanceTransform(_outline(hand).astype(np.uint8), cv2.DIST_L2, 5)
    return _within_range(hand.background + 200 * np.sqrt(depth / depth.max()))


def part(hand: Hand, bones: tuple[Bone, ...]) -> Grey:
    """The image cropped to a few growth zones and their surroundings, enlarged to a usual size."""
    boxes = [hand.boxes[bone] for bone in bones]
    edge = 0.5 * max(hand.side(bone) for bone in bones)
    height, width = hand.image.shape
    x0, y0 = max(min(box.x0 for box in boxes) - edge, 0), max(min(box.y0 for box in boxes) - edge, 0)
    x1, y1 = min(max(box.x1 for box in boxes) + edge, width), min(max(box.y1 for box in boxes) + edge, height)
    cropped = hand.image[round(y0) : round(y1), round(x0) : round(x1)]
    scale = 700 / max(cropped.shape)
    return cv2.resize(cropped, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def _outline(hand: Hand) -> np.ndarray:
    soft = cv2.GaussianBlur(hand.image, (0, 0), 2)
    level, _ = cv2.threshold(soft, 0, 255, cv2.THRESH_OTSU)
    inside = (soft > (level + hand.background) / 2).astype(np.uint8)
    closed = cv2.morphologyEx(inside, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return closed > 0


def _shrunk(hand: Hand) -> Grey:
    height, width = hand.image.shape
    size = round(width * _TINY / height), _TINY
    return cv2.resize(hand.image, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _within_range(values: np.ndarray) -> Grey:
    return np.clip(values, 0, 255).astype(np.uint8)
