"""The settings' file: never in the way of a start, backed up before it is changed, whole or not written at all."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from bonage_desktop.findings.notice import Notice
from bonage_desktop.reporting.files import OutputError, write_whole
from bonage_desktop.sentences import say
from bonage_desktop.system_errors import reason_of
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_document import (
    MIGRATIONS,
    Content,
    Migrations,
    Taken,
    UnreadableError,
    merged,
    parsed,
    rendered,
    taken,
)

MAX_BYTES = 2**20
"""No settings are as large; a file that is was put there by mistake."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Settings at a start.

    Attributes:
        settings: with the default wherever the file says nothing usable.
        notices: what could not be used; to be said once.
    """

    settings: Settings
    notices: tuple[Notice, ...]


def settings_folder() -> Path:
    """Where the system keeps what a person has set in this program."""
    return Path(platformdirs.user_config_dir("bonage", appauthor=False))


class SettingsFile:
    """`settings.json` in a folder. Nothing is remembered between calls: several windows may use one file.

    Args:
        folder: or None for `settings_folder()`.
        migrations: that lead to the present version.
    """

    def __init__(self, folder: Path | None = None, migrations: Migrations = MIGRATIONS) -> None:
        folder = settings_folder() if folder is None else folder
        self.path = folder / "settings.json"
        self.backup = folder / "settings.backup.json"
        self.unusable = folder / "settings.unusable.json"
        self._migrations = migrations

    def read(self) -> ReadSettings:
        """The settings, whatever the file looks like."""
        try:
            content = self._content()
            found = self._taken({} if content is None else parsed(content))
        except (OSError, UnreadableError) as error:
            return ReadSettings(Settings(), (self._unreadable(error),))
        return ReadSettings(found.settings, found.notices)

    def change(self, change: Callable[[Settings], Settings]) -> Settings:
        """Change what the file holds at this moment, and nothing else in it.

        The file as it was becomes `settings.backup.json`, or `settings.unusable.json` where it could not be read.
        Nothing is written where nothing changes.

        Args:
            change: makes the new settings from those in the file.

        Returns:
            The new settings.

        Raises:
            WorkflowError: they could not be written (`workflow.settings_not_written`): the file is as it was.
        """
        try:
            old = self._content()
        except (OSError, UnreadableError) as error:
            raise _not_written(
                say("{path} could not be read: {reason}.", path=self.path, reason=_fact(error))
            ) from error
        document, is_usable = self._document(old)
        before = self._taken(document)
        settings = change(before.settings)
        if old is None or not is_usable or settings != before.settings:
            new = rendered(merged(document, before, settings, self._migrations))
            try:
                if old is not None:
                    write_whole(self.backup if is_usable else self.unusable, old)
                # A link goes on leading to the file that it led to.
                write_whole(Path(os.path.realpath(self.path)), new)
            except OutputError as error:
                raise _not_written(error.message) from error
        return settings

    def _content(self) -> bytes | None:
        """The file's bytes, or None where there is none.

        Raises:
            UnreadableError: it is no file, or too large.
        """
        if not self.path.exists():
            return None
        # A pipe or a device would keep the program waiting.
        if not self.path.is_file():
            raise UnreadableError(say("it is no file"))
        with self.path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise UnreadableError(say("it is larger than 1 MiB"))
        return content

    def _document(self, content: bytes | None) -> tuple[Content, bool]:
        """What the file holds, and whether it could be read."""
        try:
            return {} if content is None else parsed(content), True
        except UnreadableError:
            return {}, False

    def _taken(self, document: Content) -> Taken:
        return taken(document or {"schema_version": len(self._migrations) + 1}, self._migrations)

    def _unreadable(self, error: OSError | UnreadableError) -> Notice:
        message = say(
            "{path} cannot be used ({reason}): all settings are defaults.", path=self.path, reason=_fact(error)
        )
        return Notice("workflow.settings_unreadable", message)


def _fact(error: OSError | UnreadableError) -> str:
    return error.fact if isinstance(error, UnreadableError) else reason_of(error)


def _not_written(message: str) -> WorkflowError:
    hint = say("The settings hold until the program ends: make the folder one that you may write to.")
    return WorkflowError("workflow.settings_not_written", message, hint)
