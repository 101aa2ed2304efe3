"""The lower part of a report's page: remarks, conclusion, who read it, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.report_head import FACT
from bonage_desktop.reporting.report_notes import PLAIN_NOTE, QUIET, Note, draw_notes, note_lines
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.sheet import MARGIN, SMALL, Align, Ink, Place, Sheet

_BOTTOM = 10.0
_GAP = 1.6
_BOLD = Ink(is_bold=True)
_MOST_REMARKS = 7
"""Lines, with the head."""
_IDENTITY = 29
"""Letters of a standard's identity: its name and twelve digits of its SHA-256."""


@dataclass(frozen=True, eq=False)
class ReportEnd:
    """Stands at the foot of the sheet and is as high as its words need.

    Attributes:
        sheet: to write on.
        phrases: of the reading.
    """

    sheet: Sheet
    phrases: Phrases

    @property
    def top(self) -> float:
        """Where it begins, millimetres."""
        count = min(len(note_lines(self.sheet, self._remarks, self.sheet.room)), _MOST_REMARKS)
        return self._conclusion_top - (count * PLAIN_NOTE.line + _GAP if count else 0)

    def draw(self) -> None:
        """Write it, from above downwards."""
        sheet, words = self.sheet, self.phrases.words
        height = self._conclusion_top - self.top
        draw_notes(sheet, Place(MARGIN, self.top, sheet.room, height), self._remarks, words.and_more)
        line = Place(MARGIN, self._conclusion_top, sheet.room, QUIET.line)
        sheet.write(line, words.conclusion, QUIET)
        sheet.paragraph(Place(MARGIN, line.bottom, sheet.room, _BOLD.line), self._conclusion, _BOLD)
        third = sheet.room / 3
        sheet.fact(Place(MARGIN, self._signed_top, 2 * third - _GAP, FACT), words.reader, self.phrases.reader)
        confirmed = Place(MARGIN + 2 * third, self._signed_top, third, FACT)
        sheet.fact(confirmed, words.confirmed_at, self.phrases.confirmed_at)
        self._draw_foot()

    def _draw_foot(self) -> None:
        sheet = self.sheet
        sheet.rule(self._foot_top - _GAP / 2)
        sheet.paragraph(Place(MARGIN, self._foot_top, sheet.room, QUIET.line), self._foot, QUIET)
        last = Place(MARGIN, sheet.height - _BOTTOM - QUIET.line, sheet.room, QUIET.line)
        notice = Ink(SMALL, palette.ALARM_ON_PAPER, is_bold=True)
        sheet.write(last, self.phrases.words.notice, notice, Align.RIGHT)

    @property
    def _remarks(self) -> Sequence[Note]:
        return (Note(self.phrases.words.remarks, self.phrases.content.remarks.strip()),)

    @cached_property
    def _conclusion(self) -> Sequence[str]:
        return self.sheet.lines_of(self.phrases.conclusion, _BOLD, self.sheet.room)

    @property
    def _conclusion_top(self) -> float:
        return self._signed_top - _GAP - len(self._conclusion) * _BOLD.line - QUIET.line

    @property
    def _signed_top(self) -> float:
        return self._foot_top - _GAP - FACT

    @property
    def _foot_top(self) -> float:
        return self.sheet.height - _BOTTOM - len(self._foot) * QUIET.line

    @property
    def _foot(self) -> Sequence[str]:
        words, content = self.phrases.words, self.phrases.content
        told = [
            f"{words.method}{words.semicolon}{words.carpals}",
            f"{words.standard}: {content.reading.standards.rus_chn.identity[:_IDENTITY]}",
            f"{words.networks}: {self.phrases.networks or words.not_known}",
        ]
        return [*told, f"{words.audit_head}: {content.audit_head}"] if content.audit_head else told
