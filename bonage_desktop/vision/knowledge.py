"""What the pipeline knows of hands beside its networks."""

from collections.abc import Mapping
from dataclasses import dataclass

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import HandShape, load_hand_shape
from bonage_desktop.vision.obscured import GreyLimits, load_grey_limits


@dataclass(frozen=True, slots=True, eq=False)
class HandKnowledge:
    """What was learnt of training hands.

    Attributes:
        shape: where bones lie, and how far hands differ.
        grey_limits: how bright, contrasty and rough growth regions are.
    """

    shape: HandShape
    grey_limits: Mapping[Bone, GreyLimits]


def load_hand_knowledge() -> HandKnowledge:
    """The shipped knowledge.

    Raises:
        VisionError: a file is missing or damaged (`vision.hand_shape_invalid`, `vision.roi_grey_invalid`).
    """
    return HandKnowledge(load_hand_shape(), load_grey_limits())
