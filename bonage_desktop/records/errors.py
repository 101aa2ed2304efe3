"""What can go wrong with kept readings, in sentences; docs/errors.md has every code."""

from bonage_desktop.errors import BonageError


class RecordsError(BonageError):
    """A database, a trail or a file of kept readings that cannot be used as asked."""


class ChangedElsewhereError(RecordsError):
    """Somebody else changed the case since it was read (`records.changed_elsewhere`).

    Args:
        by: who did.
        at: when, as text with its zone.
    """

    def __init__(self, by: str, at: str) -> None:
        super().__init__(
            "records.changed_elsewhere",
            f"This case was changed by {by or 'somebody without a name'} at {at}, after it was opened here.",
            "Open it again to see that change; what was entered here can be saved to a file first.",
        )
        self.by = by
        self.at = at


def damaged_document(what: str) -> RecordsError:
    """A kept document that is not what this program writes."""
    return RecordsError(
        "records.document_damaged",
        f"{what} cannot be read: it is not what this program writes.",
        "Restore a backup; `bonage audit verify` finds what was changed.",
    )


def newer_document(what: str) -> RecordsError:
    """A kept document of a later version of this program."""
    return RecordsError(
        "records.document_newer",
        f"{what} was written by a newer version of this program.",
        "Install that version here too.",
    )
