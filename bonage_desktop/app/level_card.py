"""One level to choose from: label, points, the age that it would give, what the model thinks, what to look for."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bonage_desktop.app.bone_columns import bold_font, scaled, small_font
from bonage_desktop.app.film_marks import level_words
from bonage_desktop.app.one_line import RIGHT, Line, write_line
from bonage_desktop.app.result_words import years_words
from bonage_desktop.app.theme import GRID, RADIUS, Theme
from bonage_desktop.app.told import told
from bonage_desktop.app.wrapped_text import wrapped_lines
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.sentences import listed
from bonage_desktop.workflow.review_state import LevelChoice

CHOSEN_BAR = 5
"""Width of the bar at the left of the chosen card, pixels."""
_RING_INSET = 3
_PICTURE, _ROUND = 96, 4
_PICTURES_KEPT = 16
_LABEL_PIXELS = 16


@dataclass(frozen=True, slots=True, eq=False)
class LevelPicture:
    """What a level looks like.

    Attributes:
        image: of a bone at this level.
        caption: where it is from, e.g. `average of 40 hands`.
        about: the same in full, for the tip.
    """

    image: QImage
    caption: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card shows.

    Attributes:
        choice: the level.
        criterion: what to look for.
        picture: of the level, or None where there is none.
        is_chosen: it is the level in force.
        is_models: it is the level of the model.
        ages: how ages are written.
    """

    choice: LevelChoice
    criterion: str
    picture: LevelPicture | None
    is_chosen: bool
    is_models: bool
    ages: AgeNotation = AgeNotation.DECIMAL


