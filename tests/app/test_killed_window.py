"""A window that is killed while a reader works loses nothing that it had told to be saved."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kept_library import library_in

from bonage_desktop.records.database import open_database
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.location import Location
from bonage_desktop.records.trail_store import verify_trail

TESTS = Path(__file__).resolve().parents[1]
KILLS = 3


def killed_window(folder: Path, life: float) -> int:
    """The number of changes that a window told to be saved before it was killed."""
    path = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    command = [sys.executable, str(TESTS / "app" / "window_at_work.py"), str(folder)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as process:
        told = process.stdout.readline()
        time.sleep(life)
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read()
    return int(told.split()[-1])


@pytest.mark.timeout(180)
def test_nothing_that_was_told_to_be_saved_is_lost_when_the_window_is_killed(tmp_path: Path) -> None:
    chance = random.Random(7)

    for _ in range(KILLS):
        told = killed_window(tmp_path, chance.uniform(0.1, 1.0))

        library, database = library_in(tmp_path), open_database(Location(tmp_path))
        (row,) = library.rows(CaseQuery())
        assert len(library.case(row.id).current.reading.overrides) >= told
        assert verify_trail(database).faults == ()
        library.close()
        database.close()

    assert told > 1
