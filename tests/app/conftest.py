"""A window whose networks are pretended and whose files are really decoded; what it leaves behind fails a test."""

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from panels import review, shown, styled
from pretended_engine import PretendedEngine
from pretended_library import PretendedLibrary
from PySide6.QtCore import QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from xdist.workermanage import WorkerController

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.app.case_keeping import CaseKeeping
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.desk_threads import Threads
from bonage_desktop.app.event_loop_watch import EventLoopWatch, Waits
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.hints import Hint
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.theme import DARK
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.library import Library
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.settings import ThemeChoice
from bonage_desktop.workflow.settings_file import SettingsFile

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt starts: the same pixels on every machine
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PATIENCE = 30.0
WAITS = pytest.StashKey[dict[str, Waits]]()
TOLD = pytest.StashKey[list[str]]()


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Every window, timer and thread that a test starts ends with it, or soon after."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE
    while (left := _left(qapp, before)) and time.monotonic() < deadline:
        qapp.processEvents()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    assert not left


def _left(app: QApplication, before: set[threading.Thread]) -> Sequence[object]:
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible() or isinstance(widget, ReviewWindow)]
    # by type: isinstance would ask objects of torch for their class, and they warn of themselves
    of_qt = [one for one in gc.get_objects() if type(one) is QTimer or issubclass(type(one), QThread)]
    running = [one for one in of_qt if isinstance(one, QThread) and _is_alive(one)]
    ticking = [one for one in of_qt if isinstance(one, QTimer) and _ticks(one)]
    threads = [thread for thread in threading.enumerate() if not thread.daemon and thread not in before]
    return [*windows, *running, *ticking, *threads]


def _is_alive(thread: QThread) -> bool:
    try:
        return thread.isRunning() and thread is not QThread.currentThread()
    except RuntimeError:  # Qt has deleted it
        return False


def _ticks(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:
        return False


@pytest.fixture(autouse=True)
def event_loop_watch(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[EventLoopWatch]:
    """Remembers how long each test kept the event loop waiting; the summary tells the longest."""
    watch = EventLoopWatch()
    watch.start()
    yield watch
    request.config.stash.setdefault(WAITS, {})[request.node.name] = watch.stop()


def pytest_sessionfinish(session: pytest.Session) -> None:
    waits = session.config.stash.get(WAITS, {})
    told: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if waits and told is not None:  # one of several processes, of which another one prints the summary
        told["waits"] = _longest(waits)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    told: dict[str, str] = getattr(node, "workeroutput", {})
    if "waits" in told:
        node.config.stash.setdefault(TOLD, []).append(told["waits"])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    waits = config.stash.get(WAITS, {})
    for line in [*config.stash.get(TOLD, []), *([_longest(waits)] if waits else [])]:
        terminalreporter.write_line(line)


def _longest(waits: Mapping[str, Waits]) -> str:
    name, longest = max(waits.items(), key=lambda item: item[1].longest)
    return f"longest wait of the event loop in {len(waits)} tests: {longest.longest:.0f} ms, {name}"


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """With the shipped letters and the dark theme."""
    with styled(qapp):
        yield qapp


@pytest.fixture
def make_window(
    qtbot: QtBot, event_loop_watch: EventLoopWatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., ReviewWindow]]:
    made: list[ReviewWindow] = []

    def make(
        engine: PretendedEngine | None = None,
        theme: ThemeChoice = ThemeChoice.DARK,
        scale: float = 1.0,
        library: Library | PretendedLibrary | None = None,
        reader: str = "Dr. Wang",
    ) -> ReviewWindow:
        load_fonts(scale)
        session, earlier = (ReviewSession(load_standards(), reader=lambda: reader, now=lambda: NOON) for _ in range(2))
        keeping = CaseKeeping(library or PretendedLibrary(), lambda: reader, lambda: NOON, retry_seconds=60.0)
        desk = Desk(session, load_standards(), Threads.with_engine(lambda: engine or PretendedEngine()), keeping)
        preferences = Preferences(SettingsFile(tmp_path_factory.mktemp("settings")))
        preferences.change(lambda settings: replace(settings, theme=theme, hints_seen=tuple(Hint)))
        window = ReviewWindow(desk, Options(preferences, (BOY,), lambda: reader, earlier))
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        event_loop_watch.start()  # making a window is one wait by itself
        desk.start()
        return window

    yield make
    for window in made:
        window.desk.stop()
        window.desk.forget_all()
        window.close()
        window.deleteLater()
    load_fonts()  # the next test has letters of normal size


@pytest.fixture
def open_case(qtbot: QtBot) -> Callable[[ReviewWindow, Path], None]:
    def opened(window: ReviewWindow, file: Path) -> None:
        window.intents.open_paths([file])
        qtbot.waitUntil(lambda: _is_through(window), timeout=60_000)

    return opened


def _is_through(window: ReviewWindow) -> bool:
    case = window.desk.session.case
    settled = case is not None and (case.is_assessed or case.error is not None)
    return settled and window.film.viewpoint is not None and case.state is not CaseState.READING


@pytest.fixture
def table(app: QApplication, qtbot: QtBot) -> BonesTable:
    return shown(qtbot, lambda: BonesTable(DARK), 424, 480)


@pytest.fixture
def session(table: BonesTable) -> ReviewSession:
    made = review()
    made.select(Bone.PP3)
    table.show_state(made.state)
    return made
