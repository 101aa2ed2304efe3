"""Where tasks are run: in this process, or in several that load the networks each."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from bonage_desktop.imaging.read import Decoder
from bonage_desktop.installation import weights_dir
from bonage_desktop.training.stress_run import Examiner, Run, Task
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.assess import LazyPipeline

if TYPE_CHECKING:
    from bonage_desktop.vision.pipeline import Pipeline

Bench = Callable[[Iterable[Task]], Iterator[Run]]
"""Runs tasks and hands out each result when it is there, in any order."""


@contextmanager
def bench(workers: int) -> Generator[Bench]:
    """Somewhere to run tasks, on the CPU; the processor's cores are shared out.

    Args:
        workers: how many processes, >= 1.
    """
    threads = max((os.cpu_count() or 1) // workers, 1)
    with _here(threads) if workers == 1 else _apart(workers, threads) as ready:
        yield ready


@contextmanager
def _here(threads: int) -> Generator[Bench]:
    with closing(Decoder()) as decoder:
        examiner = Examiner(decoder, LazyPipeline(lambda: _loaded(threads)))
        yield lambda tasks: map(examiner.run, tasks)


@contextmanager
def _apart(workers: int, threads: int) -> Generator[Bench]:
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), begin_worker)

    def run(tasks: Iterable[Task]) -> Iterator[Run]:
        # The processes start with the first task and learn here to leave Ctrl+C to this one.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            waiting = [pool.submit(_run_apart, task, threads) for task in tasks]
        finally:
            signal.signal(signal.SIGINT, before)
        return (finished.result() for finished in as_completed(waiting))

    try:
        yield run
    finally:
        pool.shutdown(cancel_futures=True)


def _run_apart(task: Task, threads: int) -> Run:
    return _examiner(threads).run(task)


@cache
def _examiner(threads: int) -> Examiner:
    """The one of a worker process; it lives as long as the process."""
    return Examiner(Decoder(), LazyPipeline(lambda: _loaded(threads)))


def begin_worker() -> None:
    """What a worker process does first: it leaves Ctrl+C to its parent, and ends with it however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, name="end with parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # A parent that was killed stopped nobody; hours of queued tasks would still be worked off.
        os._exit(1)


def _loaded(threads: int) -> "Pipeline":
    from bonage_desktop.vision.loading import load_pipeline, prepare_torch

    prepare_torch()
    import torch

    torch.set_num_threads(threads)
    return load_pipeline(weights_dir(), DeviceChoice.CPU)
