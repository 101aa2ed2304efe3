"""Looking at a radiograph until the hand is found: as it is, as a negative, turned, and then in the canonical view.

The first look decides for a hand that lies as training hands do, and costs nothing more. What was measured to choose
this order is in docs/decisions/0006-one-canonical-view.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.roi import Box
from bonage_desktop.vision.choice import Candidate, Choice, choose
from bonage_desktop.vision.film import Film
from bonage_desktop.vision.hand_shape import HandFit, HandShape
from bonage_desktop.vision.hands import Hands, pick_hand, within_reach
from bonage_desktop.vision.location import MIN_SCORE
from bonage_desktop.vision.preprocess import Floats, Grey, Mask, palm_view
from bonage_desktop.vision.stages import Detection
from bonage_desktop.vision.turned_view import USUAL_LENGTH, USUAL_TILT, TurnedView, view_of, whole_view

MIN_WORTH = 8.0
"""Sum of 13 detector scores below which another view is tried. 115 validation hands as they are: from 10.8. 13 of them
turned by 90 and 180 degrees: from 10.4; as negatives: at most 1.5."""
USUAL_MISFIT = 2.0
"""Misfit above which another view is tried; labelled boxes of 988 training hands: 99 % below 1.6."""
MAX_TURN = 12.0
"""Degrees from the usual tilt up to which the first look is as good as the canonical view; beyond lie 5 % of 988
training hands."""
MIN_SIZE, MAX_SIZE = 0.6, 1.4
"""Size of the hand on the canvas, in units of the usual one, between which the first look is as good; 988 training
hands: 0.60 to 1.36."""


class Placed(Protocol):
    """How a radiograph lies on the canvas, and back."""

    @property
    def scale(self) -> float:
        """Canvas pixels per image pixel."""
        ...

    def box_to_image(self, corners: npt.NDArray[np.floating]) -> Box:
        """A box of the canvas, x0 y0 x1 y1, in pixels of the radiograph."""
        ...

    def mask_to_image(self, mask: Mask, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
        """A canvas mask, 0 or 1, as bool (H, W) of the radiograph's shape."""
        ...

    def mask_to_canvas(self, mask: npt.NDArray[np.bool_]) -> Mask:
        """A radiograph's mask as a canvas mask, 0 or 1."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """What a look starts from.

    Attributes:
        film: the radiograph, perhaps as a negative.
        pixels: uint8 (512, 512), the film on the canvas.
        placed: how it lies there.
        mask: uint8 (512, 512), 0 or 1, the hand.
        pieces: connected components that segmentation saw.
    """

    film: Film
    pixels: Grey
    placed: Placed
    mask: Mask
    pieces: int


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What was seen.

    Attributes:
        canvas: where.
        candidates: all boxes, in pixels of the radiograph.
        choice: the 13 that fit together best.
        hands: how many hands there are, or None where nobody counted.
    """

    canvas: Canvas
    candidates: tuple[Candidate, ...]
    choice: Choice
    hands: Hands | None = None

    @property
    def sure(self) -> bool:
        """A whole hand, every bone where it belongs."""
        fit, boxes = self.choice.fit, self.choice.boxes
        return (
            fit is not None
            and fit.misfit <= USUAL_MISFIT
            and self.choice.worth >= MIN_WORTH
            and len(boxes) == len(fit.shape.centres)
            and min(candidate.score for candidate in boxes.values()) >= MIN_SCORE
        )


@dataclass(frozen=True, slots=True)
class Eyes:
    """The networks as a look uses them.

    Attributes:
        segment: the hand on a canvas, and how many pieces were seen.
        detect: the boxes in a palm view.
    """

    segment: Callable[[Grey, Placed], tuple[Mask, int]]
    detect: Callable[[Floats], Sequence[Detection]]


