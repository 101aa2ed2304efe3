"""The process that decodes: untrusted files meet their parsers here, within limits.

It has no torch, no window and no output: what libraries print about a file may be
patient data. The parent imports this module too, so the decoders are imported on entry.
"""

import math
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.transfer import send_radiograph

if sys.platform != "win32":
    import resource

READY = "ready"
"""What the child says once, when it has imported the decoders."""

_MEMORY_OF_THIS_PROCESS = Path("/proc/self/statm")


def serve(connection: Connection, limits: Limits) -> None:
    """Answer each path with a Radiograph or an ImagingError until the parent hangs up."""
    ignore_interrupts()
    be_silent()
    from bonage_desktop.imaging.decode import decode

    limit_memory(limits.memory_bytes)
    connection.send(READY)
    answer_requests(connection, decode, limits)


def answer_requests(connection: Connection, decode: Callable[[Path, Limits], Radiograph], limits: Limits) -> None:
    """The conversation with the parent: a path comes, a Radiograph or an ImagingError goes."""
    while True:
        try:
            path: Path = connection.recv()
        except EOFError:
            return
        allow_processor_time(limits.seconds)
        try:
            radiograph = decode(path, limits)
        except ImagingError as error:
            connection.send(error)
        else:
            send_radiograph(connection, radiograph)


def ignore_interrupts() -> None:
    """Ctrl+C goes to the whole terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def be_silent() -> None:
    """Send standard output and error of this process and of its C libraries nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def limit_memory(further_bytes: int) -> None:
    """Cap the address space at what it is now plus `further_bytes`; on Linux only, others do not enforce it."""
    if sys.platform == "linux":
        pages = int(_MEMORY_OF_THIS_PROCESS.read_text().split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + further_bytes)


def allow_processor_time(seconds: float) -> None:
    """Cap the processor time from now on; should the parent die, a runaway decoder dies too."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds) + 1)


def _lower(which: int, soft: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
