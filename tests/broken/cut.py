"""Hands of which something is missing: the image ends too early, or black covers it, or a finger is gone."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from broken.case import Case, Grey, Hand, Kind

FINGERS = {
    "thumb": (Bone.PP1, Bone.DP1),
    "third finger": (Bone.PP3, Bone.MP3, Bone.DP3),
    "fifth finger": (Bone.PP5, Bone.MP5, Bone.DP5),
}
_FOREARM = frozenset({Bone.RADIUS, Bone.ULNA})
_THUMB = frozenset({Bone.MC1, Bone.PP1, Bone.DP1})


def cut_cases(hand: Hand) -> Iterator[Case]:
    """All that can be cut off one hand."""

    def case(
        name: str, kind: Kind, what: str, bones: frozenset[Bone], draw: Callable[..., Grey], *options: object
    ) -> Case:
        return Case(f"{hand.name}: {name}", kind, what, partial(draw, hand, *options), bones)

    for share, where in ((0.0, "above radius and ulna"), (0.5, "in the growth zones of radius and ulna")):
        for draw, how in ((end_below, "the image ends"), (black_below, "black begins")):
            yield case(f"{how} {where}", Kind.NO_WRIST, f"{how} {where}", _FOREARM, draw, share)
    for bone in (Bone.DP3, Bone.DP5):
        lost = _above(hand, bone)
        for draw, how in ((begin_below, "the image begins"), (black_above, "all is black")):
            words = f"{how} {'below' if draw is begin_below else 'above'} {bone.title}"
            yield case(words, Kind.NO_TIPS, words, lost, draw, bone)
    for draw, how in ((end_before_thumb, "outside the image"), (black_thumb, "under black")):
        yield case(f"thumb {how}", Kind.NO_THUMB, f"the thumb lies {how}", _THUMB, draw)
    for part in ("thumb's half", "little finger's half", "upper half", "lower half"):
        yield case(f"only the {part}", Kind.HALF, f"only the {part} of the hand", _outside(hand, part), half, part)
    for finger, bones in FINGERS.items():
        what = f"the {finger} ends after its first growth zone"
        yield case(f"{finger} amputated", Kind.NO_FINGER, what, frozenset(bones[1:]), amputated, bones[1:])
        if len(bones) > 2:
            what = f"the {finger} has no last phalanx"
            yield case(f"{finger} without tip", Kind.NO_FINGER, what, frozenset(bones[2:]), amputated, bones[2:])
        what = f"the whole {finger} is missing"
        yield case(f"no {finger}", Kind.NO_FINGER, what, frozenset(bones), amputated, bones)
    for bone in (Bone.MP3, Bone.MC3, Bone.PP5):
        what = f"a black patch over {bone.title}"
        yield case(what, Kind.NO_FINGER, what, frozenset({bone}), black_patch, bone)


def end_below(hand: Hand, share: float) -> Grey:
    """The image ends where `share` of the higher of the two growth zones of the forearm is in it."""
    return hand.image[: _forearm_row(hand, share)].copy()


def black_below(hand: Hand, share: float) -> Grey:
    """The same, with black instead of an end."""
    return _blackened(hand, np.s_[_forearm_row(hand, share) :, :])


def begin_below(hand: Hand, bone: Bone) -> Grey:
    """The image begins below a growth zone."""
    return hand.image[round(hand.boxes[bone].y1) :].copy()


def black_above(hand: Hand, bone: Bone) -> Grey:
    """The same, with black instead of a beginning."""
    return _blackened(hand, np.s_[: round(hand.boxes[bone].y1), :])


def end_before_thumb(hand: Hand) -> Grey:
    """The image ends beside the palm."""
    return hand.image[:, _kept_beside_thumb(hand)].copy()


def black_thumb(hand: Hand) -> Grey:
    """The same, with black instead of an end."""
    kept = np.full_like(hand.image, hand.background)
    columns = _kept_beside_thumb(hand)
    kept[:, columns] = hand.image[:, columns]
    return kept


def half(hand: Hand, part: str) -> Grey:
    """One half of the hand, at the third finger's knuckle or in the middle between it and the wrist."""
    x, y = _middle(hand)
    first = {"thumb's half": not hand.thumb_is_right, "little finger's half": hand.thumb_is_right}
    if part in first:
        return (hand.image[:, :x] if first[part] else hand.image[:, x:]).copy()
    return (hand.image[:y] if part == "upper half" else hand.image[y:]).copy()


def amputated(hand: Hand, bones: Sequence[Bone]) -> Grey:
    """Bones and what is distal of them replaced by background, as after an operation long ago."""
    finger = next(each for each in FINGERS.values() if bones[-1] in each)
    along = hand.along(finger[0], finger[-1])
    side = hand.side(finger[0])
    start = hand.centre(bones[0]) + along * 0.1 * hand.side(bones[0])
    end = hand.centre(finger[-1]) + along * 2.5 * hand.side(finger[-1])
    gone = np.zeros(hand.image.shape, np.float32)
    cv2.line(gone, _pixel(start), _pixel(end), 1.0, round(1.3 * side))
    return faded(hand.image, gone, hand.background, 0.04 * side)


def black_patch(hand: Hand, bone: Bone) -> Grey:
    """A growth zone painted over, as to hide a name."""
    box = hand.boxes[bone]
    rows, columns = slice(round(box.y0), round(box.y1)), slice(round(box.x0), round(box.x1))
    return _blackened(hand, np.s_[rows, columns])


def faded(image: Grey, share: np.ndarray, level: np.ndarray | int, soft: float) -> Grey:
    """An image under a layer.

    Args:
        image: uint8 (H, W).
        share: float32 (H, W), 0..1, how much of the layer is seen.
        level: the layer's grey levels.
        soft: standard deviation by which the layer's edge is blurred, pixels.
    """
    share = cv2.GaussianBlur(share, (0, 0), max(soft, 0.5))
    return np.clip(image * (1 - share) + level * share, 0, 255).astype(np.uint8)


def _above(hand: Hand, bone: Bone) -> frozenset[Bone]:
    """Growth zones whose middle lies above the lower edge of a growth zone."""
    row = hand.boxes[bone].y1
    return frozenset(other for other in Bone if hand.centre(other)[1] < row)


def _outside(hand: Hand, part: str) -> frozenset[Bone]:
    x, y = _middle(hand)
    right = hand.thumb_is_right
    lost = {
        "thumb's half": lambda place: (place[0] < x) == right,
        "little finger's half": lambda place: (place[0] > x) == right,
        "upper half": lambda place: place[1] > y,
        "lower half": lambda place: place[1] < y,
    }[part]
    return frozenset(bone for bone in Bone if lost(hand.centre(bone)))


def _middle(hand: Hand) -> tuple[int, int]:
    wrist = (hand.centre(Bone.RADIUS) + hand.centre(Bone.ULNA)) / 2
    return round(hand.centre(Bone.MC3)[0]), round((hand.centre(Bone.MC3)[1] + wrist[1]) / 2)


def _forearm_row(hand: Hand, share: float) -> int:
    box = min((hand.boxes[bone] for bone in _FOREARM), key=lambda each: each.y0)
    return round(box.y0 + share * box.height)


def _kept_beside_thumb(hand: Hand) -> slice:
    box = hand.boxes[Bone.PP1]
    return slice(0, round(box.x0)) if hand.thumb_is_right else slice(round(box.x1), None)


def _blackened(hand: Hand, where: tuple[slice, slice]) -> Grey:
    image = hand.image.copy()
    image[where] = 0
    return image


def _pixel(place: np.ndarray) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))
