"""What is to be said beside the age, in a few lines: the loudest sentences, and all of them at a click."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.sheet import Sheet
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.app.wrapped_text import wrapped_lines
from bonage_desktop.findings.notice import Notice, Weight

LINES = 2
"""So many are kept free for it, so that nothing below moves when there is something to say."""
_ALL = 99


class NoticesList(QWidget):
    """Sentences below the age; nothing at all where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [_made() for _ in range(LINES)]
        self._notices: Sequence[Notice] = ()
        self._most = LINES
        self._more = QPushButton()
        self._more.setObjectName("flat")
        self._more.clicked.connect(self._show_all)
        column = QVBoxLayout()
        column.setSpacing(0)
        for label in self._labels:
            column.addWidget(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addLayout(column, 1)
        line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)
        self.hide()

    def height_of(self, lines: int) -> int:
        """Height of so many lines with the button beside them, pixels."""
        return max(lines * self._labels[0].fontMetrics().height(), self._more.sizeHint().height())

    def show_notices(self, notices: Sequence[Notice], most: int = LINES) -> None:
        """Show these, the loudest first.

        Args:
            notices: all that there is to say.
            most: so many lines at most, at least one.
        """
        if (list(notices), most) == (list(self._notices), self._most):
            return
        self._notices, self._most = notices, most
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower lines hold fewer words."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        self._more.hide()
        hidden = self._write_in(self.width())
        if hidden:
            self._more.setText(self.tr("{0} more").format(hidden))
            self._more.show()
            self._write_in(self.width() - self._more.sizeHint().width() - GRID)
        self.setVisible(bool(self._notices))

    def _write_in(self, width: int) -> int:
        """Write what fits into lines of this width; says how many sentences are not seen whole."""
        left, whole = self._most, 0
        for label, notice in zip_longest(self._labels, self._notices[:LINES]):
            label.setVisible(notice is not None and left > 0)
            if notice is None or left <= 0:
                continue
            needed = wrapped_lines(_words(notice), label.font(), width, _ALL)
            lines = needed if len(needed) <= left else wrapped_lines(_words(notice), label.font(), width, left)
            whole += len(needed) <= left
            left -= len(lines)
            _write(label, notice, "\n".join(lines))
        return len(self._notices) - whole

    def _show_all(self) -> None:
        """Over what lies below, until the reader clicks elsewhere or presses Escape."""
        sheet = Sheet(self)
        for notice in self._notices:
            label = _made()
            label.setWordWrap(True)
            _write(label, notice, _words(notice))
            sheet.column.addWidget(label)
        sheet.setFixedSize(self.width(), sheet.column.heightForWidth(self.width()))
        sheet.move(self.mapToGlobal(QPoint(0, 0)))
        sheet.show()


def _made() -> QLabel:
    label = QLabel()
    label.setObjectName("notice")
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.ensurePolished()
    return label


def _words(notice: Notice) -> str:
    return f"{'?' if _is_loud(notice) else '·'} {told(notice.message)}"


def _is_loud(notice: Notice) -> bool:
    return notice.weight in (Weight.CONTRADICTION, Weight.DOUBT)


def _write(label: QLabel, notice: Notice, words: str) -> None:
    label.setText(words)
    label.setAccessibleName(_words(notice))
    label.setToolTip(told(notice.message))
    label.setProperty("weight", "doubt" if _is_loud(notice) else "remark")
    label.style().unpolish(label)
    label.style().polish(label)
