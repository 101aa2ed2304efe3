"""Results on standard output, in one format."""

from typing import Protocol

from bonage_desktop.cli import screen
from bonage_desktop.cli.batch_table import ImageRow, image_row, many_images
from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.cli.result_table import one_image
from bonage_desktop.reporting import table
from bonage_desktop.reporting.document import Document, as_text, in_ascii
from bonage_desktop.workflow.outcome import Outcome


class Stream(Protocol):
    """Results on standard output."""

    def begin(self) -> None:
        """Before the first result."""
        ...

    def add(self, outcome: Outcome, result: Document) -> None:
        """One result; complete on standard output when this returns, or kept until the end."""
        ...

    def end(self) -> None:
        """After the last result, also when there are fewer than planned."""
        ...


class JsonStream:
    """An array that is closed whatever happens."""

    def __init__(self) -> None:
        self._separator = "["

    def begin(self) -> None:
        """Nothing yet: the bracket comes with the first result."""

    def add(self, outcome: Outcome, result: Document) -> None:
        """One object of the array."""
        del outcome
        text = as_text(result)
        screen.write(f"{self._separator}\n{text if screen.is_utf8() else in_ascii(text)}")
        self._separator = ","

    def end(self) -> None:
        """The closing bracket."""
        screen.write("[]\n" if self._separator == "[" else "\n]\n")


class CsvStream:
    """A line an image below a header."""

    def begin(self) -> None:
        """The header."""
        screen.write(table.header())

    def add(self, outcome: Outcome, result: Document) -> None:
        """One line."""
        del outcome
        screen.write(table.row(result))

    def end(self) -> None:
        """Nothing more."""


class TableStream:
    """A table at the end: of the bones for one image, of the images for many.

    Args:
        images: how many there will be.
    """

    def __init__(self, images: int) -> None:
        self._images = images
        self._only: tuple[Outcome, Document] | None = None
        self._rows: list[ImageRow] = []

    def begin(self) -> None:
        """Nothing yet."""

    def add(self, outcome: Outcome, result: Document) -> None:
        """Kept until the end."""
        if self._images == 1:
            self._only = (outcome, result)
        else:
            self._rows.append(image_row(outcome, result))

    def end(self) -> None:
        """The table."""
        if self._only is not None:
            screen.show(*one_image(*self._only))
        elif self._rows:
            screen.show(*many_images(self._rows))


def stream_for(output_format: OutputFormat, images: int) -> Stream:
    """The stream that writes this format.

    Args:
        output_format: which format.
        images: how many there will be.
    """
    match output_format:
        case OutputFormat.JSON:
            return JsonStream()
        case OutputFormat.CSV:
            return CsvStream()
        case OutputFormat.TABLE:
            return TableStream(images)
