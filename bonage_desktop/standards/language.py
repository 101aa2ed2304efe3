"""The languages that the program speaks, and the words of each."""

import gettext
from enum import StrEnum

from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import ENGLISH, Catalogue, say
from bonage_desktop.standards.entries import StandardError


class Language(StrEnum):
    """A language of window, command line, reports and criteria; the value is its ISO 639-1 code."""

    EN = "en"
    ZH = "zh"

    @classmethod
    def of_locale(cls, name: str) -> "Language":
        """The language of a locale such as `zh_CN.UTF-8`, `zh-Hans` or `Chinese (Simplified)_China`; else English."""
        return cls.ZH if name.lower().startswith(("zh", "chinese")) else cls.EN


def load_catalogue(language: Language) -> Catalogue:
    """The words of a language.

    Raises:
        StandardError: its file cannot be read (`standards.translation_unreadable`).
    """
    if language is Language.EN:
        return ENGLISH
    file = resources_dir() / "translations" / f"{language.value}.mo"
    try:
        with file.open("rb") as stream:
            return Catalogue(gettext.GNUTranslations(stream))
    except (OSError, ValueError) as error:
        raise StandardError(
            "standards.translation_unreadable",
            say("{name} cannot be read as a translation ({clue}).", name=file.name, clue=type(error).__name__),
            say("Install the application again: {file} must exist.", file=file),
        ) from error
