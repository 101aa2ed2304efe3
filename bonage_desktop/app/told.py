"""Sentences of the floors below in the window's language, and which one that is."""

from gettext import NullTranslations

from PySide6.QtCore import QCoreApplication, QLocale

from bonage_desktop.sentences import Catalogue
from bonage_desktop.standards.language import Language

_asked_of_qt = QCoreApplication.translate
"""By a name of its own: scripts/strings.py collects the texts of calls that are named `translate`."""


def told(text: str) -> str:
    """A `Sentence` as the window says it; whatever else, a name for instance, as it is."""
    return _WORDS.words(text)


def window_language() -> Language:
    """The language that the window speaks (`Translators.speak`)."""
    return Language.ZH if QLocale().language() is QLocale.Language.Chinese else Language.EN


class _AsQt(NullTranslations):
    """Asks the translators that are installed in Qt; without one it is English."""

    def gettext(self, message: str) -> str:
        return _asked_of_qt("", message)

    def pgettext(self, context: str, message: str) -> str:
        return _asked_of_qt("", message, context)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        english = msgid1 if n == 1 else msgid2
        found = _asked_of_qt("", msgid1, "", n)
        return english if found == msgid1 else found


_WORDS = Catalogue(_AsQt())
