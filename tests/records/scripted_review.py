"""A review in a process of its own, which tells of every change that was saved. It is there to be killed."""

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from kept_readings import confirmed, level_change
from records_at_work import case_number, changed, saving

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.database import open_database
from bonage_desktop.records.location import Location
from bonage_desktop.records.store import Store
from bonage_desktop.records.writer import Told, Writer
from bonage_desktop.standards.bones import Bone

BONES = list(Bone)


def review(folder: Path, first: int, acknowledged: Connection) -> None:
    """Case after case: kept, thirteen levels set one by one, confirmed; for ever.

    Sends (case, version, number of levels set, whether it is confirmed) for every change on the disk.
    """

    def tell(told: Told) -> None:
        reading = told.change.reading
        acknowledged.send(
            (told.change.case, told.saved.version, len(reading.reading.overrides), reading.signature is not None)
        )

    writer = Writer(lambda: Store(open_database(Location(folder)), load_standards()), tell)
    for number in count(first):
        for levels in range(len(BONES) + 1):
            made = changed(*(level_change(bone, 4, 5) for bone in BONES[:levels]))
            last = writer.put(saving(number, 0, made))
        last = writer.put(saving(number, 0, confirmed(made)))
        last.result()
        assert last.result().case == case_number(number)
