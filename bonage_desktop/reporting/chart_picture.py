"""Charts as pixels and as files: the ground is drawn once and kept, only what moves is drawn again."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bonage_desktop.reporting.chart_content import ChartContent, ChartLook, Standard
from bonage_desktop.reporting.chart_parts import Chart
from bonage_desktop.reporting.curve_chart import CurveChart
from bonage_desktop.reporting.growth_chart import GrowthChart

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.text import Text

POINTS_PER_PIXEL = 0.72
"""A picture of ratio 1 has 100 pixels an inch."""
_DPI = 100
_LEFT, _RIGHT, _TOP, _BOTTOM = 3.4, 1.2, 0.9, 3.5
"""Room around the axes for their numbers and words, in heights of the words."""
_FILE_SIZE_INCHES = (6.4, 4.0)
_FILE_TEXT_POINTS = 9.4
_FILE_DPI = 300


class ChartKind(Enum):
    """Which chart."""

    CURVE = "curve"
    GROWTH = "growth"


class PictureFormat(StrEnum):
    """What a chart can be saved as; the value is the suffix without its dot."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ChartGround:
    """All that stays while a reading changes.

    Attributes:
        kind: which chart.
        standard: whose curve.
        look: colours, words, fonts.
        width: in pixels of the screen, >= 1.
        height: in pixels of the screen, >= 1.
        ratio: pixels of the screen per unit of the window, > 0.
    """

    kind: ChartKind
    standard: Standard
    look: ChartLook
    width: int
    height: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Writing:
    """Words that stand over a chart.

    Attributes:
        words: what is written.
        x: their left end, in pixels from the left.
        y: their lower end, the depth of letters included, in pixels from the top.
        colour: of the letters.
        is_bold: or of normal weight.
    """

    words: str
    x: float
    y: float
    colour: str
    is_bold: bool


class ChartPicture:
    """A chart in pixels. Making one takes some 50 ms, painting a reading on it 2 ms.

    The words that move are not painted: here they would take as long as all the rest, whoever shows the picture
    writes them (`writings`).

    Making it and painting on it may be done by different threads, one after the other.

    Args:
        ground: all that stays.
    """

    def __init__(self, ground: ChartGround) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.text import Text

        self.ground = ground
        dpi = _DPI * ground.ratio
        figure = Figure(figsize=(ground.width / dpi, ground.height / dpi), dpi=dpi)
        self._canvas = FigureCanvasAgg(figure)
        self._chart = chart_in(figure, ground)
        for artist in self._chart.moving:
            artist.set_animated(True)
        self._words = [artist for artist in self._chart.moving if isinstance(artist, Text)]
        self._shapes = [artist for artist in self._chart.moving if not isinstance(artist, Text)]
        self._chart.show(ChartContent())
        self._canvas.draw()
        self._kept = self._canvas.copy_from_bbox(figure.bbox)

    def paint(self, content: ChartContent) -> npt.NDArray[np.uint8]:
        """The chart with this reading but for its moving words, uint8 (H, W, 4), RGBA; overwritten by the next call."""
        self._chart.show(content)
        self._canvas.restore_region(self._kept)
        renderer = self._canvas.get_renderer()
        for artist in self._shapes:
            artist.draw(renderer)
        return pixels_of(self._canvas)

    @property
    def writings(self) -> Sequence[Writing]:
        """The moving words of the reading that was painted last."""
        return [self._writing(text) for text in self._words if text.get_text()]

    def _writing(self, text: "Text") -> Writing:
        x, y = text.get_transform().transform(text.get_position())
        return Writing(
            words=text.get_text(),
            x=float(x),
            y=self.ground.height - float(y),
            colour=str(text.get_color()),
            is_bold=text.get_fontweight() == "bold",
        )

    def values_at(self, x: float, y: float) -> tuple[float, float] | None:
        """What lies at this pixel (from the top left), in the units of the axes; None outside of the axes."""
        axes = self._chart.axes
        across, upwards = axes.transAxes.inverted().transform((x, self.ground.height - y))
        if not (0 <= across <= 1 and 0 <= upwards <= 1):
            return None
        (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
        return left + float(across) * (right - left), low + float(upwards) * (high - low)

    def pixel_of(self, across: float, upwards: float) -> tuple[float, float]:
        """Where a point of the axes lies, in pixels from the top left: the inverse of `values_at`."""
        x, y = self._chart.axes.transData.transform((across, upwards))
        return float(x), self.ground.height - float(y)


def pixels_of(canvas: "FigureCanvasAgg") -> npt.NDArray[np.uint8]:
    """What is drawn, uint8 (H, W, 4), RGBA; not a copy."""
    return np.asarray(canvas.buffer_rgba(), np.uint8)


def chart_in(figure: "Figure", ground: ChartGround) -> Chart:
    """The chart that fills a figure, with room for the words around it."""
    look = ground.look
    width, height = (float(inches) * 72 / look.text_points for inches in figure.get_size_inches())
    figure.set_facecolor(look.colours.ground)
    wide, high = max(width - _LEFT - _RIGHT, 1.0), max(height - _TOP - _BOTTOM, 1.0)
    axes = figure.add_axes((_LEFT / width, _BOTTOM / height, wide / width, high / height))
    if ground.kind is ChartKind.CURVE:
        return CurveChart(axes, ground.standard, look)
    return GrowthChart(axes, look)


def chart_file(ground: ChartGround, content: ChartContent, format_: PictureFormat) -> bytes:
    """A chart as a file; the same chart gives the same bytes.

    Args:
        ground: which chart; size, and size of the words, are the file's own.
        content: the reading.
        format_: of the file.
    """
    from matplotlib import rc_context

    look = replace(ground.look, text_points=_FILE_TEXT_POINTS)
    canvas = _printed(replace(ground, look=look), content, _FILE_SIZE_INCHES)
    stream = BytesIO()
    with rc_context({"svg.hashsalt": "bonage"}):  # else the names inside an SVG are drawn by chance
        canvas.figure.savefig(stream, format=format_.value, metadata=UNDATED[format_])
    return stream.getvalue()


def printed_chart(ground: ChartGround, content: ChartContent) -> npt.NDArray[np.uint8]:
    """A chart for a printed page.

    Args:
        ground: which chart; its width and height are points of 1/72 inch here.
        content: the reading.

    Returns:
        Pixels (H, W, 3), RGB, 300 an inch.
    """
    canvas = _printed(ground, content, (ground.width / 72, ground.height / 72))
    canvas.draw()
    return pixels_of(canvas)[..., :3]


def _printed(ground: ChartGround, content: ChartContent, inches: tuple[float, float]) -> "FigureCanvasAgg":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=inches, dpi=_FILE_DPI)
    canvas = FigureCanvasAgg(figure)
    chart_in(figure, ground).show(content)
    return canvas


UNDATED: dict[PictureFormat, dict[str, str | None]] = {
    PictureFormat.PNG: {"Software": None},
    PictureFormat.SVG: {"Date": None, "Creator": None},
    PictureFormat.PDF: {"CreationDate": None, "Creator": "bonage"},
}
"""Metadata of a file that says neither when nor with what it was made."""
