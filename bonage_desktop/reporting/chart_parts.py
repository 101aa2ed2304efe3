"""What both charts share: a frame with quiet axes, and strokes that move over it."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from bonage_desktop.reporting.chart_content import LAST_YEAR, ChartContent, ChartLook
from bonage_desktop.reporting.fonts import families

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

YEARS_BETWEEN_TICKS = 3
GROUND, CURVES, BAND, PATH, POINTS, WORDS = range(1, 7)
"""What covers what."""
PLATE_OPACITY, PLATE_PAD = 0.7, 0.15
"""Of the ground behind words that stand over lines; the pad around them in heights of the words."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a point: inside, and of its edge."""

    fill: str
    edge: str


class Chart(Protocol):
    """A chart: a ground that stays, and what moves over it when the reading changes."""

    @property
    def axes(self) -> "Axes":
        """Where it is drawn."""
        ...

    @property
    def moving(self) -> Sequence["Artist"]:
        """What `show` changes, the lowest first."""
        ...

    def show(self, content: ChartContent) -> None:
        """Move everything to where this reading has it."""
        ...


def font_of(points: float, *, is_bold: bool = False) -> "FontProperties":
    """The font of a chart's words in this size; the shipped ones are loaded with the first."""
    from matplotlib.font_manager import FontProperties

    weight = "bold" if is_bold else "normal"
    return FontProperties(family=list(families()), size=points, weight=weight)


def lay_ground(axes: "Axes", look: ChartLook, highest: float, ticks: Sequence[float]) -> None:
    """Years to the right, `ticks` upwards: grid, frame and numbers, all quiet."""
    colours, thin = look.colours, look.line_points
    axes.set_facecolor(colours.ground)
    axes.set_xlim(0, LAST_YEAR)
    axes.set_ylim(0, highest)
    years = range(0, int(LAST_YEAR) + 1, YEARS_BETWEEN_TICKS)
    axes.set_xticks(years, [f"{year}" for year in years])
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.grid(visible=True, color=colours.grid, linewidth=thin)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=look.text_points / 2, labelcolor=colours.quiet)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font_of(look.text_points))
    for spine in axes.spines.values():
        spine.set(color=colours.grid, linewidth=thin)


def name_years(axes: "Axes", look: ChartLook) -> None:
    """What is measured to the right, below the right end."""
    _annotate(axes, look, look.words.age, _Place((1.0, 0.0), (0.0, -2.0 * look.text_points), "right"))


def name_upwards(axes: "Axes", look: ChartLook, words: str) -> None:
    """What is measured upwards, inside the top left corner."""
    pad = look.text_points / 2
    _annotate(axes, look, words, _Place((0.0, 1.0), (pad, -pad), "left"))


class _Place(NamedTuple):
    """Of words beside the axes: corner in their fractions, offset in points, which end of the words lies there."""

    corner: tuple[float, float]
    offset: tuple[float, float]
    across: str


def _annotate(axes: "Axes", look: ChartLook, words: str, place: _Place) -> None:
    axes.annotate(
        words,
        place.corner,
        xycoords="axes fraction",
        xytext=place.offset,
        textcoords="offset points",
        ha=place.across,
        va="top",
        color=look.colours.quiet,
        fontproperties=font_of(look.text_points),
        parse_math=False,
        annotation_clip=False,
        zorder=WORDS,
    )


def stroke(axes: "Axes", colour: str, width: float, *, dashes: tuple[float, ...] = (), layer: int = PATH) -> "Line2D":
    """A line that has no points yet."""
    style = (0, dashes) if dashes else "-"
    (line,) = axes.plot([], [], color=colour, linewidth=width, linestyle=style, zorder=layer, clip_on=False)
    return line


def marks(axes: "Axes", look: ChartLook, shape: str, size: float, paint: Paint) -> "Line2D":
    """Points that have no place yet; `size` in heights of the words."""
    (line,) = axes.plot(
        [],
        [],
        linestyle="",
        marker=shape,
        markersize=size * look.text_points,
        markerfacecolor=paint.fill,
        markeredgecolor=paint.edge,
        markeredgewidth=1.8 * look.line_points,
        zorder=POINTS,
        clip_on=False,
    )
    return line


def label(axes: "Axes", look: ChartLook, colour: str, *, is_bold: bool = False) -> "Text":
    """Words that have no place yet, legible over lines."""
    font = font_of(look.text_points, is_bold=is_bold)
    text = axes.text(0, 0, "", color=colour, fontproperties=font, ha="left", va="bottom", zorder=WORDS)
    text.set_parse_math(False)
    pad = PLATE_PAD * look.text_points
    text.set_bbox({"facecolor": look.colours.ground, "edgecolor": "none", "alpha": PLATE_OPACITY, "pad": pad})
    return text


def put(line: "Line2D", points: Sequence[tuple[float, float]]) -> None:
    """Lead a line through these points, or set its marks on them; without points nothing is drawn."""
    is_there = bool(points) and line.get_visible() and points_of(line) == list(points)
    line.set_visible(bool(points))
    if points and not is_there:
        line.set_data(*zip(*points, strict=True))


def points_of(line: "Line2D") -> Sequence[tuple[float, float]]:
    """What a line leads through, or where its marks stand; nothing where it is not drawn."""
    if not line.get_visible():
        return []
    across, upwards = (np.asarray(along, np.float64).tolist() for along in line.get_data(orig=True))
    return list(zip(across, upwards, strict=True))


def beside(axes: "Axes", points: float) -> tuple[float, float]:
    """So many points of 1/72 inch in the units of the axes, to the right and upwards."""
    figure = axes.get_figure(root=True)
    inches = figure.get_size_inches() if figure is not None else (1.0, 1.0)
    place = axes.get_position()
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across = (right - left) / (place.width * float(inches[0]) * 72)
    upwards = (high - low) / (place.height * float(inches[1]) * 72)
    return points * across, points * upwards