def look(canvas: Canvas, eyes: Eyes, shape: HandShape) -> Look:
    """Look once: the palm alone, its boxes, the likeliest hand among them."""
    if not canvas.mask.any():
        return Look(canvas, (), choose((), shape))
    view, frame = palm_view(canvas.pixels, canvas.mask)
    candidates = tuple(
        Candidate(seen.bone, canvas.placed.box_to_image(frame.to_canvas(seen.corners)), seen.score)
        for seen in eyes.detect(view)
    )
    return Look(canvas, candidates, choose(candidates, shape))


def search(first: Look, eyes: Eyes, shape: HandShape) -> Look:
    """The best look at the hand that is meant, starting from the first one.

    A hand that is nowhere to be seen is looked for as a negative, then upside down and on its sides. A hand that was
    found but lies unusually or beside another, or of which a bone was doubtful, is looked at once more in the
    canonical view; if it still does not fit, mirrored, and then all that was seen is weighed together.
    """
    best = first if first.choice.worth >= MIN_WORTH else _elsewhere(first, eyes, shape)
    hands = pick_hand(best.candidates, best.choice, best.canvas.film.laterality, shape)
    fit = hands.chosen.fit
    if fit is None or (best is first and best.sure and not hands.beside and _lies_as_usual(fit, best.canvas)):
        return best
    return _closer(replace(best, choice=hands.chosen, hands=hands), fit, eyes, shape)


def in_pose(film: Film, pose: CanonicalTransform, eyes: Eyes, shape: HandShape) -> Look:
    """The best look at a hand that lies as a reader says; other poses are not tried.

    Args:
        film: the radiograph.
        pose: how to turn and mirror it, and whether its grey levels are to be inverted.
        eyes: the networks.
        shape: the shape of hands.
    """
    shown = film.shown(inverted=pose.inverted)
    seen = look(_canvas(shown, whole_view(shown.gray, pose), eyes), eyes, shape)
    hands = pick_hand(seen.candidates, seen.choice, film.laterality, shape)
    fit = hands.chosen.fit
    return seen if fit is None else _closer(replace(seen, choice=hands.chosen, hands=hands), fit, eyes, shape)


def _elsewhere(first: Look, eyes: Eyes, shape: HandShape) -> Look:
    """The look, among the other views, that shows most of a hand; the first where none shows more."""
    best, film = first, first.canvas.film
    for shown, quarters in (*((other, 0) for other in film.otherwise()), (film, 2), (film, 1)):
        placed = whole_view(shown.gray, CanonicalTransform(90.0 * quarters, mirrored=False, inverted=False))
        seen = look(_canvas(shown, placed, eyes), eyes, shape)
        best = max(best, seen, key=lambda each: each.choice.worth)
        if best.choice.worth >= MIN_WORTH:
            break
    return best


def _canvas(film: Film, placed: TurnedView, eyes: Eyes) -> Canvas:
    pixels = placed.draw(film.gray)
    return Canvas(film, pixels, placed, *eyes.segment(pixels, placed))


def _lies_as_usual(fit: HandFit, canvas: Canvas) -> bool:
    size = canvas.placed.scale * fit.scale / USUAL_LENGTH
    turn = abs(fit.rotation_degrees - USUAL_TILT)
    return not fit.mirrored and turn <= MAX_TURN and MIN_SIZE <= size <= MAX_SIZE


def _closer(best: Look, fit: HandFit, eyes: Eyes, shape: HandShape) -> Look:
    """The same hand in the canonical view, then in its mirror image, then all boxes together."""
    candidates = list(within_reach(best.candidates, fit))
    looks = [best]
    for placed in (view_of(fit), view_of(fit).mirrored()):
        seen = look(_canvas(best.canvas.film, placed, eyes), eyes, shape)
        near = within_reach(seen.candidates, fit)
        again = replace(seen, candidates=near, choice=choose(near, shape), hands=best.hands)
        if again.sure:
            return again
        looks.append(again)
        candidates += near
    looks.append(replace(looks[1], candidates=tuple(candidates), choice=choose(candidates, shape)))
    return max(looks, key=lambda each: each.choice.worth)
