"""The watch notices what keeps the event loop waiting."""

import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bonage_desktop.app.event_loop_watch import EventLoopWatch


def test_a_slot_that_sleeps_is_noticed_as_long_as_it_slept(qtbot: QtBot) -> None:
    watch = EventLoopWatch()
    watch.start()

    QTimer.singleShot(0, lambda: time.sleep(0.2))
    qtbot.wait(300)
    waits = watch.stop()

    assert waits.longest > 150
    assert waits.above_limit >= 1


def test_what_was_seen_before_a_start_is_forgotten(qtbot: QtBot) -> None:
    watch = EventLoopWatch()
    watch.start()
    time.sleep(0.2)
    watch.stop()

    watch.start()

    assert watch.stop().longest < 150
