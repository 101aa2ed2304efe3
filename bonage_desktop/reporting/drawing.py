"""A drawing surface in pixels, y down: the few strokes that the pictures need, on matplotlib without its globals."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
import numpy.typing as npt

from bonage_desktop.opencv import cv2

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

from bonage_desktop.reporting.fonts import LAST_RESORT, families

_DPI = 100
_POINTS_PER_PIXEL = 72 / _DPI

Dashes = tuple[float, ...]
SOLID: Dashes = ()


class Align(StrEnum):
    """Which side of a text is at its place."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line looks: width in pixels, dashes and gaps in multiples of it, opacity 0..1."""

    colour: str
    width: float
    dashes: Dashes = SOLID
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text looks.

    Attributes:
        size: in pixels.
        colour: of the letters.
        align: the side that is at its place.
        bold: whether it is.
        frame: colour of a frame around it, or None.
    """

    size: float
    colour: str
    align: Align = Align.LEFT
    bold: bool = False
    frame: str | None = None

    @property
    def font(self) -> "FontProperties":
        """The same for matplotlib."""
        from matplotlib.font_manager import FontProperties

        weight = "bold" if self.bold else "normal"
        return FontProperties(family=[LAST_RESORT, *families()], size=self.size * _POINTS_PER_PIXEL, weight=weight)


class _Axes(Protocol):
    """The part of matplotlib's Axes that is used, typed."""

    def set_xlim(self, left: float, right: float) -> object: ...
    def set_ylim(self, bottom: float, top: float) -> object: ...
    def set_axis_off(self) -> None: ...
    def imshow(self, image: npt.NDArray[np.float32], **style: object) -> object: ...
    def plot(self, x: Sequence[float], y: Sequence[float], **style: object) -> object: ...
    def fill(self, x: Sequence[float], y: Sequence[float], colour: str, *, zorder: int) -> object: ...
    def text(self, x: float, y: float, words: str, **style: object) -> object: ...


class _Renderer(Protocol):
    """The part of matplotlib's Agg renderer that is used, typed."""

    def get_text_width_height_descent(self, s: str, prop: object, ismath: bool) -> tuple[float, float, float]: ...  # noqa: FBT001 - matplotlib passes it by position


class _Figure(Protocol):
    """The part of matplotlib's Figure that is used, typed."""

    def add_axes(self, place: tuple[float, float, float, float]) -> _Axes: ...
    def savefig(self, stream: io.BytesIO, **options: object) -> None: ...


def width_of(words: str, letters: Lettering) -> float:
    """How wide these words are drawn, in pixels."""
    return _renderer().get_text_width_height_descent(words, letters.font, ismath=False)[0]


def wrapped(words: str, letters: Lettering, width: float) -> tuple[str, ...]:
    """The words in as few lines of this width in pixels as hold them, broken inside a word only where it must be."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, letters) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, letters, width)
    return tuple(lines)


def _pieces(word: str, letters: Lettering, width: float) -> list[str]:
    pieces = [word]
    while len(pieces[-1]) > 1 and width_of(pieces[-1], letters) > width:
        last = pieces.pop()
        fits = max((n for n in range(1, len(last)) if width_of(last[:n], letters) <= width), default=1)
        pieces += [last[:fits], last[fits:]]
    return pieces


@cache
def _renderer() -> _Renderer:
    from matplotlib.backends.backend_agg import RendererAgg

    return cast(_Renderer, RendererAgg(1, 1, _DPI))


class Drawing:
    """A picture being drawn; a later stroke covers an earlier one.

    Args:
        width: in pixels.
        height: in pixels.
        colour: of the background.
    """

    def __init__(self, width: int, height: int, colour: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=colour)
        FigureCanvasAgg(figure)
        self._figure = cast(_Figure, figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._size = (width, height)
        self._strokes = count(1)
        self._keep_limits()

    def image(self, pixels: npt.NDArray[np.float32], left: float, top: float, width: int, height: int) -> None:
        """Grey pixels (H, W), 0..1, scaled to this place and size."""
        way = cv2.INTER_AREA if width < pixels.shape[1] else cv2.INTER_CUBIC
        shown = np.asarray(cv2.resize(pixels, (width, height), interpolation=way), np.float32)
        extent = (left, left + width, top + height, top)
        self._axes.imshow(
            shown,
            cmap="gray",
            vmin=0,
            vmax=1,
            extent=extent,
            aspect="auto",
            interpolation="nearest",
            zorder=next(self._strokes),
        )
        self._keep_limits()

    def line(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        """A line through points."""
        x, y = zip(*points, strict=True)
        self._axes.plot(
            x,
            y,
            color=pen.colour,
            linewidth=pen.width * _POINTS_PER_PIXEL,
            linestyle=(0, pen.dashes) if pen.dashes else "-",
            alpha=pen.opacity,
            solid_joinstyle="miter",
            zorder=next(self._strokes),
        )

    def panel(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        right, bottom = left + width, top + height
        self._axes.fill([left, right, right, left], [top, top, bottom, bottom], colour, zorder=next(self._strokes))

    def text(self, place: tuple[float, float], words: str, letters: Lettering) -> None:
        """Words, centred vertically at the place."""
        border: Mapping[str, object] | None = None
        if letters.frame is not None:
            border = {"boxstyle": "round,pad=0.6", "edgecolor": letters.frame, "facecolor": "none", "linewidth": 1.0}
        self._axes.text(
            *place,
            words,
            fontproperties=letters.font,
            color=letters.colour,
            ha=letters.align.value,
            va="center",
            bbox=border,
            parse_math=False,
            zorder=next(self._strokes),
        )

    def png(self) -> bytes:
        """The picture as PNG; the same strokes give the same bytes."""
        stream = io.BytesIO()
        self._figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
        return stream.getvalue()

    def _keep_limits(self) -> None:
        self._axes.set_xlim(0, self._size[0])
        self._axes.set_ylim(self._size[1], 0)
