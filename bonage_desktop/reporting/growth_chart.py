"""Bone age over chronological age: how a child goes along the line on which both are equal, study by study."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bonage_desktop.reporting.chart_content import LAST_YEAR, ChartContent, ChartLook, EarlierStudy
from bonage_desktop.reporting.chart_labels import Labels
from bonage_desktop.reporting.chart_parts import (
    CURVES,
    GROUND,
    PATH,
    YEARS_BETWEEN_TICKS,
    Paint,
    beside,
    font_of,
    label,
    lay_ground,
    marks,
    name_upwards,
    name_years,
    points_of,
    put,
    stroke,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_BANDS = ((2.0, 0.10), (1.0, 0.14))
"""Years around the line, and how strongly they are tinted."""
_EARLIER, _FILLED = 0.62, 0.8
"""Sizes of marks in heights of the words."""
_DATE_REACH = 2.5
"""How far from its study a date may stand, in heights of the words; one without room there is left out."""
_DATED = 4
"""At most so many of the latest studies have their date beside them."""


class GrowthChart:
    """The chart of one child.

    Args:
        axes: where it is drawn; nothing else may be in them.
        look: colours, words, fonts.
    """

    def __init__(self, axes: "Axes", look: ChartLook) -> None:
        self.axes = axes
        self._look = look
        colours, thin = look.colours, look.line_points
        lay_ground(axes, look, LAST_YEAR, range(0, int(LAST_YEAR) + 1, YEARS_BETWEEN_TICKS))
        name_years(axes, look)
        name_upwards(axes, look, look.words.bone_age)
        self._labels = Labels(axes, look)
        self._labels.keep_corner_free(look.words.bone_age, right=False, high=True)
        self._draw_line()
        self._course = stroke(axes, colours.answer, 1.2 * thin)
        self._range = stroke(axes, colours.answer, 2.4 * thin, layer=PATH)
        self._difference = stroke(axes, colours.text, 3 * thin)
        self._earlier = marks(axes, look, "o", _EARLIER, Paint(colours.ground, colours.answer))
        self._filled = marks(axes, look, "o", _FILLED, Paint(colours.answer, colours.ground))
        self._dates = [label(axes, look, colours.quiet) for _ in range(_DATED)]
        self._now = label(axes, look, colours.text, is_bold=True)

    @property
    def moving(self) -> Sequence["Artist"]:
        """What `show` changes, the lowest first."""
        lines = (self._course, self._range, self._difference, self._earlier, self._filled)
        return (*lines, *self._dates, self._now)

    def show(self, content: ChartContent) -> None:
        """Move everything to where this reading and the earlier studies have it."""
        studies = sorted(content.earlier, key=lambda study: study.years)
        course = [(study.years, study.bone_age_years) for study in studies]
        put(self._earlier, course)
        now = _now(content)
        put(self._course, course if now is None else [*course, now])
        put(self._filled, [] if now is None else [now])
        put(self._range, [])
        put(self._difference, [] if now is None else [now, (now[0], now[0])])
        if now is not None and content.range_years is not None:
            put(self._range, [(now[0], years) for years in content.range_years])
        self._write(content, now)
        self._date([study for study in studies if study.studied_on is not None][-_DATED:])

    def _write(self, content: ChartContent, now: tuple[float, float] | None) -> None:
        """Say the bone age, where nothing else is drawn."""
        self._labels.begin()
        for line in (self._course, self._range, self._difference):
            self._labels.avoid(points_of(line))
        for mark, size in ((self._earlier, _EARLIER), (self._filled, _FILLED)):
            for point in points_of(mark):
                self._labels.avoid_mark(point, size)
        self._now.set_text("")
        if now is not None and content.bone_age is not None:
            words = self._look.words.years.format(f"{content.bone_age.years:.1f}")
            self._labels.say(self._now, words, now, lean=(1, 0))

    def _draw_line(self) -> None:
        colours, thin = self._look.colours, self._look.line_points
        ends = [0.0, LAST_YEAR]
        for years, opacity in _BANDS:
            low, high = [end - years for end in ends], [end + years for end in ends]
            self.axes.fill_between(ends, low, high, color=colours.curve, alpha=opacity, linewidth=0, zorder=GROUND)
        self.axes.plot(ends, ends, color=colours.curve, linewidth=2.4 * thin, zorder=CURVES)
        self._labels.keep_free_of([(end, end) for end in ends])
        self._labels.keep_corner_free(self._look.words.same, right=True, high=False)
        aside, above = beside(self.axes, 0.6 * self._look.text_points)
        self.axes.text(
            LAST_YEAR - aside,
            above,
            self._look.words.same,
            ha="right",
            va="bottom",
            color=colours.quiet,
            fontproperties=font_of(self._look.text_points),
            parse_math=False,
            zorder=CURVES,
        )

    def _date(self, studies: Sequence[EarlierStudy]) -> None:
        """Say the dates of earlier studies, the latest first: they have what room there is."""
        for text in self._dates:
            text.set_text("")
        for text, study in zip(self._dates, reversed(studies), strict=False):
            about = (study.years, study.bone_age_years)
            self._labels.say(text, f"{study.studied_on:%Y-%m}", about, lean=(1, -1), reach=_DATE_REACH)


def _now(content: ChartContent) -> tuple[float, float] | None:
    if content.bone_age is None or content.chronological_years is None:
        return None
    return min(content.chronological_years, LAST_YEAR), content.bone_age.years
