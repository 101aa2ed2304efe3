"""The radiograph of a report: small, with 13 numbered boxes, and the numbers beside the hand."""

from dataclasses import dataclass

from bonage_desktop.findings.roi import Box
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, Pen
from bonage_desktop.reporting.labels import around, sides, spread
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Bone

_COLUMN = 20
"""Pixels left and right of the image for the numbers."""
_DISTANCE = 15
_NUMBER = 10.5


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of the page, in pixels from the top left."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height


def draw_film(drawing: Drawing, content: ReportContent, place: Place, families: tuple[str, ...]) -> None:
    """The whole radiograph as large as it fits, on black.

    Args:
        drawing: the page.
        content: whose radiograph and boxes.
        place: where on the page.
        families: fonts of the numbers.
    """
    radiograph = content.radiograph
    drawing.panel(place.left, place.top, place.width, place.height, palette.BACKGROUND)
    scale = min((place.width - 2 * _COLUMN) / radiograph.width, place.height / radiograph.height)
    width, height = max(round(radiograph.width * scale), 1), max(round(radiograph.height * scale), 1)
    left, top = place.left + (place.width - width) // 2, place.top + (place.height - height) // 2
    drawing.fine_image(radiograph.pixels, left, top, width, height)
    boxes = {
        roi.bone: Box.of(
            (left if index % 2 == 0 else top) + value * scale for index, value in enumerate(roi.box.corners)
        )
        for roi in content.reading.rois.values()
    }
    for bone, box in boxes.items():
        source = content.reading.rois[bone].source
        drawing.line(around(box), Pen(palette.HUES[source], 1.1, palette.DASHES[source]))
    _draw_numbers(drawing, content, boxes, place, families)
    if radiograph.laterality is not None:
        letters = Lettering(16, palette.TEXT, bold=True, families=families)
        drawing.text((place.left + 10, place.bottom - 16), radiograph.laterality.value[0].upper(), letters)


def _draw_numbers(
    drawing: Drawing, content: ReportContent, boxes: dict[Bone, Box], place: Place, families: tuple[str, ...]
) -> None:
    left, right = sides({bone: box.centre[0] for bone, box in boxes.items()})
    for bones, align, column in ((left, Align.RIGHT, place.left + _COLUMN), (right, Align.LEFT, place.right - _COLUMN)):
        members = sorted(bones, key=lambda bone: boxes[bone].centre[1])
        wanted = [boxes[bone].centre[1] - place.top for bone in members]
        for bone, height in zip(members, spread(wanted, _DISTANCE, place.height - 24), strict=True):
            box, hue = boxes[bone], palette.HUES[content.reading.rois[bone].source]
            start = (box.x0 if align is Align.RIGHT else box.x1, box.centre[1])
            outward = -4 if align is Align.RIGHT else 4
            drawing.line([start, (column, place.top + height)], Pen(hue, 0.7, opacity=0.6))
            letters = Lettering(_NUMBER, hue, align, bold=True, families=families)
            drawing.text((column + outward, place.top + height), f"{bone.number}", letters)
