"""The contact sheet: the 13 crops that the network grades, stretched for the eye, with level and probability.

No name, identifier or file name of the patient is drawn.
"""

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, wrapped
from bonage_desktop.reporting.picture_words import ALARM, DOUBT, child_words, picture_notices
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, level_words
from bonage_desktop.sentences import ENGLISH, Catalogue, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import as_grey, roi_crop

_COLUMNS = 5
_SIDE = 224
_GAP = 24
_TEXT = 52
_LINE = 22
_PLAIN = Lettering(15, palette.TEXT)
_QUIET = Lettering(13.5, palette.QUIET)
_UNTURNED = CanonicalTransform(0.0, mirrored=False, inverted=False)


def contact_sheet(radiograph: Radiograph, reading: Reading, catalogue: Catalogue = ENGLISH) -> bytes:
    """The crops of bones 1 to 13 in three rows, below what must be said first; the last two places say what it is.

    Args:
        radiograph: the image.
        reading: whose boxes and levels are shown; a bone without a box leaves its place black.
        catalogue: of the language.

    Returns:
        A PNG.
    """
    rows = -(-(len(Bone) + 1) // _COLUMNS)
    width = _COLUMNS * (_SIDE + _GAP) + _GAP
    told = picture_notices(radiograph, reading, width - 2 * _GAP, catalogue)
    lines = [(line, ALARM) for line in told.contradictions] + [(line, DOUBT) for line in told.doubts]
    head = _GAP + len(lines) * _LINE if lines else 0
    drawing = Drawing(width, head + rows * (_SIDE + _TEXT + _GAP) + _GAP, palette.PANEL)
    for index, (line, letters) in enumerate(lines):
        drawing.text((_GAP, _GAP + (index + 0.5) * _LINE), line, letters)
    grey = as_grey(radiograph.pixels)
    canonical = reading.findings.canonical or _UNTURNED
    for bone in Bone:
        left, top = _place(bone.number - 1, head)
        drawing.panel(left, top, _SIDE, _SIDE, palette.BACKGROUND)
        roi = reading.rois.get(bone)
        if roi is not None:
            drawing.image(stretched(roi_crop(grey, roi.box, canonical)), left, top, _SIDE, _SIDE)
        _draw_caption(drawing, reading, bone, (left, top + _SIDE), catalogue)
    _draw_summary(drawing, radiograph, reading, _place(len(Bone), head), catalogue)
    return drawing.png()


def stretched(crop: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The crop's own grey levels spread over 0..1: its 1st percentile black, its 99th white; an even one black."""
    low, high = np.percentile(crop, (1, 99))
    if high <= low:
        return np.zeros(crop.shape, np.float32)
    return np.clip((crop - np.float32(low)) / np.float32(high - low), 0, 1).astype(np.float32)


def _place(index: int, head: int) -> tuple[int, int]:
    row, column = divmod(index, _COLUMNS)
    return _GAP + column * (_SIDE + _GAP), head + _GAP + row * (_SIDE + _TEXT + _GAP)


def _draw_caption(
    drawing: Drawing, reading: Reading, bone: Bone, corner: tuple[int, int], catalogue: Catalogue
) -> None:
    left, top = corner
    roi, grade = reading.rois.get(bone), reading.grades.get(bone)
    drawing.text((left, top + 16), f"{bone.number}  {catalogue.words(bone.title)}", Lettering(13.5, palette.TEXT))
    if roi is None:
        drawing.text((left, top + 38), catalogue.words(say("not found")), Lettering(13.5, palette.NOTICE))
    if grade is None:
        return
    words = level_words(grade.level, reading.standards.rus_chn)
    doubt = say("by the reader") if grade.source is Source.READER else f"{grade.probability:.0%}"
    if roi is not None and roi.source is Source.INFERRED:
        doubt = say("place inferred, {doubt}", doubt=doubt)
    place = left if roi is not None else left + 80
    drawing.text((place, top + 38), words, Lettering(15.5, palette.HUES[grade.source], bold=True))
    drawing.text((left + _SIDE, top + 38), catalogue.words(doubt), Lettering(13, palette.QUIET, Align.RIGHT))


def _draw_summary(
    drawing: Drawing, radiograph: Radiograph, reading: Reading, place: tuple[int, int], catalogue: Catalogue
) -> None:
    left, top = place
    y = top + 24
    if reading.bone_age is not None:
        age = catalogue.words(say("Bone age {age}", age=age_words(reading.bone_age)))
        score = catalogue.words(say("RUS score {score} of 1000", score=reading.score or 0))
        drawing.text((left, y), age, Lettering(24, palette.TEXT, bold=True))
        drawing.text((left, y + 36), score, _PLAIN)
        y += 60
    way = say("as they lie in the image") if reading.findings.canonical is None else say("upright")
    about = say(
        "Crops {way}, 1.25 times the box, each stretched to its own grey levels (1st to 99th percentile). "
        "Below each: label and level, and the probability of that level.",
        way=way,
    )
    for words, letters in ((child_words(radiograph, reading), _PLAIN), (about, _QUIET)):
        for line in wrapped(catalogue.words(words), letters, 2 * _SIDE + _GAP):
            drawing.text((left, y), line, letters)
            y += _LINE
        y += 6
    drawing.text((left, y), catalogue.words(RESEARCH_NOTICE), Lettering(13.5, palette.NOTICE))
