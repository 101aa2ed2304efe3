"""The curve and the course of growth, beside the bones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.app.chart_state import colours_of, content_of, standard_of
from bonage_desktop.app.chart_view import ChartView
from bonage_desktop.app.curve_panel import CurvePanel
from bonage_desktop.app.theme import DARK, LIGHT
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review import ReviewSession

EARLIER = (EarlierStudy(date(2024, 5, 1), 8.0, 150, 8.1),)
Drawn = Callable[[CurvePanel], None]


@pytest.fixture
def session() -> ReviewSession:
    """A boy of 12.5 years with 272 points, the radius selected."""
    session = ReviewSession(load_standards(), reader=lambda: "Dr. Wang", now=lambda: datetime(2026, 5, 4, tzinfo=UTC))
    radiograph = sample_radiograph(age=ChronologicalAge(12.5, AgeSource.DATES))
    session.open(Case(1, Path("hand.png"), radiograph, sample_reading(), is_assessed=True))
    session.select(Bone.RADIUS)
    return session


@pytest.fixture
def panel(qtbot: QtBot) -> CurvePanel:
    panel = CurvePanel(DARK)
    qtbot.addWidget(panel)
    panel.resize(420, 280)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def drawn(qtbot: QtBot) -> Drawn:
    """Waits until the open tab's chart stands there."""

    def wait(panel: CurvePanel) -> None:
        view = panel.currentWidget()
        assert isinstance(view, ChartView)
        qtbot.waitUntil(lambda: view.is_drawn and not view._work.is_busy, timeout=30_000)

    return wait


def colour_in(panel: CurvePanel, x: int, y: int) -> str:
    view = panel.currentWidget()
    return view.grab().toImage().pixelColor(x, y).name()


def point_at(panel: CurvePanel, across: float, upwards: float) -> None:
    """Move the mouse over this place of the open chart."""
    view = panel.currentWidget()
    x, y = view._picture.pixel_of(across, upwards)
    place = QPointF(x, y) / view.devicePixelRatioF()
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, none, Qt.KeyboardModifier(0))
    QApplication.sendEvent(view, event)


def test_nothing_is_drawn_before_it_is_prepared(panel: CurvePanel, session: ReviewSession) -> None:
    panel.show_state(session.state)

    assert not panel.curve.is_drawn
    assert not panel.curve._work.is_busy


def test_a_prepared_panel_draws_the_reading(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)

    x, y = panel.curve._picture.pixel_of(session.state.bone_age.years, 272)
    assert colour_in(panel, round(x), round(y)) == DARK.reader  # the filled point


def test_a_level_moves_the_point_without_another_ground(
    panel: CurvePanel, session: ReviewSession, drawn: Drawn
) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)
    ground = panel.curve._picture

    session.step_level(+1)
    panel.show_state(session.state)

    assert panel.curve._picture is ground
    x, y = ground.pixel_of(session.state.bone_age.years, session.state.score)
    assert colour_in(panel, round(x), round(y)) == DARK.reader


def test_what_one_level_of_the_selected_bone_would_give_is_marked(session: ReviewSession) -> None:
    content = content_of(session.state, ())

    choices = session.state.rows[Bone.RADIUS].choices
    down, up = content.one_level
    assert (down.is_up, up.is_up) == (False, True)
    assert down.score == 272 - choices[5].points + choices[4].points  # the radius is at level 5
    assert up.score == 272 - choices[5].points + choices[6].points
    assert up.years == choices[6].bone_age_years


def test_another_sex_is_another_curve(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)

    session.choose_sex(Sex.FEMALE)
    panel.show_state(session.state)
    drawn(panel)

    assert panel.curve._picture.ground.standard.sex is Sex.FEMALE


def test_a_theme_redraws_everything_in_its_colours(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)

    panel.set_theme(LIGHT)
    drawn(panel)

    assert colour_in(panel, 1, 1) == LIGHT.panel
    assert panel.curve._picture.ground.look.colours == colours_of(LIGHT)


def test_another_size_is_drawn_anew(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)

    panel.resize(520, 320)
    drawn(panel)

    assert panel.curve._picture.ground.width == panel.curve.width()


def test_growth_shows_the_reading_and_earlier_studies(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    panel.set_earlier(EARLIER)
    panel.setCurrentWidget(panel.growth)
    drawn(panel)

    x, y = panel.growth._picture.pixel_of(12.5, session.state.bone_age.years)
    assert colour_in(panel, round(x), round(y)) == DARK.reader


def test_hovering_reads_the_curve(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    drawn(panel)

    point_at(panel, 10.0, 700)

    assert panel.pointed == "10.0 y: 238 points at P50"  # half of the boys of 10 years


def test_hovering_a_ring_names_date_and_age(panel: CurvePanel, session: ReviewSession, drawn: Drawn) -> None:
    panel.prepare()
    panel.show_state(session.state)
    panel.set_earlier(EARLIER)
    drawn(panel)

    point_at(panel, 8.0, 150)

    assert panel.pointed == "2024-05-01: age 8.0 y, score 150, bone age 8.1 y"


def test_while_the_reader_grades_first_nothing_is_shown(panel: CurvePanel, session: ReviewSession) -> None:
    panel.show_state(replace(session.state, are_levels_hidden=True))

    assert standard_of(replace(session.state, are_levels_hidden=True)) is None
    assert "graded every bone" in panel.curve.accessibleDescription()


def test_without_a_sex_the_panel_says_so(panel: CurvePanel, session: ReviewSession) -> None:
    panel.show_state(replace(session.state, sex=None))

    assert "sex" in panel.curve.accessibleDescription()


def test_who_does_not_see_the_chart_is_told_it(panel: CurvePanel, session: ReviewSession) -> None:
    panel.show_state(session.state)

    assert panel.curve.accessibleName() == "Curve of the standard"
    assert panel.curve.accessibleDescription() == ("RUS score 272, bone age 10.6 years, chronological age 12.5 years.")


@pytest.mark.parametrize(("name", "begins"), [("c.png", b"\x89PNG"), ("c.svg", b"<?xml"), ("c.pdf", b"%PDF")])
def test_the_chart_is_saved_by_its_suffix(
    qtbot: QtBot, panel: CurvePanel, session: ReviewSession, tmp_path: Path, name: str, begins: bytes
) -> None:
    panel.show_state(session.state)

    with qtbot.waitSignal(panel.exported, timeout=30_000) as saved:
        panel.save_picture(tmp_path / name)

    assert saved.args == [tmp_path / name]
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_another_suffix_is_refused(qtbot: QtBot, panel: CurvePanel, session: ReviewSession, tmp_path: Path) -> None:
    panel.show_state(session.state)

    with qtbot.waitSignal(panel.failed) as refused:
        panel.save_picture(tmp_path / "chart.bmp")

    assert refused.args[0].code == "app.picture_format"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, panel: CurvePanel, session: ReviewSession, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    panel.show_state(session.state)

    with qtbot.waitSignal(panel.failed, timeout=30_000) as refused:
        panel.save_picture(tmp_path / "file" / "chart.png")

    assert refused.args[0].code == "reporting.cannot_write"


def test_the_chart_is_copied_with_a_key(qtbot: QtBot, panel: CurvePanel, session: ReviewSession) -> None:
    panel.show_state(session.state)
    panel.activateWindow()
    panel.curve.setFocus()

    with qtbot.waitSignal(panel.copied, timeout=30_000):
        qtbot.keyClick(panel.curve, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    picture = QGuiApplication.clipboard().image()
    assert picture.width() == 1920
    assert picture.pixelColor(2, 2).name() == "#ffffff"
