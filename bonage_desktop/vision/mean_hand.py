"""The mean hand: where the 13 bones lie in it and how large their boxes are. Data: resources/shape/mean_hand.json."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError


@dataclass(frozen=True, slots=True, eq=False)
class MeanHand:
    """The mean hand in hand lengths (forearm to the third finger's knuckle), fingers up, thumb on the right.

    Attributes:
        centres: float64 (13, 2), x to the right, y down, in the order of `Bone`, read-only.
        sides: float64 (13,), longer sides of the boxes, read-only.
    """

    centres: npt.NDArray[np.float64]
    sides: npt.NDArray[np.float64]

    def __post_init__(self) -> None:
        self.centres.setflags(write=False)
        self.sides.setflags(write=False)


@cache
def load_mean_hand(path: Path | None = None) -> MeanHand:
    """The mean hand of a file, by default the shipped one.

    Raises:
        VisionError: the file is missing or damaged (`vision.mean_hand_invalid`).
    """
    file = path or resources_dir() / "shape" / "mean_hand.json"
    try:
        bones = json.loads(file.read_text(encoding="utf-8"))["bones"]
        rows = np.array([[float(bones[bone.key][key]) for key in ("x", "y", "side")] for bone in Bone])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise VisionError(
            "vision.mean_hand_invalid",
            f"{file} does not describe a mean hand ({type(fault).__name__}).",
            "Install the program again.",
        ) from fault
    return MeanHand(rows[:, :2], rows[:, 2])
