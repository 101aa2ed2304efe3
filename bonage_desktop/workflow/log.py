"""A log file for faults of the program, without a word about patients.

Of an exception it keeps the type and the places in the code: messages and values, which
may quote a file, stay out. What the program itself says of a fault is fixed, with numbers and
names of types at most (a test reads every call). The file is turned over before it grows large.
"""

import logging
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import platformdirs

from bonage_desktop.sentences import say

_NAME = "bonage.log"
MAX_BYTES = 512 * 1024
"""A hundred faults or more."""
KEPT = 3
"""Older files, `bonage.log.1` being the last one."""


def log_file() -> Path:
    """Where faults are written."""
    return Path(platformdirs.user_log_dir("bonage", appauthor=False)) / _NAME


def report_hint() -> str:
    """What whoever meets a fault of this program is asked to do."""
    return say("Report it with the log file, {file}.", file=log_file())


class FaultFormatter(logging.Formatter):
    """Time, logger, the program's own message, then type and places of the exception."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(name)s: %(message)s")

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The chain of exceptions, each as its type and its frames."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class FaultLog(logging.Handler):
    """Writes to the log file, which comes into being with the first fault; stays silent where it cannot.

    The file is open only while a fault is written, because window and engine, two processes, write to the same one.

    Args:
        file: the log file.
        max_bytes: once it is as large, the next fault begins a new one.
        kept: how many older files stay.
    """

    def __init__(self, file: Path, max_bytes: int = MAX_BYTES, kept: int = KEPT) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(FaultFormatter())
        self._file = file
        self._max_bytes = max_bytes
        self._kept = kept
        self.written = False

    def emit(self, record: logging.LogRecord) -> None:
        """Append one fault."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._turn_over()
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(self.format(record) + "\n")
        except OSError:
            return
        self.written = True

    def _turn_over(self) -> None:
        """Begin a new file where this one is full; where that cannot be, the fault still goes into the old one."""
        try:
            if self._file.stat().st_size < self._max_bytes:
                return
            for number in range(self._kept - 1, 0, -1):
                older = self._older(number)
                if older.exists():
                    older.replace(self._older(number + 1))
            self._file.replace(self._older(1))
        except OSError:
            return

    def _older(self, number: int) -> Path:
        return self._file.with_name(f"{self._file.name}.{number}")


def last_lines(file: Path, count: int) -> tuple[str, ...]:
    """The end of a log, from the file before too where this one has just begun; empty where there is none.

    Args:
        file: the log file.
        count: how many lines at most.
    """
    lines: list[str] = []
    for part in (file.with_name(f"{file.name}.1"), file):
        try:
            lines += part.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
    return tuple(lines[-count:])


@contextmanager
def faults_logged() -> Generator[FaultLog]:
    """Send what this program logs to its file, and nowhere else, for the duration of a command."""
    faults = FaultLog(log_file())
    package = logging.getLogger("bonage_desktop")
    before = package.propagate
    package.addHandler(faults)
    package.propagate = False
    try:
        yield faults
    finally:
        package.removeHandler(faults)
        package.propagate = before
