"""What is to be said beside the age: the loudest sentences, the others at a click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.told import told
from bonage_desktop.findings.notice import Notice, Weight

_AT_ONCE = 2


class NoticesList(QWidget):
    """Sentences below the age; nothing at all where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._notices: Sequence[Notice] = ()
        self._is_open = False
        self._more = QPushButton()
        self._more.setObjectName("flat")
        self._more.clicked.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these, the loudest first."""
        if list(notices) == list(self._notices):
            return
        self._notices = notices
        self._is_open = False
        self._show()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        shown = self._notices if self._is_open else self._notices[:_AT_ONCE]
        while len(self._labels) < len(shown):
            self._labels.append(self._made())
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(shown))
            if number < len(shown):
                _fill(label, shown[number])
        hidden = len(self._notices) - _AT_ONCE
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("Show less") if self._is_open else self.tr("{0} more").format(hidden))
        self.setVisible(bool(self._notices))

    def _made(self) -> QLabel:
        label = QLabel()
        label.setObjectName("notice")
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column.insertWidget(self._column.count() - 1, label)
        return label


def _fill(label: QLabel, notice: Notice) -> None:
    is_loud = notice.weight in (Weight.CONTRADICTION, Weight.DOUBT)
    label.setText(f"{'?' if is_loud else '·'} {told(notice.message)}")
    label.setProperty("weight", "doubt" if is_loud else "remark")
    label.style().unpolish(label)
    label.style().polish(label)
