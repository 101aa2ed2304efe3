"""Work that takes long, done in a thread of its own; what it gives is handed over in the window's thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from bonage_desktop.errors import BonageError

logger = logging.getLogger(__name__)

_LOOK_MS = 8
"""Milliseconds between two looks at the work."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[_Result]):
    """What is to be done.

    Attributes:
        does: the work; runs in another thread, so it touches no widget.
        done: takes what the work gave, in the window's thread.
        failed: takes why it gave nothing, in the window's thread.
        fault: what is told where the work met a fault of this program; the log has the rest.
    """

    does: Callable[[], _Result]
    done: Callable[[_Result], None]
    failed: Callable[[BonageError], None]
    fault: BonageError


class Background(QObject):
    """Does work beside the window.

    Work that was begun is finished even when the window closes: the program ends after it. Nobody is told then.

    Args:
        parent: with whose end nobody listens any more.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pending: list[Callable[[], bool]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether something is not handed over yet."""
        return bool(self._pending)

    def begin(self, work: Work[_Result]) -> None:
        """Begin this work in a thread of its own."""
        future: Future[_Result] = Future()
        thread = Thread(target=_finish, args=(work, future))

        def hand_over() -> bool:
            if not future.done():
                return False
            thread.join()
            fault = future.exception()
            if fault is None:
                work.done(future.result())
            else:
                work.failed(fault if isinstance(fault, BonageError) else work.fault)
            return True

        self._pending.append(hand_over)
        thread.start()
        self._timer.start()

    def _look(self) -> None:
        # A signal out of the thread could meet a window that is being taken down; a timer ends with the window.
        looked_at, self._pending = self._pending, []
        self._pending[:0] = [hand_over for hand_over in looked_at if not hand_over()]
        if not self._pending:
            self._timer.stop()


def _finish(work: Work[_Result], future: "Future[_Result]") -> None:
    try:
        future.set_result(work.does())
    except BonageError as error:
        future.set_exception(error)
    except Exception as fault:  # noqa: BLE001 - the outermost edge of the thread
        logger.error("work beside the window failed: %s", type(fault).__name__)
        future.set_exception(fault)
