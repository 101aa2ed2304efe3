"""Where the sex is not known: two buttons in the place of the age, because without it there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bonage_desktop.app.result_words import sex_name
from bonage_desktop.app.theme import GRID
from bonage_desktop.standards.sex import Sex


class SexQuestion(QWidget):
    """Male or female?

    Signals:
        sex_chosen: the `Sex`.
    """

    sex_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        question = QLabel(self.tr("Sex of the child?"))
        question.setObjectName("headline")
        why = QLabel(self.tr("The score and the age depend on it."))
        why.setObjectName("quiet")
        why.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        self.buttons = {sex: QPushButton(sex_name(sex)) for sex in Sex}
        for sex, button in self.buttons.items():
            button.setAccessibleName(self.tr("The child is {0}").format(sex_name(sex).lower()))
            button.clicked.connect(lambda _checked=False, sex=sex: self.sex_chosen.emit(sex))
            line.addWidget(button)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(question)
        column.addWidget(why)
        column.addLayout(line)
        column.addStretch()
