"""How many hands an image shows, and which of them is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.findings.roi import Box
from bonage_desktop.sentences import say
from bonage_desktop.vision.choice import Candidate, Choice, choose
from bonage_desktop.vision.hand_shape import HandFit, HandShape

MIN_WORTH_BESIDE = 5.0
"""Sum of 13 detector scores from which a second hand counts as one; what is left after the hand of one of 115
validation hands was taken away: at most 0.4."""
_SAME = 0.3
"""Overlap (IoU) from which two boxes show the same place."""
_REACH = Box(-1.3, -2.4, 1.4, 0.7)
"""What belongs to a hand, hand lengths."""


@dataclass(frozen=True, slots=True, eq=False)
class Hands:
    """The hands of one image.

    Attributes:
        chosen: the one to assess.
        beside: how many others there are.
        wanted: which hand tag or reader name, or None.
        alike: others that look like the same side.
    """

    chosen: Choice
    beside: int
    wanted: Laterality | None
    alike: int

    def notices(self) -> tuple[Notice, ...]:
        """What the reader should know where there are several."""
        if not self.beside or self.chosen.fit is None:
            return ()
        looks = looks_like(self.chosen.fit)
        found = say("{count} hands were found", count=self.beside + 1)
        if self.alike or self.wanted not in (None, looks):
            message = say(
                "{found} that look like {looks} ones: the clearer one was assessed. Crop the image to the other.",
                found=found,
                looks=looks.word,
            )
            return (Notice("vision.hand_presumed", message),)
        if self.wanted is None:
            message = say(
                "{found}: the one that looks like the {looks} one was assessed, as nobody said which is meant.",
                found=found,
                looks=looks.word,
            )
            return (Notice("vision.hand_presumed", message),)
        message = say("{found}: the {looks} one was assessed, as tag or reader say.", found=found, looks=looks.word)
        return (Notice("vision.two_hands", message),)


def looks_like(fit: HandFit) -> Laterality:
    """Which hand it is in a PA image that is not mirrored: a left one has its thumb on the right."""
    return Laterality.RIGHT if fit.mirrored else Laterality.LEFT


def pick_hand(candidates: Sequence[Candidate], first: Choice, wanted: Laterality | None, shape: HandShape) -> Hands:
    """The hand that is meant among those an image shows.

    Args:
        candidates: all boxes of the image.
        first: the likeliest hand among them.
        wanted: which hand tag or reader name; without one a left hand is presumed, as bone age is read there.
        shape: the shape of hands.
    """
    hands: list[tuple[Choice, Laterality]] = []
    left, following = tuple(candidates), first
    while following.fit is not None and (not hands or following.worth >= MIN_WORTH_BESIDE):
        hands.append((following, looks_like(following.fit)))
        left = _without(left, following)
        following = choose(left, shape)
    meant = wanted or Laterality.LEFT
    fitting = [hand for hand, side in hands if side is meant] or [hand for hand, _ in hands] or [first]
    chosen = max(fitting, key=lambda hand: hand.worth)
    return Hands(chosen, max(len(hands) - 1, 0), wanted, len(fitting) - 1)


def within_reach(candidates: Sequence[Candidate], fit: HandFit) -> tuple[Candidate, ...]:
    """The boxes that can belong to a hand, and not to one beside it."""
    places = [(candidate, fit.to_hand(candidate.box.centre)) for candidate in candidates]
    return tuple(
        candidate for candidate, (x, y) in places if _REACH.x0 <= x <= _REACH.x1 and _REACH.y0 <= y <= _REACH.y1
    )


def _without(candidates: Sequence[Candidate], hand: Choice) -> tuple[Candidate, ...]:
    taken = [candidate.box for candidate in hand.boxes.values()]
    return tuple(candidate for candidate in candidates if all(candidate.box.iou(box) < _SAME for box in taken))
