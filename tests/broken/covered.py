"""Hands of which a growth zone is hidden: under plaster, under metal, under a lead letter."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from broken.case import Case, Grey, Hand, Kind, chance
from broken.cut import FINGERS, faded

_FOREARM = (Bone.RADIUS, Bone.ULNA)
_FINGER_OF = {bone: bones for bones in FINGERS.values() for bone in bones} | {
    Bone.MC1: (Bone.MC1, Bone.PP1),
    Bone.MC3: (Bone.MC3, Bone.PP3),
    Bone.MC5: (Bone.MC5, Bone.PP5),
}


def covered_cases(hand: Hand) -> Iterator[Case]:
    """All that can lie over one hand."""

    def case(name: str, kind: Kind, bones: Sequence[Bone], draw: Callable[..., Grey], *options: object) -> Case:
        return Case(f"{hand.name}: {name}", kind, name, partial(draw, hand, *options), frozenset(bones))

    for thickness, how in ((0.92, "thick"), (0.75, "thin")):
        yield case(f"{how} plaster on forearm and wrist", Kind.PLASTER, _FOREARM, plaster, thickness)
        yield case(f"{how} fibreglass on forearm and wrist", Kind.PLASTER, _FOREARM, fibreglass, thickness)
    yield case("plaster up to the knuckles", Kind.PLASTER, (*_FOREARM, Bone.MC1), plaster_to_knuckles)
    for finger, bones in FINGERS.items():
        yield case(f"plaster on the {finger}", Kind.PLASTER, bones[1:], plaster_finger, bones)
    yield case("an aluminium splint on the third finger", Kind.PLASTER, (Bone.MP3, Bone.DP3), splint)
    for bone in (Bone.PP3, Bone.PP5, Bone.MP3):
        yield case(f"a ring over {bone.title}", Kind.METAL, (bone,), ring, bone)
    for bone in (Bone.RADIUS, Bone.MC5, Bone.PP3):
        yield case(f"a wire through {bone.title}", Kind.METAL, (bone,), wire, bone)
    yield case("a plate on the radius", Kind.METAL, (Bone.RADIUS,), plate)
    for bone in (Bone.MC3, Bone.ULNA, Bone.DP1):
        yield case(f"a coin over {bone.title}", Kind.METAL, (bone,), coin, bone)
    yield case("a pulse oximeter on the third finger", Kind.METAL, (Bone.DP3,), oximeter, Bone.DP3)
    yield case("a pulse oximeter on the fifth finger", Kind.METAL, (Bone.DP5,), oximeter, Bone.DP5)
    yield case("a watch over radius and ulna", Kind.METAL, _FOREARM, watch)
    for bone in (Bone.MP5, Bone.RADIUS, Bone.DP3, Bone.MC3):
        yield case(f"a lead letter over {bone.title}", Kind.MARKER, (bone,), letter, bone)


def plaster(hand: Hand, thickness: float) -> Grey:
    """A bright hazy band with texture from above the growth zones of the forearm to the image's lower edge."""
    return _wrapped(hand, _band(hand, _forearm_top(hand)), thickness, _gypsum(hand))


def fibreglass(hand: Hand, thickness: float) -> Grey:
    """The same, greyer and woven."""
    y, x = np.mgrid[0 : hand.image.shape[0], 0 : hand.image.shape[1]]
    step = hand.side(Bone.RADIUS) / 9
    weave = 150 + 14 * np.sin((x + y) * (2 * np.pi / step)) * np.sin((x - y) * (2 * np.pi / step))
    return _wrapped(hand, _band(hand, _forearm_top(hand)), thickness, weave)


def plaster_to_knuckles(hand: Hand) -> Grey:
    """A cast that ends below the knuckles and goes round the thumb."""
    top = float(hand.boxes[Bone.MC3].y1 + 0.3 * hand.side(Bone.MC3))
    band = _band(hand, top)
    ends = hand.centre(Bone.RADIUS), hand.centre(Bone.MC1)
    cv2.line(band, *map(_pixel, ends), 1.0, round(1.3 * hand.side(Bone.RADIUS)))
    return _wrapped(hand, band, 0.9, _gypsum(hand))


