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
from pathlib import Path

import numpy as np
import psutil

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
MEBIBYTE = 2**20
PATIENCE = 300.0
LARGE = (4000, 3000)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from bonage_desktop.app.event_loop_watch import EventLoopWatch  # noqa: E402
from bonage_desktop.app.main import make_application, make_window  # noqa: E402
from bonage_desktop.app.window import ReviewWindow  # noqa: E402
from bonage_desktop.vision.device import DeviceChoice  # noqa: E402
from bonage_desktop.workflow.case import CaseState  # noqa: E402

Figures = dict[str, list[float]]


def resident() -> float:
    """MiB of this process, without the networks' and the decoders' ones."""
    return psutil.Process().memory_info().rss / MEBIBYTE


def shown_window() -> tuple[QApplication, ReviewWindow]:
    """The window of the program, visible."""
    app = make_application()
    window = make_window(DeviceChoice.CPU)
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
        "longest wait of the event loop, loading and assessing, ms": [waits.longest],
        "waits of the event loop above 50 ms": [float(waits.above_limit)],
        "memory of the window's process with a case open, MiB": [resident()],
        "override to score, age and curve painted, ms": overrides(app, window),
        **movements(app, window),
    }
    window.desk.worklist = type(window.desk.worklist)()
    window.desk.session.close()
    window.desk.stop()
    return figures


def overrides(app: QApplication, window: ReviewWindow) -> list[float]:
    """One step of a level up or down, until all that changes is painted."""

    def step(by: int) -> None:
        window.intents.step_level(by)
        for place in (window.places.right, window.places.strip, window.film):
            place.repaint()
        app.processEvents()

    step(+1)
    return [milliseconds(lambda by=by: step(by)) for by in (-1, +1) * 30]


def movements(app: QApplication, window: ReviewWindow) -> Figures:
    """Frames of a large radiograph while it is panned, zoomed and windowed."""
    from pydicom import dcmread

    generator = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.dcm"
        data = dcmread(SAMPLES / "male_120.dcm")
        pixels = data.pixel_array.astype(np.float64) / np.iinfo(data.pixel_array.dtype).max
        rows = np.linspace(0, pixels.shape[0] - 1, LARGE[0]).astype(np.intp)
        columns = np.linspace(0, pixels.shape[1] - 1, LARGE[1]).astype(np.intp)
        large = pixels[np.ix_(rows, columns)] * 60000 + generator.normal(0, 300, LARGE)
        data.PixelData = np.clip(large, 0, 65535).astype(np.uint16).tobytes()
        data.Rows, data.Columns = LARGE
        data.BitsAllocated = data.BitsStored = 16
        data.HighBit = 15
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = f"{data.SOPInstanceUID}.1"
        data.save_as(file)
        window.intents.open_paths([file])
        wait_until(app, lambda: window.film.viewpoint is not None and window.film.viewpoint.image == LARGE[::-1])
    film = window.film

    def frame(act: Callable[[], object]) -> float:
        return milliseconds(lambda: (act(), film.repaint()))

    viewpoint = film.viewpoint
    greys = film.greys
    if viewpoint is None or greys is None:
        raise RuntimeError("no radiograph is shown")
    film.zoom_by(4.0)
    return {
        "frame of 3000 × 4000 pixels, 16 bit: pan, ms": [
            frame(lambda step=step: film.look(film.viewpoint.panned((step, step)) if film.viewpoint else viewpoint))
            for step in (7.0, -5.0) * 30
        ],
        "frame of it: zoom, ms": [frame(lambda by=by: film.zoom_by(by)) for by in (1.1, 0.92) * 30],
        "frame of it: window and level, ms": [
            frame(lambda by=by: film.show_greys(greys.dragged(by, -by))) for by in range(-30, 30)
        ],
    }


def soak(count: int) -> Figures:
    """Open many cases in turn; memory of the window's process after a tenth of them and at the end."""
    from pydicom import dcmread

    app, window = shown_window()
    window.desk.start()
    seen: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            data = dcmread(SAMPLES / ("male_120.dcm" if number % 2 else "female_95.dcm"))
            data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = f"{data.SOPInstanceUID}.{number + 1}"
            data.save_as(Path(folder) / f"{number:04}.dcm")
        window.intents.open_paths([Path(folder)])
        for number in range(1, count + 1):
            window.desk.open(number)
            wait_until(app, lambda number=number: window.desk.case(number).state is CaseState.TO_REVIEW)
            wait_until(app, lambda number=number: window.desk.case(number).has_pixels)
            window.intents.step_level(+1)
            app.processEvents()
            seen.append(resident())
    window.desk.worklist = type(window.desk.worklist)()
    window.desk.session.close()
    window.desk.stop()
    tenth = max(count // 10, 1)
    return {f"memory after {tenth} cases, MiB": [seen[tenth - 1]], f"memory after {count} cases, MiB": [seen[-1]]}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "story", "soak"))
    parser.add_argument("--count", type=int, default=200, help="cases of `soak`")
    arguments = parser.parse_args()
    figures = {"start": start, "story": story, "soak": lambda: soak(arguments.count)}[arguments.what]()
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
