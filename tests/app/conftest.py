"""A window whose networks are pretended and whose files are really decoded."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pretended_engine import PretendedEngine
from pytestqt.qtbot import QtBot
from sample_hand import SAMPLES

from bonage_desktop.app.desk import Desk, Threads
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.theme import ThemeChoice
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.review import ReviewSession

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BOY = SAMPLES / "male_120.dcm"
GIRL = SAMPLES / "female_120.png"


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[..., ReviewWindow]]:
    made: list[ReviewWindow] = []

    def make(engine: PretendedEngine | None = None, theme: ThemeChoice = ThemeChoice.DARK) -> ReviewWindow:
        load_fonts()
        session, earlier = (
            ReviewSession(load_standards(), reader=lambda: "Dr. Wang", now=lambda: NOON) for _ in range(2)
        )
        desk = Desk(session, load_standards(), Threads.with_engine(lambda: engine or PretendedEngine()))
        window = ReviewWindow(desk, Options(theme, (BOY,), lambda: "Dr. Wang", earlier))
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        desk.start()
        return window

    yield make
    for window in made:
        window.desk.session.close()
        window.desk.stop()
        window.desk.worklist = type(window.desk.worklist)()
        window.close()
        window.deleteLater()


@pytest.fixture
def open_case(qtbot: QtBot) -> Callable[[ReviewWindow, Path], None]:
    def opened(window: ReviewWindow, file: Path) -> None:
        window.intents.open_paths([file])
        qtbot.waitUntil(lambda: _is_through(window), timeout=60_000)

    return opened


def _is_through(window: ReviewWindow) -> bool:
    case = window.desk.session.case
    settled = case is not None and (case.is_assessed or case.error is not None)
    return settled and case.has_pixels and case.state is not CaseState.READING
