"""Cases in every state that result, bones and levels can show, and a widget that shows them in the shipped letters."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sample_hand import sample_findings
from workflow.review_cases import NO_HAND, assessed_case, session_with

from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.style import apply_theme
from bonage_desktop.app.theme import DARK
from bonage_desktop.app.translator import Translators
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import ChronologicalAge
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review import ReviewSession

BORN, STUDIED = date(2014, 5, 2), date(2026, 5, 20)
Shown = TypeVar("Shown", bound=QWidget)
NOT_FOUND = Notice("vision.roi_missing", "The box was not found.")


@contextmanager
def styled(application: QApplication) -> Iterator[QApplication]:
    """With the shipped letters and the dark theme; widgets that a test leaves behind are gone afterwards."""
    font = application.font()
    load_fonts()
    apply_theme(application, DARK)
    yield application
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.setStyleSheet("")
    application.setFont(font)


@contextmanager
def spoken(application: QApplication, language: Language) -> Iterator[None]:
    """Whatever is made inside speaks this language."""
    locale, direction = QLocale(), QApplication.layoutDirection()
    translators = Translators(application)
    translators.speak(language)
    try:
        yield
    finally:
        translators.speak(Language.EN)
        translators.deleteLater()
        QLocale.setDefault(locale)
        QApplication.setLayoutDirection(direction)


def boy_of_twelve(findings: Findings | None = None, **radiograph: object) -> Case:
    """272 points, bone age 10.55 years, 12.05 years old."""
    dates = {"birth_date": BORN, "study_date": STUDIED, "age": ChronologicalAge.between(BORN, STUDIED)}
    return assessed_case(findings=findings, **{**dates, **radiograph})


def review(case: Case | None = None, *, grade_first: bool = False) -> ReviewSession:
    return session_with(case or boy_of_twelve(), grade_first=grade_first)


def without_bones(*bones: Bone) -> Case:
    """The networks did not find these."""
    found = sample_findings()
    return boy_of_twelve(
        replace(
            found,
            rois={bone: roi for bone, roi in found.rois.items() if bone not in bones},
            missing=dict.fromkeys(bones, NOT_FOUND),
            grades={bone: grade for bone, grade in found.grades.items() if bone not in bones},
        )
    )


def refused() -> Case:
    return boy_of_twelve(sample_findings(rejection=NO_HAND, rois={}, grades={}))


def shown(qtbot: QtBot, make: Callable[[], Shown], width: int, height: int) -> Shown:
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def told(widget: QWidget) -> str:
    """Every visible word of its labels and buttons, line by line."""
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in parts if part.isVisible() and part.text())


def button_of(widget: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words."""
    return next(one for one in widget.findChildren(QAbstractButton) if one.text() == words and one.isVisible())
