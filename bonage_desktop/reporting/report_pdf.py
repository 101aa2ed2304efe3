"""The report as one page of A4: child and study, image, result, 13 bones, curve, findings, who read it.

Until a reader has confirmed the reading, DRAFT stands across the page. No time of day is in the file but that of the
confirmation, so that the same reading gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.chart_content import PAPER, ChartLook
from bonage_desktop.reporting.curve_chart import CurveChart
from bonage_desktop.reporting.drawing import Align, Pen
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.report_film import Place, draw_film
from bonage_desktop.reporting.report_page import HEIGHT, LARGE, LINE, MARGIN, PLAIN, RIGHT, SMALL, Page
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.report_table import table_rows
from bonage_desktop.standards.language import Language

_FILM = Place(MARGIN, 310, 300, 388)
_TABLE = Place(_FILM.right + 22, 310, RIGHT - _FILM.right - 22, 388)
_CHART = Place(MARGIN + 34, 716, 330, 196)
_NOTES = Place(_CHART.right + 30, 712, RIGHT - _CHART.right - 30, 240)
_REMARKS = Place(MARGIN, 966, RIGHT - MARGIN, 94)
_FOOT = 1076
_RESULT = 206
_TICKED = 230
_CONTRADICTIONS = 2
_CHART_POINTS = 7.4
_COLUMNS = ((18.0, Align.RIGHT), (28.0, Align.LEFT), (166.0, Align.LEFT), (274.0, Align.RIGHT), (290.0, Align.LEFT))


def report_pdf(content: ReportContent, language: Language) -> bytes:
    """The page as PDF; takes about a second.

    Args:
        content: the reading.
        language: of the words. Notices are the program's sentences and stay English.
    """
    page = report_page(content, language)
    return page.drawing.pdf(Phrases(content, language).words.title)


def report_page(content: ReportContent, language: Language) -> Page:
    """The page before it becomes a file."""
    page, phrases = Page(), Phrases(content, language)
    _draw_head(page, phrases)
    _draw_result(page, phrases)
    draw_film(page.drawing, content, _FILM, page.families)
    _draw_table(page, phrases)
    axes = page.drawing.room(_CHART.left, _CHART.top, _CHART.width, _CHART.height)
    CurveChart(axes, content.standard, ChartLook(PAPER, phrases.words.chart, _CHART_POINTS)).show(content.chart)
    _draw_notes(page, phrases)
    _draw_foot(page, phrases)
    if content.confirmed_at is None:
        letters = page.letters(190, palette.NOTICE, bold=True)
        page.drawing.stamp(phrases.words.draft, letters, degrees=52, opacity=0.38)
    return page


def _draw_head(page: Page, phrases: Phrases) -> None:
    words, radiograph = phrases.words, phrases.content.radiograph
    page.write((MARGIN, 62), words.title, page.letters(22, bold=True))
    page.write((RIGHT, 56), words.notice, page.letters(PLAIN, palette.ALARM_ON_PAPER, Align.RIGHT, bold=True))
    page.write((MARGIN, 90), phrases.status, page.letters(PLAIN, bold=True), RIGHT - MARGIN - _TICKED)
    page.write((RIGHT, 90), phrases.ticked, page.letters(PLAIN, align=Align.RIGHT), _TICKED)
    page.rule(106)
    identifiers, unknown = radiograph.identifiers, words.not_known
    facts = (
        identifiers.readable_name or unknown,
        identifiers.patient_id or unknown,
        words.sexes[phrases.content.sex],
        unknown if radiograph.birth_date is None else phrases.day(radiograph.birth_date),
        phrases.study_date,
        identifiers.accession_number or unknown,
        identifiers.institution or unknown,
        phrases.image,
    )
    width = (RIGHT - MARGIN) / 4
    for index, (head, fact) in enumerate(zip(words.patient, facts, strict=True)):
        row, column = divmod(index, 4)
        page.fact((MARGIN + column * width, 122 + row * 38), head, fact, width - 12)
    page.rule(190)


def _draw_result(page: Page, phrases: Phrases) -> None:
    """What contradicts is said before the age."""
    words, y = phrases.words, _RESULT
    alarm = page.letters(PLAIN, palette.ALARM_ON_PAPER, bold=True)
    for told in phrases.contradictions[:_CONTRADICTIONS]:
        page.write((MARGIN, y), told, alarm, RIGHT - MARGIN)
        y += LINE
    page.write((MARGIN, y), words.bone_age, page.letters(SMALL, palette.QUIET_INK))
    page.write((MARGIN, y + 26), phrases.bone_age, page.letters(LARGE, bold=True), 300)
    if phrases.other_table:
        page.write((MARGIN, y + 50), f"({phrases.other_table})", page.letters(SMALL, palette.QUIET_INK))
    facts = (
        phrases.range or words.not_known,
        phrases.chronological_age or words.not_known,
        phrases.short_difference,
        f"{phrases.content.score} / 1000",
    )
    for number, (head, fact) in enumerate(zip(words.result, facts, strict=True)):
        row, side = divmod(number, 2)
        page.fact((_TABLE.left + side * 200, y + row * 36), head, fact, 190)


def _draw_table(page: Page, phrases: Phrases) -> None:
    columns = (*_COLUMNS, (float(_TABLE.width), Align.RIGHT))
    rows = table_rows(phrases)
    step = _TABLE.height / (len(rows) + 2)
    for (x, align), head in zip(columns, phrases.words.table, strict=True):
        page.write((_TABLE.left + x, _TABLE.top + step / 2), head, page.letters(SMALL, palette.QUIET_INK, align))
    for number, row in enumerate(rows, start=1):
        y = _TABLE.top + (number + 0.5) * step
        page.drawing.line([(_TABLE.left, y - step / 2), (_TABLE.right, y - step / 2)], Pen(palette.PAPER_LINE, 1))
        hue = palette.HUES_ON_PAPER[row.source]
        for (x, align), words, is_hued in zip(columns, row.cells, _HUED, strict=True):
            page.write((_TABLE.left + x, y), words, page.letters(PLAIN, hue if is_hued else palette.INK, align))
    y = _TABLE.bottom - step / 2
    page.drawing.line([(_TABLE.left, y - step / 2), (_TABLE.right, y - step / 2)], Pen(palette.QUIET_INK, 1))
    page.write((_TABLE.left + columns[1][0], y), phrases.words.sum, page.letters(bold=True))
    page.write((_TABLE.left + columns[3][0], y), f"{phrases.content.score}", page.letters(align=Align.RIGHT, bold=True))


_HUED = (False, False, True, False, True, False)
"""The cells whose colour says who set the level; the fifth says it in a word."""


@dataclass(frozen=True, slots=True)
class _Note:
    head: str
    text: str


def _draw_notes(page: Page, phrases: Phrases) -> None:
    words, content = phrases.words, phrases.content
    others = len(phrases.contradictions) - _CONTRADICTIONS
    doubts = (*phrases.contradictions[_CONTRADICTIONS:], *phrases.doubts) if others > 0 else phrases.doubts
    notes = (
        _Note(words.deciding, "\n".join(phrases.deciding)),
        _Note(words.other_findings, phrases.other_findings),
        _Note(words.to_check, "\n".join(doubts)),
        _Note(words.earlier, "\n".join(phrases.earlier)),
        _Note("", phrases.agreement),
    )
    _draw_column(page, _NOTES, notes, words.and_more)
    _draw_column(page, _REMARKS, (_Note(words.remarks, content.remarks.strip()),), words.and_more)


def _draw_column(page: Page, place: Place, notes: Sequence[_Note], and_more: str) -> None:
    """Notes below each other; what has no room is counted in the last line."""
    quiet, plain = page.letters(SMALL, palette.QUIET_INK), page.letters()
    lines = [
        (line, letters)
        for note in notes
        if note.text
        for words, letters in ((note.head, quiet), (note.text, plain))
        for line in page.lines_of(words, letters, place.width)
    ]
    room = place.height // LINE
    if len(lines) > room:
        lines[room - 1 :] = [(and_more.format(len(lines) - room + 1), quiet)]
    y = place.top + LINE / 2
    for line, letters in lines:
        y = page.paragraph((place.left, y), [line], letters)


def _draw_foot(page: Page, phrases: Phrases) -> None:
    words, content = phrases.words, phrases.content
    page.rule(_FOOT - 12)
    quiet = page.letters(SMALL, palette.QUIET_INK)
    y = page.paragraph((MARGIN, _FOOT), [f"{words.method}{words.comma}{words.carpals}"], quiet)
    identity = content.reading.standards.rus_chn.identity
    for head, told in ((words.standard, identity[:29]), (words.networks, phrases.networks or words.not_known)):
        page.write((MARGIN, y), f"{head}: {told}", quiet, RIGHT - MARGIN)
        y += LINE - 2
    page.write((MARGIN, HEIGHT - 36), words.reader.format(content.reader), page.letters(), 420)
    page.write((RIGHT, HEIGHT - 36), words.notice, page.letters(PLAIN, palette.ALARM_ON_PAPER, Align.RIGHT, bold=True))
