"""Measures the window, in a process of its own: `make bench` runs it and puts its figures into docs/performance.md.

`start` shows an empty window once; `story` opens a shipped sample with the real networks, corrects levels, and moves a
radiograph of 3000 × 4000 pixels of 16 bit; `soak` opens many cases in turn. Each prints one JSON object:
name of the figure to its values, seconds, milliseconds or MiB as the name says.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
from make_samples import SAMPLES as SAMPLE_LIST
from make_samples import data_set, save, uid
from pydicom.uid import ExplicitVRLittleEndian
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.event_loop_watch import EventLoopWatch
from bonage_desktop.app.main import Program, make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.opencv import cv2
from bonage_desktop.records.location import Location
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.settings_file import SettingsFile

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
MEBIBYTE = 2**20
PATIENCE = 300.0
LARGE = (3000, 4000)
"""Width and height, pixels."""

Figures = dict[str, list[float]]


def resident() -> float:
    """MiB of this process, without the networks' and the decoders' ones."""
    return psutil.Process().memory_info().rss / MEBIBYTE


def shown_window() -> tuple[QApplication, ReviewWindow]:
    """The window of the program, visible."""
    app = make_application()
    folder = Path(tempfile.mkdtemp())
    window = Program(app, Preferences(SettingsFile(folder)), Location(folder), DeviceChoice.CPU).window
    window.show()
    wait_until(app, window.isVisible)
    window.repaint()
    return app, window


def wait_until(app: QApplication, is_so: Callable[[], bool]) -> None:
    """Let the event loop run until something is so.

    Raises:
        TimeoutError: it never was.
    """
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not do what was waited for")
        app.processEvents()
        time.sleep(0.001)


def start() -> Figures:
    """One start, from the birth of this process to the painted window."""
    app, window = shown_window()
    seconds = time.time() - psutil.Process().create_time()
    figures = {"s": [seconds], "MiB": [resident()]}
    window.close()
    app.processEvents()
    return figures


def milliseconds(action: Callable[[], object]) -> float:
    """That an action takes."""
    before = time.perf_counter()
    action()
    return (time.perf_counter() - before) * 1000


def story() -> Figures:
    """Load the networks, assess a sample, correct levels, move a large radiograph."""
    app, window = shown_window()
    watch = EventLoopWatch()
    watch.start()
    window.desk.start()
    window.intents.open_paths([SAMPLES / "male_120.dcm"])
    wait_until(app, lambda: window.desk.case(1).state is CaseState.TO_REVIEW and window.desk.session.state is not None)
    for _ in range(200):
        app.processEvents()
        time.sleep(0.005)
    waits = watch.stop()
    figures = {
        "longest wait of the event loop, shown window to assessed case, ms": [waits.longest],
        "waits of the event loop above 50 ms, count": [float(waits.above_limit)],
        "memory of its process, a case open, MiB": [resident()],
        **overrides(app, window),
        **movements(app, window),
    }
    window.desk.stop()
    window.desk.forget_all()
    return figures


def overrides(app: QApplication, window: ReviewWindow) -> Figures:
    """One step of a level up or down, until all that changes is painted; on the clock, and of the processor.

    On a busy machine the clock also counts what the window waits for others; the processor's time does not.
    """

    def step(by: int) -> None:
        window.intents.step_level(by)
        app.processEvents()  # paints what changed

    step(+1)
    walls: list[float] = []
    works: list[float] = []
    for by in (-1, +1) * 30:
        before = time.thread_time()
        walls.append(milliseconds(lambda by=by: step(by)))
        works.append((time.thread_time() - before) * 1000)
    return {
        "override to score, age and curve painted, ms": walls,
        "processor time of such an override, ms": works,
    }


def large_radiograph(folder: Path) -> Path:
    """A sample enlarged, with 16 bits and grain in them."""
    sample = next(one for one in SAMPLE_LIST if one.picture == "male_150")
    grey = np.asarray(cv2.imread(str(SAMPLES / f"{sample.picture}.png"), cv2.IMREAD_GRAYSCALE), np.uint8)
    large = cv2.resize(grey, LARGE, interpolation=cv2.INTER_CUBIC)
    grain = np.random.default_rng(1).normal(0, 300, (LARGE[1], LARGE[0]))
    described = data_set(sample, np.asarray(large, np.uint8))
    described.PhotometricInterpretation, described.PresentationLUTShape = "MONOCHROME2", "IDENTITY"
    described.BitsStored, described.HighBit = 16, 15
    described.WindowCenter, described.WindowWidth = 32768, 65536
    stored: npt.NDArray[np.uint16] = np.clip(np.asarray(large, np.float64) * 240 + grain, 0, 65535).astype(np.uint16)
    described.PixelData = stored.astype("<u2").tobytes()
    described["PixelData"].VR = "OW"
    save(described, ExplicitVRLittleEndian, folder / "large.dcm")
    return folder / "large.dcm"


def movements(app: QApplication, window: ReviewWindow) -> Figures:
    """Frames of a large radiograph while it is panned, zoomed and windowed."""
    film = window.film
    with tempfile.TemporaryDirectory() as folder:
        window.intents.open_paths([large_radiograph(Path(folder))])
        wait_until(app, lambda: film.viewpoint is not None and film.viewpoint.image == LARGE)
    film.zoom_by(4.0)
    viewpoint, greys = film.viewpoint, film.greys
    if viewpoint is None or greys is None:
        raise RuntimeError("no radiograph is shown")
    panned = [viewpoint.panned((5.0 * step, 3.0 * step)) for step in range(60)]
    windowed = [greys.dragged(2.0 * step, -step) for step in range(60)]

    def frame(act: Callable[[], None]) -> float:
        def shown() -> None:
            act()
            film.repaint()

        return milliseconds(shown)

    return {
        "frame of 3000 × 4000 pixels, 16 bit, panned, ms": [frame(partial(film.look, place)) for place in panned],
        "such a frame, zoomed, ms": [frame(partial(film.zoom_by, by)) for by in (1.1, 0.92) * 30],
        "such a frame, window and level, ms": [frame(partial(film.show_greys, one)) for one in windowed],
    }


def soak(count: int) -> Figures:
    """Open many cases in turn; memory of the window's process after a tenth of them and at the end."""
    app, window = shown_window()
    window.desk.start()
    seen: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            sample = SAMPLE_LIST[number % len(SAMPLE_LIST)]
            grey = np.asarray(cv2.imread(str(SAMPLES / f"{sample.picture}.png"), cv2.IMREAD_GRAYSCALE), np.uint8)
            described = data_set(sample, grey)
            described.SOPInstanceUID = uid("soak", str(number))
            save(described, sample.syntax, Path(folder) / f"{number:04}.dcm")
        window.intents.open_paths([Path(folder)])
        wait_until(app, lambda: len(window.desk.worklist) == count)
        for number in range(1, count + 1):
            window.desk.open(number)
            wait_until(app, lambda number=number: window.desk.case(number).state is CaseState.TO_REVIEW)
            wait_until(app, lambda number=number: window.desk.case(number).has_pixels)
            window.intents.step_level(+1)
            app.processEvents()
            seen.append(resident())
    window.desk.stop()
    window.desk.forget_all()
    tenth = max(count // 10, 1)
    return {f"memory after {tenth} cases, MiB": [seen[tenth - 1]], f"memory after {count} cases, MiB": [seen[-1]]}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "story", "soak"))
    parser.add_argument("--count", type=int, default=200, help="cases of `soak`")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures = {"start": start, "story": story, "soak": lambda: soak(arguments.count)}[arguments.what]()
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
