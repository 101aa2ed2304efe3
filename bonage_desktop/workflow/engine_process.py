"""The engine's child as its parent sees it: started, asked, listened to, ended."""

import logging
import multiprocessing
from collections.abc import Callable
from enum import Enum, auto
from multiprocessing.connection import Connection
from threading import Lock, Thread

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.spawning import SECONDS_TO_END, how_it_ended, interrupts_held_back
from bonage_desktop.imaging.transfer import send_radiograph
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.workflow.engine_child import serve
from bonage_desktop.workflow.engine_faults import died_loading, not_started
from bonage_desktop.workflow.engine_messages import Answer, NotLoaded, Order

logger = logging.getLogger(__name__)


class ProcessState(Enum):
    """How far a process has come."""

    LOADING = auto()
    READY = auto()
    NOT_LOADED = auto()
    """It said why it cannot load the networks, and ended."""
    GONE = auto()


class ProcessGoneError(Exception):
    """The process ended; the text says by what."""


class EngineProcess:
    """One child, from its start to its end. One thread asks and listens; any may look at the state or `end` it.

    Args:
        load: makes the pipeline there; a function of a module, or a partial of one.

    Raises:
        WorkflowError: the system starts no more processes (`workflow.engine_unavailable`).
    """

    def __init__(self, load: Callable[[], Pipeline]) -> None:
        context = multiprocessing.get_context("spawn")
        self._conversation, its_conversation = context.Pipe()
        its_line, self._line = context.Pipe(duplex=False)
        self._process = context.Process(
            target=serve, args=(its_conversation, its_line, load), name="bonage-engine", daemon=True
        )
        self._in_use = Lock()  # held while the pipe is read or closed
        self._sender: Thread | None = None
        self._state = ProcessState.LOADING
        self._problem: BonageError | None = None
        try:
            with interrupts_held_back():
                self._process.start()
        except OSError as error:
            self._hang_up()
            logger.exception("the engine was not started")
            raise not_started() from error
        finally:
            its_conversation.close()
            its_line.close()

    @property
    def state(self) -> ProcessState:
        """How far it has come, as far as was heard."""
        return self._state

    @property
    def problem(self) -> BonageError | None:
        """Why the networks were not loaded, where that is so."""
        return self._problem

    @property
    def is_alive(self) -> bool:
        """It has not ended."""
        return self._state is not ProcessState.GONE and self._process.is_alive()

    def settle(self, seconds: float) -> None:
        """Hear how loading went: wait for it at most so long, and not at all where another thread is listening."""
        if not self._in_use.acquire(blocking=False):
            return
        try:
            if self._state is ProcessState.LOADING and self._conversation.poll(seconds):
                self._note(self._conversation.recv())
        except (EOFError, OSError):
            how = how_it_ended(self._process)
            logger.error("the engine ended while it loaded the networks: %s", how)
            self._problem = died_loading(how)
            self._state = ProcessState.GONE
        finally:
            self._in_use.release()

    def ask(self, order: Order, radiograph: Radiograph) -> None:
        """Give an order. A thread sends the pixels, so that a process that does not take them can still be ended."""
        self._sender = Thread(
            target=_send, args=(self._conversation, order, radiograph), name="bonage-engine-sender", daemon=True
        )
        self._sender.start()

    def receive(self, seconds: float) -> Answer | None:
        """Its next answer, or None if none comes in that time.

        Raises:
            ProcessGoneError: it ended.
        """
        try:
            with self._in_use:
                answer: Answer | None = self._conversation.recv() if self._conversation.poll(seconds) else None
        except (EOFError, OSError) as error:
            self._state = ProcessState.GONE
            raise ProcessGoneError(how_it_ended(self._process)) from error
        except BaseException:  # an interrupted conversation cannot be continued
            self.end()
            raise
        return answer

    def give_up(self, run: int) -> None:
        """Let it end this run as soon as it can."""
        try:
            self._line.send(run)
        except OSError:  # it ended, which the next `receive` tells
            return

    def end(self) -> None:
        """Kill it and wait until it is gone: it holds nothing worth saving. Twice is allowed."""
        self._process.kill()
        with self._in_use:
            self._state = ProcessState.GONE
            if self._sender is not None:
                self._sender.join(SECONDS_TO_END)
            self._hang_up()
            self._process.join(SECONDS_TO_END)

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, NotLoaded):
            self._problem = answer.error
            self._state = ProcessState.NOT_LOADED
            self._process.kill()  # it has nothing left to do, and leaving tidily takes it seconds
            self._process.join(SECONDS_TO_END)
        else:
            self._state = ProcessState.READY

    def _hang_up(self) -> None:
        self._conversation.close()
        self._line.close()


def _send(conversation: Connection, order: Order, radiograph: Radiograph) -> None:
    try:
        conversation.send(order)
        send_radiograph(conversation, radiograph)
    except OSError:  # the process ended, which whoever listens to it hears
        return
