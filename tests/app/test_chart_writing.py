"""The moving words over a chart are written by the window, where matplotlib would have drawn them."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.chart_state import chart_words, colours_of
from bonage_desktop.app.chart_writing import write
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.theme import DARK, LIGHT
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.reporting.chart_content import PAPER, ChartContent, ChartLook, Standard
from bonage_desktop.reporting.chart_picture import ChartGround, ChartKind, ChartPicture, Writing, chart_in
from bonage_desktop.reporting.curve_chart import CurveChart
from bonage_desktop.reporting.report_words import report_words
from bonage_desktop.sentences import ENGLISH
from bonage_desktop.standards.curve import AgeBound, BoneAge, bone_age, score_at
from bonage_desktop.standards.sex import Sex

CURVES = load_standards().rus_chn.curves
BOYS = Standard(Sex.MALE, CURVES)
LOOK = ChartLook(PAPER, report_words(ENGLISH).chart, text_points=8.64)
GROUND = ChartGround(ChartKind.CURVE, BOYS, LOOK, width=400, height=240, ratio=1.0)
TEN = ChartContent(238, BoneAge(10.0, None, AgeBound.WITHIN), chronological_years=11.5)
FIVE = ChartContent(80, BoneAge(5.0, None, AgeBound.WITHIN), chronological_years=16.9)
ADULT = ChartContent(1000, BoneAge(18.0, None, AgeBound.ADULT), chronological_years=17.5)


@pytest.fixture
def font(qapp: QApplication) -> QFont:
    load_fonts()
    return QFont(["Inter", "Noto Sans SC"])


def written(writings: list[Writing], font: QFont, ground: ChartGround) -> np.ndarray:
    """uint8 (H, W), dark letters on white."""
    image = QImage(ground.width, ground.height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    image.setDevicePixelRatio(ground.ratio)
    painter = QPainter(image)
    write(painter, writings, ground.look, font, ground.ratio)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(ground.height, -1)[:, : ground.width].copy()


def extents(content: ChartContent, ground: ChartGround) -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right, bottom of each of the moving words as matplotlib draws them, in pixels."""
    figure = Figure(figsize=(ground.width / 100 / ground.ratio, ground.height / 100 / ground.ratio))
    figure.set_dpi(100 * ground.ratio)
    canvas = FigureCanvasAgg(figure)
    chart = chart_in(figure, ground)
    assert isinstance(chart, CurveChart)
    chart.show(content)
    canvas.draw()
    texts = (chart._upwards, chart._name, chart._answer, chart._age)
    found = {text.get_text(): Text.get_window_extent(text) for text in texts}
    return {words: (box.x0, ground.height - box.y1, box.x1, ground.height - box.y0) for words, box in found.items()}


@pytest.mark.parametrize("content", [TEN, FIVE, ADULT])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_words_stand_where_matplotlib_would_have_drawn_them(content, ratio, font: QFont) -> None:
    ground = replace(GROUND, width=round(400 * ratio), height=round(240 * ratio), ratio=ratio)
    picture = ChartPicture(ground)
    picture.paint(content)
    expected = extents(content, ground)

    for writing in picture.writings:
        rows, columns = np.nonzero(written([writing], font, ground) < 160)
        left, top, right, bottom = expected[writing.words]

        assert columns.min() == pytest.approx(left, abs=3 * ratio)
        assert np.ptp(columns) == pytest.approx(right - left, rel=0.15)  # Qt gives letters whole pixels
        assert top - 2 * ratio <= rows.min() <= rows.max() <= bottom + 2 * ratio
    assert len(picture.writings) == 4


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("size", [(424, 220), (900, 600)], ids=["small", "large"])
@pytest.mark.parametrize("years", [3.0, 6.0, 10.0, 14.0, 17.0])
@pytest.mark.parametrize("sex", Sex)
def test_the_windows_letters_cross_neither_the_dashed_path_nor_each_other(sex, years, size, theme, font: QFont) -> None:
    standard = Standard(sex, CURVES)
    look = ChartLook(colours_of(theme), chart_words(), text_points=8.64)
    picture = ChartPicture(ChartGround(ChartKind.CURVE, standard, look, *size, ratio=1.0))
    score = round(score_at(years, standard.curve))
    age = bone_age(score, standard.curve)

    picture.paint(ChartContent(score, age, chronological_years=years + 0.6))

    x, y = picture.pixel_of(age.years, score)
    foot = picture.pixel_of(0, 0)
    areas = {writing.words: area_of(writing, font) for writing in picture.writings}
    across, down = QRectF(foot[0], y - 1, x - foot[0], 2), QRectF(x - 1, y, 2, foot[1] - y)
    assert [words for words, area in areas.items() if area.intersects(across) or area.intersects(down)] == []
    assert [pair for pair in combinations(areas, 2) if areas[pair[0]].intersects(areas[pair[1]])] == []
    assert len(areas) == 4


def area_of(writing: Writing, family: QFont) -> QRectF:
    """What Qt's own measure of a line of these letters covers."""
    font = QFont(family)
    font.setPixelSize(12)
    font.setBold(writing.is_bold)
    letters = QFontMetricsF(font)
    height = letters.tightBoundingRect("lp").height()
    return QRectF(writing.x, writing.y - height, letters.horizontalAdvance(writing.words), height)


def test_words_are_legible_over_lines(font: QFont) -> None:
    words = Writing("238", 100.0, 100.0, "#000000", is_bold=False)
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill("#0000ff")

    painter = QPainter(image)
    write(painter, [words], LOOK, font, 1.0)
    painter.end()

    beside = image.pixelColor(99, 95)
    assert beside.red() == pytest.approx(0.7 * 255, abs=3)  # white, through which a third of the line is seen
    assert image.pixelColor(20, 20).name() == "#0000ff"
