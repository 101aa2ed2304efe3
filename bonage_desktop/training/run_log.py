"""Finished runs, one line each, kept at once: a command that is stopped goes on where it was."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from bonage_desktop.reporting.files import output_error
from bonage_desktop.training.errors import TrainingError
from bonage_desktop.training.stress_run import Run


@dataclass(frozen=True, slots=True)
class Makers:
    """What made a result; a kept one counts only while these are the same.

    Attributes:
        weights: network name to SHA-256 of its weights.
        code: as `computing_code.code_version` gives it.
    """

    weights: Mapping[str, str]
    code: str


class RunLog:
    """A JSON Lines file of runs. Lines of other weights or other code stay in it and do not count.

    Entering opens the file, or makes it; a last line that was torn off while it was written is dropped.

    Args:
        path: the file.
        makers: whose runs count.
    """

    def __init__(self, path: Path, makers: Makers) -> None:
        self.path = path
        self._makers = makers
        self._runs: dict[tuple[str, str], Run] = {}

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._read()
            self._file = self.path.open("ab")
        except OSError as error:
            raise output_error(str(self.path), error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def get(self, sha256: str, name: str) -> Run | None:
        """The finished run of a hand under a transformation's name, or None."""
        return self._runs.get((sha256, name))

    def append(self, run: Run) -> None:
        """Keep a finished run; it is on the disk when this returns.

        Raises:
            OutputError: the file cannot be written (`reporting.cannot_write`, `reporting.disk_full`).
        """
        line = json.dumps({"weights": dict(self._makers.weights), "code": self._makers.code, **asdict(run)})
        try:
            self._file.write(line.encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise output_error(str(self.path), error) from error
        self._runs[run.sha256, run.name] = run

    def _read(self) -> None:
        if not self.path.exists():
            return
        whole, _, torn = self.path.read_bytes().rpartition(b"\n")
        if torn:
            os.truncate(self.path, len(whole) + 1 if whole else 0)
        for number, line in enumerate(whole.split(b"\n") if whole else (), start=1):
            try:
                run = self._run_of(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise TrainingError(
                    "training.log_damaged",
                    f"{self.path}, line {number}: this is no finished run.",
                    "Remove the line, or the file, and run the command again.",
                ) from error
            if run is not None:
                self._runs[run.sha256, run.name] = run

    def _run_of(self, entry: dict[str, object]) -> Run | None:
        """The run of a line, or None where other weights or other code made it."""
        if Makers(cast(dict[str, str], entry.pop("weights")), str(entry.pop("code"))) != self._makers:
            return None
        entry["notices"] = tuple(cast(list[str], entry["notices"]))
        for name in ("palm", "range_years"):
            numbers = cast(list[float] | None, entry[name])
            entry[name] = None if numbers is None else tuple(numbers)
        return Run(**entry)  # pyright: ignore[reportArgumentType]