def plaster_finger(hand: Hand, bones: Sequence[Bone]) -> Grey:
    """One finger in plaster to its tip."""
    along = hand.along(bones[0], bones[-1])
    start = (hand.centre(bones[0]) + hand.centre(bones[1])) / 2
    end = hand.centre(bones[-1]) + along * 1.4 * hand.side(bones[-1])
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.line(layer, _pixel(start), _pixel(end), 1.0, round(1.5 * hand.side(bones[0])))
    return _wrapped(hand, layer, 0.9, _gypsum(hand))


def splint(hand: Hand) -> Grey:
    """A strip of aluminium under the third finger: bright, even, the bone only faintly seen through it."""
    along = hand.along(Bone.MP3, Bone.DP3)
    start = (hand.centre(Bone.PP3) + hand.centre(Bone.MP3)) / 2
    end = hand.centre(Bone.DP3) + along * 1.2 * hand.side(Bone.DP3)
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.line(layer, _pixel(start), _pixel(end), 0.85, round(0.8 * hand.side(Bone.MP3)))
    return faded(hand.image, layer, 225, 1.0)


def ring(hand: Hand, bone: Bone) -> Grey:
    """A ring round the finger, across the growth zone."""
    return _metal(hand, [_bar(hand, bone, across=True, length=1.2, width=0.3)])


def wire(hand: Hand, bone: Bone) -> Grey:
    """A Kirschner wire from the side through the growth zone."""
    along, side = _axis(hand, bone), hand.side(bone)
    slanted = along + 0.5 * np.array([-along[1], along[0]])
    ends = [hand.centre(bone) + sign * 1.2 * side * slanted for sign in (-1, 1)]
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.line(layer, *map(_pixel, ends), 1.0, max(round(0.08 * side), 2))
    return _metal(hand, [layer])


def plate(hand: Hand) -> Grey:
    """A plate with screws along the radius, over its growth zone."""
    layer = _bar(hand, Bone.RADIUS, across=False, length=1.6, width=0.3)
    side, along = hand.side(Bone.RADIUS), _axis(hand, Bone.RADIUS)
    for step in (-0.6, -0.2, 0.2, 0.6):
        place = hand.centre(Bone.RADIUS) + step * side * along
        cv2.circle(layer, _pixel(place), round(0.08 * side), 0.8, -1)
    return _metal(hand, [layer])


def coin(hand: Hand, bone: Bone) -> Grey:
    """A coin on the growth zone."""
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.circle(layer, _pixel(hand.centre(bone)), round(0.42 * hand.side(bone)), 1.0, -1)
    return _metal(hand, [layer])


def oximeter(hand: Hand, bone: Bone) -> Grey:
    """A clip on the finger's end: plastic, two saturated parts over the growth zone, and a cable."""
    finger, side = _FINGER_OF[bone], hand.side(bone)
    along = hand.along(finger[0], finger[-1])
    centre = hand.centre(bone)
    clip = np.zeros(hand.image.shape, np.float32)
    cv2.line(clip, _pixel(centre - 0.4 * side * along), _pixel(centre + 0.9 * side * along), 0.6, round(1.4 * side))
    shaded = Hand(hand.name, faded(hand.image, clip, 170, 0.03 * side), hand.boxes)
    parts = np.zeros(hand.image.shape, np.float32)
    cv2.circle(parts, _pixel(centre), round(0.3 * side), 1.0, -1)
    cv2.circle(parts, _pixel(centre + 0.7 * side * along), round(0.2 * side), 1.0, -1)
    cable_end = centre + np.array([1.5 * side, -4.0 * side])
    cv2.line(parts, _pixel(centre + 0.7 * side * along), _pixel(cable_end), 1.0, max(round(0.07 * side), 2))
    return _metal(shaded, [parts])


