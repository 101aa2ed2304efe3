"""The one question that the window asks: whether to close although something is not confirmed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from bonage_desktop.app.case_words import name_of
from bonage_desktop.workflow.case import Case

_NAMED = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("End", text)


def leaves_unconfirmed(parent: QWidget, unsaved: Sequence[Case]) -> bool:
    """Ask once whether to close although cases hold changes that nobody confirmed; true where there are none."""
    if not unsaved:
        return True
    names = [name_of(case) for case in unsaved[:_NAMED]]
    if len(unsaved) > _NAMED:
        names.append(_tr("and {0} more").format(len(unsaved) - _NAMED))
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setWindowTitle(_tr("Close without confirming"))
    question.setText(_tr("Changes in {0} cases are not confirmed and will be lost.").format(len(unsaved)))
    question.setInformativeText("\n".join(names))
    close = question.addButton(_tr("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
    stay = question.addButton(_tr("Stay"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(stay)
    question.exec()
    return question.clickedButton() is close
