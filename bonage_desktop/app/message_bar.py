"""One bar for whatever has to be said; it never waits for an answer, and nothing moves when it comes or goes.

It lies along the lower edge of the window, over the status line, and grows upwards where the words are long.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.app.wrapped_text import wrapped_lines
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import paragraph

_SECONDS_OF_NEWS = 6
_LINES, _ALL = 2, 99
_LEAST_SHARE = 0.4
"""Of the bar's width that its words have beside the buttons."""


class Tone(StrEnum):
    """How a message is meant."""

    NEWS = "news"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done about a message at once: the words on its button, and what the button does."""

    words: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: one sentence, what to do about it (may be empty), its tone, and at most two buttons."""

    text: str
    hint: str = ""
    tone: Tone = Tone.NEWS
    remedies: tuple[Remedy, ...] = ()

    @classmethod
    def of(cls, error: BonageError, *remedies: Remedy) -> "Message":
        """What a failure says."""
        return cls(error.message, error.hint, Tone.TROUBLE, remedies)


class MessageBar(QWidget):
    """Shows the last message.

    News go after a while; trouble, and what has a button, stays until it is closed or something newer is said. What
    stands (`stand`) comes back after that, until it is taken back or the reader closes it.

    Args:
        parent: along whose lower edge it lies.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under, self._left_free = parent, 0
        parent.installEventFilter(self)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remedies = (QPushButton(), QPushButton())
        for place, button in enumerate(self._remedies):
            button.clicked.connect(partial(self._mend, place))
        self._more = QPushButton()
        self._more.clicked.connect(self._toggle)
        self._whole, self._is_open = "", False
        self._close = QPushButton(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self._dismiss)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        for button in (*self._remedies, self._more, self._close):
            button.setObjectName("compact")
            self._buttons.addWidget(button)
        words = QHBoxLayout()
        words.addWidget(self._mark)
        words.addWidget(self._text, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(GRID, 2, GRID, 2)
        self._line.addLayout(words, 1)
        self._line.addLayout(self._buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self.message: Message | None = None
        self._standing: Message | None = None
        self.hide()

    def say(self, message: Message) -> None:
        """Show this message instead of the one before it."""
        self.message = message
        is_trouble = message.tone is Tone.TROUBLE
        self._mark.setText("⚠" if is_trouble else "ℹ")
        self._whole, self._is_open = told(paragraph(message.text, message.hint)), False
        self._text.setAccessibleName(self._whole)
        for place, button in enumerate(self._remedies):
            button.setVisible(place < len(message.remedies))
            if place < len(message.remedies):
                button.setText(message.remedies[place].words)
        self.setProperty("tone", message.tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._settle()
        self._timer.stop()
        if not is_trouble and not message.remedies:
            self._timer.start(_SECONDS_OF_NEWS * 1000)
        self.show()

    def stand(self, message: Message | None) -> None:
        """Show this message whenever nothing newer is said; None takes it back."""
        before, self._standing = self._standing, message
        if message is None:
            if before is not None and self.message is before:
                self.hide()
        elif before is None or before.text != message.text:
            self.say(message)
        elif self.message is before:
            self.message = message
            if not self.isHidden():
                self.say(message)

    def leave_free(self, pixels: int) -> None:
        """Lie so much higher than the lower edge: what is there is needed now."""
        self._left_free = pixels
        self._settle()

    def event(self, event: QEvent) -> bool:
        """Other words need another height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._settle()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes with the parent's lower edge."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """The buttons stand beside the words, or below them where too little room is left for those."""
        around = self._under.rect()
        inner = around.width() - 4 * GRID - self._mark.sizeHint().width()
        self._write_in(inner)
        beside = inner - self._buttons.sizeHint().width() - GRID
        is_beside = beside >= _LEAST_SHARE * inner
        self._line.setDirection(_direction(is_beside))
        if is_beside:
            self._write_in(beside)
        height = self._line.totalHeightForWidth(around.width())
        self.setGeometry(0, around.height() - self._left_free - height, around.width(), height)
        self.raise_()

    def _write_in(self, width: int) -> None:
        """In two lines; the rest, which would cover the radiograph, at a click."""
        lines = wrapped_lines(self._whole, self._text.font(), width, _ALL)
        is_long = len(lines) > _LINES
        self._more.setVisible(is_long)
        self._more.setText(self.tr("Less") if self._is_open else self.tr("More"))
        short = "\n".join(wrapped_lines(self._whole, self._text.font(), width, _LINES))
        shown = short if is_long and not self._is_open else self._whole
        if shown != self._text.text():  # Qt would ask for another layout
            self._text.setText(shown)
        self._text.setToolTip(self._whole if is_long else "")

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._timer.stop()
        self._settle()

    def forget(self) -> None:
        """Another case is open: what was said about the one before goes, what waits for a remedy stays."""
        if self.message is None or not self.message.remedies:
            self._end()

    def withdraw(self, error: BonageError) -> None:
        """This failure is said elsewhere now."""
        if self.message is not None and self.message.text == error.message:
            self._end()

    def _mend(self, place: int) -> None:
        message = self.message
        if message is not self._standing:  # what stands goes when it is over, whatever was tried
            self.hide()
        if message is not None:
            message.remedies[place].run()

    def _dismiss(self) -> None:
        """The reader has read it; what stands below it is shown next."""
        self.hide() if self.message is self._standing else self._end()

    def _end(self) -> None:
        self.hide()
        if self._standing is not None:
            self.say(self._standing)


def _direction(is_beside: bool) -> QBoxLayout.Direction:  # noqa: FBT001 - what was compared
    return QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