def watch(hand: Hand) -> Grey:
    """A watch with its metal strap round the wrist, over both growth zones."""
    layer = np.zeros(hand.image.shape, np.float32)
    middle = (hand.centre(Bone.RADIUS) + hand.centre(Bone.ULNA)) / 2
    side = hand.side(Bone.RADIUS)
    half = np.array([1.3 * side, 0])
    ends = middle - half, middle + half
    cv2.line(layer, *map(_pixel, ends), 1.0, round(0.4 * side))
    cv2.circle(layer, _pixel(middle), round(0.45 * side), 1.0, -1)
    return _metal(hand, [layer])


def letter(hand: Hand, bone: Bone) -> Grey:
    """The side's letter in lead, as large as the growth zone."""
    layer = np.zeros(hand.image.shape, np.uint8)
    side = hand.side(bone)
    size = side / 30
    (width, height), _ = cv2.getTextSize("R", cv2.FONT_HERSHEY_SIMPLEX, size, 1)
    x, y = _pixel(hand.centre(bone) + np.array([-width / 2, height / 2]))
    cv2.putText(layer, "R", (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, 1, max(round(0.14 * side), 2))
    return _metal(hand, [layer.astype(np.float32)])


def _metal(hand: Hand, layers: Sequence[np.ndarray]) -> Grey:
    image = hand.image
    for layer in layers:
        image = faded(image, layer, 255, 0.7)
    return image


def _bar(hand: Hand, bone: Bone, *, across: bool, length: float, width: float) -> np.ndarray:
    """A bar over a growth zone; length and width in sides of its box."""
    x, y = _axis(hand, bone)
    way = np.array([-y, x]) if across else np.array([x, y])
    side = hand.side(bone)
    ends = [hand.centre(bone) + sign * length / 2 * side * way for sign in (-1, 1)]
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.line(layer, *map(_pixel, ends), 1.0, max(round(width * side), 2))
    return layer


def _axis(hand: Hand, bone: Bone) -> np.ndarray:
    bones = _FINGER_OF.get(bone, (bone, Bone.MC3))
    return hand.along(bones[0], bones[-1])


def _band(hand: Hand, top: float) -> np.ndarray:
    """The forearm from a row downwards, somewhat wider than its growth zones."""
    boxes = [hand.boxes[bone] for bone in _FOREARM]
    side = hand.side(Bone.RADIUS)
    left, right = min(box.x0 for box in boxes) - 0.4 * side, max(box.x1 for box in boxes) + 0.4 * side
    layer = np.zeros(hand.image.shape, np.float32)
    cv2.rectangle(layer, _pixel(np.array([left, top])), (round(right), hand.image.shape[0]), 1.0, -1)
    return layer


def _forearm_top(hand: Hand) -> float:
    return min(hand.boxes[bone].y0 for bone in _FOREARM) - 0.3 * hand.side(Bone.RADIUS)


def _gypsum(hand: Hand) -> np.ndarray:
    """Grey levels of plaster: bright, with clouds and folds."""
    random = chance(f"gypsum {hand.name}")
    side = hand.side(Bone.RADIUS)
    clouds = cv2.GaussianBlur(random.normal(size=hand.image.shape), (0, 0), side / 10)
    folds = cv2.GaussianBlur(random.normal(size=hand.image.shape), (0, 0), sigmaX=side / 2, sigmaY=side / 50)
    return 195 + 10 * clouds / clouds.std() + 6 * folds / folds.std()


def _wrapped(hand: Hand, layer: np.ndarray, thickness: float, level: np.ndarray) -> Grey:
    return faded(hand.image, layer * np.float32(thickness), level, 0.06 * hand.side(Bone.RADIUS))


def _pixel(place: np.ndarray) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))
