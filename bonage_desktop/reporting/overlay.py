"""The annotated picture: palm outline, 13 numbered boxes, levels beside the hand, score and age.

No name, identifier or file name of the patient is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, Pen
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, doubt_words, level_words
from bonage_desktop.standards.bones import Bone

_LONG_SIDE = 1200
_SMALLEST_AREA = (1120, 760)
_FOOTER = 132
_MARGIN = 28
_LEGEND_STEP = 104
_LEGEND_GAP = 12
_LABEL_ROOM = 200
_LABEL_GAP = 26
_LABEL_HEIGHT = 50


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


def annotated_picture(radiograph: Radiograph, reading: Reading, caption: str | None) -> bytes:
    """The radiograph with everything that was found.

    Args:
        radiograph: the image.
        reading: what was found in it; stages that did not run are left out of the picture.
        caption: said below the headline where there is no bone age, or None.

    Returns:
        A PNG.
    """
    layout = _lay_out(radiograph, reading)
    drawing = Drawing(layout.width, layout.height + _FOOTER, palette.BACKGROUND)
    size = (max(round(radiograph.width * layout.scale), 1), max(round(radiograph.height * layout.scale), 1))
    drawing.image(radiograph.pixels, layout.left, layout.top, *size)
    if reading.findings.palm is not None:
        _draw_outline(drawing, reading.findings.palm.mask, layout)
    _draw_boxes(drawing, reading, layout)
    _draw_labels(drawing, reading, layout)
    if radiograph.laterality is not None:
        place = (layout.left + 20, layout.top + size[1] - 28)
        drawing.text(place, radiograph.laterality.value[0].upper(), Lettering(28, palette.TEXT, bold=True))
    _draw_footer(drawing, reading, caption, layout)
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


def _draw_boxes(drawing: Drawing, reading: Reading, layout: _Layout) -> None:
    for roi in reading.rois.values():
        box = layout.place_box(roi.box)
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.x0, box.y0)]
        drawing.line(corners, Pen(palette.HUES[roi.source], 2, palette.DASHES[roi.source]))


def _draw_labels(drawing: Drawing, reading: Reading, layout: _Layout) -> None:
    """Two columns beside the hand, each label as near the height of its bone as there is room, and a line to it."""
    placed = sorted(
        ((layout.place_box(roi.box), roi.bone) for roi in reading.rois.values()), key=lambda pair: pair[0].centre[0]
    )
    half = (len(placed) + 1) // 2
    for members, align, column in (
        (placed[:half], Align.RIGHT, layout.columns[0]),
        (placed[half:], Align.LEFT, layout.columns[1]),
    ):
        members.sort(key=lambda pair: pair[0].centre[1])
        heights = spread([box.centre[1] for box, _ in members], _LABEL_HEIGHT, layout.height)
        outward = -1 if align is Align.RIGHT else 1
        for (box, bone), height in zip(members, heights, strict=True):
            start = (box.x0 if align is Align.RIGHT else box.x1, box.centre[1])
            hue = palette.HUES[reading.rois[bone].source]
            drawing.line([start, (column, height)], Pen(hue, 1, opacity=0.6))
            _draw_label(drawing, reading, bone, (column + outward * 8, height), align)


def _draw_label(drawing: Drawing, reading: Reading, bone: Bone, place: tuple[float, float], align: Align) -> None:
    x, y = place
    grade = reading.grades.get(bone)
    title = f"{bone.number}  {bone.title}"
    if grade is None:
        drawing.text(place, title, Lettering(13, palette.TEXT, align))
        return
    words = level_words(grade.level, reading.standards.rus_chn)
    if grade.source is not Source.MODEL:
        words += f"  {grade.source.value}"
    drawing.text((x, y - 11), title, Lettering(13, palette.TEXT, align))
    drawing.text((x, y + 9), words, Lettering(15, palette.HUES[grade.source], align, bold=True))


def _draw_footer(drawing: Drawing, reading: Reading, caption: str | None, layout: _Layout) -> None:
    top, right = layout.height, layout.width - _MARGIN
    drawing.panel(0, top, layout.width, _FOOTER, palette.PANEL)
    headline, detail = _result_lines(reading, caption)
    drawing.text((_MARGIN, top + 50), headline, Lettering(30, palette.TEXT, bold=True))
    drawing.text((_MARGIN, top + 96), detail, Lettering(14.5, palette.QUIET))
    letters = Lettering(14.5, palette.NOTICE, Align.RIGHT, frame=palette.NOTICE)
    drawing.text((right - 9, top + 46), RESEARCH_NOTICE.rstrip("."), letters)
    _draw_legend(drawing, reading, right, top + 96)


def _draw_legend(drawing: Drawing, reading: Reading, right: float, y: float) -> None:
    present = {roi.source for roi in reading.rois.values()} | {grade.source for grade in reading.grades.values()}
    shown = [source for source in Source if source in present]
    for index, source in enumerate(shown):
        left = right - (len(shown) - index) * _LEGEND_STEP + _LEGEND_GAP
        drawing.line([(left, y), (left + 28, y)], Pen(palette.HUES[source], 2.5, palette.DASHES[source]))
        drawing.text((left + 36, y), source.value, Lettering(13, palette.QUIET))


def _result_lines(reading: Reading, caption: str | None) -> tuple[str, str]:
    if caption is not None or reading.bone_age is None or reading.sex is None:
        return "No bone age", caption or "Stopped before the score, as asked."
    parts = [f"RUS score {reading.score} of 1000", reading.sex.value, "RUS-CHN, 50th percentile"]
    if reading.certainty is not None:
        parts.insert(0, doubt_words(reading.certainty))
    return f"Bone age {age_words(reading.bone_age)}", "  ·  ".join(parts)


def spread(wanted: Sequence[float], distance: float, end: float) -> list[float]:
    """Positions near the wanted ones, in the same order, at least `distance` apart and half of it from both ends.

    Neighbours that crowd each other form a block around the mean of what its members want.

    Args:
        wanted: positions, ascending.
        distance: smallest distance of two positions.
        end: positions lie in 0..end, as long as there is room for all of them.
    """
    blocks: list[list[float]] = []
    for position in wanted:
        blocks.append([position])
        while len(blocks) > 1 and _end(blocks[-2], distance, end) > _start(blocks[-1], distance, end):
            last = blocks.pop()
            blocks[-1] += last
    return [_start(block, distance, end) + (index + 0.5) * distance for block in blocks for index in range(len(block))]


def _start(block: Sequence[float], distance: float, end: float) -> float:
    length = len(block) * distance
    return max(min(sum(block) / len(block) - length / 2, end - length), 0.0)


def _end(block: Sequence[float], distance: float, end: float) -> float:
    return _start(block, distance, end) + len(block) * distance
