"""Qt's questions for translations, answered by the program's own catalogue: one source for window and command line."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from bonage_desktop.sentences import Catalogue
from bonage_desktop.standards.language import Language, load_catalogue

_LOCALES = {
    Language.EN: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    Language.ZH: QLocale(QLocale.Language.Chinese, QLocale.Country.China),
}


class CatalogueTranslator(QTranslator):
    """Says what `tr` and `translate` are asked for in the catalogue's language.

    Qt's context, mostly the name of a class, does not matter: the same English text is translated the same way
    everywhere. Where one English word means two things, Qt's disambiguation tells them apart.

    Args:
        catalogue: the words.
        parent: owns it.
    """

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def isEmpty(self) -> bool:
        """Never: Qt installs no translator that says that it is."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name for it
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """The translation, or None where there is none: Qt then asks the next translator.

        `%n` is left for Qt to fill in.
        """
        del context
        about = disambiguation or ""
        told = self._catalogue.template(sourceText, about) if n < 0 else self._catalogue.counted(sourceText, n, about)
        return None if told == sourceText else told


class Translators(QObject):
    """The translators that are installed: the catalogue's, and Qt's own for its buttons and menus.

    Args:
        app: they are installed in it, and owned by it.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []

    def speak(self, language: Language) -> Catalogue:
        """Let everything that is asked for from now on be in this language; Qt tells each widget (`LanguageChange`).

        Returns:
            The language's words, for sentences that do not come from Qt.

        Raises:
            StandardError: they cannot be read; everything stays as it is (`standards.translation_unreadable`).
        """
        catalogue = load_catalogue(language)
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(_LOCALES[language])
        self._installed = (
            [] if language is Language.EN else [*_of_qt(language, self), CatalogueTranslator(catalogue, self)]
        )
        for translator in self._installed:
            self._app.installTranslator(translator)
        return catalogue


def _of_qt(language: Language, parent: QObject) -> list[QTranslator]:
    """Qt's own words; nothing where its installation has none."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return [translator] if translator.load(_LOCALES[language], "qtbase", "_", folder) else []
