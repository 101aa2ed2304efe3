"""What both charts share: a frame with quiet axes, and strokes that move over it."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

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


def font_of(look: ChartLook, *, is_bold: bool = False) -> "FontProperties":
    """The font of its words; the shipped ones are loaded with the first."""
    from matplotlib.font_manager import FontProperties

    weight = "bold" if is_bold else "normal"
    return FontProperties(family=list(families()), size=look.text_points, weight=weight)


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
        label.set_fontproperties(font_of(look))
    for spine in axes.spines.values():
        spine.set(color=colours.grid, linewidth=thin)


def name_axes(axes: "Axes", look: ChartLook, upwards: str) -> None:
    """What is measured, inside the top left corner and below the right end."""
    words = look.words
    pad = look.text_points / 2
    for place, offset, text, across, above in (
        ((0.0, 1.0), (pad, -pad), upwards, "left", "top"),
        ((1.0, 0.0), (0.0, -2.0 * look.text_points), words.age, "right", "top"),
    ):
        axes.annotate(
            text,
            place,
            xycoords="axes fraction",
            xytext=offset,
            textcoords="offset points",
            ha=across,
            va=above,
            color=look.colours.quiet,
            fontproperties=font_of(look),
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
    text = axes.text(0, 0, "", color=colour, fontproperties=font_of(look, is_bold=is_bold), zorder=WORDS)
    text.set_parse_math(False)
    pad = PLATE_PAD * look.text_points
    text.set_bbox({"facecolor": look.colours.ground, "edgecolor": "none", "alpha": PLATE_OPACITY, "pad": pad})
    return text


def put(line: "Line2D", points: Sequence[tuple[float, float]]) -> None:
    """Lead a line through these points, or set its marks on them; without points nothing is drawn."""
    line.set_visible(bool(points))
    if points:
        line.set_data(*zip(*points, strict=True))


def say(text: "Text", words: str, place: tuple[float, float], across: str, above: str) -> None:
    """Put words there; `across` and `above` as matplotlib aligns them."""
    text.set_text(words)
    text.set_position(place)
    text.set_horizontalalignment(across)  # pyright: ignore[reportArgumentType] - a plain word will do
    text.set_verticalalignment(above)  # pyright: ignore[reportArgumentType] - a plain word will do


def beside(axes: "Axes", points: float) -> tuple[float, float]:
    """So many points of 1/72 inch in the units of the axes, to the right and upwards."""
    figure = axes.get_figure(root=True)
    inches = figure.get_size_inches() if figure is not None else (1.0, 1.0)
    place = axes.get_position()
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across = (right - left) / (place.width * float(inches[0]) * 72)
    upwards = (high - low) / (place.height * float(inches[1]) * 72)
    return points * across, points * upwards
