"""A page of A4 to write on: lines of words in the shipped fonts, cut or wrapped so that none leaves its place."""

from collections.abc import Sequence

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, Pen, width_of, wrapped
from bonage_desktop.reporting.fonts import drawable, families

WIDTH, HEIGHT = 827, 1169
"""Pixels: A4, 210 x 297 mm, at 100 pixels an inch."""
MARGIN = 50
RIGHT = WIDTH - MARGIN
SMALL, PLAIN, LARGE = 10.5, 12.0, 30.0
"""Sizes of letters in pixels: 7.6, 8.6 and 21.6 points."""
LINE = 16
_CUT = "…"


class Page:
    """One page.

    Attributes:
        drawing: what it is drawn on.
        families: fonts, the first that has a character draws it.
    """

    def __init__(self) -> None:
        self.drawing = Drawing(WIDTH, HEIGHT, palette.PAPER)
        self.families = families()

    def letters(
        self, size: float = PLAIN, colour: str = palette.INK, align: Align = Align.LEFT, *, bold: bool = False
    ) -> Lettering:
        """Letters in the page's fonts."""
        return Lettering(size, colour, align, bold=bold, families=self.families)

    def write(self, place: tuple[float, float], words: str, letters: Lettering, width: float | None = None) -> None:
        """One line, centred vertically at the place; cut with an ellipsis where it is wider than this."""
        shown = drawable(" ".join(words.split()))
        if width is not None:
            shown = _cut(shown, letters, width)
        if shown:
            self.drawing.text(place, shown, letters)

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        self.drawing.line([(MARGIN, y), (RIGHT, y)], Pen(palette.PAPER_LINE, 1))

    def fact(self, place: tuple[float, float], head: str, words: str, width: float) -> None:
        """A fact below its head."""
        x, y = place
        self.write(place, head, self.letters(SMALL, palette.QUIET_INK), width)
        self.write((x, y + LINE), words, self.letters(), width)

    def lines_of(self, words: str, letters: Lettering, width: float) -> tuple[str, ...]:
        """The words in lines of this width; their own line ends are kept."""
        paragraphs = drawable(words).splitlines()
        return tuple(line for paragraph in paragraphs for line in wrapped(paragraph, letters, width))

    def paragraph(self, place: tuple[float, float], lines: Sequence[str], letters: Lettering) -> float:
        """Lines below each other; gives the height of the next."""
        x, y = place
        for line in lines:
            self.drawing.text((x, y), line, letters)
            y += LINE
        return y


def _cut(words: str, letters: Lettering, width: float) -> str:
    if width_of(words, letters) <= width:
        return words
    fits = max((n for n in range(len(words)) if width_of(words[:n].rstrip() + _CUT, letters) <= width), default=0)
    return words[:fits].rstrip() + _CUT
