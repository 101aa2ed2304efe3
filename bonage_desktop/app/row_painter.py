"""Draws what in a row of the bones' table is only looked at: crop, number, name, mark, distribution, mass, points."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from bonage_desktop.app.bone_columns import Columns, bold_font, small_font
from bonage_desktop.app.bone_words import before_words, is_changed, model_choice
from bonage_desktop.app.one_line import CENTRE, LEFT, RIGHT, Line, write_line
from bonage_desktop.app.theme import RADIUS, Theme
from bonage_desktop.findings.roi import Source
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review_state import BoneRow

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
        self._write(columns.number, str(row.bone.number), self.theme.quiet, small_font(self.font), RIGHT)
        name = look.name if columns.has_full_names else row.bone.key.upper().replace("RADIUS", "Radius")
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
        if not self.columns.mass[1]:
            return
        model = model_choice(row)
        small = small_font(self.font)
        if is_changed(row) and model is not None:
            self._write(self.columns.mass, f"{_DOT} {model.label}", self.theme.model, small, RIGHT)
        elif row.mass_within_one is not None:
            self._write(self.columns.mass, f"{100 * row.mass_within_one:.0f} %", self.theme.quiet, small, RIGHT)

    def _draw_before(self, before: BoneBefore) -> None:
        colour = self.theme.doubt if before.went_backwards else self.theme.quiet
        write_line(
            self.painter, self.columns.evidence, Line(before_words(before), colour, small_font(self.font), RIGHT)
        )

    def _write(self, column: tuple[int, int], words: str, colour: str, font: QFont, where: Qt.AlignmentFlag) -> None:
        write_line(self.painter, self.columns.place(column), Line(words, colour, font, where))
