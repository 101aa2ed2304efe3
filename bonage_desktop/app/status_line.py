"""The line at the bottom: how far the reader is, what is stored, which keys work here, what the result rests on."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.records.status import ReadingKind
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case_book import Mark
from bonage_desktop.workflow.review_state import ReviewState

_NETWORKS = {"segmentation": "U-Net", "detection": "DetectoRS", "grading": "DenseNet121-SA"}
_STANDARD = "RUS-CHN 2006"
_DIGITS = 6
"""Of a network's SHA-256, which tells one version of its weights from another."""


class StatusLine(QWidget):
    """Three texts; each is cut with an ellipsis where there is no room for it, the keys first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self._progress, self._keys, self._basis = _Words(), _Words(), _Words()
        self._reviewed, self._saved = "", ""
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(3 * GRID)
        line.addWidget(self._progress)
        line.addWidget(self._keys, 1)
        line.addWidget(self._basis)
        self.show_state(None)

    def show_state(self, state: ReviewState | None) -> None:
        """What is to be said of this case."""
        if state is None:
            self._reviewed = ""
            self._show_progress()
            self._keys.setText(self.tr("Ctrl+O open · F1 keys"))
            self._basis.setText("")
            return
        self._reviewed = self.tr("Reviewed {0} of {1}").format(state.reviewed, len(Bone))
        self._show_progress()
        self._keys.setText(self._keys_of(state))
        self._show_basis(state)

    def show_mark(self, mark: Mark, saved_at: datetime | None, kind: ReadingKind = ReadingKind.FIRST) -> None:
        """How far what was entered in this case is on its way to the disk.

        Args:
            mark: of the case.
            saved_at: when something of it was saved last, in this window; None where nothing was.
            kind: which reading of the image it is.
        """
        which = {ReadingKind.SECOND: self.tr("second reading"), ReadingKind.CONSENSUS: self.tr("consensus")}
        self._saved = " · ".join(part for part in (which.get(kind, ""), self._words_of(mark, saved_at)) if part)
        self._show_progress()

    def show_typed(self, typed: str, state: ReviewState | None) -> None:
        """A level that is being typed; empty when it is done with."""
        if typed:
            self._keys.setText(self.tr("Level {0}: Enter sets it, Esc forgets it").format(typed))
        else:
            self.show_state(state)

    def _keys_of(self, state: ReviewState) -> str:
        if state.is_locked:
            return self.tr("↑ ↓ bone · Space hide overlay · PgDn next case")
        return self.tr("↑ ↓ bone · [ ] level · Enter looked at · Ctrl+Enter confirm · Space hide overlay")

    def _show_progress(self) -> None:
        self._progress.setText(" · ".join(part for part in (self._reviewed, self._saved) if part and self._reviewed))

    def _words_of(self, mark: Mark, saved_at: datetime | None) -> str:
        match mark:
            case Mark.NONE:
                return ""
            case Mark.SAVING:
                return self.tr("saving…")
            case Mark.UNSAVED:
                return self.tr("not saved")
            case Mark.SAVED:
                return self.tr("saved") if saved_at is None else self.tr("saved {0}").format(f"{saved_at:%H:%M:%S}")

    def _show_basis(self, state: ReviewState) -> None:
        reading = state.case.reading
        if reading is None:
            return
        models = reading.findings.models
        networks = [f"{words} {models[name][:_DIGITS]}" for name, words in _NETWORKS.items() if name in models]
        self._basis.setText(" · ".join([*networks, _STANDARD]))
        self._basis.setToolTip("\n".join([*_identities(models), reading.standards.rus_chn.title]))


class _Words(QLabel):
    """One line of words that may get less room than it wants."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quiet")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        del arg__1
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def _identities(models: Mapping[str, str]) -> list[str]:
    return [f"{words}, SHA-256 {models[name]}" for name, words in _NETWORKS.items() if name in models]
