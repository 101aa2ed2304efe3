"""How long the window did not listen: the longest waits of the event loop."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

TICK = 5
"""Milliseconds between two looks."""
LIMIT = 50.0
"""Milliseconds that the event loop may be kept waiting (docs/architecture.md)."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What was seen: milliseconds of the longest wait, and how many were longer than `LIMIT`."""

    longest: float
    above_limit: int


class EventLoopWatch(QObject):
    """Ticks in the thread that it lives in; a tick that comes late says that something else kept the loop busy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._waits: list[float] = []

    def start(self) -> None:
        """Forget what was seen and look from now on."""
        self._waits.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> Waits:
        """Look no more.

        Returns:
            What was seen since `start`.
        """
        if self._timer.isActive():
            self._tick()
        self._timer.stop()
        return Waits(max(self._waits, default=0.0), sum(wait > LIMIT for wait in self._waits))

    def _tick(self) -> None:
        now = time.perf_counter()
        self._waits.append(max(0.0, (now - self._last) * 1000 - TICK))
        self._last = now
