"""The report as one page of PDF/A-1b: child and study, result, image, 13 bones, curve, findings, who read it.

Until a reader has confirmed the reading, DRAFT stands across the page. No time is in the file but that of the
confirmation, so that the same reading gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.chart_content import PAPER, ChartLook
from bonage_desktop.reporting.chart_picture import ChartGround, ChartKind, printed_chart
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.paper import Section
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.report_end import ReportEnd
from bonage_desktop.reporting.report_film import draw_film
from bonage_desktop.reporting.report_head import draw_head, told_above
from bonage_desktop.reporting.report_notes import QUIET, Note, draw_notes
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.report_table import table_rows
from bonage_desktop.reporting.sheet import MARGIN, MILLIMETRES, Align, Imprint, Ink, Place, Sheet
from bonage_desktop.standards.language import Language

_GAP = 5.0
_FILM_SHARE = 0.39
"""Of the width, for image and curve."""
_BODY_SHARE = 0.58
"""Of the height between result and remarks, for image and bones; curve and notes have the rest."""
_CHART_POINTS = 7.0


def report_pdf(content: ReportContent, language: Language, setup: PageSetup) -> bytes:
    """The page as PDF/A-1b; takes about a second.

    Args:
        content: the reading.
        language: of the words.
        setup: paper, letterhead and sections.
    """
    phrases = Phrases(content, language)
    made = content.confirmed_at or content.radiograph.study_date
    sheet = Sheet(setup.paper, Imprint(phrases.words.title, language, made))
    top = draw_head(sheet, phrases, setup)
    end = ReportEnd(sheet, phrases)
    bottom = end.top - _GAP
    between = top + (bottom - top) * _BODY_SHARE
    body = Place(MARGIN, top, sheet.room, between - _GAP / 2 - top)
    below = Place(MARGIN, between + _GAP / 2, sheet.room, bottom - between - _GAP)
    _draw_body(sheet, phrases, body, setup)
    _draw_below(sheet, phrases, below, setup)
    end.draw()
    if content.confirmed_at is None:
        sheet.stamp(phrases.words.draft, palette.NOTICE)
    return sheet.content()


def _halves(place: Place, *, is_left_there: bool, is_right_there: bool) -> tuple[Place, Place]:
    """Left and right part of a place; the only one there has all of it."""
    if not is_left_there or not is_right_there:
        return place, place
    width = place.width * _FILM_SHARE
    left = Place(place.left, place.top, width, place.height)
    return left, Place(left.right + _GAP, place.top, place.width - width - _GAP, place.height)


def _draw_body(sheet: Sheet, phrases: Phrases, place: Place, setup: PageSetup) -> None:
    has_image, has_bones = Section.IMAGE in setup.sections, Section.BONES in setup.sections
    left, right = _halves(place, is_left_there=has_image, is_right_there=has_bones)
    if has_image:
        draw_film(sheet, phrases.content, left)
    if has_bones:
        _draw_table(sheet, phrases, right)


@dataclass(frozen=True, slots=True)
class _Column:
    """Of the table: its share of the width, which side its words stand on."""

    share: float
    align: Align
    is_hued: bool = False
    """Its colour says who set the level, as a word beside it does."""


_COLUMNS = (
    _Column(4, Align.RIGHT),
    _Column(30, Align.LEFT),
    _Column(16, Align.LEFT, is_hued=True),
    _Column(9, Align.RIGHT),
    _Column(12, Align.LEFT, is_hued=True),
    _Column(13, Align.RIGHT),
    _Column(16, Align.LEFT),
)
_CELL = Ink(8.4)
_PAD = 1.6


def _draw_table(sheet: Sheet, phrases: Phrases, place: Place) -> None:
    rows = table_rows(phrases)
    columns = _COLUMNS if phrases.content.earlier else _COLUMNS[:-1]
    step = place.height / (len(rows) + 2)
    unit = (place.width - _PAD * (len(columns) - 1)) / sum(column.share for column in columns)
    lefts = [place.left + unit * sum(c.share for c in columns[:n]) + _PAD * n for n in range(len(columns))]

    def write(number: int, cells: Sequence[tuple[str, Ink]]) -> None:
        for left, column, (words, ink) in zip(lefts, columns, cells, strict=False):
            cell = Place(left, place.top + number * step, column.share * unit, step)
            sheet.write(cell, words, ink, column.align)

    def rule(number: int, colour: str) -> None:
        top = place.top + number * step
        sheet.line([(place.left, top), (place.right, top)], colour, 0.2)

    write(0, [(head, QUIET) for head in phrases.words.table])
    for number, row in enumerate(rows, start=1):
        rule(number, palette.PAPER_LINE)
        hued = replace(_CELL, colour=palette.HUES_ON_PAPER[row.source])
        write(
            number,
            [(words, hued if column.is_hued else _CELL) for column, words in zip(columns, row.cells, strict=False)],
        )
    rule(len(rows) + 1, palette.QUIET_INK)
    total = replace(_CELL, is_bold=True)
    write(len(rows) + 1, [("", total), (phrases.words.sum, total), ("", total), (f"{phrases.content.score}", total)])


def _draw_below(sheet: Sheet, phrases: Phrases, place: Place, setup: PageSetup) -> None:
    has_curve = Section.CURVE in setup.sections
    left, right = _halves(place, is_left_there=has_curve, is_right_there=True)
    if has_curve:
        _draw_curve(sheet, phrases, left)
    words = phrases.words
    doubts = (*phrases.contradictions[len(told_above(phrases)) :], *phrases.doubts)
    deciding = phrases.deciding if Section.DECIDING in setup.sections else ()
    earlier = phrases.earlier if Section.EARLIER in setup.sections else ()
    notes = (
        Note(words.other_findings, phrases.other_findings),
        Note(words.to_check, "\n".join(doubts)),
        Note(words.deciding, "\n".join(deciding)),
        Note(words.earlier, "\n".join(earlier)),
        Note("", phrases.agreement),
    )
    draw_notes(sheet, right, notes, words.and_more)


def _draw_curve(sheet: Sheet, phrases: Phrases, place: Place) -> None:
    from PIL import Image

    content, look = phrases.content, ChartLook(PAPER, phrases.words.chart, _CHART_POINTS)
    width, height = (round(side / MILLIMETRES) for side in (place.width, place.height))
    ground = ChartGround(ChartKind.CURVE, content.standard, look, width, height, 1)
    sheet.picture(place, Image.fromarray(printed_chart(ground, content.chart)))
