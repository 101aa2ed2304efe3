"""In which language and notation the command line speaks: as it was told, else as set, else as the system does."""

import locale
from collections.abc import Mapping, Sequence

from bonage_desktop.cli.arguments import LANGUAGE_OPTION, LANGUAGES
from bonage_desktop.cli.screen import Screen
from bonage_desktop.errors import BonageError
from bonage_desktop.standards.language import Language, load_catalogue
from bonage_desktop.workflow.settings import LanguageChoice, Settings

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides (POSIX, Environment Variables, 8.2)."""


def spoken_language(arguments: Sequence[str], settings: Settings, environment: Mapping[str, str]) -> Language:
    """The language to speak.

    Args:
        arguments: the words after `bonage`; the option stands before the command.
        settings: the reader's.
        environment: variables of the process.
    """
    asked = _asked(arguments)
    if asked is not None:
        return asked
    if settings.language is not LanguageChoice.SYSTEM:
        return Language(settings.language)
    named = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    return Language.of_locale(named or locale.getlocale()[0] or "")


def screen_for(language: Language, settings: Settings) -> Screen:
    """A screen that speaks this language; English, with a complaint, where its words cannot be read."""
    try:
        return Screen(language, load_catalogue(language), settings.age_notation)
    except BonageError as error:
        screen = Screen(ages=settings.age_notation)
        screen.complain(error)
        return screen


def _asked(arguments: Sequence[str]) -> Language | None:
    """What `--language` says before a command; what it says wrongly is for the parser to refuse."""
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if option == LANGUAGE_OPTION:
            told = value if equals else next(words, "")
            return Language(told) if told in LANGUAGES else None
        if not word.startswith("-"):
            return None
    return None
