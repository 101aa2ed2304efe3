"""Qt's translations come from the program's own catalogue, and can change while the window is open."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from bonage_desktop.app.translator import CatalogueTranslator, Translators
from bonage_desktop.standards.language import Language, load_catalogue


class Widget(QWidget):
    """Counts how often it is told of another language."""

    def __init__(self) -> None:
        super().__init__()
        self.told = 0

    def changeEvent(self, event: QEvent) -> None:
        self.told += event.type() == QEvent.Type.LanguageChange
        super().changeEvent(event)


@pytest.fixture
def translators(qapp):
    locale, before = QLocale(), QApplication.layoutDirection()
    made = Translators(qapp)
    yield made
    made.speak(Language.EN)
    QLocale.setDefault(locale)
    QApplication.setLayoutDirection(before)
    made.deleteLater()


def test_what_a_widget_asks_for_is_said_in_chinese(qtbot, translators):
    widget = Widget()
    qtbot.addWidget(widget)

    translators.speak(Language.ZH)

    assert widget.tr("Bone age") == "骨龄"
    assert QCoreApplication.translate("Film", "Left hand") == "左手"


def test_the_context_does_not_matter(translators):
    translators.speak(Language.ZH)

    assert QCoreApplication.translate("Nobody", "Left hand") == "左手"


def test_an_unknown_text_stays_and_takes_its_number(qtbot, translators):
    widget = Widget()
    qtbot.addWidget(widget)

    translators.speak(Language.ZH)

    assert widget.tr("Never said anywhere") == "Never said anywhere"
    assert widget.tr("%n things never said", "", 3) == "3 things never said"
    assert widget.tr("") == ""


def test_widgets_are_told_when_the_language_changes(qtbot, translators):
    widget = Widget()
    qtbot.addWidget(widget)

    translators.speak(Language.ZH)
    QCoreApplication.sendPostedEvents()
    told = widget.told
    translators.speak(Language.EN)
    QCoreApplication.sendPostedEvents()

    assert 0 < told < widget.told
    assert widget.tr("Bone age") == "Bone age"


def test_qt_s_own_buttons_speak_chinese_too(qtbot, translators):
    translators.speak(Language.ZH)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_sentences_that_do_not_come_from_qt_are_said_with_what_is_given_back(translators):
    assert translators.speak(Language.ZH).template("Bone age") == "骨龄"


def test_qt_is_told_where_there_is_no_translation(qapp):
    translator = CatalogueTranslator(load_catalogue(Language.ZH), qapp)

    assert not translator.isEmpty()
    assert translator.translate("Film", "Bone age") == "骨龄"
    assert translator.translate("Film", "Never said anywhere") is None
    translator.deleteLater()
