"""The radiograph of a report: small, with 13 numbered boxes, and the numbers beside the hand."""

from collections.abc import Mapping

import numpy as np

from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.labels import around, sides, spread
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.sheet import Align, Ink, Place, Sheet
from bonage_desktop.standards.bones import Bone

_COLUMN = 5.5
"""Millimetres left and right of the image for the numbers."""
_DISTANCE = 3.8
_FREE_BELOW = 7.0
"""Millimetres without numbers, for the side of the hand."""
_GAP = 0.8
_PIXELS_PER_MILLIMETRE = 300 / 25.4
_DASH = 0.8
"""Millimetres of a dash around a box that nobody saw."""


def draw_film(sheet: Sheet, content: ReportContent, place: Place) -> None:
    """The whole radiograph as large as it fits, on black, with the pixels that a printer shows.

    Args:
        sheet: to draw on.
        content: whose radiograph and boxes.
        place: where.
    """
    radiograph = content.radiograph
    sheet.panel(place, palette.BACKGROUND)
    scale = min((place.width - 2 * _COLUMN) / radiograph.width, place.height / radiograph.height)
    width, height = radiograph.width * scale, radiograph.height * scale
    film = Place(place.left + (place.width - width) / 2, place.top + (place.height - height) / 2, width, height)
    _draw_pixels(sheet, content, film)
    boxes = {
        roi.bone: Box(
            film.left + roi.box.x0 * scale,
            film.top + roi.box.y0 * scale,
            film.left + roi.box.x1 * scale,
            film.top + roi.box.y1 * scale,
        )
        for roi in content.reading.rois.values()
    }
    for bone, box in boxes.items():
        source = content.reading.rois[bone].source
        sheet.line(around(box), palette.HUES[source], 0.3, _DASH if palette.DASHES[source] else 0)
    _draw_numbers(sheet, content, boxes, place)
    if radiograph.laterality is not None:
        corner = Place(place.left + 2, place.bottom - _FREE_BELOW, _FREE_BELOW, _FREE_BELOW)
        sheet.write(corner, radiograph.laterality.value[0].upper(), Ink(12, palette.TEXT, is_bold=True))


def _draw_pixels(sheet: Sheet, content: ReportContent, film: Place) -> None:
    from PIL import Image

    pixels = content.radiograph.pixels
    width, height = (max(round(side * _PIXELS_PER_MILLIMETRE), 1) for side in (film.width, film.height))
    way = cv2.INTER_AREA if width < pixels.shape[1] else cv2.INTER_CUBIC
    shown = np.asarray(cv2.resize(pixels, (width, height), interpolation=way), np.float32)
    sheet.picture(film, Image.fromarray(np.clip(np.rint(shown * 255), 0, 255).astype(np.uint8)))


def _draw_numbers(sheet: Sheet, content: ReportContent, boxes: Mapping[Bone, Box], place: Place) -> None:
    left, right = sides({bone: box.centre[0] for bone, box in boxes.items()})
    for bones, align, column in (
        (left, Align.RIGHT, place.left + _COLUMN),
        (right, Align.LEFT, place.right - _COLUMN),
    ):
        members = sorted(bones, key=lambda bone: boxes[bone].centre[1])
        wanted = [boxes[bone].centre[1] - place.top for bone in members]
        for bone, height in zip(members, spread(wanted, _DISTANCE, place.height - _FREE_BELOW), strict=True):
            box, hue = boxes[bone], palette.HUES[content.reading.rois[bone].source]
            start = (box.x0 if align is Align.RIGHT else box.x1, box.centre[1])
            sheet.line([start, (column, place.top + height)], hue, 0.12)
            beside = column - _GAP - _COLUMN if align is Align.RIGHT else column + _GAP
            cell = Place(beside, place.top + height - _DISTANCE / 2, _COLUMN, _DISTANCE)
            sheet.write(cell, f"{bone.number}", Ink(7.5, hue, is_bold=True), align)
