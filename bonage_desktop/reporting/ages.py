"""Ages and days as people write them, in the reader's notation; a catalogue says them in the reader's language."""

from datetime import date
from enum import StrEnum

from bonage_desktop.sentences import Sentence, say

_MONTHS = 12


class AgeNotation(StrEnum):
    """How ages are written: 11.3 y, or 11 y 4 m."""

    DECIMAL = "decimal"
    YEARS_MONTHS = "years_months"


def years_words(years: float, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """An age in a sentence: `11.3 years`, or `11 y 4 m` rounded to a month."""
    if notation is AgeNotation.DECIMAL:
        return say("{years:.1f} years", years=years)
    return _in_months(years)


def short_years_words(years: float, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """An age where there is little room: `11.3 y`, or `11 y 4 m` rounded to a month."""
    if notation is AgeNotation.DECIMAL:
        return say("{years:.1f} y", years=years)
    return _in_months(years)


def day_words(day: date) -> Sentence:
    """A day of the calendar: `2026-03-01` in English."""
    return say("{year:04d}-{month:02d}-{day:02d}", year=day.year, month=day.month, day=day.day)


def _in_months(years: float) -> Sentence:
    whole, months = divmod(round(years * _MONTHS), _MONTHS)
    return say("{years} y {months} m", years=whole, months=months)
