"""What every process that this program spawns needs: a safe start, and the words for its end."""

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess

from bonage_desktop.sentences import say

_KILLED = "SIGKILL"
SECONDS_TO_END = 10.0
"""How long a process that was killed, or hung up, is waited for."""


@contextmanager
def interrupts_held_back() -> Generator[None]:
    """Ctrl+C waits for a child that is just starting until it has learnt to ignore it (`child.ignore_interrupts`)."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # multiprocessing would start it now, and that clears the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def how_it_ended(process: BaseProcess) -> str:
    """The name of a signal, or an exit code."""
    process.join(SECONDS_TO_END)
    code = process.exitcode
    if code is None:
        return say("no answer")
    return signal.Signals(-code).name if code < 0 else say("exit code {code}", code=code)


def end_in_words(how: str) -> str:
    """What `how_it_ended` says, for people who do not know signals; begins with a verb."""
    if how == _KILLED:
        return say("was stopped by the system, probably for want of memory")
    return say("stopped unexpectedly")
