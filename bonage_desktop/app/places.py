"""The places of the window and where they stand: cases, radiograph and level strip, result and bones and curve."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bonage_desktop.app.average_hand import AverageHand
from bonage_desktop.app.bone_columns import scaled
from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.app.cases_panel import CasesPanel
from bonage_desktop.app.curve_panel import CurvePanel
from bonage_desktop.app.facts_panel import FactsPanel
from bonage_desktop.app.films import Films
from bonage_desktop.app.findings_tab import FindingsTab
from bonage_desktop.app.level_strip import LevelStrip
from bonage_desktop.app.message_bar import MessageBar
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.app.report_button import ReportButton
from bonage_desktop.app.result_panel import ResultPanel
from bonage_desktop.app.scrolled import Column, scrolled
from bonage_desktop.app.start_page import StartPage
from bonage_desktop.app.status_line import StatusLine
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.app.told import told
from bonage_desktop.sentences import paragraph
from bonage_desktop.workflow.review_state import ReviewState

CASES_WIDTH = 216
RESULT_WIDTH = 424
STRIP_HEIGHT = 212
STATUS_HEIGHT = 26
BUTTON_HEIGHT = 34
NARROW = 1200
"""Width of the window below which the case list folds by itself."""
LOW = 760
"""Height of the window below which the level strip folds by itself."""
_MOST_FOR_RESULT = 0.45
"""Share of the window's width that result and bones take at most, unless their words need more."""


