"""The annotated picture: palm outline, 13 numbered boxes, levels beside the hand, and the result below.

No name, identifier or file name of the patient is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Drawing, Lettering, Pen
from bonage_desktop.reporting.footer import footer
from bonage_desktop.reporting.labels import Room, around, draw_labels
from bonage_desktop.sentences import ENGLISH, Catalogue
from bonage_desktop.standards.bones import Bone

_LONG_SIDE = 1200
_SMALLEST_AREA = (1120, 760)
_LABEL_ROOM = 200
_LABEL_GAP = 26


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the radiograph and the two columns of labels lie, in pixels of the picture.

    Attributes:
        scale: picture pixels per image pixel.
        left: of the radiograph.
        top: of the radiograph.
        width: of the picture.
        height: of the part above the footer.
        columns: x at which the labels left of the hand end and those right of it begin.
    """

    scale: float
    left: float
    top: float
    width: int
    height: int
    columns: tuple[float, float]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the image on the picture."""
        return self.left + x * self.scale, self.top + y * self.scale

    def place_box(self, box: Box) -> Box:
        """A box of the image on the picture."""
        return Box(*self.place(box.x0, box.y0), *self.place(box.x1, box.y1))


def annotated_picture(
    radiograph: Radiograph, reading: Reading, caption: str | None, catalogue: Catalogue = ENGLISH
) -> bytes:
    """The radiograph with everything that was found.

    Args:
        radiograph: the image.
        reading: what was found in it; stages that did not run are left out of the picture.
        caption: said below the headline where there is no bone age, or None.
        catalogue: of the language.

    Returns:
        A PNG.
    """
    layout = _lay_out(radiograph, reading)
    foot = footer(radiograph, reading, caption, layout.width, catalogue)
    drawing = Drawing(layout.width, layout.height + foot.height, palette.BACKGROUND)
    size = (max(round(radiograph.width * layout.scale), 1), max(round(radiograph.height * layout.scale), 1))
    drawing.image(radiograph.pixels, layout.left, layout.top, *size)
    if reading.findings.palm is not None:
        _draw_outline(drawing, reading.findings.palm.mask, layout)
    boxes = {roi.bone: layout.place_box(roi.box) for roi in reading.rois.values()}
    _draw_boxes(drawing, reading, boxes)
    draw_labels(drawing, reading, boxes, Room(layout.columns, layout.height), catalogue)
    if radiograph.laterality is not None:
        place = (layout.left + 20, layout.top + size[1] - 28)
        drawing.text(place, radiograph.laterality.value[0].upper(), Lettering(28, palette.TEXT, bold=True))
    foot.draw(drawing, layout.height)
    return drawing.png()


def _lay_out(radiograph: Radiograph, reading: Reading) -> _Layout:
    scale = _LONG_SIDE / max(radiograph.height, radiograph.width)
    width, height = radiograph.width * scale, radiograph.height * scale
    hand = [roi.box for roi in reading.rois.values()]
    if reading.findings.palm is not None:
        hand.append(reading.findings.palm.box)
    first = min((box.x0 for box in hand), default=0) * scale - _LABEL_GAP
    last = max((box.x1 for box in hand), default=radiograph.width) * scale + _LABEL_GAP
    left = max(_LABEL_ROOM - first, 0.0)
    right = max(last + _LABEL_ROOM - width, 0.0)
    spare = max(_SMALLEST_AREA[0] - (left + width + right), 0.0) / 2
    area_height = max(height, _SMALLEST_AREA[1])
    return _Layout(
        scale=scale,
        left=round(left + spare),
        top=round((area_height - height) / 2),
        width=round(left + width + right + 2 * spare),
        height=round(area_height),
        columns=(left + spare + first, left + spare + last),
    )


def _draw_outline(drawing: Drawing, mask: npt.NDArray[np.bool_], layout: _Layout) -> None:
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        points = [layout.place(float(x) + 0.5, float(y) + 0.5) for x, y in contour[:, 0]]
        drawing.line([*points, points[0]], Pen(palette.PALM, 1.5, dashes=(3, 2), opacity=0.9))


def _draw_boxes(drawing: Drawing, reading: Reading, boxes: Mapping[Bone, Box]) -> None:
    for bone, box in boxes.items():
        source = reading.rois[bone].source
        drawing.line(around(box), Pen(palette.HUES[source], 2, palette.DASHES[source]))
