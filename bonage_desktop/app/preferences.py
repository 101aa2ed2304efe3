"""The reader's settings as a window holds them: read once, written when changed, told to whoever follows them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from bonage_desktop.app.in_turn import InTurn
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
    _not_written = Signal(object)

    def __init__(self, file: SettingsFile) -> None:
        super().__init__()
        self._file = file
        read = file.read()
        self._settings = read.settings
        self.notices = read.notices
        self._writing = InTurn()
        self._not_written.connect(self.failed)

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
        self.settle()
        try:
            wanted = self._file.change(change)
        except BonageError as error:
            self.failed.emit(error)
        self._hold(wanted)
        return True

    def note(self, change: Callable[[Settings], Settings]) -> None:
        """Change what the program notes by itself: it holds at once, and is written beside the window.

        A disk that is slow keeps nobody waiting who only opened a file.

        Args:
            change: to settings that can be.
        """
        self._hold(change(self._settings))
        self._writing.do(partial(self._write, change))

    def settle(self) -> None:
        """Wait until all that was noted is written."""
        self._writing.wait()

    def _hold(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings != before:
            self.changed.emit(settings, before)

    def _write(self, change: Callable[[Settings], Settings]) -> None:
        try:
            self._file.change(change)
        except BonageError as error:
            self._not_written.emit(error)
