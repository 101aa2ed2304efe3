"""A window in a process of its own, in which a reader changes level after level. It is there to be killed.

python window_at_work.py FOLDER    with a database in FOLDER; prints what was told to be saved: the number of changes
"""

import sys
import tempfile
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from kept_library import library_in
from pretended_engine import PretendedEngine
from PySide6.QtCore import QTimer
from sample_hand import BOY

from bonage_desktop.app.case_keeping import CaseKeeping
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.desk_threads import Threads
from bonage_desktop.app.main import make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case_book import Mark
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.settings_file import SettingsFile

LEVELS = cycle((4, 5, 6))
BONES = cycle(Bone)


def reader() -> str:
    return "Dr. Wang"


def now() -> datetime:
    return datetime.now(UTC)


def window_on(folder: Path) -> ReviewWindow:
    session, earlier = (ReviewSession(load_standards(), reader=reader, now=now) for _ in range(2))
    keeping = CaseKeeping(library_in(folder), reader, now)
    desk = Desk(session, load_standards(), Threads.with_engine(PretendedEngine), keeping)
    preferences = Preferences(SettingsFile(Path(tempfile.mkdtemp())))
    window = ReviewWindow(desk, Options(preferences, (), reader, earlier))
    window.show()
    desk.start()
    return window


def work(window: ReviewWindow) -> None:
    """Change a level; tell how many changes there are as soon as a mark says that all of them are saved."""
    desk = window.desk
    case = desk.session.case
    if case is None or not case.has_pixels or not case.is_assessed or desk.keeping.book.slot(case.number) is None:
        return
    if desk.keeping.book.mark(case.number) is Mark.SAVED and case.reading is not None:
        sys.stdout.write(f"{len(case.reading.overrides)}\n")
        sys.stdout.flush()
        desk.change(lambda session: session.choose_level(Level(next(BONES), next(LEVELS))))


def main() -> None:
    application = make_application()
    window = window_on(Path(sys.argv[1]))
    window.intents.open_paths([BOY])
    timer = QTimer()
    timer.timeout.connect(lambda: work(window))
    timer.start(1)
    application.exec()


if __name__ == "__main__":
    main()
