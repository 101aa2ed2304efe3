"""What the caller hands in instead of a stage: a mask, regions, grades, each with who set it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Roi
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Results of a reader or of an earlier run; what is given is not looked for.

    Attributes:
        mask: bool (H, W), the hand in pixels of the radiograph, or None.
        rois: where the bones are, in pixels of the radiograph. One or more replace segmentation and detection;
            bones without one are placed from the others.
        grades: levels that are not asked of the network. All 13 replace every stage.
        canonical: in which pose to look for the hand, and whether to invert the image; no other pose is tried. The
            transform in the findings is measured on the boxes found there. With boxes only the inversion counts.
    """

    mask: npt.NDArray[np.bool_] | None = None
    rois: Mapping[Bone, Roi] = field(default_factory=dict[Bone, Roi])
    grades: Mapping[Bone, BoneGrade] = field(default_factory=dict[Bone, BoneGrade])
    canonical: CanonicalTransform | None = None

    @property
    def all_grades(self) -> bool:
        """All 13 levels are given: no network is needed."""
        return len(self.grades) == len(Bone)

    def check(self, radiograph: Radiograph) -> None:
        """Refuse what does not fit this radiograph.

        Raises:
            VisionError: the mask has another size (`vision.mask_shape`), or a box lies outside the image
                or is larger than it (`vision.box_outside`).
        """
        file = radiograph.provenance.file.name
        if self.mask is not None and self.mask.shape != radiograph.pixels.shape:
            height, width = self.mask.shape
            raise VisionError(
                "vision.mask_shape",
                say(
                    "The mask for {file} has {width} × {height} pixels, not {right_width} × {right_height}.",
                    file=file,
                    width=width,
                    height=height,
                    right_width=radiograph.width,
                    right_height=radiograph.height,
                ),
                say("Give a mask of the image's own size."),
            )
        longest = max(radiograph.width, radiograph.height)
        for bone, roi in self.rois.items():
            x, y = roi.box.centre
            inside = 0 <= x < radiograph.width and 0 <= y < radiograph.height
            if not inside or max(roi.box.width, roi.box.height) > longest:
                raise VisionError(
                    "vision.box_outside",
                    say("The box of {bone} lies outside {file} or is larger than it.", bone=bone.title, file=file),
                    say("Give boxes as x0, y0, x1, y1 in pixels of the image."),
                )


NOTHING_GIVEN = Given()
