"""A database that is pretended: it keeps what it is given in memory, at once, and can be out of order."""


from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import Change, Saved
from bonage_desktop.records.trail import Head
from bonage_desktop.workflow.library import Found


class PretendedLibrary:
    """Answers as told; `changes` remembers what was saved."""

    def __init__(self, error: BonageError | None = None) -> None:
        self.changes: list[Change] = []
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
        return Saved(change.case, len(self.changes), Head("0" * 32, len(self.changes), f"{len(self.changes):064x}"))

    def close(self) -> None:
        self.is_closed = True
