"""The results of all images in one table, written when the last one is known."""

from collections.abc import Sequence
from pathlib import Path

from bonage_desktop.cli.folders import refuse_to_replace
from bonage_desktop.cli.options import table_format
from bonage_desktop.cli.result_files import table_content
from bonage_desktop.reporting.document import Document
from bonage_desktop.reporting.files import try_folder, write_whole


class TableFile:
    """Gathers results.

    Args:
        file: where they go; its suffix says the format. None where no table was asked for.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._results: list[Document] = []

    def check(self, inputs: Sequence[Path]) -> None:
        """Find out before any work is done that it cannot be written, or that an image would be lost.

        Raises:
            UsageError: it would replace one of the images (`cli.would_replace_input`).
            OutputError: its folder cannot be made or written to.
        """
        if self._file is not None:
            refuse_to_replace([self._file], inputs)
            try_folder(self._file.parent)

    def add(self, result: Document) -> None:
        """One result more."""
        if self._file is not None:
            self._results.append(result)

    def write(self) -> None:
        """Write what was gathered, also when it is less than planned.

        Raises:
            OutputError: it cannot be written.
        """
        if self._file is not None:
            write_whole(self._file, table_content(self._results, table_format(self._file)))
