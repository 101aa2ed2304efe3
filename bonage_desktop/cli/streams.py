"""Results on standard output, in one format."""

from typing import Protocol

from bonage_desktop.cli.batch_table import ImageRow, image_row, many_images
from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.cli.result_table import one_image
from bonage_desktop.cli.screen import Screen, is_utf8
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
    """An array that is closed whatever happens.

    Args:
        screen: where it goes.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._separator = "["

    def begin(self) -> None:
        """Nothing yet: the bracket comes with the first result."""

    def add(self, outcome: Outcome, result: Document) -> None:
        """One object of the array."""
        del outcome
        text = as_text(result)
        self._screen.write(f"{self._separator}\n{text if is_utf8() else in_ascii(text)}")
        self._separator = ","

    def end(self) -> None:
        """The closing bracket."""
        self._screen.write("[]\n" if self._separator == "[" else "\n]\n")


class CsvStream:
    """A line an image below a header.

    Args:
        screen: where it goes.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def begin(self) -> None:
        """The header."""
        self._screen.write(table.header())

    def add(self, outcome: Outcome, result: Document) -> None:
        """One line."""
        del outcome
        self._screen.write(table.row(result))

    def end(self) -> None:
        """Nothing more."""


class TableStream:
    """A table at the end: of the bones for one image, of the images for many.

    Args:
        images: how many there will be.
        screen: where it goes, and in which language.
    """

    def __init__(self, images: int, screen: Screen) -> None:
        self._screen = screen
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
            self._screen.show(*one_image(*self._only, self._screen))
        elif self._rows:
            self._screen.show(*many_images(self._rows, self._screen))


def stream_for(output_format: OutputFormat, images: int, screen: Screen) -> Stream:
    """The stream that writes this format.

    Args:
        output_format: which format.
        images: how many there will be.
        screen: where it goes.
    """
    match output_format:
        case OutputFormat.JSON:
            return JsonStream(screen)
        case OutputFormat.CSV:
            return CsvStream(screen)
        case _:
            return TableStream(images, screen)
