"""What a window has open, kept beside the settings so that it can be opened again after a crash.

Each window has a file of its own, named by its process; it is gone when the window was closed in order.
"""

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import psutil

from bonage_desktop.reporting.files import OutputError, write_whole
from bonage_desktop.workflow.settings_file import settings_folder

MAX_BYTES = 2**24
"""A hundred thousand paths."""
_VERSION = 1
_SAME_START = 1.0
"""Seconds within which two readings of a process's start are the same process."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What windows that ended without being closed had open.

    Attributes:
        files: full paths in the order of their lists, each once. Their names may be patients'.
        opened: the one that was looked at last, or None.
    """

    files: tuple[Path, ...]
    opened: Path | None


class OpenSession:
    """The file of one window.

    Args:
        folder: of all windows' files, or None for `sessions` in `settings_folder()`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = settings_folder() / "sessions" if folder is None else folder
        self._file = self._folder / f"{os.getpid()}.json"

    def keep(self, files: Sequence[Path], opened: Path | None) -> None:
        """Keep what is open now. A folder that cannot be written costs the offer after a crash and nothing else.

        Args:
            files: of all listed cases, full paths.
            opened: the one that is looked at, or None.
        """
        if not files:
            self.close()
            return
        document = {
            "schema_version": _VERSION,
            "started": psutil.Process().create_time(),
            "files": [str(file) for file in files],
            "opened": None if opened is None else str(opened),
        }
        # Half a character of a file's name is written as JSON writes it, and comes back as it was.
        content = json.dumps(document, indent=1).encode("ascii")
        with contextlib.suppress(OutputError):
            write_whole(self._file, content)

    def close(self) -> None:
        """The window was closed in order: there is nothing to be opened again."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def left_behind(self) -> LeftBehind | None:
        """What windows that are no more had open; None where there is nothing. It stays so until it is forgotten."""
        found = [kept for file in self._others() if (kept := self._left(file)) is not None]
        files = tuple(dict.fromkeys(path for kept in found for path in kept.files))
        opened = next((kept.opened for kept in reversed(found) if kept.opened in files), None)
        return LeftBehind(files, opened) if files else None

    def forget_left_behind(self) -> None:
        """What windows that are no more had open was opened again, or is not wanted."""
        for file in self._others():
            if not self._is_in_use(file):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)

    def _others(self) -> list[Path]:
        try:
            return sorted(file for file in self._folder.glob("*.json") if file != self._file)
        except OSError:
            return []

    def _left(self, file: Path) -> LeftBehind | None:
        """What a file holds, where its window is no more."""
        values = _values(file)
        if values.get("schema_version") != _VERSION or _is_running(file.stem, values.get("started")):
            return None
        listed = values.get("files")
        paths = tuple(_paths(cast(list[object], listed) if isinstance(listed, list) else []))
        opened = next(iter(_paths([values.get("opened")])), None)
        return LeftBehind(paths, opened)

    def _is_in_use(self, file: Path) -> bool:
        return _is_running(file.stem, _values(file).get("started"))


def _values(file: Path) -> dict[str, object]:
    """What stands in a file; nothing where it cannot be used."""
    try:
        document: object = {} if file.stat().st_size > MAX_BYTES else json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        document = {}
    return cast(dict[str, object], document) if isinstance(document, dict) else {}


def _paths(values: Sequence[object]) -> list[Path]:
    paths = [Path(value) for value in values if isinstance(value, str) and value and "\0" not in value]
    return [path for path in paths if path.is_absolute()]


def _is_running(name: str, started: object) -> bool:
    """Whether the process that wrote a file still runs: number and start are the same."""
    if not name.isascii() or not name.isdigit() or not isinstance(started, int | float):
        return False
    try:
        return abs(psutil.Process(int(name)).create_time() - started) < _SAME_START
    except (psutil.Error, OverflowError, ValueError):
        return False
