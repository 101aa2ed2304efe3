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
from bonage_desktop.reporting.chart_parts import (
    BAND,
    CURVES,
    WORDS,
    Paint,
    beside,
    font_of,
    label,
    lay_ground,
    marks,
    name_axes,
    put,
    say,
    stroke,
)
from bonage_desktop.standards.curve import MAX_SCORE
from bonage_desktop.standards.sex import Sex

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_TICKS = (0, 200, 400, 600, 800, 1000)
_ROOM_LEFT_OF_ANSWER = 6.5
_ROOM_RIGHT_OF_AGE = 4.0
_LOW_SCORE = 150
"""Below it the line of the answer would run through the child's age at the foot."""
_OPACITY_OF_BAND = 0.22


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
        colours, thin = look.colours, look.line_points
        lay_ground(axes, look, MAX_SCORE, _TICKS)
        name_axes(axes, look, look.words.score)
        self._draw_curves(standard)
        self._band = axes.axvspan(0, 0, color=colours.answer, alpha=_OPACITY_OF_BAND, linewidth=0, zorder=BAND)
        self._child = stroke(axes, colours.text, 1.2 * thin)
        self._path = stroke(axes, colours.answer, 1.2 * thin, dashes=(3, 2))
        self._difference = stroke(axes, colours.text, 3 * thin)
        self._earlier = marks(axes, look, "o", 0.62, Paint("none", colours.answer))
        self._down = marks(axes, look, "v", 0.5, Paint(colours.ground, colours.curve))
        self._up = marks(axes, look, "^", 0.5, Paint(colours.ground, colours.curve))
        self._hollow = marks(axes, look, "o", 0.72, Paint(colours.ground, colours.text))
        self._beyond = marks(axes, look, ">", 0.72, Paint(colours.ground, colours.text))
        self._filled = marks(axes, look, "o", 0.8, Paint(colours.answer, colours.ground))
        self._answer = label(axes, look, colours.text, is_bold=True)
        self._age = label(axes, look, colours.quiet)

    @property
    def moving(self) -> Sequence["Artist"]:
        """What `show` changes, the lowest first."""
        lines = (self._band, self._child, self._path, self._difference)
        points = (self._earlier, self._down, self._up, self._hollow, self._beyond, self._filled)
        return (*lines, *points, self._answer, self._age)

    def show(self, content: ChartContent) -> None:
        """Move everything to where this reading has it; what it does not have is not drawn."""
        self._show_range(content)
        self._show_child(content)
        self._show_answer(content)
        put(self._earlier, [(study.years, study.score) for study in content.earlier])
        for points, is_up in ((self._down, False), (self._up, True)):
            put(points, [(step.years, step.score) for step in content.one_level if step.is_up is is_up])

    def _draw_curves(self, standard: Standard) -> None:
        colours, thin = self._look.colours, self._look.line_points
        other = Sex.FEMALE if standard.sex is Sex.MALE else Sex.MALE
        for sex, colour, width in ((other, colours.quiet, thin), (standard.sex, colours.curve, 2.4 * thin)):
            knots = standard.curves[sex].knots
            years = [knot.years for knot in knots]
            scores = [knot.score for knot in knots]
            if years[-1] < LAST_YEAR:
                years.append(LAST_YEAR)
                scores.append(MAX_SCORE)
            opacity = 1.0 if sex is standard.sex else 0.55
            self.axes.plot(years, scores, color=colour, linewidth=width, alpha=opacity, zorder=CURVES, clip_on=False)
        self._name_curve(standard)

    def _name_curve(self, standard: Standard) -> None:
        """Where neither curve passes and no answer stands: boys' on the right of the slope, girls' over the foot."""
        is_boys = standard.sex is Sex.MALE
        aside, _ = beside(self.axes, 0.6 * self._look.text_points)
        self.axes.text(
            14.1 + aside if is_boys else 1.2,
            660 if is_boys else 150,
            self._look.words.curves[standard.sex],
            color=self._look.colours.curve,
            fontproperties=font_of(self._look),
            va="center" if is_boys else "bottom",
            parse_math=False,
            zorder=WORDS,
        )

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
        self._age.set_text("")
        if years is None:
            return
        shown = min(years, LAST_YEAR)
        put(self._child, [(shown, 0), (shown, MAX_SCORE)])
        if content.score is not None and content.bone_age is not None:
            put(self._difference, [(content.bone_age.years, content.score), (shown, content.score)])
            put(self._hollow if years <= LAST_YEAR else self._beyond, [(shown, content.score)])
        aside, above = beside(self.axes, 0.5 * self._look.text_points)
        is_right = shown <= LAST_YEAR - _ROOM_RIGHT_OF_AGE
        is_low = content.score is not None and content.score < _LOW_SCORE
        place = (shown + aside if is_right else shown - aside, 2 * _LOW_SCORE if is_low else above)
        words = self._look.words.child.format(f"{years:.1f}")
        say(self._age, words, place, "left" if is_right else "right", "bottom")

    def _show_answer(self, content: ChartContent) -> None:
        for line in (self._path, self._filled):
            put(line, [])
        self._answer.set_text("")
        if content.score is None or content.bone_age is None:
            return
        years, score = content.bone_age.years, content.score
        put(self._path, [(0, score), (years, score), (years, 0)])
        put(self._filled, [(years, score)])
        aside, above = beside(self.axes, 0.9 * self._look.text_points)
        words = self._look.words.years.format(content.answer)
        is_left = years >= _ROOM_LEFT_OF_ANSWER
        height, where = (score + above, "bottom") if score < 0.9 * MAX_SCORE else (score - above, "top")
        say(
            self._answer,
            words,
            (years - aside if is_left else years + aside, height),
            "right" if is_left else "left",
            where,
        )
