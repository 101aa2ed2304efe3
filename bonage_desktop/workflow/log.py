"""A log file for faults of the program, without a word about patients.

Of an exception it keeps the type and the places in the code: messages and values, which
may quote a file, stay out.
"""

import logging
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import platformdirs

_NAME = "bonage.log"


def log_file() -> Path:
    """Where faults are written."""
    return Path(platformdirs.user_log_dir("bonage", appauthor=False)) / _NAME


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
    """Writes to the log file, which comes into being with the first fault; stays silent where it cannot."""

    def __init__(self, file: Path) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(FaultFormatter())
        self._file = file
        self.written = False

    def emit(self, record: logging.LogRecord) -> None:
        """Append one fault."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(self.format(record) + "\n")
        except OSError:
            return
        self.written = True


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
