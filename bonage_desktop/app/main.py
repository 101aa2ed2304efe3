"""Starts the review window, and another one in its place where the language changes."""

import gc
import getpass
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.case_keeping import CaseKeeping
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.desk_threads import Threads
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.in_turn import InTurn
from bonage_desktop.app.message_bar import Message, Remedy
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.told import told
from bonage_desktop.app.translator import Translators
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.app.window_places import WindowPlaces
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.records.location import Location
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.workflow.engine import Engine
from bonage_desktop.workflow.library import Library
from bonage_desktop.workflow.open_session import OpenSession
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.settings import LanguageChoice, Settings
from bonage_desktop.workflow.settings_file import SettingsFile

_DESKTOP_ENTRY = "org.bonage_desktop.bonage"
"""Name of packaging/linux/*.desktop, by which a desktop knows whose window it is."""
_YOUNGER_SEARCHES = 100
"""Searches among younger objects before all of them are searched; ten, as Python has it, come while libraries load."""


def run(files: Sequence[Path], device: DeviceChoice, language: Language, location: Location) -> int:
    """Show the window with these files until it is closed; the exit code is Qt's.

    Args:
        files: images, folders or DICOMDIRs to open.
        device: where the networks run; `auto` leaves it to the settings.
        language: that the window speaks, until another is chosen in the settings.
        location: of the database in which readings are kept.
    """
    app = make_application()
    program = Program(app, Preferences(SettingsFile()), location, device, language)
    program.start(files)
    return app.exec()


def make_application() -> QApplication:
    """Qt's application with the shipped fonts; the one that is there where there is one."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "bonage.svg")))
    app.setDesktopFileName(_DESKTOP_ENTRY)
    load_fonts()
    return app


class Program(QObject):
    """The desk, and the window on it.

    Args:
        app: Qt's application.
        preferences: the reader's settings.
        location: of the database in which readings are kept.
        device: where the networks run; `auto` leaves it to the settings.
        language: that the window speaks at first.
    """

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        location: Location,
        device: DeviceChoice = DeviceChoice.AUTO,
        language: Language = Language.EN,
    ) -> None:
        super().__init__(app)
        self._translators = Translators(app)
        self._translators.speak(language)
        self._preferences = preferences
        self._session = OpenSession()
        self._keeping_open = InTurn()
        self._places = WindowPlaces()
        self._device = device
        load = self._load(preferences.settings)
        standards = load_standards()
        session, self._earlier = (ReviewSession(standards, reader=self.reader, now=_now) for _ in range(2))
        keeping = CaseKeeping(Library(location, standards), self.reader, _now)
        self.desk = Desk(session, standards, Threads.with_engine(lambda: Engine(load)), keeping)
        self.window = self._made()
        preferences.changed.connect(self._follow)
        for signal in (self.desk.listed, self.desk.opened):
            signal.connect(self._keep_what_is_open)
        app.aboutToQuit.connect(self._end_session)

    def start(self, files: Sequence[Path]) -> None:
        """Show the window, let the work begin, open these files."""
        self._places.restore(self.window)
        self.window.show()
        self.desk.start()
        self.window.intents.open_paths(files)
        for notice in self._preferences.notices[:1]:
            self.window.say(Message(told(notice.message)))
        self._offer_what_was_open()

    def reader(self) -> str:
        """Who reads: as set, else the name of the account."""
        return self._preferences.settings.reader or account_name()

    def _set_name(self) -> str:
        """The name in the settings: that of an account may be anybody's, and a draft is nobody's signature."""
        return self._preferences.settings.reader

    def _made(self) -> ReviewWindow:
        samples = tuple(sorted((resources_dir() / "samples").glob("*.dcm")))
        window = ReviewWindow(self.desk, Options(self._preferences, samples, self._set_name, self._earlier))
        window.closing.connect(lambda: self._places.keep(window))
        _spare_what_stays(window)
        return window

    def _load(self, settings: Settings) -> Callable[[], Pipeline]:
        chosen = settings.device if self._device is DeviceChoice.AUTO else self._device
        return partial(load_pipeline, weights_dir(), chosen, settings.threads)

    def _follow(self, settings: Settings, before: Settings) -> None:
        if (settings.device, settings.threads) != (before.device, before.threads):
            self.desk.restart_networks(self._load(settings))
        if settings.language is not before.language:
            self._speak(settings)

    def _speak(self, settings: Settings) -> None:
        self._translators.speak(language_of(settings.language))
        old, self.window = self.window, self._made()
        self.window.setGeometry(old.geometry())
        self.window.show()
        self.window.take_over(old)
        old.retire()
        self.window.intents.show_settings()

    def _keep_what_is_open(self) -> None:
        number = self.desk.open_number
        files = [case.file.absolute() for case in self.desk.worklist.cases]
        opened = None if number is None else self.desk.case(number).file.absolute()
        self._keeping_open.do(partial(self._session.keep, files, opened))

    def _end_session(self) -> None:
        """In order: nothing is offered next time, not even what nobody wanted to open again."""
        self._keeping_open.wait()
        self._session.close()
        self._session.forget_left_behind()

    def _offer_what_was_open(self) -> None:
        left = self._session.left_behind()
        if left is None:
            return
        first = [] if left.opened is None else [left.opened]
        files = [*first, *(file for file in left.files if file not in first)]
        words = self.tr(
            "The last window ended unexpectedly with {0} images open. What was told to be saved is there."
        ).format(len(files))

        def open_again() -> None:
            self._session.forget_left_behind()
            self.window.intents.open_paths(files)

        remedy = Remedy(self.tr("Open them again"), open_again)
        self.window.say(Message(words, remedies=(remedy,)))


def language_of(choice: LanguageChoice) -> Language:
    """The language that is chosen; of the system's, Chinese or else English."""
    if choice is LanguageChoice.SYSTEM:
        return Language.of_locale(QLocale.system().name())
    return Language(choice.value)


def _spare_what_stays(window: ReviewWindow) -> None:
    """Keep modules and window out of the search for garbage, which would keep the event loop waiting 90 ms at a time.

    Once more when the first chart is there: all libraries are loaded then.
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _YOUNGER_SEARCHES)
    window.places.curve.drawn.connect(gc.freeze, Qt.ConnectionType.SingleShotConnection)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@cache
def account_name() -> str:
    """The name of the account, which stays while the program runs; every change of a reading is by somebody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
