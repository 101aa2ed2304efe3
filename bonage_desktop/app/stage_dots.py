"""Four dots: which stage of the pipeline is through, which runs, and a way to stop it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.case_words import state_words
from bonage_desktop.app.theme import Theme
from bonage_desktop.findings.findings import Stage
from bonage_desktop.workflow.case import Case, CaseState

_STAGES = (Stage.SEGMENT, Stage.DETECT, Stage.GRADE)
_DOT, _STEP = 8, 14


class _Dots(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.done = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(4 * _STEP, _STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _DOT) // 2
        for place in range(4):
            painter.setPen(QColor(self.theme.model))
            painter.setBrush(QColor(self.theme.model) if place < self.done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place * _STEP + 1, top, _DOT, _DOT)


class StageDots(QWidget):
    """How far the networks are with the open case; hidden when nothing runs.

    Signals:
        cancel_asked: the reader wants to stop.
    """

    cancel_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._dots = _Dots(theme)
        self._words = QLabel()
        self._words.setObjectName("quiet")
        self._cancel = QPushButton()
        self._cancel.setAccessibleName(self.tr("Cancel the assessment"))
        self._cancel.clicked.connect(self.cancel_asked)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._dots, self._words, self._cancel):
            self._line.addWidget(widget)
        self.hide()

    def show_progress(self, *, is_shown: bool) -> None:
        """Show dots and words, or leave them to the tip of the button where there is no room."""
        for widget in (self._dots, self._words):
            widget.setVisible(is_shown)

    @property
    def whole_width(self) -> int:
        """Pixels that it takes with dots and words."""
        parts = (self._dots, self._words, self._cancel)
        return sum(part.sizeHint().width() for part in parts) + 2 * self._line.spacing()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._dots.theme = theme
        self._dots.update()

    def show_case(
        self, case: Case | None, *, are_networks_ready: bool, is_asked: bool = False, is_cancelling: bool = False
    ) -> None:
        """Show how far this case is.

        Args:
            case: the open one, or None.
            are_networks_ready: they are loaded.
            is_asked: they are asked about boxes that were drawn in it.
            is_cancelling: they were told to leave it alone, and have not stopped yet.
        """
        is_waiting = case is not None and not case.is_assessed and case.state is CaseState.WAITING
        is_running = case is not None and case.state is CaseState.READING
        if case is None or not (is_running or is_waiting or is_asked):
            self.hide()
            return
        self._dots.done = 0 if case.stage is None else _STAGES.index(case.stage)
        words = state_words(case) if is_running or is_waiting else self.tr("Grading the box…")
        if not are_networks_ready:
            words = self.tr("Networks are loading: you can already grade by hand")
        self._words.setText(words)
        self.setToolTip(words)
        self._cancel.setText(self.tr("Cancelling…") if is_cancelling else self.tr("Cancel"))
        self._cancel.setEnabled(not is_cancelling)
        self._dots.update()
        self.show()
