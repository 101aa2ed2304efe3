"""The window looks as approved in its main states, in both themes, and in Chinese.

The pictures are drawn offscreen in the shipped fonts, with a pretended engine and a pinned clock. After a change that
is meant, look at them again: `BONAGE_SNAPSHOTS=write pytest tests/app/test_snapshots.py`.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import snapshots
from hand_files import plain_hand, plain_hand_of_unknown_sex
from panels import spoken
from pretended_engine import PretendedEngine
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_hand import sample_findings
from snapshots import APPROVED, DRAWN, check, difference, picture_of
from workflow.review_cases import NO_HAND

from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case_book import Mark
from bonage_desktop.workflow.settings import ThemeChoice

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
Act = Callable[[ReviewWindow], object]
SIZE = (1200, 760)
MOST_BYTES = 215_000
"""Of one picture, on average."""


def change(window: ReviewWindow) -> None:
    """The old age stays for the picture, however long that takes."""
    window.select(lambda session: session.select(Bone.RADIUS))
    window.intents.step_level(+1)
    for timer in window.places.result.findChildren(QTimer):
        timer.stop()


def grade_four(window: ReviewWindow) -> None:
    window.intents.toggle_grade_first()
    for bone in list(Bone)[:4]:
        window.desk.change(lambda session, bone=bone: session.choose_level(Level(bone, 5)))


STATES: dict[str, Act] = {
    "empty": lambda window: None,
    "review": lambda window: None,
    "override": change,
    "rejected": lambda window: None,
    "sex-missing": lambda window: None,
    "confirmed": lambda window: window.desk.confirm_and_go_on(),
    "grade-first": grade_four,
}


def settle(qtbot: QtBot, window: ReviewWindow) -> None:
    """Until everything that comes later is there: the chart, the film as sharp as it gets, and that all is saved."""

    def is_drawn() -> bool:
        number = window.desk.open_number
        if number is not None and window.desk.keeping.book.mark(number) in (Mark.NONE, Mark.SAVING):
            return False
        chart = window.places.curve.curve
        if window.desk.open_number is not None and window.film.viewpoint is None:
            return False
        is_moving = any(timer.isActive() for timer in window.film.findChildren(QTimer))
        return (chart.is_drawn or chart._standard is None) and not is_moving

    qtbot.waitUntil(is_drawn, timeout=60_000)
    QApplication.processEvents()


@pytest.fixture
def brought(qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path) -> Callable[..., ReviewWindow]:
    """A window in a state and a theme, of a fixed size."""

    def bring(state: str, theme: ThemeChoice) -> ReviewWindow:
        refused = PretendedEngine(lambda _: sample_findings(rejection=NO_HAND, rois={}, grades={}))
        window = make_window(refused if state == "rejected" else PretendedEngine(), theme)
        window.resize(*SIZE)
        if state != "empty":
            open_case(window, plain_hand_of_unknown_sex(tmp_path) if state == "sex-missing" else plain_hand(tmp_path))
            window.select(lambda session: session.select(Bone.PP3))
        settle(qtbot, window)
        STATES[state](window)
        window.film.setFocus(Qt.FocusReason.OtherFocusReason)
        settle(qtbot, window)
        return window

    return bring


@pytest.mark.parametrize("theme", [ThemeChoice.DARK, ThemeChoice.LIGHT])
@pytest.mark.parametrize("state", STATES)
def test_the_window_looks_as_approved(brought: Callable[..., ReviewWindow], state: str, theme: ThemeChoice) -> None:
    window = brought(state, theme)

    check(f"{state}-{theme.value}", picture_of(window))


@pytest.mark.parametrize("state", STATES)
def test_the_window_looks_as_approved_in_chinese(
    app: QApplication, brought: Callable[..., ReviewWindow], state: str
) -> None:
    with spoken(app, Language.ZH):
        window = brought(state, ThemeChoice.LIGHT)

        check(f"{state}-zh", picture_of(window))


def test_one_level_written_otherwise_is_another_picture(qtbot: QtBot, brought: Callable[..., ReviewWindow]) -> None:
    window = brought("review", ThemeChoice.DARK)
    before = picture_of(window)

    window.desk.change(lambda session: session.tick(Bone.DP5, is_ticked=True))
    settle(qtbot, window)
    ticked = difference(before, picture_of(window))
    window.intents.step_level(+1)
    settle(qtbot, window)
    changed = difference(before, picture_of(window))

    assert not changed.is_small
    assert changed.share > ticked.share > 0


def test_rounding_is_the_same_picture_and_a_missing_button_is_not() -> None:
    window = np.full((760, 1200, 3), 30, np.uint8)
    rounded, missing = window.copy(), window.copy()
    rounded[::2, ::2] += 1
    missing[700:734, 900:1010] = 60

    assert difference(window, rounded).is_small
    assert not difference(window, missing).is_small


def test_a_picture_that_differs_is_kept_beside_the_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BONAGE_SNAPSHOTS", raising=False)
    monkeypatch.setattr(snapshots, "APPROVED", tmp_path / "approved")
    monkeypatch.setattr(snapshots, "DRAWN", tmp_path / "build")
    picture = np.zeros((40, 60, 3), np.uint8)
    with monkeypatch.context() as approving:
        approving.setenv("BONAGE_SNAPSHOTS", "write")
        check("grey", picture)

    check("grey", picture)
    with pytest.raises(AssertionError, match="grey does not look as approved"):
        check("grey", picture + 90)

    assert sorted(file.name for file in (tmp_path / "build").iterdir()) == ["grey.difference.png", "grey.png"]


def test_there_is_a_picture_of_every_state_in_both_themes_and_in_chinese_and_no_other() -> None:
    names = sorted(file.stem for file in APPROVED.glob("*.png"))

    assert names == sorted(f"{state}-{kind}" for state in STATES for kind in ("dark", "light", "zh"))
    assert DRAWN.parent.name == "build"


def test_the_pictures_are_small_files() -> None:
    sizes = [file.stat().st_size for file in APPROVED.iterdir()]

    assert sum(sizes) < MOST_BYTES * len(sizes)


def test_the_pictures_are_drawn_in_the_shipped_letters(qapp: QApplication) -> None:
    load_fonts()

    assert qapp.font().family() == "Inter"
