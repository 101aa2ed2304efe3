"""The contact sheet: the 13 crops as the network saw them, with level and probability.

No name, identifier or file name of the patient is drawn.
"""

import numpy as np

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, level_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import as_grey, roi_crop

_COLUMNS = 5
_SIDE = 224
_GAP = 24
_TEXT = 52
_UNTURNED = CanonicalTransform(0.0, mirrored=False, inverted=False)


def contact_sheet(radiograph: Radiograph, reading: Reading) -> bytes:
    """The crops of bones 1 to 13, upright, in three rows; the last two places say what it is.

    Args:
        radiograph: the image.
        reading: whose boxes and levels are shown; a bone without a box leaves its place black.

    Returns:
        A PNG.
    """
    rows = -(-(len(Bone) + 1) // _COLUMNS)
    width = _COLUMNS * (_SIDE + _GAP) + _GAP
    height = rows * (_SIDE + _TEXT + _GAP) + _GAP
    drawing = Drawing(width, height, palette.PANEL)
    grey = as_grey(radiograph.pixels)
    canonical = reading.findings.canonical or _UNTURNED
    for bone in Bone:
        left, top = _place(bone.number - 1)
        drawing.panel(left, top, _SIDE, _SIDE, palette.BACKGROUND)
        roi = reading.rois.get(bone)
        if roi is not None:
            crop = roi_crop(grey, roi.box, canonical).astype(np.float32) / np.float32(255)
            drawing.image(crop, left, top, _SIDE, _SIDE)
        _draw_caption(drawing, reading, bone, left, top + _SIDE)
    _draw_summary(drawing, reading, _place(len(Bone)))
    return drawing.png()


def _place(index: int) -> tuple[int, int]:
    row, column = divmod(index, _COLUMNS)
    return _GAP + column * (_SIDE + _GAP), _GAP + row * (_SIDE + _TEXT + _GAP)


def _draw_caption(drawing: Drawing, reading: Reading, bone: Bone, left: int, top: int) -> None:
    roi, grade = reading.rois.get(bone), reading.grades.get(bone)
    drawing.text((left, top + 16), f"{bone.number}  {bone.title}", Lettering(13.5, palette.TEXT))
    if roi is None:
        drawing.text((left, top + 38), "not found", Lettering(13.5, palette.NOTICE))
    if grade is None:
        return
    words = level_words(grade.level, reading.standards.rus_chn)
    doubt = "by the reader" if grade.source is Source.READER else f"{grade.probability:.0%}"
    if roi is not None and roi.source is Source.INFERRED:
        doubt = f"place inferred, {doubt}"
    place = left if roi is not None else left + 80
    drawing.text((place, top + 38), words, Lettering(15.5, palette.HUES[grade.source], bold=True))
    drawing.text((left + _SIDE, top + 38), doubt, Lettering(13, palette.QUIET, Align.RIGHT))


def _draw_summary(drawing: Drawing, reading: Reading, place: tuple[int, int]) -> None:
    left, top = place
    if reading.bone_age is not None:
        drawing.text(
            (left, top + 30), f"Bone age {age_words(reading.bone_age)}", Lettering(24, palette.TEXT, bold=True)
        )
        drawing.text((left, top + 68), f"RUS score {reading.score} of 1000", Lettering(15, palette.TEXT))
    lines = (
        "Crops as the network sees them: upright,",
        "1.25 times the box. Below each: label and",
        "level, and the probability of that level.",
    )
    for index, line in enumerate(lines):
        drawing.text((left, top + 108 + 22 * index), line, Lettering(13.5, palette.QUIET))
    drawing.text((left, top + 196), RESEARCH_NOTICE, Lettering(13.5, palette.NOTICE))
