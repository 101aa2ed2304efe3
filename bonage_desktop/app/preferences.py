"""The reader's settings as a window holds them: read once, written when changed, told to whoever follows them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from bonage_desktop.errors import BonageError
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_file import SettingsFile


class Preferences(QObject):
    """Settings in force.

    Args:
        file: where they are kept.

    Signals:
        changed: the `Settings` in force from now on, then those before.
        failed: a `BonageError`: a value that cannot be, or settings that hold but could not be written.
    """

    changed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        read = file.read()
        self._settings = read.settings
        self.notices = read.notices

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._settings

    def change(self, change: Callable[[Settings], Settings]) -> bool:
        """Change settings and keep them; whether the new ones can be.

        Where they cannot be written they hold until the program ends, and `failed` says so.
        """
        before = self._settings
        try:
            wanted = change(before)
        except BonageError as error:
            self.failed.emit(error)
            return False
        try:
            self._settings = self._file.change(change)
        except BonageError as error:
            self._settings = wanted
            self.failed.emit(error)
        if self._settings != before:
            self.changed.emit(self._settings, before)
        return True
