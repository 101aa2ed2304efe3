"""Hands that are none: gloves, cartoons, mannequins."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from bonage_desktop.opencv import cv2
from broken.case import Case, Grey, Kind, chance

HEIGHT, WIDTH = 900, 700
_WRIST, _PALM = np.array([350.0, 800.0]), np.array([350.0, 560.0])
_KNUCKLES = np.array([[470.0, 600.0], [420.0, 430.0], [365.0, 415.0], [310.0, 430.0], [260.0, 470.0]])
_TIPS = np.array([[620.0, 420.0], [480.0, 140.0], [370.0, 80.0], [250.0, 120.0], [130.0, 240.0]])
"""Thumb to little finger, as a left hand lies."""


def toy_cases() -> Iterator[Case]:
    """Several of each, the fingers spread differently."""
    for name, draw in _TOYS.items():
        for number in range(4):
            title = f"{name} {number}"
            yield Case(f"toy: {title}", Kind.TOY, name, partial(_drawn, draw, title))


def glove(tips: np.ndarray) -> Grey:
    """An empty glove: even, soft edges."""
    return _soft(_flesh(tips, 120, 62), 4)


def stuffed_glove(tips: np.ndarray) -> Grey:
    """A glove full of wool: brighter where it is thicker."""
    depth = cv2.distanceTransform((_flesh(tips, 1, 66) > 0).astype(np.uint8), cv2.DIST_L2, 5)
    return _soft(15 + 200 * np.sqrt(depth / depth.max()), 2)


def cartoon(tips: np.ndarray) -> Grey:
    """Black outline on white paper, four fingers."""
    shape = (_flesh(tips[[0, 1, 2, 4]], 1, 74, knuckles=_KNUCKLES[[0, 1, 2, 4]]) > 0).astype(np.uint8)
    page = np.full((HEIGHT, WIDTH), 250, np.uint8)
    outlines, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(page, outlines, -1, 10, 7)
    for tip in tips[[0, 1, 2, 4]]:
        cv2.ellipse(page, _pixel(tip), (12, 18), 0, 0, 360, 10, 3)
    return page


def white_cartoon(tips: np.ndarray) -> Grey:
    """The same as chalk on a blackboard."""
    return 255 - cartoon(tips)


def mannequin(tips: np.ndarray) -> Grey:
    """A wooden hand: capsules with gaps at the joints, metal pins in them."""
    page = np.full((HEIGHT, WIDTH), 10, np.float32)
    cv2.ellipse(page, _pixel(_PALM), (120, 140), 0, 0, 360, 110, -1)
    cv2.line(page, (350, 720), (350, 890), 120, 110)
    for knuckle, tip in zip(_KNUCKLES, tips, strict=True):
        for begin, end in ((0.03, 0.4), (0.46, 0.72), (0.78, 1.0)):
            first, last = knuckle + begin * (tip - knuckle), knuckle + end * (tip - knuckle)
            cv2.line(page, _pixel(first), _pixel(last), 130, 44)
        for joint in (0.0, 0.43, 0.75):
            cv2.circle(page, _pixel(knuckle + joint * (tip - knuckle)), 9, 250, -1)
    return _soft(page, 2)


def skeleton(tips: np.ndarray) -> Grey:
    """A drawn X-ray hand, as on a poster: flesh, 19 tapering bones, two bones below; no carpus, no growth zones."""
    page = _flesh(tips, 60, 74)
    bones = np.zeros((HEIGHT, WIDTH), np.float32)
    for ray, (knuckle, tip) in enumerate(zip(_KNUCKLES, tips, strict=True)):
        base = _WRIST + np.array([60 - 30 * ray, -130])
        joints = [base] + [
            knuckle + share * (tip - knuckle) for share in ((0.0, 0.5, 0.9) if ray == 0 else (0, 0.45, 0.73, 0.95))
        ]
        for first, last in pairwise(joints):
            inner = first + 0.06 * (last - first), last - 0.06 * (last - first)
            cv2.line(bones, *map(_pixel, inner), 110, 18)
            for end in inner:
                cv2.circle(bones, _pixel(end), 13, 110, -1)
    for x, thick in ((385, 46), (310, 26)):
        cv2.line(bones, (x, 740), (x, 895), 120, thick)
    return _soft(page + bones, 3)


def _drawn(draw: Callable[[np.ndarray], Grey], title: str) -> Grey:
    return draw(_TIPS + chance(title).uniform(-25, 25, _TIPS.shape))


def _flesh(tips: np.ndarray, level: float, thickness: int, knuckles: np.ndarray = _KNUCKLES) -> np.ndarray:
    page = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.ellipse(page, _pixel(_PALM), (135, 165), 0, 0, 360, level, -1)
    cv2.line(page, _pixel(_PALM), (350, 890), level, 190)
    for knuckle, tip in zip(knuckles, tips, strict=True):
        cv2.line(page, _pixel(_PALM), _pixel(knuckle), level, thickness)
        cv2.line(page, _pixel(knuckle), _pixel(tip), level, thickness)
    return page


def _soft(page: np.ndarray, blur: float) -> Grey:
    noise = chance("grain").normal(0, 2, page.shape)
    return np.clip(cv2.GaussianBlur(page, (0, 0), blur) + 8 + noise, 0, 255).astype(np.uint8)


def _pixel(place: np.ndarray) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))


_TOYS: dict[str, Callable[[np.ndarray], Grey]] = {
    "an empty glove": glove,
    "a stuffed glove": stuffed_glove,
    "a cartoon hand": cartoon,
    "a cartoon hand in chalk": white_cartoon,
    "a wooden mannequin's hand": mannequin,
    "a drawn skeleton's hand": skeleton,
}
