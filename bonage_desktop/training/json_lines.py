"""JSON Lines of a command that may be stopped: what was appended is on the disk, a torn last line does not count."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast


class LineError(ValueError):
    """A finished line is no JSON object.

    Attributes:
        path: the file.
        number: of the line, from 1.
    """

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(f"{path}, line {number}: this is no JSON object")
        self.path = path
        self.number = number


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, one a line; none where it is missing. What follows the last newline is left out.

    Raises:
        LineError: a finished line is no JSON object.
        OSError: the file cannot be read.
    """
    if not path.exists():
        return []
    *finished, _ = path.read_bytes().split(b"\n")
    return [_object(path, number, line) for number, line in enumerate(finished, start=1)]


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise LineError(path, number) from error
    if not isinstance(entry, dict):
        raise LineError(path, number)
    return cast(dict[str, Any], entry)


class JsonLines:
    """Appends objects to a file. Entering makes it, and drops a torn last line so that nothing is written onto it.

    Args:
        path: the file.

    Raises:
        OSError: it cannot be made or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            os.truncate(self.path, self.path.read_bytes().rfind(b"\n") + 1)
        self._file = self.path.open("ab")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, entry: Mapping[str, object]) -> None:
        """Write an object; it is on the disk when this returns."""
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
