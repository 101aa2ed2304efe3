"""Dates and side as the reader sets them below the result."""

from datetime import date

import pytest
from panels import BORN, boy_of_twelve, review, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bonage_desktop.app.facts_panel import FactsPanel
from bonage_desktop.workflow.facts import Facts

TODAY = date(2026, 11, 20)
AHEAD = date(2062, 5, 20)


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot) -> FactsPanel:
    return shown(qtbot, lambda: FactsPanel(lambda: TODAY), 424, 200)


def field(panel: FactsPanel, name: str) -> QLineEdit:
    return next(one for one in panel.findChildren(QLineEdit) if one.accessibleName() == name)


def test_a_study_date_of_the_file_that_lies_in_the_future_can_be_corrected(panel: FactsPanel, qtbot: QtBot) -> None:
    panel.open_for(review(boy_of_twelve(study_date=AHEAD)).state)
    field(panel, "Study date").setText("2026-05-20")

    with qtbot.waitSignal(panel.facts_chosen) as chosen:
        qtbot.keyClick(field(panel, "Study date"), Qt.Key.Key_Return)

    assert chosen.args == [Facts(study_date=date(2026, 5, 20))]


def test_it_can_be_left_as_it_is_while_another_fact_is_set(panel: FactsPanel, qtbot: QtBot) -> None:
    panel.open_for(review(boy_of_twelve(study_date=AHEAD)).state)
    field(panel, "Birth date").setText("2015-05-02")

    with qtbot.waitSignal(panel.facts_chosen) as chosen:
        qtbot.keyClick(field(panel, "Birth date"), Qt.Key.Key_Return)

    assert chosen.args == [Facts(birth_date=date(2015, 5, 2))]


def test_no_other_day_to_come_is_taken(panel: FactsPanel, qtbot: QtBot) -> None:
    panel.open_for(review(boy_of_twelve(birth_date=BORN)).state)
    field(panel, "Study date").setText("2026-11-21")

    with qtbot.assertNotEmitted(panel.facts_chosen):
        qtbot.keyClick(field(panel, "Study date"), Qt.Key.Key_Return)

    assert "cannot lie in the future" in "\n".join(label.text() for label in panel.findChildren(QLabel))
