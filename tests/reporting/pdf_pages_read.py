"""Pages of PDF as a reader program sees them: words in their order, and where they stand."""

from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
from numpy import ndarray


class Word(NamedTuple):
    """Letters that belong together, in points from the lower left."""

    words: str
    left: float
    bottom: float
    right: float
    top: float


def words_of(page: bytes) -> str:
    """All words of a page in the order in which they can be copied."""
    with pypdfium2.PdfDocument(page) as document:
        return document[0].get_textpage().get_text_range().replace("\r\n", "\n")


def rectangles_of(page: bytes) -> list[Word]:
    """Where words stand."""
    with pypdfium2.PdfDocument(page) as document:
        text = document[0].get_textpage()
        places = [text.get_rect(number) for number in range(text.count_rects())]
        return [Word(text.get_text_bounded(*place), *place) for place in places]


def size_of(page: bytes) -> tuple[float, float]:
    """Width and height in points."""
    with pypdfium2.PdfDocument(page) as document:
        return document[0].get_size()


def count_of(page: bytes) -> int:
    with pypdfium2.PdfDocument(page) as document:
        return len(document)


def pixels_of(page: bytes) -> "ndarray":
    """The page as it is shown, uint8 (H, W, 3), two pixels a point."""
    with pypdfium2.PdfDocument(page) as document:
        return document[0].render(scale=2, rev_byteorder=True).to_numpy()


def image_sizes_of(page: bytes) -> list[tuple[int, int]]:
    """Pixels of the pictures on a page: width and height."""
    with pypdfium2.PdfDocument(page) as document:
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        return [image.get_px_size() for image in document[0].get_objects(filter=kinds)]
