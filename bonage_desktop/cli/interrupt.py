"""Ctrl+C that never tears a result in two."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """While entered, Ctrl+C raises `KeyboardInterrupt` at once, or after a postponed block has ended.

    Where Ctrl+C is ignored (a job in the background), it stays ignored.
    """

    def __init__(self) -> None:
        self._postponing = False
        self._waiting = False

    @contextmanager
    def watched(self) -> Generator["Interrupts"]:
        """Take over Ctrl+C for a block."""
        before = signal.getsignal(signal.SIGINT)
        if before is signal.SIG_IGN:
            yield self
            return
        signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def postponed(self) -> Generator[None]:
        """Finish this block before Ctrl+C takes effect.

        Raises:
            KeyboardInterrupt: at the end, when Ctrl+C was pressed meanwhile.
        """
        self._postponing = True
        try:
            yield
        finally:
            self._postponing = False
        if self._waiting:
            self._waiting = False
            raise KeyboardInterrupt

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if not self._postponing:
            raise KeyboardInterrupt
        self._waiting = True
