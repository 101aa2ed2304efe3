"""What the caller hands in instead of a stage: a mask, boxes, levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.errors import VisionError


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A reader's own results; what is given is not looked for.

    Attributes:
        mask: bool (H, W), the hand in pixels of the radiograph, or None.
        boxes: where the bones are, in pixels of the radiograph. One box or more replaces segmentation and
            detection; bones without a box are placed from the others.
        levels: levels that are not asked of the network. All 13 replace every stage.
    """

    mask: npt.NDArray[np.bool_] | None = None
    boxes: Mapping[Bone, Box] = field(default_factory=dict[Bone, Box])
    levels: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level])

    @property
    def all_levels(self) -> bool:
        """All 13 levels are given: no network is needed."""
        return len(self.levels) == len(Bone)

    def check(self, radiograph: Radiograph) -> None:
        """Refuse what does not fit this radiograph.

        Raises:
            VisionError: the mask has another size (`vision.mask_shape`), or a box lies outside the image
                (`vision.box_outside`).
        """
        file = radiograph.provenance.file.name
        if self.mask is not None and self.mask.shape != radiograph.pixels.shape:
            height, width = self.mask.shape
            raise VisionError(
                "vision.mask_shape",
                f"The mask for {file} has {width} × {height} pixels, not {radiograph.width} × {radiograph.height}.",
                "Give a mask of the image's own size.",
            )
        for bone, box in self.boxes.items():
            x, y = box.centre
            if not (0 <= x < radiograph.width and 0 <= y < radiograph.height):
                raise VisionError(
                    "vision.box_outside",
                    f"The box of {bone.title} lies outside {file}.",
                    "Give boxes as x0, y0, x1, y1 in pixels of the image.",
                )


NOTHING_GIVEN = Given()
