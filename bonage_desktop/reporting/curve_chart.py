"""The standard's own chart: age to the right, RUS score upwards, the 50th percentile, and where this child stands.

One renderer for the screen, for saved pictures and for the report. Read it along the dashed path: from the score to
the curve, from the curve down to the bone age. The filled point is (bone age, score), the hollow one (chronological
age, score), and the line between them is the difference.
"""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bonage_desktop.reporting.chart_content import LAST_YEAR, ChartContent, ChartLook, Standard
from bonage_desktop.reporting.chart_labels import Labels
from bonage_desktop.reporting.chart_parts import (
    BAND,
    CURVES,
    GROUND,
    Paint,
    label,
    lay_ground,
    marks,
    name_years,
    points_of,
    put,
    stroke,
)
from bonage_desktop.standards.curve import MAX_SCORE, bone_age
from bonage_desktop.standards.sex import Sex

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_TICKS = (0, 200, 400, 600, 800, 1000)
_NAMED_AT = 660
"""The score beside which a curve has its name, where there is room."""
_EARLIER, _STEP, _HOLLOW, _FILLED = 0.62, 0.5, 0.72, 0.8
"""Sizes of marks in heights of the words."""
_OPACITY_OF_BAND = 0.22
_OPACITY_OF_PERCENTILES = 0.1


