"""The foot of the annotated picture: contradictions, bone age, child, doubts; as high as its lines need."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, Pen, wrapped
from bonage_desktop.reporting.picture_words import ALARM, DOUBT, PictureNotices, child_words, picture_notices
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, doubt_words
from bonage_desktop.sentences import Catalogue, Clause, say

_MARGIN = 28
_LINE = 24
_HEADLINE = 56
_LEGEND_STEP = 104
_LEGEND_GAP = 12
_QUIET = Lettering(14.5, palette.QUIET)


@dataclass(frozen=True, slots=True)
class Footer:
    """What the foot says, in lines that fit its width.

    Attributes:
        width: in pixels.
        notices: contradictions and doubts.
        headline: bone age, or that there is none.
        details: score, child and side.
        sources: whose boxes and levels are shown.
        catalogue: of the language.
    """

    width: int
    notices: PictureNotices
    headline: str
    details: tuple[str, ...]
    sources: tuple[Source, ...]
    catalogue: Catalogue

    @property
    def height(self) -> int:
        """In pixels."""
        lines = len(self.notices.contradictions) + len(self.details) + len(self.notices.doubts)
        return _MARGIN + _HEADLINE + lines * _LINE + _MARGIN // 2

    def draw(self, drawing: Drawing, top: float) -> None:
        """Draw it from this height down."""
        drawing.panel(0, top, self.width, self.height, palette.PANEL)
        y = top + _MARGIN
        y = _draw_lines(drawing, self.notices.contradictions, ALARM, y)
        right = self.width - _MARGIN
        drawing.text((_MARGIN, y + 14), self.headline, Lettering(30, palette.TEXT, bold=True))
        letters = Lettering(14.5, palette.NOTICE, Align.RIGHT, frame=palette.NOTICE)
        drawing.text((right - 9, y + 12), self.catalogue.words(Clause(RESEARCH_NOTICE)), letters)
        y += _HEADLINE
        self._draw_legend(drawing, right, y)
        y = _draw_lines(drawing, self.details, _QUIET, y)
        _draw_lines(drawing, self.notices.doubts, DOUBT, y)

    def _draw_legend(self, drawing: Drawing, right: float, y: float) -> None:
        for index, source in enumerate(self.sources):
            left = right - (len(self.sources) - index) * _LEGEND_STEP + _LEGEND_GAP
            drawing.line([(left, y), (left + 28, y)], Pen(palette.HUES[source], 2.5, palette.DASHES[source]))
            drawing.text((left + 36, y), self.catalogue.words(source.word), Lettering(13, palette.QUIET))


def footer(radiograph: Radiograph, reading: Reading, caption: str | None, width: int, catalogue: Catalogue) -> Footer:
    """The foot of a picture.

    Args:
        radiograph: the image.
        reading: what was found in it.
        caption: said below the headline where there is no bone age, or None.
        width: of the picture.
        catalogue: of the language.
    """
    present = {roi.source for roi in reading.rois.values()} | {grade.source for grade in reading.grades.values()}
    sources = tuple(source for source in Source if source in present)
    headline, detail = (catalogue.words(words) for words in _result_words(reading, caption))
    child = catalogue.words(child_words(radiograph, reading))
    room = width - 2 * _MARGIN - len(sources) * _LEGEND_STEP
    details = (*wrapped(detail, _QUIET, room), *wrapped(child, _QUIET, room))
    told = picture_notices(radiograph, reading, width - 2 * _MARGIN, catalogue)
    return Footer(width, told, headline, details, sources, catalogue)


def _result_words(reading: Reading, caption: str | None) -> tuple[str, str]:
    if caption is not None or reading.bone_age is None or reading.sex is None:
        return say("No bone age"), caption or say("Stopped before the score, as asked.")
    parts = [
        say("RUS score {score} of 1000", score=reading.score or 0),
        reading.sex.word,
        say("RUS-CHN, 50th percentile"),
    ]
    if reading.certainty is not None:
        parts.insert(0, doubt_words(reading.certainty))
    return say("Bone age {age}", age=age_words(reading.bone_age)), _apart(parts)


def _apart(parts: Iterable[str]) -> str:
    """The parts with points between them."""
    return reduce(lambda before, part: say("{before}  ·  {part}", before=before, part=part), parts)


def _draw_lines(drawing: Drawing, lines: tuple[str, ...], letters: Lettering, y: float) -> float:
    """One below the other; gives the height of the next."""
    for line in lines:
        drawing.text((_MARGIN, y), line, letters)
        y += _LINE
    return y
