"""Finished runs, one line each, kept at once: a command that is stopped goes on where it was."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from bonage_desktop.reporting.files import output_error
from bonage_desktop.training.errors import TrainingError
from bonage_desktop.training.json_lines import JsonLines, LineError, read_lines
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
        self._lines = JsonLines(path)
        self._runs: dict[tuple[str, str], Run] = {}

    def __enter__(self) -> Self:
        try:
            self._read()
            self._lines.__enter__()
        except OSError as error:
            raise output_error(str(self.path), error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.__exit__(kind, error, trace)

    def get(self, sha256: str, name: str) -> Run | None:
        """The finished run of a hand under a transformation's name, or None."""
        return self._runs.get((sha256, name))

    def append(self, run: Run) -> None:
        """Keep a finished run; it is on the disk when this returns.

        Raises:
            OutputError: the file cannot be written (`reporting.cannot_write`, `reporting.disk_full`).
        """
        try:
            self._lines.append({"weights": dict(self._makers.weights), "code": self._makers.code, **asdict(run)})
        except OSError as error:
            raise output_error(str(self.path), error) from error
        self._runs[run.sha256, run.name] = run

    def _read(self) -> None:
        try:
            entries = read_lines(self.path)
        except LineError as error:
            raise self._damaged(error.number) from error
        for number, entry in enumerate(entries, start=1):
            try:
                run = self._run_of(entry)
            except (ValueError, KeyError, TypeError) as error:
                raise self._damaged(number) from error
            if run is not None:
                self._runs[run.sha256, run.name] = run

    def _damaged(self, number: int) -> TrainingError:
        return TrainingError(
            "training.log_damaged",
            f"{self.path}, line {number}: this is no finished run.",
            "Remove the line, or the file, and run the command again.",
        )

    def _run_of(self, entry: dict[str, Any]) -> Run | None:
        """The run of a line, or None where other weights or other code made it."""
        if Makers(cast(dict[str, str], entry.pop("weights")), str(entry.pop("code"))) != self._makers:
            return None
        entry["notices"] = tuple(cast(list[str], entry["notices"]))
        for name in ("palm", "range_years"):
            numbers = cast(list[float] | None, entry[name])
            entry[name] = None if numbers is None else tuple(numbers)
        return Run(**entry)
