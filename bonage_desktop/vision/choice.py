"""Thirteen boxes chosen together: what the detector saw, weighed by where the others leave room for a bone.

A detector judges each box alone and so may put a bone on the wrong finger with full confidence. Here a box is worth
its score and how well it continues the rest of the hand; bones and candidates are swapped until nothing improves.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import Expectation, HandFit, HandShape, TooFewBonesError, fit_hand

MAX_DISTANCE = 40.0
"""Squared distance (units of the spread of hands) from where the others expect a bone, above which a box is on
something else. Labelled boxes of 115 validation hands: at most 24; the same joint of the next finger: from 146."""
OTHER_LABEL = 3.0
"""What it costs, in nats, to take a box that the detector calls another bone."""
_ROUNDS = 8
_SIDE_FLOOR = 0.15
"""Standard deviation of the logarithm of a detected side about the labelled one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A box that the detector proposes.

    Attributes:
        label: which bone it calls it.
        box: in pixels of the radiograph.
        score: 0..1, > 0.
    """

    label: Bone
    box: Box
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The boxes that form the likeliest hand.

    Attributes:
        boxes: bone to box; bones for which no box fits are left out.
        fit: how that hand lies in the image, or None where too few boxes fit together.
    """

    boxes: Mapping[Bone, Candidate]
    fit: HandFit | None

    @property
    def worth(self) -> float:
        """How much speaks for a hand here, 0..13: the sum of the scores of the boxes that fit together."""
        return 0.0 if self.fit is None else sum(candidate.score for candidate in self.boxes.values())


def choose(candidates: Sequence[Candidate], shape: HandShape) -> Choice:
    """The boxes that together are likeliest.

    Args:
        candidates: any number of boxes for each bone, in any order.
        shape: the shape of hands.
    """
    chosen = dict(_consistent(_best_of_each(candidates), shape))
    for _ in range(_ROUNDS):
        before = dict(chosen)
        for bone in Bone:
            others = {other: candidate for other, candidate in chosen.items() if other is not bone}
            fit = _fit(others, shape)
            if fit is None:
                return Choice(chosen, None)
            best = _best_here(bone, candidates, fit, others)
            chosen.pop(bone, None)
            if best is not None:
                chosen[bone] = best
        if chosen == before:
            break
    ordered = {bone: chosen[bone] for bone in Bone if bone in chosen}
    return Choice(ordered, _fit(ordered, shape))


def _best_of_each(candidates: Sequence[Candidate]) -> dict[Bone, Candidate]:
    best: dict[Bone, Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.score):
        best[candidate.label] = candidate
    return best


def _consistent(boxes: Mapping[Bone, Candidate], shape: HandShape) -> Mapping[Bone, Candidate]:
    """Without the boxes, worst first, that do not belong to the hand that the others form."""
    kept = dict(boxes)
    while True:
        fit = _fit(kept, shape)
        if fit is None:
            return kept
        distances = {bone: _distance(bone, kept, shape) for bone in kept}
        worst = max(distances, key=distances.__getitem__)
        if distances[worst] <= MAX_DISTANCE:
            return kept
        del kept[worst]


def _distance(bone: Bone, boxes: Mapping[Bone, Candidate], shape: HandShape) -> float:
    fit = _fit({other: candidate for other, candidate in boxes.items() if other is not bone}, shape)
    if fit is None:
        return 0.0
    return fit.expect(bone).distance(fit.to_hand(boxes[bone].box.centre))


def _best_here(
    bone: Bone, candidates: Sequence[Candidate], fit: HandFit, others: Mapping[Bone, Candidate]
) -> Candidate | None:
    expected = fit.expect(bone)
    taken = {id(candidate) for candidate in others.values()}
    costs = [
        (_cost(bone, candidate, fit, expected), index)
        for index, candidate in enumerate(candidates)
        if id(candidate) not in taken
    ]
    cost, index = min(costs, default=(math.inf, -1))
    return candidates[index] if math.isfinite(cost) else None


def _cost(bone: Bone, candidate: Candidate, fit: HandFit, expected: Expectation) -> float:
    """Nats that speak against this box for this bone; infinite where it lies elsewhere."""
    distance = expected.distance(fit.to_hand(candidate.box.centre))
    if distance > MAX_DISTANCE:
        return math.inf
    away = _side_away(bone, candidate.box, fit)
    other = 0.0 if candidate.label is bone else OTHER_LABEL
    return distance / 2 + away**2 / 2 - math.log(candidate.score) + other


def _side_away(bone: Bone, box: Box, fit: HandFit) -> float:
    row = bone.number - 1
    spread = math.hypot(float(fit.shape.log_side_spread[row]), _SIDE_FLOOR)
    side = math.log(max(box.width, box.height) / fit.scale)
    return (side - float(fit.shape.log_sides[row])) / spread


def _fit(boxes: Mapping[Bone, Candidate], shape: HandShape) -> HandFit | None:
    try:
        return fit_hand({bone: candidate.box.centre for bone, candidate in boxes.items()}, shape)
    except TooFewBonesError:
        return None
