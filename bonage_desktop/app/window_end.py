"""The one question that the window asks: whether to close although what was entered is stored nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from bonage_desktop.app.case_words import name_of
from bonage_desktop.workflow.case import Case

_NAMED = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("End", text)


def may_close(parent: QWidget, unstored: Sequence[Case]) -> bool:
    """Ask once whether to close although these cases hold what a reader entered; true where there are none."""
    if not unstored:
        return True
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setWindowTitle(_tr("Close"))
    question.setText(what_is_lost(unstored))
    question.setInformativeText("\n".join(_names(unstored)))
    close = question.addButton(_tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
    stay = question.addButton(_tr("Stay"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(stay)
    question.exec()
    return question.clickedButton() is close


def what_is_lost(unstored: Sequence[Case]) -> str:
    """What closing loses: readings that nobody confirmed, and confirmed ones too, which are stored nowhere yet."""
    confirmed = sum(case.confirmation is not None for case in unstored)
    counted = _tr("{0} not confirmed, {1} confirmed").format(len(unstored) - confirmed, confirmed)
    return _tr("Cases with entries: {0}. This version stores none of them.").format(counted)


def _names(cases: Sequence[Case]) -> Sequence[str]:
    names = [name_of(case) for case in cases[:_NAMED]]
    return [*names, _tr("and {0} more").format(len(cases) - _NAMED)] if len(cases) > _NAMED else names
