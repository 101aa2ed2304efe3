"""Draws what in a row of the bones' table is only looked at: crop, number, name, mark, distribution, mass, points."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QImage, QPainter, QPen

from bonage_desktop.app.bone_columns import DOT_PIXELS, Columns, bold_font, scaled, small_font
from bonage_desktop.app.bone_words import before_parts, is_changed, model_choice
from bonage_desktop.app.film_marks import bone_code, level_words
from bonage_desktop.app.one_line import CENTRE, LEFT, RIGHT, Line, write_line
from bonage_desktop.app.theme import RADIUS, Theme
from bonage_desktop.findings.roi import Source
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review_state import BoneRow, LevelChoice

_PENCIL, _DOT = "✎", "●"
_LEAST_TALL = 0.4
"""Probability whose bar is as high as the row where all others are lower: flat distributions look flat."""


@dataclass(frozen=True, slots=True, eq=False)
class RowLook:
    """What is drawn.

    Attributes:
        row: the bone as it stands.
        name: of the bone.
        crop: its picture; a null image where it has none.
        before: the bone in the study before, or None while nothing is compared.
        is_selected: the reader looks at this bone.
        is_hovered: the mouse is on it, here or elsewhere.
    """

    row: BoneRow
    name: str
    crop: QImage
    before: BoneBefore | None
    is_selected: bool
    is_hovered: bool


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Draws one row.

    Attributes:
        painter: of the row's widget.
        theme: colours.
        font: of the table.
        columns: where things stand.
    """

    painter: QPainter
    theme: Theme
    font: QFont
    columns: Columns

    def draw(self, look: RowLook, area: QRect) -> None:
        """Draw everything that the row holds."""
        self._draw_frame(look, area)
        self._draw_crop(look.crop)
        columns, row = self.columns, look.row
        if columns.number[1]:
            self._write(columns.number, str(row.bone.number), self.theme.quiet, small_font(self.font), RIGHT)
        name = look.name if columns.has_full_names else bone_code(row.bone).replace("RADIUS", "Radius")
        self._write(columns.name, name, self.theme.text, self.font, LEFT)
        self._draw_mark(row, look.before)
        if row.roi is None and row.chosen is None:
            return
        if look.before is not None:
            self._draw_before(look.before)
        else:
            self._draw_bars(row)
            self._draw_mass(row)
        if row.points is not None:
            self._write(columns.points, str(row.points), self.theme.text, bold_font(self.font), RIGHT)

    def _draw_frame(self, look: RowLook, area: QRect) -> None:
        if not (look.is_selected or look.is_hovered):
            return
        self.painter.setBrush(QColor(self.theme.field))
        edge = self.theme.model if look.is_selected else self.theme.field
        self.painter.setPen(QPen(QColor(edge), 1))
        self.painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _draw_crop(self, crop: QImage) -> None:
        left, side = self.columns.picture
        if not side:
            return
        place = QRect(left, (self.columns.height - side) // 2, side, side)
        if crop.isNull():
            self.painter.setPen(QPen(QColor(self.theme.quiet), 1, Qt.PenStyle.DashLine))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            self.painter.drawImage(place, crop)

    def _draw_mark(self, row: BoneRow, before: BoneBefore | None) -> None:
        place = self.columns.mark
        if row.needs_look or (before is not None and before.went_backwards):
            self._write(place, "?", self.theme.doubt, bold_font(self.font), CENTRE)
        elif row.level_source is Source.READER and row.chosen is not None:
            self._write(place, _PENCIL, self.theme.reader, self.font, CENTRE)
        elif row.chosen is not None:
            self._write(place, _DOT, self.theme.model, small_font(self.font), CENTRE)

    def _draw_bars(self, row: BoneRow) -> None:
        left, width = self.columns.bars
        if row.probabilities is None or not width:
            return
        step = width / 15
        bottom = self.columns.height - 8
        tallest = (self.columns.height - 16) / max(float(row.probabilities.max()), _LEAST_TALL)
        for index, probability in enumerate(row.probabilities):
            height = max(tallest * float(probability), 1.0)
            bar = QRectF(left + index * step, bottom - height, step - 1, height)
            self.painter.fillRect(bar, QColor(self._bar_hue(row, index)))

    def _bar_hue(self, row: BoneRow, index: int) -> str:
        if row.chosen is not None and row.chosen.level.index == index and is_changed(row):
            return self.theme.reader
        if row.model_level is not None and row.model_level.index == index:
            return self.theme.model
        return self.theme.quiet

    def _draw_mass(self, row: BoneRow) -> None:
        model = model_choice(row)
        place = self.columns.place(self.columns.mass)
        mass = "" if row.mass_within_one is None else f"{100 * row.mass_within_one:.0f} %"
        if not is_changed(row) or model is None:
            self._write_small(place, mass, self.theme.quiet)
        elif not mass:
            self._draw_models_level(place, model)
        else:
            above, below = self._two_lines(place)
            self._draw_models_level(above, model)
            self._write_small(below, mass, self.theme.quiet)

    def _draw_models_level(self, place: QRect, model: LevelChoice) -> None:
        """What the model said, behind its dot; without the number of the level where there is no room."""
        letters = QFontMetricsF(small_font(self.font))
        dot = scaled(self.font, DOT_PIXELS)
        whole, label = level_words(model), f"L{model.label}"
        words = whole if letters.horizontalAdvance(whole) <= place.width() - dot else label
        self._write_small(place, words, self.theme.model)
        middle = place.right() + 1 - letters.horizontalAdvance(words) - dot / 2 - 1.5
        side = dot - scaled(self.font, 3)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.theme.model))
        self.painter.drawEllipse(QRectF(middle - side / 2, place.center().y() + 0.5 - side / 2, side, side))

    def _draw_before(self, before: BoneBefore) -> None:
        """Level and change in one line, in two where there is little room."""
        colour = self.theme.doubt if before.went_backwards else self.theme.quiet
        parts, place = before_parts(before), self.columns.evidence
        in_one = " ".join(parts)
        if QFontMetricsF(small_font(self.font)).horizontalAdvance(in_one) <= place.width():
            self._write_small(place, in_one, colour)
            return
        for part, line in zip(parts, self._two_lines(place), strict=True):
            self._write_small(line, part, colour)

    def _two_lines(self, place: QRect) -> tuple[QRect, QRect]:
        """Upper and lower line of a place, as close as small letters allow."""
        height = min(QFontMetrics(small_font(self.font)).height(), place.height() // 2 - 1)
        above = QRect(place.left(), place.height() // 2 - height, place.width(), height)
        return above, above.translated(0, height)

    def _write_small(self, place: QRect, words: str, colour: str) -> None:
        write_line(self.painter, place, Line(words, colour, small_font(self.font), RIGHT))

    def _write(self, column: tuple[int, int], words: str, colour: str, font: QFont, where: Qt.AlignmentFlag) -> None:
        write_line(self.painter, self.columns.place(column), Line(words, colour, font, where))
