"""The upper part of a report's page: letterhead, title, child and study, what contradicts, the bone age."""

import io

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.sheet import LARGE, MARGIN, PLAIN, SMALL, Align, Ink, Place, Sheet

_TOP = 11.0
_LOGO = Place(MARGIN, _TOP, 45.0, 13.0)
"""The most that a logo takes."""
_GAP = 4.0
FACT = 10.4
"""Height of a fact with its head, millimetres."""
_TITLE = 18.0
_TICKED = 62.0
_RESULT = 62.0
_IN_A_ROW = 3
_CONTRADICTIONS = 2
_ALARM = Ink(PLAIN, palette.ALARM_ON_PAPER, is_bold=True)


def draw_head(sheet: Sheet, phrases: Phrases, setup: PageSetup) -> float:
    """All of it; gives the height at which the rest begins, millimetres.

    Args:
        sheet: to draw on.
        phrases: of the reading.
        setup: with the letterhead.
    """
    top = _draw_letterhead(sheet, setup)
    top = _draw_title(sheet, phrases, top)
    top = _draw_patient(sheet, phrases, top)
    return _draw_result(sheet, phrases, top)


def told_above(phrases: Phrases) -> tuple[str, ...]:
    """The contradictions that are said before the age; the others stand among what is to be checked."""
    return phrases.contradictions[:_CONTRADICTIONS]


def _draw_letterhead(sheet: Sheet, setup: PageSetup) -> float:
    if not setup.logo and not setup.institution:
        return _TOP
    beside = MARGIN
    if setup.logo:
        beside += _draw_logo(sheet, setup.logo) + _GAP
    place = Place(beside, _TOP, sheet.right - beside, _LOGO.height)
    sheet.write(place, setup.institution, Ink(12, is_bold=True))
    sheet.rule(_LOGO.bottom + 1.5)
    return _LOGO.bottom + 3


def _draw_logo(sheet: Sheet, logo: bytes) -> float:
    """As large as it fits, on paper where it is transparent; gives its width."""
    from PIL import Image

    with Image.open(io.BytesIO(logo)) as opened:
        picture = opened.convert("RGBA")
    flat = Image.new("RGB", picture.size, palette.PAPER)
    flat.paste(picture, mask=picture.getchannel("A"))
    scale = min(_LOGO.width / flat.width, _LOGO.height / flat.height)
    width, height = flat.width * scale, flat.height * scale
    sheet.picture(Place(_LOGO.left, _TOP + (_LOGO.height - height) / 2, width, height), flat)
    return width


def _draw_title(sheet: Sheet, phrases: Phrases, top: float) -> float:
    words, line = phrases.words, Place(MARGIN, top, sheet.room, 8)
    sheet.write(line, words.title, Ink(_TITLE, is_bold=True))
    sheet.write(line, words.notice, _ALARM, Align.RIGHT)
    below = Place(MARGIN, line.bottom + 0.5, sheet.room - _TICKED, Ink().line)
    sheet.write(below, phrases.status, Ink(is_bold=True))
    sheet.write(Place(below.right, below.top, _TICKED, below.height), phrases.ticked, Ink(), Align.RIGHT)
    sheet.rule(below.bottom + 1.2)
    return below.bottom + 2.4


def _draw_patient(sheet: Sheet, phrases: Phrases, top: float) -> float:
    words, radiograph = phrases.words, phrases.content.radiograph
    known, quarter = radiograph.identifiers, sheet.room / 4
    facts = (
        (known.readable_name, 2),
        (known.patient_id, 2),
        ("" if radiograph.birth_date is None else phrases.day(radiograph.birth_date), 1),
        (words.sexes[phrases.content.sex], 1),
        (phrases.study_date, 1),
        (known.accession_number, 1),
        (known.institution, 2),
        (phrases.image, 2),
    )
    column, row = 0, top
    for head, (fact, columns) in zip(words.patient, facts, strict=True):
        if column == 4:
            column, row = 0, row + FACT
        place = Place(MARGIN + column * quarter, row, columns * quarter - _GAP, FACT)
        sheet.fact(place, head, fact or words.not_known)
        column += columns
    sheet.rule(row + FACT + 0.6)
    return row + FACT + 1.8


def _draw_result(sheet: Sheet, phrases: Phrases, top: float) -> float:
    """What contradicts is said before the age."""
    words, big = phrases.words, Ink(LARGE, is_bold=True)
    for told in told_above(phrases):
        sheet.write(Place(MARGIN, top, sheet.room, _ALARM.line), told, _ALARM)
        top += _ALARM.line
    top += 1 if told_above(phrases) else 0
    quiet = Ink(SMALL, palette.QUIET_INK)
    sheet.write(Place(MARGIN, top, _RESULT, quiet.line), words.bone_age, quiet)
    sheet.write(Place(MARGIN, top + quiet.line, _RESULT, big.line), phrases.bone_age, big)
    facts = (
        phrases.range,
        phrases.chronological_age or words.not_known,
        phrases.difference or words.not_known,
        f"{phrases.content.score} / 1000",
        phrases.percentile,
        phrases.other_table,
    )
    told_facts = [(head, fact) for head, fact in zip(words.result, facts, strict=True) if fact]
    width = (sheet.room - _RESULT) / _IN_A_ROW
    for number, (head, fact) in enumerate(told_facts):
        row, column = divmod(number, _IN_A_ROW)
        place = Place(MARGIN + _RESULT + column * width, top + row * FACT, width - _GAP / 2, FACT)
        sheet.fact(place, head, fact)
    return top + 2 * FACT + 1.5
