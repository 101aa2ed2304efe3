"""Work beside the window."""

from threading import Event, current_thread
from threading import enumerate as threads

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bonage_desktop.app.background import Background, Work
from bonage_desktop.errors import BonageError

FAULT = BonageError("app.chart_failed", "Something went wrong.", "Report it.")


def fail(error: BonageError) -> None:
    raise AssertionError(error.code)


def test_work_runs_in_another_thread_and_is_handed_over_in_the_windows(qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    background = Background(owner)

    background.begin(Work(current_thread, lambda worker: seen.extend((worker, current_thread())), fail, FAULT))
    qtbot.waitUntil(lambda: not background.is_busy)

    worker, here = seen
    assert here is current_thread()
    assert worker is not here
    assert worker not in threads()


@pytest.mark.parametrize(
    ("error", "told"),
    [(BonageError("reporting.disk_full", "Full.", "Free some."), "reporting.disk_full"), (ValueError("x"), FAULT.code)],
)
def test_a_failure_is_told_and_a_fault_of_the_program_in_the_words_for_it(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    owner, failures = QObject(), []
    background = Background(owner)

    def work() -> None:
        raise error

    background.begin(Work(work, lambda _: None, failures.append, FAULT))
    qtbot.waitUntil(lambda: not background.is_busy)

    assert [failure.code for failure in failures] == [told]
    assert ("ValueError" in caplog.text) is isinstance(error, ValueError)


def test_nobody_is_told_after_the_owner_is_gone(qtbot: QtBot) -> None:
    owner, told, go_on = QObject(), [], Event()
    Background(owner).begin(Work(go_on.wait, told.append, fail, FAULT))

    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    go_on.set()
    qtbot.wait(50)

    assert told == []
