"""A file on disk becomes a Radiograph: the door to this floor.

Files come from anywhere, so they are decoded in a child process with limits on time
and memory (docs/decisions/0005-processes.md). A file that kills it costs one error.
"""

import logging
import multiprocessing
from pathlib import Path
from types import TracebackType
from typing import Self

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging import refusals
from bonage_desktop.imaging.child import READY, serve
from bonage_desktop.imaging.limits import DEFAULT_LIMITS, Limits
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.spawning import SECONDS_TO_END, how_it_ended, interrupts_held_back
from bonage_desktop.imaging.transfer import receive_arrays
from bonage_desktop.system_errors import reason_of

_SECONDS_TO_START = 120.0
logger = logging.getLogger(__name__)


class Decoder:
    """Owns the decoding process and reuses it for many files. For one thread at a time.

    Entering the context starts the process and does not wait for it, so that its imports overlap with the
    caller's own; without a context the first `read` starts it. After a file that killed it, the next one does.

        with Decoder() as decoder:
            radiograph = decoder.read(Path("hand.dcm"))
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        self._running_child()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path) -> Radiograph:
        """Decode one file. It is opened for reading only and never changed.

        Args:
            path: DICOM, PNG, JPEG, TIFF or BMP; the content decides, not the name.

        Returns:
            The radiograph, bone bright, with everything that its file says and notices about what it does not.

        Raises:
            ImagingError: it is not one radiograph, exceeds a limit, or killed the process.
        """
        try:
            answer = self._running_child().ask(path, self._limits.seconds)
        except BaseException:  # whatever interrupts the conversation: the next file begins a new one
            self.close()
            raise
        if isinstance(answer, ImagingError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process; a later `read` starts a new one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _running_child(self) -> "_Child":
        if self._child is None:
            self._child = _Child(self._limits)
        return self._child


class _Child:
    """The running process and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, its_end = context.Pipe()
        self._process = context.Process(target=serve, args=(its_end, limits), name="bonage-decoder", daemon=True)
        try:
            with interrupts_held_back():
                self._process.start()
        except OSError as error:
            raise refusals.decoder_unavailable(reason_of(error)) from error
        its_end.close()
        self._is_ready = False

    def ask(self, path: Path, seconds: float) -> Radiograph | ImagingError:
        """What it makes of a file.

        Raises:
            ImagingError: it did not start, did not answer in time, or died.
        """
        self._wait_until_ready()
        try:
            self._pipe.send(path)
            if not self._pipe.poll(seconds):
                raise refusals.too_slow(path, seconds)
            answer: Radiograph | ImagingError = self._pipe.recv()
            return answer if isinstance(answer, ImagingError) else receive_arrays(self._pipe, answer)
        except (EOFError, OSError) as error:
            how = how_it_ended(self._process)
            logger.error("the decoder ended in the middle of a file: %s", how)
            ran_out_of_time = how == "SIGXCPU"
            raise (refusals.too_slow(path, seconds) if ran_out_of_time else refusals.decoder_died(path, how)) from error

    def end(self) -> None:
        """Kill it: it holds nothing worth saving."""
        self._pipe.close()
        self._process.kill()
        self._process.join(SECONDS_TO_END)

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._is_ready = self._pipe.poll(_SECONDS_TO_START) and self._pipe.recv() == READY
        except (EOFError, OSError):
            self._is_ready = False
        if not self._is_ready:
            raise refusals.decoder_unavailable(how_it_ended(self._process))
