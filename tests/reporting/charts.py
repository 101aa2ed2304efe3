"""Charts to look at: readings on the curve of boys, and what a chart drew of them."""

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.reporting.chart_content import PAPER, ChartContent, ChartLook, Standard
from bonage_desktop.reporting.report_words import report_words
from bonage_desktop.sentences import ENGLISH
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.sex import Sex

CURVES = load_standards().rus_chn.curves
BOYS = Standard(Sex.MALE, CURVES)
GIRLS = Standard(Sex.FEMALE, CURVES)
LOOK = ChartLook(PAPER, report_words(ENGLISH).chart, text_points=8.0)
TEN = ChartContent(238, BoneAge(10.0, None, AgeBound.WITHIN))  # half of the boys of 10.0 years have 238 points


def axes() -> Axes:
    figure = Figure(figsize=(4, 2.4))
    FigureCanvasAgg(figure)
    return figure.add_axes((0.1, 0.2, 0.85, 0.7))


def points(line) -> list[tuple[float, float]]:
    """What a line leads through, or where its marks stand; nothing where it is not drawn."""
    if not line.get_visible():
        return []
    return [(float(x), float(y)) for x, y in zip(*line.get_data(), strict=True)]


def words(plot) -> list[str]:
    return [text.get_text() for text in plot.axes.texts if text.get_text()]
