"""Where the columns of the bones' table stand, and what is never cut in them."""

from datetime import date

import pytest
from bone_rows import has_colour
from panels import review, shown
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bonage_desktop.app.bone_columns import DOT_PIXELS, bold_font, columns_for, least_width, scaled, small_font
from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.app.fonts import text_font
from bonage_desktop.app.theme import DARK
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.prior import BoneBefore


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every line that a row paints, as it is seen: cut where it is cut."""
    lines: list[str] = []
    draw = QPainter.drawText

    def heard(painter: QPainter, *given: object) -> object:
        lines.extend(words for words in given if isinstance(words, str))
        return draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", heard)
    return lines


@pytest.mark.parametrize(
    ("scale", "width", "has_names", "has_bars"),
    [(1.0, 408, True, True), (1.0, 600, True, True), (1.5, 434, False, False), (2.0, 608, False, True)],
)
def test_columns_follow_letters_and_room_and_never_leave_the_row(
    app: QApplication, scale: float, width: int, has_names: bool, has_bars: bool
) -> None:
    font = text_font(scale)

    columns = columns_for(font, width)

    assert columns.has_full_names is has_names
    assert (columns.bars[1] > 0) is has_bars
    assert columns.tick[0] + columns.tick[1] <= width
    assert columns.level[1] >= QFontMetrics(bold_font(font)).horizontalAdvance("L8(4) · 14")
    assert columns.points[1] > QFontMetrics(bold_font(font)).horizontalAdvance("209")
    assert columns.number[1] > QFontMetrics(small_font(font)).horizontalAdvance("13")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_narrowest_row_has_room_for_the_level_and_the_mass_of_the_model_and_for_a_level_of_before(
    app: QApplication, scale: float
) -> None:
    font = text_font(scale)
    letters = QFontMetrics(small_font(font))

    columns = columns_for(font, least_width(font))

    assert columns.mass[1] >= letters.horizontalAdvance("100 %")
    assert columns.mass[1] >= scaled(font, DOT_PIXELS) + letters.horizontalAdvance("L8(4)")
    assert columns.evidence.width() >= letters.horizontalAdvance("L8(4) · 14")
    assert columns.tick[0] + columns.tick[1] <= least_width(font)


def test_the_table_is_never_narrower_than_what_a_row_must_say(table: BonesTable) -> None:
    assert table.minimumSizeHint().width() > least_width(table.font())


@pytest.mark.parametrize(("width", "level"), [(424, "L5(2)"), (414, "L5(2) · 7"), (620, "L5(2) · 7")])
def test_a_row_that_the_reader_changed_writes_the_models_level_with_its_mark_and_the_mass(
    app: QApplication, qtbot: QtBot, written: list[str], width: int, level: str
) -> None:
    table = shown(qtbot, lambda: BonesTable(DARK), width, 480)
    session = review()
    session.choose_level(Level(Bone.PP3, 8))
    table.show_state(session.state)
    written.clear()

    table.rows[Bone.PP3].grab()

    assert level in written
    assert "100 %" in written
    assert not any(words.endswith("…") for words in written)
    assert has_colour(table, Bone.PP3, DARK.model)


@pytest.mark.parametrize(
    ("width", "expected"), [(424, {"L5(1) · 6 −1"}), (414, {"L5(1) · 6 −1"}), (330, {"L5(1) · 6", "−1"})]
)
def test_level_and_change_since_the_study_before_are_never_cut(
    app: QApplication, qtbot: QtBot, written: list[str], width: int, expected: set[str]
) -> None:
    table = shown(qtbot, lambda: BonesTable(DARK), width, 480)
    table.show_state(review().state)
    table.set_prior({Bone.MC3: BoneBefore(Level(Bone.MC3, 6), "5(1)", date(2025, 11, 2), -1)})
    written.clear()

    table.rows[Bone.MC3].grab()

    assert expected <= set(written)
    assert not any(words.endswith("…") for words in written)
    assert "?" in written
    assert has_colour(table, Bone.MC3, DARK.doubt)


@pytest.mark.parametrize(("width", "title"), [(424, "2025-11-02"), (330, "2025-11")])
def test_the_title_says_as_much_of_the_day_before_as_fits_and_its_tip_all(
    app: QApplication, qtbot: QtBot, width: int, title: str
) -> None:
    table = shown(qtbot, lambda: BonesTable(DARK), width, 480)
    table.show_state(review().state)

    table.set_prior({Bone.MC3: BoneBefore(Level(Bone.MC3, 6), "5(1)", date(2025, 11, 2), -1)})

    assert table.header.title == title
    assert "2025-11-02" in table.header.toolTip()