class Places(QWidget):
    """All widgets of the window, laid out; who is connected to whom is the window's business."""

    def __init__(self, theme: Theme, thumbnails: Mapping[int, npt.NDArray[np.uint8]], samples: Sequence[Path]) -> None:
        super().__init__()
        self.cases = CasesPanel(theme, thumbnails)
        self.film = RadiographView()
        self.prior_film = RadiographView()
        self.prior_film.setAccessibleName(self.tr("Radiograph of the study before"))
        self.start = StartPage(samples)
        self.strip = LevelStrip(theme)
        self.messages = MessageBar(self)
        self.result = ResultPanel(theme)
        self.facts = FactsPanel()
        self.bones = BonesTable(theme)
        self.curve = CurvePanel(theme)
        self.findings = FindingsTab()
        self.average = AverageHand()
        self.curve.addTab(scrolled(self.findings), self.tr("Findings"))
        self.curve.addTab(self.average, self.tr("Average hand"))
        self.status = StatusLine()
        self.reset = QPushButton(self.tr("Reset bone"))
        self.confirm = QPushButton()
        self.confirm.setObjectName("primary")
        self.report = ReportButton()
        self._column = self._right()
        self.right = scrolled(self._column)
        self.centre = self._centre()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for place in (self.cases, self.centre, self.right):
            self.split.addWidget(place)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([self._scaled(CASES_WIDTH), 800, self._scaled(RESULT_WIDTH)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.split, 1)
        column.addWidget(self.status)
        self.status.setMinimumHeight(STATUS_HEIGHT)
        self.cases.setMinimumWidth(self._scaled(CASES_WIDTH))
        self.cases.setMaximumWidth(2 * self._scaled(CASES_WIDTH))
        _application().focusChanged.connect(self._follow)

    @property
    def for_keys(self) -> Sequence[QWidget]:
        """The places that F6 walks."""
        return [
            self.cases,
            self.messages,
            self.film,
            self.strip,
            self.result,
            self.facts,
            self.bones,
            self.buttons,
            self.curve,
        ]

    def show_film(self, *, is_open: bool) -> None:
        """Show the radiograph, or the start page while no case is open."""
        if not is_open:
            self.stack.setCurrentWidget(self.start)
        else:
            self.stack.setCurrentWidget(self._elsewhere if self.are_films_away else self.films)

    @property
    def are_films_away(self) -> bool:
        """Whether the films are in a window of their own."""
        return self.stack.indexOf(self.films) < 0

    def give_films_away(self) -> QWidget:
        """The films, to be shown elsewhere; a line says so here meanwhile."""
        self.stack.removeWidget(self.films)
        self.stack.setCurrentWidget(self._elsewhere)
        return self.films

    def take_films_back(self) -> None:
        """Show the films here again."""
        self.stack.addWidget(self.films)
        self.show_film(is_open=True)

    def fold(self, width: int, height: int) -> None:
        """Give the radiograph room where the window is small or letters are large.

        First the case list goes, then the strip; result and bones get narrower, and are scrolled to where they must be.
        """
        self._name_confirm(round(_MOST_FOR_RESULT * width))
        least = self._column.minimumSizeHint().width()
        result = min(self._scaled(RESULT_WIDTH), max(round(_MOST_FOR_RESULT * width), least))
        self.right.setMinimumWidth(result)
        self.right.setMaximumWidth(result + 200)
        self.cases.setVisible(self._wants_cases and width >= self._scaled(NARROW))
        higher = self.strip.sizeHint().height() - STRIP_HEIGHT
        self.strip.setVisible(self._wants_strip and height >= LOW + higher)

    def show_typed(self, typed: str, state: ReviewState | None) -> None:
        """A level that is being typed, in the status line, which no message covers meanwhile; empty when it is done."""
        self.messages.leave_free(self.status.height() if typed else 0)
        self.status.show_typed(typed, state)

    def show_confirmable(self, state: ReviewState | None) -> None:
        """Let the case be confirmed, or say in the button's tip what keeps it from that."""
        hindered = None if state is None else state.hindrance
        self.confirm.setEnabled(state is not None and hindered is None)
        self.confirm.setToolTip("" if hindered is None else told(paragraph(hindered.message, hindered.hint)))

    def toggle_cases(self) -> None:
        """Hide or show the case list."""
        self._wants_cases = self.cases.isHidden()
        self.cases.setVisible(self._wants_cases)

    def toggle_strip(self) -> None:
        """Hide or show the level strip."""
        self._wants_strip = self.strip.isHidden()
        self.strip.setVisible(self._wants_strip)

    def _name_confirm(self, room: int) -> None:
        """With its key where the buttons have room for it."""
        whole, short, letters = self.tr("Confirm case  Ctrl+↵"), self.tr("Confirm case"), self.confirm.fontMetrics()
        more = letters.horizontalAdvance(whole) - letters.horizontalAdvance(self.confirm.text())
        self.confirm.setText(whole if self.buttons.minimumSizeHint().width() + more <= room else short)

    def _scaled(self, pixels: int) -> int:
        return scaled(self.font(), pixels)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """What takes the keyboard is scrolled to."""
        del before
        if now is not None and self._column.isAncestorOf(now):
            self.right.ensureWidgetVisible(now, 0, GRID)

    def _centre(self) -> QWidget:
        self._wants_cases = self._wants_strip = True
        self.films = Films(self.film, self.prior_film)
        self.stack = QStackedWidget()
        self._elsewhere = QLabel(self.tr("The radiograph is in its own window. Close that to have it here again."))
        self._elsewhere.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._elsewhere.setWordWrap(True)
        for page in (self.start, self.films, self._elsewhere):
            self.stack.addWidget(page)
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.strip.setMinimumHeight(STRIP_HEIGHT)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        return centre

    def _right(self) -> Column:
        right = Column()
        right.setObjectName("right")
        self.buttons = QWidget()
        line = QHBoxLayout(self.buttons)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(GRID)
        for button, stretch in ((self.reset, 0), (self.confirm, 1), (self.report, 0)):
            button.setMinimumHeight(self._scaled(BUTTON_HEIGHT))
            line.addWidget(button, stretch)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.result)
        column.addWidget(self.facts)
        column.addWidget(self.bones)
        column.addWidget(self.buttons)
        column.addWidget(self.curve, 1)
        return right


def _application() -> QApplication:
    """Qt's application, which is there as long as there are widgets."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("widgets without Qt's application")
    return application
