"""`bonage check-window FILE...`, in the packaged program alone: is the window there, and does it get to an age?

For whoever installs the program on a machine without a person in front of it, and for `make package-smoke`.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bonage_desktop.app.main import Program, make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.records.location import Location
from bonage_desktop.workflow.case import Case, CaseState
from bonage_desktop.workflow.settings_file import SettingsFile

_UNDER_WAY = (CaseState.WAITING, CaseState.READING)


def run(names: Sequence[str]) -> int:
    """Open the window with these radiographs, close it when all are assessed, and write their ages in years as JSON.

    Returns:
        0 where each has an age, else 1.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # what is tried is not kept
        return _run(names, Location(Path(folder)))


def _run(names: Sequence[str], location: Location) -> int:
    app = make_application()
    window = Program(app, Preferences(SettingsFile()), location).window
    cases: list[Case] = []

    def look() -> None:
        cases[:] = [window.desk.case(number) for number in range(1, len(names) + 1)]
        if all(case.state not in _UNDER_WAY for case in cases):
            window.close()

    window.desk.case_changed.connect(look)
    window.show()
    window.desk.start()
    window.intents.open_paths([Path(name) for name in names])
    code = app.exec()
    ages = {case.file.name: _years(case) for case in cases}
    sys.stdout.write(json.dumps(ages) + "\n")
    _let_go(window)
    return code or int(not ages or None in ages.values())


def _years(case: Case) -> float | None:
    age = None if case.reading is None else case.reading.bone_age
    return None if age is None else age.years


def _let_go(window: ReviewWindow) -> None:
    window.desk.forget_all()
    window.deleteLater()
