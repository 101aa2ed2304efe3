"""The small pictures beside the rows, and the large one in the level strip: cut once for each box."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from bonage_desktop.app.film_pixels import crop
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case

_ROW, _LARGE = 56, 360


class RowPictures:
    """Pictures of the open case's bones."""

    def __init__(self) -> None:
        self._radiograph: Radiograph | None = None
        self._rows: dict[Bone, tuple[Box, QImage]] = {}
        self._large: tuple[Bone, Box, QImage] | None = None

    @property
    def crops(self) -> Mapping[Bone, QImage]:
        """One picture for each bone that has a box."""
        return {bone: image for bone, (_, image) in self._rows.items()}

    @property
    def magnified(self) -> QImage:
        """The selected bone; a null image where it has no box."""
        return QImage() if self._large is None else self._large[2]

    def take(self, case: Case | None, selected: Bone | None) -> None:
        """Cut what changed since the last time; nothing out of an image whose boxes are refused."""
        radiograph = None if case is None or not case.has_pixels else case.radiograph
        if radiograph is not self._radiograph:
            self._radiograph, self._rows, self._large = radiograph, {}, None
        if case is None or radiograph is None or case.reading is None or case.are_boxes_refused:
            self._rows, self._large = {}, None
            return
        rois, canonical = case.reading.rois, case.reading.findings.canonical
        kept: dict[Bone, tuple[Box, QImage]] = {}
        for bone, roi in rois.items():
            before = self._rows.get(bone)
            same = before is not None and before[0] == roi.box
            kept[bone] = (
                before if same and before else (roi.box, grey_image(crop(radiograph, roi.box, _ROW, canonical)))
            )
        self._rows = kept
        roi = None if selected is None else rois.get(selected)
        self._take_large(radiograph, selected, None if roi is None else roi.box, canonical)

    def _take_large(
        self, radiograph: Radiograph, selected: Bone | None, box: Box | None, canonical: CanonicalTransform | None
    ) -> None:
        if selected is None or box is None:
            self._large = None
        elif self._large is None or self._large[:2] != (selected, box):
            self._large = (selected, box, grey_image(crop(radiograph, box, _LARGE, canonical)))


def grey_image(grey: npt.NDArray[np.uint8]) -> QImage:
    """Grey levels, uint8 (H, W), as Qt draws them. A copy: Qt must not look at memory that numpy frees."""
    height, width = grey.shape
    return QImage(np.ascontiguousarray(grey).data, width, height, width, QImage.Format.Format_Grayscale8).copy()
