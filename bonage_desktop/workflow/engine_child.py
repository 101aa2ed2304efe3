"""The process in which the networks look, so that the window's never waits for them.

It is silent, ignores Ctrl+C, and ends with its parent: a thread waits for the parent to hang up, whatever the networks
do meanwhile. The parent imports this module too; torch comes with the pipeline, on entry.
"""

import logging
import os
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from threading import Thread

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.child import be_silent, ignore_interrupts
from bonage_desktop.imaging.transfer import receive_arrays
from bonage_desktop.vision.loading import prepare_torch
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.workflow.engine_faults import not_started
from bonage_desktop.workflow.engine_messages import Broke, Ended, Failed, Found, NotLoaded, Order, Packer, Ready
from bonage_desktop.workflow.log import faults_logged

logger = logging.getLogger(__name__)


class Cancellations:
    """Which runs the parent has given up.

    Args:
        line: numbers of runs come from it, until the parent hangs up.
    """

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._last = 0

    def include(self, run: int) -> bool:
        """The parent has given up this run."""
        return run <= self._last

    def listen(self, hung_up: Callable[[], None]) -> None:
        """Take note of what comes; at the end of the line call `hung_up`."""
        try:
            while True:
                self._last = self._line.recv()
        except (EOFError, OSError):
            hung_up()


def serve(conversation: Connection, line: Connection, load: Callable[[], Pipeline]) -> None:
    """Load the networks, then answer orders until the parent hangs up.

    Args:
        conversation: orders and radiographs come, answers go.
        line: numbers of runs to give up come.
        load: makes the pipeline.
    """
    ignore_interrupts()
    be_silent()
    prepare_torch()
    cancellations = Cancellations(line)
    Thread(target=cancellations.listen, args=(lambda: os._exit(0),), name="parent", daemon=True).start()
    with faults_logged():
        converse(conversation, cancellations, load)


def converse(conversation: Connection, cancellations: Cancellations, load: Callable[[], Pipeline]) -> None:
    """The conversation with the parent, to its end: it hung up, or the networks must not be used any more."""
    try:
        pipeline = _loaded(conversation, load)
        while pipeline is not None:
            order: Order = conversation.recv()
            facts: Radiograph = conversation.recv()
            radiograph = receive_arrays(conversation, facts)
            for answer in _answers(order, radiograph, pipeline, cancellations):
                conversation.send(answer)
                if isinstance(answer, Broke):
                    return
    except (EOFError, OSError):
        return


def _loaded(conversation: Connection, load: Callable[[], Pipeline]) -> Pipeline | None:
    try:
        pipeline = load()
    except BonageError as error:
        conversation.send(NotLoaded(error))
        return None
    except Exception:
        logger.exception("loading the networks failed unexpectedly")
        conversation.send(NotLoaded(not_started()))
        return None
    conversation.send(Ready())
    return pipeline


def _answers(
    order: Order, radiograph: Radiograph, pipeline: Pipeline, cancellations: Cancellations
) -> Generator[Found | Failed | Broke | Ended]:
    packer = Packer()
    try:
        for event in pipeline.run(
            radiograph,
            until=order.until,
            given=order.whole_given(),
            cancelled=lambda: cancellations.include(order.run),
        ):
            yield packer.packed(event)
    except BonageError as error:
        yield Failed(error)
    except Exception:
        logger.exception("assessing an image failed unexpectedly")
        yield Broke()
    else:
        yield Ended()
