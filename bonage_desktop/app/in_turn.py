"""Small pieces of work that touch the disk, done one after the other beside the window. No Qt."""

import logging
from collections import deque
from collections.abc import Callable
from threading import Lock, Thread

logger = logging.getLogger(__name__)

Piece = Callable[[], None]


class InTurn:
    """Does what it is given in the order in which it is given it, in a thread that ends when nothing is left to do.

    The program does not end before that thread: nothing that was given is lost.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Piece] = deque()
        self._is_working = False
        self._thread: Thread | None = None

    def do(self, piece: Piece) -> None:
        """Do this after all that was given before."""
        with self._lock:
            self._waiting.append(piece)
            if not self._is_working:
                self._is_working = True
                self._thread = Thread(target=self._work, name="bonage-in-turn")
                self._thread.start()

    def wait(self) -> None:
        """Wait until all that was given is done."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._is_working = False
                    return
                piece = self._waiting.popleft()
            try:
                piece()
            except Exception as fault:  # noqa: BLE001 - the outermost edge of the thread
                logger.error("work in turn failed: %s", type(fault).__name__)
