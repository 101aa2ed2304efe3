"""A sheet of PDF/A-1b to write on: words in the shipped fonts, cut or wrapped so that none leaves its place.

Places are millimetres from the top left, sizes of letters points. Nothing is transparent, all fonts lie in the
file, and nothing comes from the clock.
"""

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.paper import Paper
from bonage_desktop.standards.language import Language

if TYPE_CHECKING:
    from fpdf import FPDF
    from PIL.Image import Image

MARGIN = 15.0
SMALL, PLAIN, LARGE = 7.2, 9.0, 24.0
"""Sizes of letters in points."""
MILLIMETRES = 25.4 / 72
"""In a point."""
_LEADING = 1.3
"""Height of a line in heights of its letters."""
_CUT = "…"
UNKNOWN = "\N{WHITE SQUARE}"
"""Stands for a character that no font has."""
_MAIN, _OTHER = "noto", "inter"
_FONTS = {
    (_MAIN, ""): "NotoSansSC-Regular.ttf",
    (_MAIN, "B"): "NotoSansSC-Bold.ttf",
    (_OTHER, ""): "Inter-Regular.ttf",
    (_OTHER, "B"): "Inter-Bold.ttf",
}
"""The first family writes all that it has but `_WIDE`, the second what is left: one look in both languages."""
_IDEOGRAPHS, _OPENING, _CLOSING = "\u3400-\u9fff\uf900-\ufaff", "（《「", "，。；：、）》」！？"
_PIECES = re.compile(rf"[{_OPENING}]*(?:[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*\s*")
"""What no line end divides: a word or an ideograph, with the punctuation before and after it."""
_WIDE = {Language.EN: "·±×…—‘’“”", Language.ZH: "·±×"}
"""Signs that the first family writes as wide as an ideograph."""
_LAST_SIGN = 0xFFFF
_STAMP = 180.0
_STAMP_DEGREES = 54
_NO_DAY = datetime(1900, 1, 1, tzinfo=UTC)
_LANGUAGES = {Language.EN: "en", Language.ZH: "zh-CN"}


class Align(StrEnum):
    """Which side of a line is at its place; the values are fpdf2's."""

    LEFT = "L"
    RIGHT = "R"
    CENTRE = "C"


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters look: size in points, colour `#rrggbb`."""

    size: float = PLAIN
    colour: str = palette.INK
    is_bold: bool = False

    @property
    def line(self) -> float:
        """Height of a line, millimetres."""
        return self.size * _LEADING * MILLIMETRES


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of the sheet, millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says of itself.

    Attributes:
        title: of the document; names nobody.
        language: of its words.
        made: when it was confirmed (with a zone), or the day of a draft's study; None where that is not known.
    """

    title: str
    language: Language
    made: datetime | date | None


