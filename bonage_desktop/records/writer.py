"""The one thread that writes: it takes changes from a queue, in order, and tells what became of each. No Qt.

What cannot be saved now stays in memory, in its order, and is tried again; what can never be saved is put aside. Both
can be written to a file (`unsaved_file`).
"""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Condition, Thread
from typing import Protocol

from bonage_desktop.errors import BonageError
from bonage_desktop.records.changes import Change, DeleteCase, Saved, SaveReading
from bonage_desktop.records.errors import RETRYABLE, database_failed
from bonage_desktop.records.values import CaseId

RETRY_SECONDS = 2.0
"""Between two tries of a change that could not be saved."""
logger = logging.getLogger(__name__)


class Sink(Protocol):
    """Where changes go: a store on an open database."""

    def apply(self, change: Change) -> Saved:
        """Do it, and return when it is on the disk.

        Raises:
            BonageError: it was not done.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What became of a change, so far.

    Attributes:
        change: as it was put in.
        saved: it is on the disk; else None.
        error: why it is not, or None.
        is_given_up: it will not be tried again.
    """

    change: Change
    saved: Saved | None
    error: BonageError | None
    is_given_up: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    change: Change
    future: "Future[Saved]"


class Writer:
    """Saves changes in a thread of its own.

    Args:
        open_sink: opens the database; called in the thread, again after it failed.
        report: told of every change that was saved, and of one that was not, once for each kind of trouble. Called in
            the thread: it must not wait.
        retry_seconds: between two tries.
    """

    def __init__(
        self,
        open_sink: Callable[[], Sink],
        report: Callable[[Told], None],
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._open = open_sink
        self._report = report
        self._retry_seconds = retry_seconds
        self._waiting: deque[_Waiting] = deque()
        self._given_up: list[Change] = []
        self._news = Condition()
        self._is_closing = False
        self._is_asked_again = False
        self._trouble = ""
        self._versions: dict[CaseId, int] = {}
        self._sink: Sink | None = None
        self._thread = Thread(target=self._run, name="records", daemon=True)
        self._thread.start()

    def put(self, change: Change) -> "Future[Saved]":
        """Put a change at the end of the queue; returns at once.

        A change need not know what was put in before it: it is taken to be based on the last version that this writer
        saved of the case, or on its own `based_on` where that is later.

        Returns:
            Done when it is saved, or has failed for good. A change that is tried again keeps waiting.

        Raises:
            ValueError: the writer is closed.
        """
        waiting = _Waiting(change, Future())
        with self._news:
            if self._is_closing:
                raise ValueError("the writer is closed")
            self._waiting.append(waiting)
            self._news.notify_all()
        return waiting.future

    def retry(self) -> None:
        """Try again now what could not be saved."""
        with self._news:
            self._is_asked_again = True
            self._news.notify_all()

    @property
    def unsaved(self) -> tuple[Change, ...]:
        """What is not on the disk, in its order: what was given up, then what waits."""
        with self._news:
            return (*self._given_up, *(self._rebased(one.change) for one in self._waiting))

    def wait(self, seconds: float) -> bool:
        """Wait until nothing waits any more; whether that is so."""
        with self._news:
            return self._news.wait_for(lambda: not self._waiting, seconds)

    def close(self, seconds: float) -> tuple[Change, ...]:
        """Save what waits, without trying again what fails, and end the thread.

        Args:
            seconds: how long to wait for it.

        Returns:
            What is not on the disk.
        """
        with self._news:
            self._is_closing = True
            self._news.notify_all()
        self._thread.join(seconds)
        return self.unsaved

    def _run(self) -> None:
        while self._next() is not None:
            if not self._try_next() and not self._pause():
                break
        if self._sink is not None:
            self._sink.close()

    def _next(self) -> _Waiting | None:
        """The change that is longest in the queue; None when the writer is closed and the queue empty."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_closing)
            return self._waiting[0] if self._waiting else None

    def _try_next(self) -> bool:
        """Whether the first change is out of the queue now, saved or given up."""
        waiting = self._waiting[0]
        try:
            if self._sink is None:
                self._sink = self._open()
            saved = self._sink.apply(self._rebased(waiting.change))
        except BonageError as error:
            return self._failed(waiting, error)
        except Exception:
            logger.exception("saving a change failed unexpectedly")
            return self._failed(waiting, database_failed())
        self._trouble = ""
        self._versions[saved.case] = saved.version
        self._out_of_queue()
        waiting.future.set_result(saved)
        self._report(Told(waiting.change, saved, None))
        return True

    def _failed(self, waiting: _Waiting, error: BonageError) -> bool:
        is_given_up = self._sink is not None and error.code not in RETRYABLE  # a database may be mended, or moved away
        told = Told(waiting.change, None, error, is_given_up)
        if is_given_up:
            self._trouble = ""
            self._out_of_queue(given_up=waiting.change)
            waiting.future.set_exception(error)
            self._report(told)
            return True
        if error.code != self._trouble:
            self._trouble = error.code
            self._report(told)
        return False

    def _out_of_queue(self, given_up: Change | None = None) -> None:
        with self._news:
            self._waiting.popleft()
            if given_up is not None:
                self._given_up.append(given_up)
            self._news.notify_all()

    def _pause(self) -> bool:
        """Wait before the next try; False when the writer is closed instead."""
        with self._news:
            self._news.wait_for(lambda: self._is_closing or self._is_asked_again, self._retry_seconds)
            self._is_asked_again = False
            return not self._is_closing

    def _rebased(self, change: Change) -> Change:
        if not isinstance(change, SaveReading | DeleteCase):
            return change
        return replace(change, based_on=max(change.based_on, self._versions.get(change.case, 0)))
