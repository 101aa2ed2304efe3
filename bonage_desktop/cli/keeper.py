"""`bonage assess --keep`: what a batch found is kept, and what is kept already stays."""

from contextlib import ExitStack
from typing import Self

from bonage_desktop.cli.kept import Kept, now, opened, reader
from bonage_desktop.cli.screen import Screen
from bonage_desktop.errors import BonageError
from bonage_desktop.records.location import Location
from bonage_desktop.records.values import ImageKey, new_case_id
from bonage_desktop.sentences import say
from bonage_desktop.workflow.keeping import Slot, saving_of_outcome
from bonage_desktop.workflow.outcome import Outcome


class Keeper:
    """Keeps one outcome after the other.

    Args:
        location: where; None keeps nothing.
        screen: what people read.
    """

    def __init__(self, location: Location | None, screen: Screen) -> None:
        self._location = location
        self._screen = screen
        self._kept: Kept | None = None
        self._open = ExitStack()
        self.failed = 0

    def __enter__(self) -> Self:
        """Open the database.

        Raises:
            RecordsError: it cannot be used.
        """
        if self._location is not None:
            self._kept = self._open.enter_context(opened(self._location))
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._open.close()

    def keep(self, outcome: Outcome) -> None:
        """Keep one outcome; what fails is said and counted."""
        if self._kept is None:
            return
        try:
            self._keep(self._kept, outcome)
        except BonageError as error:
            self.failed += 1
            self._screen.complain(error, str(outcome.file))

    def _keep(self, kept: Kept, outcome: Outcome) -> None:
        if outcome.radiograph is None:
            return
        known = kept.cases.find(ImageKey.of(outcome.radiograph))
        if known is not None:
            told = say("{file} is kept already, as {case}; that stays as it is.", file=outcome.file, case=known)
            self._screen.tell(told)
            return
        change = saving_of_outcome(outcome, Slot(new_case_id()), kept.standards, reader(), now())
        if change is not None:
            kept.store.apply(change)
