"""What a chart shows and how it looks: values that the screen, a saved picture and the report fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import AgeBound, BoneAge, Curve
from bonage_desktop.standards.percentiles import PercentileTable
from bonage_desktop.standards.sex import Sex

LAST_YEAR = 18.0
"""Where both charts end, years: RUS-CHN has no later age."""

_BOUNDS = {AgeBound.WITHIN: "", AgeBound.AT_OR_BELOW: "≤ ", AgeBound.ADULT: "≥ "}


@dataclass(frozen=True, slots=True)
class EarlierStudy:
    """Where an earlier study of the same child stands on the charts.

    Attributes:
        studied_on: day of the study, or None where it is not known.
        years: chronological age then.
        score: RUS score then, 0..1000.
        bone_age_years: bone age then.
        levels: of its bones; a report shows those of the newest study.
    """

    studied_on: date | None
    years: float
    score: int
    bone_age_years: float
    levels: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level], hash=False)


@dataclass(frozen=True, slots=True)
class OneLevel:
    """What one level more or less of the selected bone would give: score, 0..1000, and bone age in years."""

    score: int
    years: float
    is_up: bool


@dataclass(frozen=True, slots=True)
class ChartContent:
    """One reading, as far as the charts show it.

    Attributes:
        score: 0..1000, or None where there is none.
        bone_age: of that score; None exactly where the score is.
        chronological_years: age of the child, or None where it is not known.
        range_years: P10 and P90 of the bone age, or None.
        one_level: what one level of the selected bone would mean; empty where none is selected.
        earlier: earlier studies of the child, oldest first.

    Raises:
        ValueError: a score without its bone age, or a bone age without its score.
    """

    score: int | None = None
    bone_age: BoneAge | None = None
    chronological_years: float | None = None
    range_years: tuple[float, float] | None = None
    one_level: tuple[OneLevel, ...] = ()
    earlier: tuple[EarlierStudy, ...] = ()

    def __post_init__(self) -> None:
        if (self.score is None) is not (self.bone_age is None):
            raise ValueError("score and bone age come together")

    @property
    def answer(self) -> str:
        """Score and bone age, `404 → 11.9`; empty without them. With bound and other reading where there is one."""
        if self.score is None or self.bone_age is None:
            return ""
        other = self.bone_age.alternative_years
        also = "" if other is None else f" / {other:.1f}"
        return f"{self.score} → {_BOUNDS[self.bone_age.bound]}{self.bone_age.years:.1f}{also}"


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours of a chart, `#rrggbb`.

    Attributes:
        ground: behind it.
        grid: grid and frame.
        text: the answer, hollow points, the age of the child.
        quiet: numbers at the axes, the other sex.
        curve: the standard's curve of this sex.
        answer: the path, the filled point, its band, earlier studies.
    """

    ground: str
    grid: str
    text: str
    quiet: str
    curve: str
    answer: str


PAPER = ChartColours(
    ground=palette.PAPER,
    grid=palette.PAPER_LINE,
    text=palette.INK,
    quiet=palette.QUIET_INK,
    curve=palette.HUES_ON_PAPER[Source.MODEL],
    answer=palette.HUES_ON_PAPER[Source.READER],
)
"""A chart on paper: in a report, and in a saved picture."""


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Words of a chart, in the reader's language.

    Attributes:
        score: name of the axis of scores.
        age: name of the axis of chronological ages, with its unit.
        bone_age: name of the axis of bone ages, with its unit.
        curves: name of each sex's curve.
        years: an age, with `{0}` for its number.
        child: the child's age, with `{0}` for the number.
        same: the line on which both ages are equal.
    """

    score: str
    age: str
    bone_age: str
    curves: Mapping[Sex, str]
    years: str
    child: str
    same: str


@dataclass(frozen=True, slots=True)
class ChartLook:
    """How a chart is drawn.

    Attributes:
        colours: of everything.
        words: on it.
        text_points: size of the words, points of 1/72 inch.
    """

    colours: ChartColours
    words: ChartWords
    text_points: float

    @property
    def line_points(self) -> float:
        """Width of a thin line, which goes with the size of the words."""
        return self.text_points / 12


@dataclass(frozen=True, slots=True)
class Standard:
    """Whose curve stands in front.

    Attributes:
        sex: of the child.
        curves: 50th percentile of each sex.
        percentiles: a site's own table, whose bands lie behind the curve, or None.
    """

    sex: Sex
    curves: Mapping[Sex, Curve]
    percentiles: PercentileTable | None = None

    @property
    def curve(self) -> Curve:
        """The child's."""
        return self.curves[self.sex]
