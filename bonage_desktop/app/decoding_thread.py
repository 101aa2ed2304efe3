"""Reads the case that is being opened: its pixels are decoded, and made ready for the screen, away from the window."""

import logging
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QThread, Signal

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.workflow.errors import unexpected

logger = logging.getLogger(__name__)


class DecodingThread(QThread):
    """Decodes one file after another; only the last one that was asked for matters.

    Signals:
        decoded: case number, its `Radiograph`, its `FilmPixels`.
        failed: case number, the `BonageError`.
    """

    decoded = Signal(int, object, object)
    failed = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._wanted: SimpleQueue[tuple[int, Path] | None] = SimpleQueue()

    def ask(self, number: int, file: Path) -> None:
        """Decode this file of this case next."""
        self._wanted.put((number, file))

    def stop(self) -> None:
        """End the thread after the file at hand and wait for it."""
        self._wanted.put(None)
        self.wait()

    def run(self) -> None:
        """The thread's life; Qt calls it."""
        decoder = Decoder()
        try:
            while (wanted := self._latest()) is not None:
                self._decode(decoder, *wanted)
        finally:
            decoder.close()

    def _latest(self) -> tuple[int, Path] | None:
        wanted = self._wanted.get()
        while wanted is not None and not self._wanted.empty():
            wanted = self._wanted.get()
        return wanted

    def _decode(self, decoder: Decoder, number: int, file: Path) -> None:
        try:
            radiograph = decoder.read(file)
            film = FilmPixels.of(radiograph)
        except BonageError as error:
            self.failed.emit(number, error)
        except Exception:
            logger.exception("decoding an image failed unexpectedly")
            self.failed.emit(number, unexpected(file))
        else:
            self.decoded.emit(number, radiograph, film)
