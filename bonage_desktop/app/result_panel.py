"""The result: the bone age and what belongs to it, or what is missing for it and how to get it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.age_view import AgeView
from bonage_desktop.app.notices_list import LINES, NoticesList
from bonage_desktop.app.result_face import ResultFace, face_of
from bonage_desktop.app.result_facts import ResultFacts
from bonage_desktop.app.result_words import agreement_words, confirmed_words, explanation_of, told_notices
from bonage_desktop.app.sex_question import SexQuestion
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.ages import day_words
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review_state import ReviewState

_MARGIN, _GAP = 4, 2
_LOCK = "🔒"
_MOST_RESERVED = 0.2
"""Of the window's height."""
_PLACED_BY_HAND = (ResultFace.REJECTED, ResultFace.FAILED)
_OF_ERRORS = (ResultFace.UNREADABLE, ResultFace.FAILED)
_WITHOUT_FACTS = (ResultFace.NO_CASE, ResultFace.OPENING, ResultFace.UNREADABLE, *_PLACED_BY_HAND)


class ResultPanel(QWidget):
    """Shows the result of the case under review.

    Args:
        theme: colours; the style sheet has them.

    Signals:
        sex_chosen: the `Sex` that the reader says.
        place_by_hand: the reader wants to draw the boxes.
        again: the networks are to look once more at an image that they failed on.
        try_rotated: the networks are to look once more at the image, turned.
        amend: a confirmed case is to be changed.
        facts_edit_requested: dates and side are to be set.
    """

    sex_chosen = Signal(object)
    place_by_hand = Signal()
    again = Signal()
    try_rotated = Signal()
    amend = Signal()
    facts_edit_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_tw3_shown = False
        self._state: ReviewState | None = None
        self._unread: Case | None = None
        self.face = ResultFace.NO_CASE
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._age = AgeView()
        self._question = SexQuestion()
        self._facts = ResultFacts()
        self._notices = NoticesList()
        self._heading, self._text = QLabel(), QLabel()
        self._agreement, self._confirmed = QLabel(), QLabel(_LOCK)
        self._by_hand = QPushButton(self.tr("Place bones by hand"))
        self._again = QPushButton(self.tr("Assess again"))
        self._rotated = QPushButton(self.tr("Try again rotated"))
        self._amend = QPushButton(self.tr("Amend"))
        self._amend.setObjectName("compact")
        self._message, self._lock = self._message_box(), self._lock_line()
        self._lay_out()
        self._question.sex_chosen.connect(self.sex_chosen)
        self._facts.sex_chosen.connect(self.sex_chosen)
        self._facts.facts_edit_requested.connect(self.facts_edit_requested)
        self._by_hand.clicked.connect(self.place_by_hand)
        self._again.clicked.connect(self.again)
        self._rotated.clicked.connect(self.try_rotated)
        self._amend.clicked.connect(self.amend)
        self.show_state(None)

    def show_state(self, state: ReviewState | None, unread: Case | None = None) -> None:
        """Show the result of this case.

        Args:
            state: what there is to see of it, or None.
            unread: the open case while there is nothing to see of it, because its file is being read or cannot be.
        """
        self._state, self._unread = state, unread
        self.face = face_of(state, unread)
        self._age.setVisible(self.face is ResultFace.AGE)
        self._question.setVisible(self.face is ResultFace.SEX_UNKNOWN)
        self._message.setVisible(self.face not in (ResultFace.AGE, ResultFace.SEX_UNKNOWN))
        self._facts.setVisible(self.face not in _WITHOUT_FACTS)
        if self.face not in (ResultFace.AGE, ResultFace.SEX_UNKNOWN):
            self._explain(state)
        if state is None:
            self._agreement.hide()
            self._lock.hide()
            self._notices.show_notices(())
            return
        self._age.show_age(state, with_tw3=self._is_tw3_shown)
        self._facts.show_facts(state)
        self._show_agreement(state)
        self._show_lock(state)
        has_more = self._age.has_other_ages or self._facts.has_percentile
        is_crowded = state.is_locked or has_more or state.agreement is not None
        self._notices.show_notices(told_notices(state.notices), LINES - is_crowded)

    def tells(self, error: BonageError) -> bool:
        """Whether this failure is what stands in the place of the age."""
        return self.face in _OF_ERRORS and told(error.message) in self._text.text()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def set_tw3_shown(self, *, is_shown: bool) -> None:
        """Show the TW3-RUS age of the same levels, or do not."""
        self._is_tw3_shown = is_shown
        self.show_state(self._state, self._unread)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room is arranged anew."""
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        """So it is when letters have another size or more is to be said."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        """The facts stand beside the age, or below it where letters are large and the panel is narrow.

        Beside it, the height of what is mostly said below them is kept free, so that the bones stay where they are;
        not where letters are so large that this would push them out of the window.
        """
        beside = self._age.sizeHint().width() + self._facts.sizeHint().width() + 6 * GRID
        is_wide = beside <= self.width()
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        reserved = self._reserved()
        self.setMinimumHeight(reserved if is_wide and reserved <= _MOST_RESERVED * self.window().height() else 0)

    def _reserved(self) -> int:
        below = max(self._notices.height_of(LINES), self._notices.height_of(1) + _GAP + self._lock.sizeHint().height())
        return max(self._age.least_height, self._facts.least_height) + below + 2 * (_MARGIN + _GAP)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the wider of age and facts."""
        widest = max(self._age.minimumSizeHint().width(), self._facts.minimumSizeHint().width())
        return QSize(widest + 4 * GRID, super().minimumSizeHint().height())

    def _explain(self, state: ReviewState | None) -> None:
        told = explanation_of(self.face, state, self._unread)
        self._heading.setText(told.heading)
        self._text.setText(told.text)
        is_locked = state is not None and state.is_locked
        self._by_hand.setVisible(self.face in _PLACED_BY_HAND and not is_locked)
        self._again.setVisible(self.face is ResultFace.FAILED and not is_locked)
        self._rotated.setVisible(self.face is ResultFace.REJECTED and not is_locked)

    def _show_agreement(self, state: ReviewState) -> None:
        self._agreement.setVisible(state.agreement is not None)
        if state.agreement is not None:
            self._agreement.setText(agreement_words(state.agreement))

    def _show_lock(self, state: ReviewState) -> None:
        confirmation = state.case.confirmation
        self._lock.setVisible(confirmation is not None)
        if confirmation is not None:
            self._confirmed.setText(f"{_LOCK} {confirmed_words(confirmation)}")
            self._confirmed.setAccessibleName(confirmed_words(confirmation))
            self._confirmed.setToolTip(f"{told(day_words(confirmation.at.date()))} {confirmation.at:%H:%M %Z}")

    def _message_box(self) -> QWidget:
        self._heading.setObjectName("headline")
        self._heading.setWordWrap(True)
        self._text.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._by_hand)
        buttons.addWidget(self._again)
        buttons.addWidget(self._rotated)
        buttons.addStretch()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_MARGIN)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addLayout(buttons)
        column.addStretch()
        return box

    def _lock_line(self) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._confirmed)
        line.addStretch()
        line.addWidget(self._amend)
        return box

    def _lay_out(self) -> None:
        self._agreement.setObjectName("quiet")
        self._agreement.setWordWrap(True)
        self._top.setSpacing(2 * GRID)
        for place in (self._age, self._question, self._message):
            self._top.addWidget(place, 1)
        self._top.addWidget(self._facts, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, _MARGIN, 2 * GRID, _MARGIN)
        column.setSpacing(_GAP)
        column.addLayout(self._top)
        for widget in (self._notices, self._agreement, self._lock):
            column.addWidget(widget)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # words that wrap need height
