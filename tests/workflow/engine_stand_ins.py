"""Pipelines for the engine's child that need no weights; an image's name says what happens to it, and in which stage.

`hand.png` is answered, `hang_at_detect.png` never is: whatever an engine met before, the next image shows how it is.
"""

import ctypes
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import numpy as np
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.vision.errors import NetworkError, VisionError
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.pipeline import Detected, Event, Graded, Segmented

PATIENT = 60.0
"""Seconds that a test waits for what must happen."""
SECRET = "DOE^JANE"
LONG = 600.0
ATTENTION = np.full((13, 13), 1 / 13, np.float32)

Cancelled = Callable[[], bool]


def image(name: str) -> Radiograph:
    hand = sample_radiograph()
    return replace(hand, provenance=replace(hand.provenance, file=Path(f"{name}.png")))


def whole_findings() -> Findings:
    return sample_findings(attention=ATTENTION)


class ActingPipeline:
    def run(
        self, radiograph: Radiograph, *, until: Stage, given: Given = NOTHING_GIVEN, cancelled: Cancelled
    ) -> Iterator[Event]:
        action, _, place = radiograph.provenance.file.stem.partition("_at_")
        findings = whole_findings()
        if given.mask is not None:
            findings = replace(findings, palm=replace(findings.palm, mask=given.mask))
        if given.rois:
            findings = replace(findings, rois=given.rois, grades=given.grades)
        events = {
            Stage.SEGMENT: Segmented(replace(findings, rois={}, grades={}, attention=None)),
            Stage.DETECT: Detected(replace(findings, grades={}, attention=None)),
            Stage.GRADE: Graded(findings),
        }
        for stage, event in events.items():
            if stage == place:
                ACTIONS[action](cancelled)
            if cancelled():
                return
            yield event
            if stage is until:
                return


def wait_until_cancelled(cancelled: Cancelled) -> None:
    end = time.monotonic() + LONG
    while not cancelled() and time.monotonic() < end:
        time.sleep(0.01)


def hang(cancelled: Cancelled) -> None:
    time.sleep(LONG)


def raise_a_fault(cancelled: Cancelled) -> None:
    raise ValueError(SECRET)


def run_out_of_memory(cancelled: Cancelled) -> None:
    raise MemoryError(SECRET)


def raise_an_error(cancelled: Cancelled) -> None:
    raise NetworkError("vision.network_failed", "It stopped.", "Look at it.")


def crash(cancelled: Cancelled) -> None:
    ctypes.string_at(0)


def tell_the_policy(cancelled: Cancelled) -> None:
    raise VisionError("vision.x", os.environ.get("OMP_WAIT_POLICY", ""), "x")


ACTIONS: dict[str, Callable[[Cancelled], None]] = {
    "wait": wait_until_cancelled,
    "hang": hang,
    "fault": raise_a_fault,
    "memory": run_out_of_memory,
    "error": raise_an_error,
    "crash": crash,
    "policy": tell_the_policy,
}


def load() -> ActingPipeline:
    return ActingPipeline()


def load_for_ever() -> ActingPipeline:
    time.sleep(LONG)
    return ActingPipeline()


def load_unless(file: Path) -> ActingPipeline:
    if file.exists():
        raise VisionError("vision.weights_damaged", f"{file.name} is damaged.", "Fetch it again.")
    return ActingPipeline()


def load_with_a_fault_while(file: Path) -> ActingPipeline:
    if file.exists():
        raise ImportError(SECRET)
    return ActingPipeline()


def die_loading_once(file: Path) -> ActingPipeline:
    if file.exists():
        file.unlink()
        os._exit(3)
    return ActingPipeline()


def error_of(run: Iterator[Event]) -> BonageError:
    try:
        list(run)
    except BonageError as error:
        return error
    raise AssertionError("it raised nothing")


def children() -> set[BaseProcess]:
    return {child for child in multiprocessing.active_children() if child.name == "bonage-engine"}


def senders() -> set[Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("bonage-engine")}


def only_child() -> int:
    (child,) = children()
    assert child.pid is not None
    return child.pid
