"""One bar for whatever has to be said: a message never covers the image and never waits for an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.errors import BonageError

_SECONDS_OF_NEWS = 6
_WIDE_IN_LETTERS = 75


class Tone(StrEnum):
    """How a message is meant."""

    NEWS = "news"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done about a message at once: the words on its button, and what the button does."""

    words: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: one sentence, what to do about it (may be empty), its tone, and a button or none."""

    text: str
    hint: str = ""
    tone: Tone = Tone.NEWS
    remedy: Remedy | None = None

    @classmethod
    def of(cls, error: BonageError, remedy: Remedy | None = None) -> "Message":
        """What a failure says."""
        return cls(error.message, error.hint, Tone.TROUBLE, remedy)


class MessageBar(QWidget):
    """Shows the last message. News go after a while; trouble stays until it is closed or something newer is said."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remedy = QPushButton()
        self._remedy.clicked.connect(self._mend)
        self._close = QPushButton(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.hide)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addStretch()
        for button in (self._remedy, self._close):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        words = QHBoxLayout()
        words.addWidget(self._mark)
        words.addWidget(self._text, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(GRID, 4, GRID, 4)
        self._line.addLayout(words, 1)
        self._line.addLayout(self._buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.message: Message | None = None
        self.hide()

    def say(self, message: Message) -> None:
        """Show this message instead of the one before it."""
        self.message = message
        is_trouble = message.tone is Tone.TROUBLE
        self._mark.setText("⚠" if is_trouble else "ℹ")
        self._text.setText(f"{message.text} {message.hint}".strip())
        self._text.setAccessibleName(self._text.text())
        self._remedy.setVisible(message.remedy is not None)
        if message.remedy is not None:
            self._remedy.setText(message.remedy.words)
        self.setProperty("tone", message.tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.stop()
        if not is_trouble:
            self._timer.start(_SECONDS_OF_NEWS * 1000)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside the words, below them where there is little room, and below each other at last."""
        super().resizeEvent(event)
        width = event.size().width()
        self._line.setDirection(_direction(width >= _WIDE_IN_LETTERS * self.fontMetrics().averageCharWidth()))
        both = self._remedy.sizeHint().width() + self._close.sizeHint().width() + 4 * GRID
        self._buttons.setDirection(_direction(width >= both))

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest button."""
        widest = max(self._remedy.sizeHint().width(), self._close.sizeHint().width())
        return QSize(widest + 3 * GRID, super().minimumSizeHint().height())

    def forget(self) -> None:
        """Another case is open: what was said about the one before goes, what waits for a remedy stays."""
        if self.message is None or self.message.remedy is None:
            self.hide()

    def withdraw(self, error: BonageError) -> None:
        """This failure is said elsewhere now."""
        if self.message is not None and self.message.text == error.message:
            self.hide()

    def _mend(self) -> None:
        remedy = None if self.message is None else self.message.remedy
        self.hide()
        if remedy is not None:
            remedy.run()


def _direction(is_beside: bool) -> QBoxLayout.Direction:  # noqa: FBT001 - what was compared
    return QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