class Sheet:
    """One page.

    Args:
        paper: its size.
        imprint: what the file says of itself.
    """

    def __init__(self, paper: Paper, imprint: Imprint) -> None:
        from fpdf import FPDF

        self.width, self.height = paper.size
        pdf = FPDF(unit="mm", format=paper.size, enforce_compliance="PDFA_1B")
        self._pdf = pdf
        made = imprint.made
        pdf.set_creation_date(made if isinstance(made, datetime) else _NO_DAY)  # else the clock is asked
        pdf.set_lang(_LANGUAGES[imprint.language])
        pdf.set_xmp_metadata(_metadata(imprint))
        pdf.set_auto_page_break(auto=False)
        pdf.c_margin = 0
        for (family, style), name in _FONTS.items():
            signs = _all_but(_WIDE[imprint.language]) if family == _MAIN else None
            pdf.add_font(family, style, resources_dir() / "fonts" / name, unicode_range=signs)
        pdf.set_fallback_fonts([_OTHER])
        pdf.add_page()

    @property
    def right(self) -> float:
        """Where words end, millimetres."""
        return self.width - MARGIN

    @property
    def room(self) -> float:
        """Between the margins, millimetres."""
        return self.width - 2 * MARGIN

    def write(self, place: Place, words: str, ink: Ink, align: Align = Align.LEFT) -> None:
        """One line, centred vertically in its place; cut with an ellipsis where it is wider."""
        with self._in(ink):
            shown = self._cut(self._drawable(" ".join(words.split())), place.width)
            if shown:
                self._pdf.set_xy(place.left, place.top)
                self._pdf.cell(place.width, place.height, shown, align=align.value)

    def lines_of(self, words: str, ink: Ink, width: float) -> Sequence[str]:
        """The words in lines of this width; their own line ends are kept.

        Lines end between words and between ideographs, and inside a word only where it is wider than the line.
        """
        lines: list[str] = []
        with self._in(ink):
            for paragraph in self._drawable(words).splitlines():
                lines += self._wrapped(paragraph, width)
        return lines

    def paragraph(self, place: Place, lines: Sequence[str], ink: Ink) -> float:
        """Lines below each other; gives where the next begins."""
        top = place.top
        for line in lines:
            self.write(Place(place.left, top, place.width, ink.line), line, ink)
            top += ink.line
        return top

    def fact(self, place: Place, head: str, words: str, ink: Ink | None = None) -> None:
        """A fact below its head: in one line, else smaller in two; only what is longer still is cut."""
        ink = Ink() if ink is None else ink
        quiet = Ink(SMALL, palette.QUIET_INK)
        self.write(Place(place.left, place.top, place.width, quiet.line), head, quiet)
        lines = self.lines_of(" ".join(words.split()), ink, place.width)
        if len(lines) > 1:
            ink = Ink(SMALL, ink.colour, ink.is_bold)
            lines = self.lines_of(" ".join(words.split()), ink, place.width)
            lines = [*lines[:1], " ".join(lines[1:])] if len(lines) > 1 else lines
        self.paragraph(Place(place.left, place.top + quiet.line, place.width, ink.line), lines, ink)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float, dash: float = 0) -> None:
        """A line through points, in millimetres; `dash` is the length of its dashes, 0 for none."""
        pdf = self._pdf
        with pdf.local_context():
            pdf.set_draw_color(colour)
            pdf.set_line_width(width)
            pdf.set_dash_pattern(dash=dash, gap=dash)
            pdf.polyline(points)

    def rule(self, top: float) -> None:
        """A thin line between the margins."""
        self.line([(MARGIN, top), (self.right, top)], palette.PAPER_LINE, 0.25)

    def panel(self, place: Place, colour: str) -> None:
        """A filled rectangle."""
        with self._pdf.local_context():
            self._pdf.set_fill_color(colour)
            self._pdf.rect(place.left, place.top, place.width, place.height, style="F")

    def picture(self, place: Place, picture: "Image") -> None:
        """A picture without transparency that fills its place."""
        self._pdf.image(picture, place.left, place.top, place.width, place.height)

    def stamp(self, words: str, colour: str) -> None:
        """Words across the sheet in outlines, so that what lies below can be read, on paper and on the black film."""
        from fpdf.enums import TextMode

        pdf, middle = self._pdf, (self.width / 2, self.height / 2)
        with self._in(Ink(_STAMP, colour, is_bold=True)), pdf.rotation(_STAMP_DEGREES, *middle):
            pdf.set_draw_color(colour)
            pdf.set_line_width(0.5)
            with pdf.local_context(text_mode=TextMode.STROKE):
                wide, high = pdf.get_string_width(words), _STAMP * MILLIMETRES
                pdf.set_xy(middle[0] - wide / 2, middle[1] - high / 2)
                pdf.cell(wide, high, words)

    def content(self) -> bytes:
        """The file; the same strokes give the same bytes."""
        return bytes(self._pdf.output())

    @contextmanager
    def _in(self, ink: Ink) -> "Generator[FPDF]":
        with self._pdf.local_context():
            self._pdf.set_font(_MAIN, "B" if ink.is_bold else "", ink.size)
            self._pdf.set_text_color(ink.colour)
            yield self._pdf

    def _wrapped(self, words: str, width: float) -> Sequence[str]:
        """For the ink that is set."""
        wide, lines, taken = self._pdf.get_string_width, [""], 0.0
        for piece in _PIECES.findall(words):
            for part in [piece] if wide(piece.rstrip()) <= width else piece:
                if taken + wide(part.rstrip()) > width:
                    lines.append("")
                    taken = 0.0
                lines[-1] += part
                taken += wide(part)
        return [line.strip() for line in lines if line.strip()]

    def _cut(self, words: str, width: float) -> str:
        """For the ink that is set."""
        wide = self._pdf.get_string_width
        if wide(words) <= width:
            return words
        fits = max((n for n in range(len(words)) if wide(words[:n].rstrip() + _CUT) <= width), default=0)
        return words[:fits].rstrip() + _CUT

    def _drawable(self, words: str) -> str:
        """With a square for each character that no font has."""
        return "".join(sign if sign == "\n" or ord(sign) in self._known else UNKNOWN for sign in words)

    @cached_property
    def _known(self) -> frozenset[int]:
        from fpdf.fonts import TTFFont

        fonts = (font for font in self._pdf.fonts.values() if isinstance(font, TTFFont))
        return frozenset(sign for font in fonts for sign in font.cmap)


def _all_but(signs: str) -> list[str | int | tuple[int, int]]:
    """Every character without these, as ranges."""
    codes = [-1, *sorted(map(ord, signs)), _LAST_SIGN + 1]
    return [(before + 1, after - 1) for before, after in pairwise(codes) if after - before > 1]


def _metadata(imprint: Imprint) -> str:
    """XMP: standard of the file, title, and when the reading was made, which no clock says. Nothing of the patient."""
    made = "" if imprint.made is None else f"<xmp:CreateDate>{imprint.made.isoformat()}</xmp:CreateDate>"
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(imprint.title)}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>bonage</xmp:CreatorTool>{made}
</rdf:Description></rdf:RDF></x:xmpmeta>"""
