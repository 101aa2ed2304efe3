"""The page of settings: what a reader can set, in force as soon as it is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from bonage_desktop.app.actions import Action
from bonage_desktop.app.key_editor import KeyEditor, Wish
from bonage_desktop.app.percentile_import import PercentileImport
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.setting_fields import (
    SettingFields,
    mouse_fields,
    network_fields,
    reader_fields,
    report_fields,
    window_fields,
)
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import paragraph
from bonage_desktop.workflow.settings import Settings

_WIDTH, _HEIGHT = 620, 560


class SettingsPage(QDialog):
    """A window beside the review window; it blocks nothing, and what is chosen holds at once.

    Args:
        preferences: the settings.
        table: all actions, for their keys.
        parent: the review window.
    """

    def __init__(self, preferences: Preferences, table: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setModal(False)
        self._preferences = preferences
        self.fields = [
            SettingFields(preferences, made())
            for made in (window_fields, mouse_fields, reader_fields, report_fields, network_fields)
        ]
        self.percentiles = PercentileImport(preferences)
        self.keys = KeyEditor(table)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.tabs = QTabWidget()
        self._lay_out()
        self.keys.wished.connect(self._give_keys)
        preferences.changed.connect(self._show)
        preferences.failed.connect(self._say_failure)
        self._show(preferences.settings)

    def _lay_out(self) -> None:
        titles = self.tr("Window"), self.tr("Mouse"), self.tr("Reader"), self.tr("Reports"), self.tr("Networks")
        for title, page in zip(titles, self.fields, strict=True):
            self.tabs.addTab(page, title)
        self.fields[-1].add_below(QLabel(self.tr("In force from the next start of the program.")))
        self.tabs.addTab(self.percentiles, self.tr("Percentiles"))
        self.tabs.addTab(self.keys, self.tr("Keys"))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.said)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_WIDTH, _HEIGHT)

    def _show(self, settings: Settings, before: Settings | None = None) -> None:
        if before is None or settings.shortcuts != before.shortcuts:
            self.keys.show_keys(settings.shortcuts)
        self.said.clear()

    def _give_keys(self, wish: Wish) -> None:
        def changed(settings: Settings) -> Settings:
            rival = next((own for own in settings.shortcuts if own.action == wish.instead_of), None)
            if rival is not None and wish.keys:
                left = tuple(key for key in rival.keys if key not in wish.keys)
                settings = settings.with_shortcut(rival.action, left)
            if wish.keys is None:
                return settings.with_default_keys(wish.action)
            return settings.with_shortcut(wish.action, wish.keys)

        self._preferences.change(changed)
        self.keys.select(wish.action)

    def _say_failure(self, error: BonageError) -> None:
        self.said.setText(told(paragraph(error.message, error.hint)))