class LevelCard(QAbstractButton):
    """A card; a click chooses its level."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.content: CardContent | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_level(self, content: CardContent) -> None:
        """Show this level."""
        if content == self.content:
            return
        self.content = content
        said = [level_words(content.choice), *self._facts(content.choice), content.criterion]
        if content.is_chosen:
            said.insert(1, self.tr("chosen"))
        self.setAccessibleName(told(listed(said)))
        about = "" if content.picture is None else content.picture.about
        whole = "\n".join(words for words in (content.criterion, about, self._about_model(content.choice)) if words)
        self.setToolTip(whole)
        self.setAccessibleDescription(whole)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for label and age."""
        letters = QFontMetrics(self.font())
        return QSize(letters.horizontalAdvance("209 pt → 11.9 y") + 2 * GRID + CHOSEN_BAR, 6 * letters.height())

    def minimumSizeHint(self) -> QSize:
        """Not narrower: ages are never cut."""
        return self.sizeHint()

    def paintEvent(self, e: QPaintEvent) -> None:
        """Frame, picture, figures, criterion."""
        del e
        if self.content is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_frame(painter, is_chosen=self.content.is_chosen)
        inner = self.rect().adjusted(CHOSEN_BAR + GRID, GRID, -GRID, -GRID)
        if self.content.picture is None:
            self._draw_plain(painter, inner, self.content)
        else:
            self._draw_pictured(painter, inner, self.content, self.content.picture)
        painter.end()

    def _draw_frame(self, painter: QPainter, *, is_chosen: bool) -> None:
        """The chosen card has a thick frame with a bar at its left; the keyboard is a dashed ring further in."""
        is_hovered = self.underMouse() and self.isEnabled() and not is_chosen
        edge = self.theme.model if is_chosen else self.theme.quiet if is_hovered else self.theme.field
        width = 2.0 if is_chosen else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(self.theme.field))
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if is_chosen:
            self._draw_bar(painter, frame)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.text), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _RING_INSET + 0.5
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset + CHOSEN_BAR, inset, -inset, -inset), RADIUS / 2, RADIUS / 2
            )

    def _draw_bar(self, painter: QPainter, frame: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(frame, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, CHOSEN_BAR, self.height()), QColor(self.theme.model))
        painter.restore()

    def _draw_plain(self, painter: QPainter, inner: QRect, content: CardContent) -> None:
        top = self._draw_label(painter, inner, content)
        for line in self._figures(content.choice, inner.width()):
            top = self._draw_line(painter, inner, top, line)
        self._draw_words(painter, inner, top + 4, content.criterion)

    def _draw_pictured(self, painter: QPainter, inner: QRect, content: CardContent, picture: LevelPicture) -> None:
        top = self._draw_label(painter, inner, content)
        facts, letters = self._facts(content.choice), QFontMetrics(small_font(self.font()))
        widest = max((letters.horizontalAdvance(fact) for fact in facts), default=0)
        side = min(_PICTURE, max(inner.width() - widest - GRID - 2, inner.width() // 3))
        painter.drawImage(QPoint(inner.left(), top), _rounded(picture, side, self.devicePixelRatioF()))
        beside, low = inner.adjusted(side + GRID, 0, 0, 0), top
        for fact in facts:
            low = self._draw_line(painter, beside, low, fact)
        caption = inner.bottom() - letters.height()
        words = inner.adjusted(0, 0, 0, -letters.height())
        self._draw_words(painter, words, max(top + side, low) + 4, content.criterion)
        self._draw_line(painter, inner, caption, picture.caption)

    def _draw_label(self, painter: QPainter, inner: QRect, content: CardContent) -> int:
        font = bold_font(self.font())
        font.setPixelSize(scaled(self.font(), _LABEL_PIXELS))
        words = level_words(content.choice)
        height = QFontMetrics(font).height()
        write_line(painter, QRect(inner.left(), inner.top(), inner.width(), height), Line(words, self.theme.text, font))
        if content.is_chosen:
            self._draw_chosen(painter, inner, QFontMetrics(font).horizontalAdvance(words))
        if content.is_models:
            self._draw_models_mark(painter, inner, font, words)
        return inner.top() + height + 2

    def _draw_models_mark(self, painter: QPainter, inner: QRect, font: QFont, words: str) -> None:
        """The dot that marks the model's level everywhere."""
        letters = QFontMetrics(font)
        left = inner.left() + letters.horizontalAdvance(words) + GRID
        if left + GRID <= inner.right():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.model))
            painter.drawEllipse(QPoint(left + 4, inner.top() + letters.height() // 2), 4, 4)

    def _draw_chosen(self, painter: QPainter, inner: QRect, taken: int) -> None:
        """The word, at the right of the label, where there is room for it beside the model's mark."""
        font, words = small_font(self.font()), self.tr("chosen")
        letters = QFontMetrics(font)
        if taken + 3 * GRID + letters.horizontalAdvance(words) <= inner.width():
            place = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(bold_font(self.font())).height() + 4)
            write_line(painter, place, Line(words, self.theme.model, font, RIGHT))

    def _draw_line(self, painter: QPainter, inner: QRect, top: int, words: str) -> int:
        font = small_font(self.font())
        height = QFontMetrics(font).height()
        write_line(painter, QRect(inner.left(), top, inner.width(), height), Line(words, self.theme.quiet, font))
        return top + height + 2

    def _draw_words(self, painter: QPainter, inner: QRect, top: int, words: str) -> None:
        font = small_font(self.font())
        height = QFontMetrics(font).height() + 1
        lines = wrapped_lines(words, font, inner.width(), (inner.bottom() - top) // height)
        for number, line in enumerate(lines):
            place = QRect(inner.left(), top + number * height, inner.width(), height)
            write_line(painter, place, Line(line, self.theme.text, font))

    def _figures(self, choice: LevelChoice, width: int) -> list[str]:
        """The facts in as few lines as they fit into."""
        letters = QFontMetrics(small_font(self.font()))
        lines: list[str] = []
        for fact in self._facts(choice):
            longer = f"{lines[-1]}   {fact}" if lines else fact
            if lines and letters.horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(fact)
        return lines

    def _about_model(self, choice: LevelChoice) -> str:
        """What the percentage stands for."""
        if choice.probability is None:
            return ""
        return self.tr("Model: how probable the networks find this level by the image.")

    def _facts(self, choice: LevelChoice) -> list[str]:
        """Points, the age that this choice gives, the model's probability: as far as they are known."""
        facts: list[str] = []
        if choice.points is not None:
            facts.append(self.tr("{0} pt").format(choice.points))
        if choice.bone_age_years is not None:
            ages = AgeNotation.DECIMAL if self.content is None else self.content.ages
            facts.append(f"→ {years_words(choice.bone_age_years, ages)}")
        if choice.probability is not None:
            facts.append(self.tr("model {0} %").format(f"{100 * choice.probability:.0f}"))
        return facts


@lru_cache(maxsize=_PICTURES_KEPT)
def _rounded(picture: LevelPicture, side: int, ratio: float) -> QImage:
    """A picture as a square with round corners: making it smaller takes longer than all the rest of a card.

    Args:
        picture: of a level.
        side: of the square.
        ratio: pixels of the screen per unit of the window.
    """
    pixels = max(round(side * ratio), 1)
    made = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    square = QRect(0, 0, side, side)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(square), _ROUND, _ROUND)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    painter.drawImage(square, picture.image)
    painter.end()
    return made
