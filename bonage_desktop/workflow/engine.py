"""The pipeline in a process of its own: what the window asks instead of a pipeline.

Importing and loading networks stalls whatever shares their process (docs/decisions/0005-processes.md), and a network
can crash, hang or run out of memory. Here that costs one error, and the next run has a fresh child.
"""

import itertools
import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from threading import Lock

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.pipeline import Event, Pipeline, never
from bonage_desktop.workflow.engine_faults import died, loading_too_slow, too_slow
from bonage_desktop.workflow.engine_messages import Answer, Broke, Ended, Failed, Found, Order, Unpacker
from bonage_desktop.workflow.engine_process import EngineProcess, ProcessGoneError, ProcessState
from bonage_desktop.workflow.errors import WorkflowError, unexpected

_PATIENCE = 0.05
"""Seconds between two questions whether the run was cancelled."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """How long the child may take, in seconds.

    Attributes:
        loading: until the networks are loaded.
        run: for one run.
        cancelling: until it has ended a run that was cancelled.
    """

    loading: float = 300.0
    run: float = 300.0
    cancelling: float = 2.0


DEFAULT_ENGINE_LIMITS = EngineLimits()
"""What applies unless a caller says otherwise."""


class Engine:
    """Runs the pipeline in a spawned child. For one thread at a time; any may `cancel`, `close` and read properties.

    Args:
        load: makes the pipeline, in the child; a function of a module, or a partial of one, because it is pickled.
        limits: how long the child may take.
    """

    def __init__(self, load: Callable[[], Pipeline], limits: EngineLimits = DEFAULT_ENGINE_LIMITS) -> None:
        self._load = load
        self._limits = limits
        self._runs = itertools.count(1)
        self._swapping = Lock()  # held while the child is replaced
        self._child: EngineProcess | None = None
        self._not_started: BonageError | None = None
        self._cancelled = Flag()
        self._closed = Flag()

    def start(self) -> None:
        """Let the networks be loaded, without waiting for them. Does nothing where that has begun, or after `close`."""
        with self._swapping:
            if self._closed.is_set():
                return
            if self._child is not None:
                if self._child.state is not ProcessState.GONE:
                    return
                self._child.end()
                self._child = None
            try:
                self._child = EngineProcess(self._load)
                self._not_started = None
            except WorkflowError as error:
                self._not_started = error

    def restart(self, load: Callable[[], Pipeline] | None = None) -> None:
        """Load the networks afresh, e.g. after they could not be loaded.

        Args:
            load: makes the pipeline from now on, e.g. on another device; None for as before.
        """
        if load is not None:
            self._load = load
        self._drop()
        self.start()

    @property
    def is_ready(self) -> bool:
        """The networks are loaded, as far as was heard. Never waits."""
        return self._settled(0.0) is ProcessState.READY

    @property
    def problem(self) -> BonageError | None:
        """Why the networks could not be loaded, where that is so. Never waits."""
        self._settled(0.0)
        child = self._child
        return self._not_started if child is None else child.problem

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait for the networks, at most so long.

        Returns:
            Whether they are loaded; where not, `problem` may say why.
        """
        deadline = time.monotonic() + seconds
        while self._settled(_PATIENCE) is ProcessState.LOADING and time.monotonic() < deadline:
            continue
        return self.is_ready

    def run(
        self,
        radiograph: Radiograph,
        *,
        until: Stage = Stage.GRADE,
        given: Given = NOTHING_GIVEN,
        cancelled: Callable[[], bool] = never,
    ) -> Generator[Event]:
        """Look at one radiograph, stage by stage, as `Pipeline.run` does. Starts a child where there is none.

        Ends without a further event when it is cancelled, or the engine closed. Closing the generator cancels too.

        Args:
            radiograph: bone bright.
            until: the last stage to run.
            given: a reader's mask, boxes, levels or view, used instead of the networks'.
            cancelled: asked by this process 20 times a second, while the networks are being loaded too.

        Raises:
            BonageError: whatever the pipeline raises; the networks cannot be loaded (kept until `restart`); the child
                died (`workflow.engine_died`), took too long (`workflow.engine_too_slow`), did not start
                (`workflow.engine_unavailable`) or met a fault of this program (`workflow.unexpected`).
        """
        self._cancelled.clear()

        def stopped() -> bool:
            return self._closed.is_set() or self._cancelled.is_set() or cancelled()

        child = self._ready_child(stopped)
        if child is None:
            return
        file = radiograph.provenance.file
        order = Order.of(next(self._runs), until, given)
        deadline = time.monotonic() + self._limits.run
        child.ask(order, radiograph)
        answer: Answer | None = None
        unpacker = Unpacker()
        try:
            while isinstance(answer := self._answer(child, file, deadline, stopped), Found):
                yield unpacker.unpacked(answer)
        finally:
            if not isinstance(answer, Ended | Failed | Broke):
                self._give_up(child, order.run)
        if isinstance(answer, Failed):
            raise answer.error
        if isinstance(answer, Broke):
            self._renew(child)
            raise unexpected(file)

    def cancel(self) -> None:
        """End the run that is under way, as its own `cancelled` would."""
        self._cancelled.set()

    def close(self) -> None:
        """End the child, for good; a run that is under way in another thread ends, later ones end at once."""
        self._closed.set()
        self._drop()

    def _settled(self, seconds: float) -> ProcessState:
        child = self._child
        if child is None:
            return ProcessState.GONE
        child.settle(seconds)
        return child.state

    def _ready_child(self, stopped: Callable[[], bool]) -> EngineProcess | None:
        """The child with its networks loaded, or None where the run was stopped meanwhile."""
        child = self._child
        if child is not None and child.state is ProcessState.READY and not child.is_alive:
            logger.error("the engine ended between two runs")
            self._drop()
        self.start()
        deadline = time.monotonic() + self._limits.loading
        while self._settled(_PATIENCE) is ProcessState.LOADING:
            if stopped():
                return None
            if time.monotonic() > deadline:
                logger.error("the engine was not loaded within %g seconds", self._limits.loading)
                self._drop()
                raise loading_too_slow(self._limits.loading)
        if stopped():
            return None
        problem = self.problem
        if problem is not None:
            raise problem
        return self._child

    def _answer(self, child: EngineProcess, file: Path, deadline: float, stopped: Callable[[], bool]) -> Answer | None:
        """The next answer, or None where the run was stopped before it came."""
        try:
            while not stopped():
                answer = child.receive(_PATIENCE)
                if answer is not None:
                    return answer
                if time.monotonic() > deadline:
                    logger.error("the engine was ended after %g seconds in one run", self._limits.run)
                    self._renew(child)
                    raise too_slow(file, self._limits.run)
        except ProcessGoneError as gone:
            if stopped():
                return None
            logger.error("the engine ended in the middle of a run: %s", gone)
            self._renew(child)
            raise died(file, str(gone)) from gone
        return None

    def _give_up(self, child: EngineProcess, run: int) -> None:
        """End a run that nobody waits for any more; a child that does not in time is replaced."""
        child.give_up(run)
        deadline = time.monotonic() + self._limits.cancelling
        try:
            while time.monotonic() < deadline:
                match child.receive(_PATIENCE):
                    case Ended() | Failed():
                        return
                    case Broke():
                        break
                    case _:
                        continue
        except ProcessGoneError:
            pass
        self._renew(child)

    def _renew(self, child: EngineProcess) -> None:
        """End this child and let the next one load its networks meanwhile."""
        child.end()
        self.start()

    def _drop(self) -> None:
        with self._swapping:
            child, self._child, self._not_started = self._child, None, None
        if child is not None:
            child.end()
