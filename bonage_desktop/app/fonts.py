"""The letters of the window: shipped, so that it looks the same everywhere and has Chinese (resources/fonts)."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from bonage_desktop.app.theme import TEXT_PIXELS
from bonage_desktop.errors import BonageError
from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import listed, say

FAMILIES = ("Inter", "Noto Sans SC", "Noto Sans Symbols2", "Noto Sans Math", "Noto Sans")
"""In the order in which a letter is looked for."""
MAX_SCALE = 2.0
_LOADED = "bonage_fonts"
_PATTERNS = ("*.ttf", "*.otf")


class FontError(BonageError):
    """The shipped fonts cannot be used."""


def load_fonts(scale: float = 1.0, folder: Path | None = None) -> None:
    """Let the running application write in the shipped fonts. Doing it again only changes the size.

    Args:
        scale: of the text, 1 to 2; what lies outside is brought to the nearest end.
        folder: where the fonts lie; the shipped ones if None.

    Raises:
        FontError: a font is missing or damaged (`app.fonts_missing`).
    """
    application = QGuiApplication.instance()
    if application is None:
        raise ValueError("fonts need an application")
    if not application.property(_LOADED):
        _add(resources_dir() / "fonts" if folder is None else folder)
        application.setProperty(_LOADED, True)
    QGuiApplication.setFont(text_font(scale))


def text_font(scale: float = 1.0) -> QFont:
    """The font of the window's text: 13 pixels times `scale` (1 to 2), digits all of one width."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(round(TEXT_PIXELS * min(max(scale, 1.0), MAX_SCALE)))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _add(folder: Path) -> None:
    found: set[str] = set()
    for file in sorted(file for pattern in _PATTERNS for file in folder.glob(pattern)):
        found.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file))))
    missing = [family for family in FAMILIES if family not in found]
    if missing:
        raise FontError(
            "app.fonts_missing",
            say("The fonts {names} are missing or damaged in {folder}.", names=listed(missing), folder=folder),
            say("Install the program again."),
        )
