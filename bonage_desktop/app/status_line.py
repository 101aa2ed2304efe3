"""The line at the bottom: how far the reader is, which keys work here, what the result rests on."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review_state import ReviewState


class StatusLine(QWidget):
    """Three texts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self._reviewed, self._keys, self._models = QLabel(), QLabel(), QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(3 * GRID)
        for label in (self._reviewed, self._keys, self._models):
            label.setObjectName("quiet")
        line.addWidget(self._reviewed)
        line.addWidget(self._keys)
        line.addStretch()
        line.addWidget(self._models)
        self.show_state(None)

    def show_state(self, state: ReviewState | None) -> None:
        """What is to be said of this case."""
        if state is None:
            self._reviewed.setText("")
            self._keys.setText(self.tr("Ctrl+O open · F1 keys"))
            self._models.setText("")
            return
        self._reviewed.setText(self.tr("Reviewed {0} of {1}").format(state.reviewed, len(Bone)))
        self._keys.setText(self.tr("↑ ↓ bone · [ ] level · Enter looked at · Ctrl+Enter confirm · Space hide overlay"))
        self._models.setText(self._based_on(state))

    def show_typed(self, typed: str, state: ReviewState | None) -> None:
        """A level that is being typed; empty when it is done with."""
        if typed:
            self._keys.setText(self.tr("Level {0}: Enter sets it, Esc forgets it").format(typed))
        else:
            self.show_state(state)

    def _based_on(self, state: ReviewState) -> str:
        if state.case.reading is None:
            return ""
        findings = state.case.reading.findings
        networks = [shown for name, shown in _NETWORKS.items() if name in findings.models]
        return " · ".join([*networks, "RUS-CHN"])


_NETWORKS = {"segmentation": "U-Net", "detection": "DetectoRS", "grading": "DenseNet121-SA"}