class CurveChart:
    """The chart of one sex.

    Args:
        axes: where it is drawn; nothing else may be in them.
        standard: whose curve stands in front.
        look: colours, words, fonts.
    """

    def __init__(self, axes: "Axes", standard: Standard, look: ChartLook) -> None:
        self.axes = axes
        self._look = look
        self._standard = standard
        self._labels = Labels(axes, look)
        colours, thin = look.colours, look.line_points
        lay_ground(axes, look, MAX_SCORE, _TICKS)
        name_years(axes, look)
        self._draw_percentiles()
        self._draw_curves()
        self._band = axes.axvspan(0, 0, color=colours.answer, alpha=_OPACITY_OF_BAND, linewidth=0, zorder=BAND)
        self._child = stroke(axes, colours.text, 1.2 * thin)
        self._path = stroke(axes, colours.answer, 1.2 * thin, dashes=(3, 2))
        self._difference = stroke(axes, colours.text, 3 * thin)
        self._earlier = marks(axes, look, "o", _EARLIER, Paint("none", colours.answer))
        self._down = marks(axes, look, "v", _STEP, Paint(colours.ground, colours.curve))
        self._up = marks(axes, look, "^", _STEP, Paint(colours.ground, colours.curve))
        self._hollow = marks(axes, look, "o", _HOLLOW, Paint(colours.ground, colours.text))
        self._beyond = marks(axes, look, ">", _HOLLOW, Paint(colours.ground, colours.text))
        self._filled = marks(axes, look, "o", _FILLED, Paint(colours.answer, colours.ground))
        self._upwards = label(axes, look, colours.quiet)
        self._name = label(axes, look, colours.curve)
        self._answer = label(axes, look, colours.text, is_bold=True)
        self._age = label(axes, look, colours.quiet)

    @property
    def moving(self) -> Sequence["Artist"]:
        """What `show` changes, the lowest first."""
        lines = (self._band, self._child, self._path, self._difference)
        points = (self._earlier, self._down, self._up, self._hollow, self._beyond, self._filled)
        return (*lines, *points, self._upwards, self._name, self._answer, self._age)

    def show(self, content: ChartContent) -> None:
        """Move everything to where this reading has it; what it does not have is not drawn."""
        self._show_range(content)
        self._show_child(content)
        self._show_answer(content)
        put(self._earlier, [(study.years, study.score) for study in content.earlier])
        for points, is_up in ((self._down, False), (self._up, True)):
            put(points, [(step.years, step.score) for step in content.one_level if step.is_up is is_up])
        self._write(content)

    def _draw_curves(self) -> None:
        standard = self._standard
        colours, thin = self._look.colours, self._look.line_points
        other = Sex.FEMALE if standard.sex is Sex.MALE else Sex.MALE
        for sex, colour, width in ((other, colours.quiet, thin), (standard.sex, colours.curve, 2.4 * thin)):
            knots = standard.curves[sex].knots
            years = [knot.years for knot in knots]
            scores = [knot.score for knot in knots]
            if years[-1] < LAST_YEAR:
                years.append(LAST_YEAR)
                scores.append(MAX_SCORE)
            self._labels.keep_free_of(list(zip(years, scores, strict=True)))
            opacity = 1.0 if sex is standard.sex else 0.55
            self.axes.plot(years, scores, color=colour, linewidth=width, alpha=opacity, zorder=CURVES, clip_on=False)

    def _draw_percentiles(self) -> None:
        """The site's own percentiles as bands behind the curve, darker towards the middle."""
        table = self._standard.percentiles
        rows = () if table is None else table.rows.get(self._standard.sex, ())
        if not rows:
            return
        years = [row.years for row in rows]
        columns = list(zip(*(row.scores for row in rows), strict=True))
        colour = self._look.colours.curve
        for low, high in zip(columns, reversed(columns), strict=True):
            if low < high:
                self.axes.fill_between(
                    years, low, high, color=colour, alpha=_OPACITY_OF_PERCENTILES, linewidth=0, zorder=GROUND
                )

    def _write(self, content: ChartContent) -> None:
        """Say the answer, the child's age, what is measured and whose curve it is, where nothing else is drawn."""
        self._labels.begin()
        for line in (self._path, self._difference, self._child):
            self._labels.avoid(points_of(line))
        for mark, size in (
            (self._earlier, _EARLIER),
            (self._down, _STEP),
            (self._up, _STEP),
            (self._hollow, _HOLLOW),
            (self._beyond, _HOLLOW),
            (self._filled, _FILLED),
        ):
            for point in points_of(mark):
                self._labels.avoid_mark(point, size)
        self._answer.set_text("")
        self._age.set_text("")
        words, years = self._look.words, content.chronological_years
        if content.bone_age is not None and content.score is not None:
            about = (content.bone_age.years, float(content.score))
            self._labels.say(self._answer, words.years.format(content.answer), about, lean=(-1, 1))
        if years is not None:
            self._labels.say(self._age, words.child.format(f"{years:.1f}"), (min(years, LAST_YEAR), 0.0), lean=(1, 0))
        self._labels.say(self._upwards, words.score, (0.0, float(MAX_SCORE)), lean=(0, 0))
        sex, outwards = self._standard.sex, 1 if self._standard.sex is Sex.MALE else -1
        named_at = (bone_age(_NAMED_AT, self._standard.curve).years, float(_NAMED_AT))
        self._labels.say(self._name, words.curves[sex], named_at, lean=(outwards, -outwards))

    def _show_range(self, content: ChartContent) -> None:
        self._band.set_visible(content.range_years is not None)
        if content.range_years is not None:
            low, high = (min(years, LAST_YEAR) for years in content.range_years)
            self._band.set_x(low)
            self._band.set_width(high - low)

    def _show_child(self, content: ChartContent) -> None:
        years = content.chronological_years
        for line in (self._child, self._difference, self._hollow, self._beyond):
            put(line, [])
        if years is None:
            return
        shown = min(years, LAST_YEAR)
        put(self._child, [(shown, 0), (shown, MAX_SCORE)])
        if content.score is not None and content.bone_age is not None:
            put(self._difference, [(content.bone_age.years, content.score), (shown, content.score)])
            put(self._hollow if years <= LAST_YEAR else self._beyond, [(shown, content.score)])

    def _show_answer(self, content: ChartContent) -> None:
        for line in (self._path, self._filled):
            put(line, [])
        if content.score is None or content.bone_age is None:
            return
        years, score = content.bone_age.years, content.score
        put(self._path, [(0, score), (years, score), (years, 0)])
        put(self._filled, [(years, score)])
