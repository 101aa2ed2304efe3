"""Draws the window in a theme: Qt's Fusion, a palette, and one style sheet made from the theme's colours.

Lengths follow the size of the application's font, so that text of twice the size is not clipped.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.style_sheet import style_sheet
from bonage_desktop.app.theme import Theme
from bonage_desktop.installation import resources_dir


def apply_theme(app: QCoreApplication | None, theme: Theme) -> None:
    """Draw every widget of the application in this theme.

    Args:
        app: the running application, after `load_fonts`.
        theme: its colours.

    Raises:
        ValueError: there is no application with widgets.
    """
    if not isinstance(app, QApplication):
        raise ValueError("a theme needs an application with widgets")
    app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, QFontInfo(app.font()).pixelSize(), icons_dir()))


def icons_dir() -> Path:
    """Where the arrows and ticks lie that a style sheet can only take from files."""
    return resources_dir() / "icons"


def palette(theme: Theme) -> QPalette:
    """The theme's colours in Qt's roles."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(theme.field))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.field,
        role.Text: theme.text,
        role.Button: theme.field,
        role.ButtonText: theme.text,
        role.BrightText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Highlight: theme.model,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.field,
        role.ToolTipText: theme.text,
        role.Link: theme.model,
        role.LinkVisited: theme.model,
        role.Accent: theme.model,
        role.Light: theme.line,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.ground,
    }
