"""The level strip: the selected bone beside the levels around the chosen one. Here the reader decides."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.bone_words import missing_words
from bonage_desktop.app.level_card import CardContent, LevelCard, LevelPicture
from bonage_desktop.app.magnified_bone import MagnifiedBone
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.app.told import told, window_language
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.criteria import load_criteria
from bonage_desktop.workflow.review_state import BoneRow, ReviewState

STRIP_PIXELS = 212
_MOST_CARDS, _PAIR, _FEWEST_CARDS = 7, 2, 1


class LevelStrip(QWidget):
    """Shows the selected bone and the levels that it could have.

    Args:
        theme: colours.
        pictures: what a level looks like, or None where nothing shows it; no argument: no level has a picture.

    Signals:
        level_chosen: the `Level` that the reader clicked.
        step: one level up (1) or down (-1).
        reason_asked: the reader wants to say why the level was changed.
    """

    level_chosen = Signal(object)
    step = Signal(int)
    reason_asked = Signal()

    def __init__(self, theme: Theme, pictures: Callable[[Level], LevelPicture | None] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Levels"))
        self._pictures = pictures
        self._language = window_language()
        self._state: ReviewState | None = None
        self.bone = MagnifiedBone(self)
        self.bone.reason_asked.connect(self.reason_asked)
        self._hint = QLabel(self.tr("Select a bone to compare its levels."))
        self._hint.setObjectName("quiet")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._down = _stepper("‹", self.tr("One level down"), self)
        self._up = _stepper("›", self.tr("One level up"), self)
        self._down.clicked.connect(self._step_down)
        self._up.clicked.connect(self._step_up)
        self.cards = [LevelCard(theme, self) for _ in range(_MOST_CARDS)]
        for card in self.cards:
            card.clicked.connect(self._choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, GRID, GRID, GRID)
        line.setSpacing(GRID)
        line.addWidget(self.bone)
        line.addWidget(self._hint, 1)
        line.addWidget(self._down)
        for card in self.cards:
            line.addWidget(card, 1)
        line.addWidget(self._up)
        QWidget.setTabOrder(self.cards[-1], self._up)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_state(None)

    def show_state(self, state: ReviewState | None) -> None:
        """Show the selected bone of this case."""
        self._state = state
        row = None if state is None or state.selected is None else state.rows[state.selected]
        self._hint.setVisible(row is None)
        for widget in (self.bone, self._down, self._up):
            widget.setVisible(row is not None)
        if row is None or state is None:
            for card in self.cards:
                card.hide()
            return
        self.bone.show_bone(load_criteria().title(row.bone, self._language), missing_words(row))
        self.bone.show_reason(_reason(state, row))
        self._show_cards(row, is_locked=state.is_locked)

    def set_magnified(self, image: QImage) -> None:
        """Show this picture of the selected bone; a null image where there is none."""
        self.bone.set_image(image)

    def set_pictures(self, pictures: Callable[[Level], LevelPicture | None]) -> None:
        """Take the pictures of levels from here."""
        self._pictures = pictures
        self.show_state(self._state)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for card in self.cards:
            card.theme = theme
            card.update()

    def sizeHint(self) -> QSize:
        """As high as the drawing has it, higher where letters need it."""
        return QSize(0, max(STRIP_PIXELS, 11 * self.fontMetrics().height() + 2 * GRID))

    def minimumSizeHint(self) -> QSize:
        """The bone and one card."""
        return QSize(self.sizeHint().height() + self.cards[0].minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards as there is room for."""
        super().resizeEvent(event)
        self.show_state(self._state)

    def _show_cards(self, row: BoneRow, *, is_locked: bool) -> None:
        count = self._cards_that_fit()
        first = first_card(_centre(row), count, len(row.choices))
        shown = row.choices[first : first + count]
        texts = load_criteria().rus_chn[row.bone]
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))
            if number >= len(shown):
                continue
            choice = shown[number]
            card.setEnabled(not is_locked)
            card.show_level(
                CardContent(
                    choice,
                    texts[choice.level.index][self._language],
                    None if self._pictures is None else self._pictures(choice.level),
                    is_chosen=choice is row.chosen,
                    is_models=choice.level == row.model_level,
                    ages=AgeNotation.DECIMAL if self._state is None else self._state.display.ages,
                )
            )
        index = None if row.chosen is None else row.chosen.level.index
        self._down.setEnabled(not is_locked and index != 0)
        self._up.setEnabled(not is_locked and index != len(row.choices) - 1)

    def _cards_that_fit(self) -> int:
        """An odd number, so that the chosen level stands in the middle; two rather than one."""
        steppers = self._down.sizeHint().width() + self._up.sizeHint().width()
        room = self.width() - self.height() - steppers - 4 * GRID
        fitting = room // (self.cards[0].minimumSizeHint().width() + GRID)
        odd = fitting - (fitting % 2 == 0 and fitting > _PAIR)
        return max(min(odd, _MOST_CARDS), _FEWEST_CARDS)

    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, LevelCard) and card.content is not None and not card.content.is_chosen:
            self.level_chosen.emit(card.content.choice.level)

    def _step_down(self) -> None:
        self.step.emit(-1)

    def _step_up(self) -> None:
        self.step.emit(+1)


def first_card(centre: int, count: int, levels: int) -> int:
    """Index of the level on the first card: `centre` in the middle where the ends allow it.

    Args:
        centre: index of the level to stand in the middle.
        count: how many cards there are.
        levels: how many levels the bone has.
    """
    return max(min(centre - count // 2, levels - count), 0)


def _centre(row: BoneRow) -> int:
    level = row.model_level if row.chosen is None else row.chosen.level
    return len(row.choices) // 2 if level is None else level.index


def _reason(state: ReviewState, row: BoneRow) -> str | None:
    """What the reader said about the last change of the level, or None where there is none to give a reason for."""
    if (
        state.is_locked
        or state.are_levels_hidden
        or state.case.reading is None
        or row.level_source is not Source.READER
    ):
        return None
    return _last_reason(state, row.bone)


def _last_reason(state: ReviewState, bone: Bone) -> str | None:
    reading = state.case.reading
    given = (
        [] if reading is None else [one for one in reading.overrides if one.bone is bone and isinstance(one.new, Level)]
    )
    return told(given[-1].why) if given else None


def _stepper(sign: str, name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(sign, parent)
    button.setObjectName("step")
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
