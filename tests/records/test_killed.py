"""A review that is killed at any moment loses nothing that it was told is saved, and the database stays whole.

20 kills here; `make soak` asks for 200 with BONAGE_KILLS.
"""

import os
import random
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest
from records_at_work import Desk
from scripted_review import review

from bonage_desktop.records.database import open_database
from bonage_desktop.records.location import Location

KILLS = int(os.environ.get("BONAGE_KILLS", "20"))
LONGEST_LIFE = 0.4
"""Seconds after its first saved change; within them a review is killed at random."""

Acknowledged = dict[str, tuple[int, int, bool]]


def killed_review(context, folder: Path, first: int, life: float) -> Acknowledged:
    """What a review was told is saved before it was killed: case to version, levels set and confirmed."""
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=review, args=(folder, first, there), daemon=True)
    process.start()
    there.close()
    told: Acknowledged = {}
    assert here.poll(60)
    process.join(life)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    try:
        while True:
            case, *facts = here.recv()
            told[case] = tuple(facts)
    except EOFError:
        here.close()
    return told


@pytest.mark.timeout(60 + 6 * KILLS)
def test_nothing_that_was_saved_is_lost_when_the_program_is_killed(tmp_path):
    chance = random.Random(7)
    context = get_context("forkserver")
    context.set_forkserver_preload(["scripted_review", "alembic.command", "sqlalchemy.dialects.sqlite"])
    told: Acknowledged = {}

    for kill in range(KILLS):
        told |= killed_review(context, tmp_path, 1000 * (kill + 1), chance.uniform(0, LONGEST_LIFE))

        database = open_database(Location(tmp_path))
        desk = Desk(database)
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert desk.faults() == []
        database.close()

    database = open_database(Location(tmp_path))
    desk = Desk(database)
    assert desk.ages_agree()
    assert len(told) >= KILLS
    for name, (version, levels, is_confirmed) in told.items():
        kept = desk.cases.case(name)
        assert kept.version >= version
        assert len(kept.current.reading.overrides) >= levels
        assert kept.current.signature is not None or not is_confirmed
    database.close()
