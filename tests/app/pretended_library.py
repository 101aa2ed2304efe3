"""A database that is pretended: it keeps what it is given in memory, at once, and can be out of order."""

from collections import deque

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import Change, Saved
from bonage_desktop.records.trail import Head
from bonage_desktop.workflow.library import Found


class PretendedLibrary:
    """Answers as told; `changes` remembers what was saved last, and `count` how much that was."""

    def __init__(self, error: BonageError | None = None) -> None:
        self.changes: deque[Change] = deque(maxlen=4)
        self.count = 0
        self.error = error
        self.is_closed = False

    def look_up(self, image: Radiograph) -> Found:
        if self.error is not None:
            raise self.error
        return Found(None, (), "")

    def store(self) -> "PretendedLibrary":
        return self

    def apply(self, change: Change) -> Saved:
        if self.error is not None:
            raise self.error
        self.changes.append(change)
        self.count += 1
        return Saved(change.case, self.count, Head("0" * 32, self.count, f"{self.count:064x}"))

    def close(self) -> None:
        self.is_closed = True
