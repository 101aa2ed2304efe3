"""Starts the review window."""

import gc
import getpass
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.desk import Desk, Threads
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.translator import Translators
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.workflow.engine import Engine
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.settings import ThemeChoice

_DESKTOP_ENTRY = "org.bonage_desktop.bonage"
"""Name of packaging/linux/*.desktop, by which a desktop knows whose window it is."""
_YOUNGER_SEARCHES = 100
"""Searches among younger objects before all of them are searched; ten, as Python has it, come while libraries load."""


def run(files: Sequence[Path], device: DeviceChoice = DeviceChoice.AUTO, language: Language = Language.EN) -> int:
    """Show the window with these files until it is closed; the exit code is Qt's.

    Args:
        files: images, folders or DICOMDIRs to open.
        device: where the networks run.
        language: that the window speaks.
    """
    app = make_application()
    Translators(app).speak(language)
    window = make_window(device)
    window.show()
    window.desk.start()
    window.intents.open_paths(files)
    return app.exec()


def make_application() -> QApplication:
    """Qt's application with the shipped fonts; the one that is there where there is one."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "bonage.svg")))
    app.setDesktopFileName(_DESKTOP_ENTRY)
    load_fonts()
    return app


def make_window(device: DeviceChoice) -> ReviewWindow:
    """A window whose networks are not started yet."""
    standards = load_standards()
    session, earlier = (ReviewSession(standards, reader=reader_name, now=_now) for _ in range(2))
    load = partial(load_pipeline, weights_dir(), device)
    desk = Desk(session, standards, Threads.with_engine(lambda: Engine(load)))
    samples = tuple(sorted((resources_dir() / "samples").glob("*.dcm")))
    window = ReviewWindow(desk, Options(ThemeChoice.SYSTEM, samples, reader_name, earlier))
    _spare_what_stays(window)
    return window


def _spare_what_stays(window: ReviewWindow) -> None:
    """Keep modules and window out of the search for garbage, which would keep the event loop waiting 90 ms at a time.

    Once more when the first chart is there: all libraries are loaded then.
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _YOUNGER_SEARCHES)
    window.places.curve.drawn.connect(gc.freeze, Qt.ConnectionType.SingleShotConnection)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def reader_name() -> str:
    """Who reads: the name of the account."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
