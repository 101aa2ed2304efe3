"""The shape of a hand: where its 13 bones lie, how far hands differ, how large the boxes are.

A Gaussian over the 26 coordinates of the bones' centres, after each hand was laid on the mean by the
similarity that fits best (Procrustes), and one over the logarithm of each box side. Data:
resources/shape/hand_shape.json.

Source: Cootes et al., Active Shape Models, CVIU 61 (1995) 38-59, for the model; the data is ours.
"""

import cmath
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError

MIN_BONES = 4
"""Bones that a fit needs: two fix a similarity, two more can contradict it."""

Centres = Mapping[Bone, tuple[float, float]]
Floats = npt.NDArray[np.float64]

_DETECTOR_SPREAD = 0.012
"""Standard deviation of a box's centre about where it should be, hand lengths. On 115 validation hands detected and
labelled centres differ by 0.005; more is allowed for, because both are smoother than hands."""


class TooFewBonesError(ValueError):
    """Fewer than four bones, or all in one place: nothing can be fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class HandShape:
    """Mean and spread of hands, in hand lengths (forearm to the third finger's knuckle), fingers up, thumb right.

    Attributes:
        centres: float64 (13, 2), mean centres, x to the right, y down, in the order of `Bone`, read-only.
        covariance: float64 (26, 26) of x and y of bone 1, x and y of bone 2 and so on, read-only.
        log_sides: float64 (13,), mean logarithm of the boxes' longer sides, read-only.
        log_side_spread: float64 (13,), its standard deviation, read-only.
    """

    centres: Floats
    covariance: Floats
    log_sides: Floats
    log_side_spread: Floats

    def __post_init__(self) -> None:
        for array in (self.centres, self.covariance, self.log_sides, self.log_side_spread):
            array.setflags(write=False)

    def side(self, bone: Bone) -> float:
        """The usual longer side of a bone's box, hand lengths."""
        return float(np.exp(self.log_sides[bone.number - 1]))


@dataclass(frozen=True, slots=True, eq=False)
class HandFit:
    """How a hand lies in an image.

    Attributes:
        shape: what was fitted.
        mirrored: the thumb lies on the left once the fingers point up.
        turn: the complex factor from (mirrored) image to hand lengths.
        shift: what is added then.
        bones: that were fitted.
        residuals: float64 (bones, 2), how far each lies from the mean's place, hand lengths.
    """

    shape: HandShape
    mirrored: bool
    turn: complex
    shift: complex
    bones: tuple[Bone, ...]
    residuals: Floats

    @property
    def scale(self) -> float:
        """Pixels per hand length."""
        return 1 / abs(self.turn)

    @property
    def rotation_degrees(self) -> float:
        """Clockwise turn that makes the fingers point up, -180..180, before any mirroring."""
        degrees = math.degrees(cmath.phase(self.turn))
        return -degrees if self.mirrored else degrees

    @property
    def misfit(self) -> float:
        """Mean square distance from the mean in units of the spread of hands: about 1 for a hand."""
        flat = self.residuals.reshape(-1)
        rows = _rows(self.bones)
        freedom = len(flat) - 4
        return float(flat @ np.linalg.solve(self.shape.covariance[np.ix_(rows, rows)], flat)) / freedom

    def to_hand(self, point: tuple[float, float]) -> Floats:
        """A point of the image in hand lengths, float64 (2,)."""
        place = self.turn * _flipped(complex(*point), mirrored=self.mirrored) + self.shift
        return np.array([place.real, place.imag])

    def to_image(self, place: Floats) -> tuple[float, float]:
        """A place in hand lengths as a point of the image."""
        point = _flipped((complex(place[0], place[1]) - self.shift) / self.turn, mirrored=self.mirrored)
        return point.real, point.imag

    def expect(self, bone: Bone) -> "Expectation":
        """Where a bone should be, judged from all others that were fitted."""
        others = [index for index, other in enumerate(self.bones) if other is not bone]
        rows, own = _rows([self.bones[index] for index in others]), _rows([bone])
        covariance = self.shape.covariance
        gain = np.linalg.solve(covariance[np.ix_(rows, rows)], covariance[np.ix_(rows, own)]).T
        offset = gain @ self.residuals[others].reshape(-1)
        spread = covariance[np.ix_(own, own)] - gain @ covariance[np.ix_(rows, own)]
        return Expectation(bone, self.shape.centres[bone.number - 1] + offset, spread)


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """Where a bone should be.

    Attributes:
        bone: the bone.
        place: float64 (2,), hand lengths.
        spread: float64 (2, 2), covariance of the place.
    """

    bone: Bone
    place: Floats
    spread: Floats

    def distance(self, place: Floats) -> float:
        """Squared distance of a place from the expected one, in units of the spread; about 2 on average."""
        away = place - self.place
        return float(away @ np.linalg.solve(self.spread, away))


def fit_hand(centres: Centres, shape: HandShape) -> HandFit:
    """Lay a hand on the mean hand: turn, scale, shift, and mirror it where that fits better.

    Least squares in units of the spread of hands, so that a fingertip may wander where a knuckle may not.

    Args:
        centres: where bones are, pixels; at least four.
        shape: the shape of hands.

    Raises:
        TooFewBonesError: nothing can be fitted.
    """
    if len(centres) < MIN_BONES:
        raise TooFewBonesError(f"{len(centres)} bones")
    return min((_fit(centres, shape, mirrored=flip) for flip in (False, True)), key=lambda fit: fit.misfit)


def _fit(centres: Centres, shape: HandShape, *, mirrored: bool) -> HandFit:
    bones = tuple(centres)
    points = np.array([_flipped(complex(*centres[bone]), mirrored=mirrored) for bone in bones])
    middle, spread = points.mean(), float(np.abs(points - points.mean()).mean())
    if spread <= 0:
        raise TooFewBonesError("all bones in one place")
    unit = (points - middle) / spread
    design = np.zeros((2 * len(bones), 4))
    design[0::2] = np.column_stack([unit.real, -unit.imag, np.ones(len(bones)), np.zeros(len(bones))])
    design[1::2] = np.column_stack([unit.imag, unit.real, np.zeros(len(bones)), np.ones(len(bones))])
    rows = _rows(bones)
    root = np.linalg.cholesky(shape.covariance[np.ix_(rows, rows)])
    target = shape.centres.reshape(-1)[rows]
    solved = np.linalg.lstsq(np.linalg.solve(root, design), np.linalg.solve(root, target), rcond=None)[0]
    turn = complex(solved[0], solved[1]) / spread
    if abs(turn) * spread < 1e-6:
        raise TooFewBonesError("all bones in one place")
    residuals = (design @ solved - target).reshape(-1, 2)
    return HandFit(shape, mirrored, turn, complex(solved[2], solved[3]) - turn * middle, bones, residuals)


def _flipped(point: complex, *, mirrored: bool) -> complex:
    return -point.conjugate() if mirrored else point


def _rows(bones: Sequence[Bone]) -> list[int]:
    return [row for bone in bones for row in (2 * bone.number - 2, 2 * bone.number - 1)]


@cache
def load_hand_shape(path: Path | None = None) -> HandShape:
    """The shape of hands of a file, by default the shipped one.

    Raises:
        VisionError: the file is missing or damaged (`vision.hand_shape_invalid`).
    """
    file = path or resources_dir() / "shape" / "hand_shape.json"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        bones = content["bones"]
        rows = np.array(
            [[float(bones[bone.key][key]) for key in ("x", "y", "log_side", "log_side_spread")] for bone in Bone]
        )
        covariance = np.array(content["covariance"], dtype=np.float64).reshape(2 * len(Bone), 2 * len(Bone))
        covariance += _DETECTOR_SPREAD**2 * np.eye(len(covariance))
        np.linalg.cholesky(covariance)
    except (OSError, ValueError, KeyError, TypeError, np.linalg.LinAlgError) as fault:
        raise VisionError(
            "vision.hand_shape_invalid",
            say("{file} does not describe the shape of hands ({clue}).", file=file, clue=type(fault).__name__),
            say("Install the program again."),
        ) from fault
    return HandShape(rows[:, :2].copy(), covariance, rows[:, 2].copy(), rows[:, 3].copy())
