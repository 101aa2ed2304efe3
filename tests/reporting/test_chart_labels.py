"""No words of a chart stand on each other, on a line or on a point, whoever the child is."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from charts import CURVES, points
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bonage_desktop.reporting.chart_content import PAPER, ChartContent, ChartLook, EarlierStudy, OneLevel, Standard
from bonage_desktop.reporting.chart_parts import Chart
from bonage_desktop.reporting.chart_picture import ChartGround, ChartKind, chart_in
from bonage_desktop.reporting.report_words import report_words
from bonage_desktop.sentences import Catalogue
from bonage_desktop.standards.curve import bone_age, score_at
from bonage_desktop.standards.language import Language, load_catalogue
from bonage_desktop.standards.sex import Sex

ENGLISH, CHINESE = report_words(Catalogue()), report_words(load_catalogue(Language.ZH))
SMALL, LARGE = (424, 220), (1200, 800)
AGES = (3.0, 6.0, 10.0, 14.0, 17.0)

every_child = pytest.mark.parametrize("years", AGES)
either_sex = pytest.mark.parametrize("sex", Sex)
any_size = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
both_languages = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
both_charts = pytest.mark.parametrize("kind", ChartKind)


def child(sex: Sex, years: float) -> ChartContent:
    """Half a year behind, with all that a chart can show."""
    then = [years - step for step in (2.4, 1.2, 0.6, 0.3) if years > step]
    score = round(score_at(years - 0.5, CURVES[sex]))
    age = bone_age(score, CURVES[sex])
    return ChartContent(
        score,
        age,
        chronological_years=years,
        range_years=(age.years - 0.4, age.years + 0.5),
        one_level=(
            OneLevel(score - 15, age.years - 0.3, is_up=False),
            OneLevel(score + 5, age.years + 0.2, is_up=True),
        ),
        earlier=tuple(
            EarlierStudy(date(2020 + n, 5, 1), one, round(score_at(one, CURVES[sex])), one)
            for n, one in enumerate(then)
        ),
    )


def drawn(kind: ChartKind, sex: Sex, years: float, size: tuple[int, int], words) -> Chart:
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    FigureCanvasAgg(figure)
    look = ChartLook(PAPER, words.chart, text_points=8.64)
    chart = chart_in(figure, ChartGround(kind, Standard(sex, CURVES), look, *size, 1.0))
    chart.show(child(sex, years))
    figure.draw_without_rendering()
    return chart


def boxes(chart: Chart) -> dict[str, Bbox]:
    """What the letters of each text cover, in pixels."""
    return {text.get_text(): Text.get_window_extent(text) for text in chart.axes.texts if text.get_text()}


def crossed(chart: Chart) -> Sequence[str]:
    """Words that stand on a line, or on a mark, that is drawn."""
    found: list[str] = []
    for words, box in boxes(chart).items():
        for line in chart.axes.lines:
            places = points(line)
            if not places:
                continue
            path = Path(chart.axes.transData.transform(places))
            is_mark = line.get_linestyle() == "None"
            reach = box.padded(line.get_markersize() / 2 * 100 / 72) if is_mark else box
            is_hit = (
                any(reach.contains(*place) for place in path.vertices) if is_mark else path.intersects_bbox(box, False)
            )
            found += [words] if is_hit else []
    return found


@both_charts
@either_sex
@every_child
@any_size
@both_languages
def test_no_words_stand_on_other_words_on_a_line_or_on_a_mark(kind, sex, years, size, words) -> None:
    chart = drawn(kind, sex, years, size, words)

    found = boxes(chart)

    assert [pair for pair in combinations(found, 2) if Bbox.intersection(found[pair[0]], found[pair[1]])] == []
    assert crossed(chart) == []
    assert len(found) >= 4


@either_sex
@every_child
@any_size
def test_all_that_must_be_said_is_said(sex, years, size) -> None:
    curve = boxes(drawn(ChartKind.CURVE, sex, years, size, ENGLISH))
    growth = boxes(drawn(ChartKind.GROWTH, sex, years, size, ENGLISH))

    assert {"RUS score", f"age {years:.1f} y", ENGLISH.chart.curves[sex]} < set(curve)
    assert any(" → " in words for words in curve)
    assert any(words.endswith(" y") and words[0].isdigit() for words in growth)


@either_sex
@pytest.mark.parametrize("tenths", range(10, 180, 5))
def test_the_answer_stands_near_its_point_at_any_age(sex, tenths) -> None:
    chart = drawn(ChartKind.CURVE, sex, tenths / 10, SMALL, ENGLISH)

    (answer,) = [box for words, box in boxes(chart).items() if " → " in words]
    (point,) = points(chart._filled)
    x, y = chart.axes.transData.transform(point)
    away = max(answer.x0 - x, x - answer.x1, 0) + max(answer.y0 - y, y - answer.y1, 0)
    assert away < SMALL[0] / 4
    assert crossed(chart) == []
