"""What can go wrong with kept readings, in sentences; docs/errors.md has every code."""

from collections.abc import Sequence
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say
from bonage_desktop.system_errors import reason_of


class RecordsError(BonageError):
    """A database, a trail or a file of kept readings that cannot be used as asked."""


class ChangedElsewhereError(RecordsError):
    """Somebody else changed the case since it was read (`records.changed_elsewhere`)."""


def changed_elsewhere(by: str, at: str) -> ChangedElsewhereError:
    """That `by` changed a case at `at`, which is text with its zone, after it was read here."""
    return ChangedElsewhereError(
        "records.changed_elsewhere",
        say(
            "This case was changed by {by} at {at}, after it was opened here.",
            by=by or say("somebody without a name"),
            at=at,
        ),
        say("Open it again to see that change; what was entered here can be saved to a file first."),
    )


def taken_up_in_part(file: Path, saved: int, refused: Sequence[BonageError]) -> RecordsError:
    """Some readings of a file were saved, and these (at least one) were not."""
    return RecordsError(
        "records.taken_up_in_part",
        say(
            "Of {count} readings in {file}, {saved} were saved. The first of the others: {reason}",
            count=saved + len(refused),
            file=file,
            saved=saved,
            reason=refused[0].message,
        ),
        refused[0].hint,
    )


def damaged_document(what: str) -> RecordsError:
    """A kept document that is not what this program writes."""
    return RecordsError(
        "records.document_damaged",
        say("{what} cannot be read: it is not what this program writes.", what=what),
        say("Restore a backup; `bonage audit verify` finds what was changed."),
    )


def newer_document(what: str) -> RecordsError:
    """A kept document of a later version of this program."""
    return RecordsError(
        "records.document_newer",
        say("{what} was written by a newer version of this program.", what=what),
        say("Install that version here too."),
    )


OF_ONE_CASE = frozenset({"records.document_newer", "records.document_damaged"})
"""Codes of what is in the way of one case, and of no other."""
RETRYABLE = frozenset(
    {
        "records.locked",
        "records.read_only",
        "records.disk_full",
        "records.cannot_open",
        "records.unreachable",
    }
)
"""Codes of what may pass by itself, or when somebody mends it: the same change is worth another try."""


def not_a_database(name: str) -> RecordsError:
    """A file that no database is in."""
    return RecordsError(
        "records.not_a_database",
        say("{name} is not a database.", name=name),
        say("Choose another folder with --data, or move that file away."),
    )


def foreign_database(name: str) -> RecordsError:
    """A database of another program."""
    return RecordsError(
        "records.foreign_database",
        say("{name} is a database of another program; nothing in it was changed.", name=name),
        say("Choose another folder with --data, or another database with --database."),
    )


def newer_schema(name: str) -> RecordsError:
    """A database of a later version of this program."""
    return RecordsError(
        "records.newer_schema",
        say("{name} was written by a newer version of this program; nothing in it was changed.", name=name),
        say("Install that version here too."),
    )


def half_written(name: str) -> RecordsError:
    """A database whose end is missing."""
    return RecordsError(
        "records.half_written",
        say("{name} is shorter than it says: it was not copied to its end.", name=name),
        say("Copy it again, or restore a backup."),
    )


def damaged(name: str) -> RecordsError:
    """A database that is not whole any more."""
    return RecordsError(
        "records.damaged",
        say("{name} is damaged.", name=name),
        say("Keep the file, and restore the last backup with `bonage restore`."),
    )


def address_invalid() -> RecordsError:
    """An address of a database server that is none; it may hold a password and is not repeated."""
    return RecordsError(
        "records.address_invalid",
        say("The address after --database is not one of a PostgreSQL database."),
        say("Write it as postgresql://user@host/database."),
    )


def case_unknown() -> RecordsError:
    """A case that is not, or no more, in the database."""
    return RecordsError(
        "records.case_unknown",
        say("There is no such case in this database."),
        say("`bonage cases` lists those that there are."),
    )


def case_known(case: str) -> RecordsError:
    """An image that has a case already."""
    return RecordsError(
        "records.case_known",
        say("This image of this patient has a case already: {case}.", case=case),
        say("Open that case."),
    )


def confirmed_stays() -> RecordsError:
    """A change of a confirmed reading."""
    return RecordsError(
        "records.confirmed_stays",
        say("A confirmed reading is not changed."),
        say("Choose Amend: that begins a new one which names it."),
    )


def trouble(code: str, name: str) -> RecordsError:
    """A database that does not do what was asked.

    Args:
        code: one of `RETRYABLE`, or `records.failed`.
        name: the file or the server, as people know it.
    """
    fact, hint = {
        "records.locked": (
            say("{name} is in use by another program that does not let go of it.", name=name),
            say("End that program."),
        ),
        "records.read_only": (say("{name} cannot be written.", name=name), say("Make file and folder writable.")),
        "records.disk_full": (
            say("{name} cannot grow: the disk is full.", name=name),
            say("Free some space."),
        ),
        "records.cannot_open": (
            say("{name} cannot be opened.", name=name),
            say("Check that its folder is there and may be written to."),
        ),
        "records.unreachable": (say("{name} does not answer.", name=name), say("Check disk, network and server.")),
        "records.failed": (
            say("{name} refused what was asked of it.", name=name),
            say("Report it with the log file; `bonage audit verify` checks the database."),
        ),
    }[code]
    return RecordsError(code, fact, hint)


def database_failed() -> RecordsError:
    """A fault of this program while it asked a database; the log has the rest."""
    return trouble("records.failed", say("The database"))


def file_not_written(name: str, error: OSError) -> RecordsError:
    """A file that could not be written."""
    return RecordsError(
        "records.file_not_written",
        say("{name} could not be written: {reason}.", name=name, reason=reason_of(error)),
        say("Choose another place; nothing that was there before is lost."),
    )


def file_unreadable(name: str, error: OSError) -> RecordsError:
    """A file that could not be read."""
    return RecordsError(
        "records.file_unreadable",
        say("{name} could not be read: {reason}.", name=name, reason=reason_of(error)),
        say("Check the path and the disk."),
    )


def file_missing(name: str) -> RecordsError:
    """A file that is not there."""
    return RecordsError(
        "records.file_missing",
        say("There is no {name}.", name=name),
        say("Check the path."),
    )


def backup_of_server() -> RecordsError:
    """A backup of, or into, a database that a server keeps."""
    return RecordsError(
        "records.backup_of_server",
        say("A shared database is backed up and restored by its own server."),
        say("Use pg_dump and pg_restore."),
    )


def backup_unverified(name: str) -> RecordsError:
    """A backup that is not whole."""
    return RecordsError(
        "records.backup_unverified",
        say("{name} does not hold what it should: its tables or its audit trail are not whole.", name=name),
        say("Use another backup."),
    )


def case_file_altered(name: str) -> RecordsError:
    """A file of a case that is not as it was written."""
    return RecordsError(
        "records.case_file_altered",
        say("{name} is not as it was written: nothing was taken from it.", name=name),
        say("Ask for the file again where it was written."),
    )


def case_file_unknown(name: str) -> RecordsError:
    """A file that no case is in."""
    return RecordsError(
        "records.case_file_unknown",
        say("{name} is not a file of a case.", name=name),
        say("Give a file that `bonage case export` wrote."),
    )


def case_id_taken(case: str) -> RecordsError:
    """A case whose name another one has here."""
    return RecordsError(
        "records.case_id_taken",
        say("Another case here has the name {case}, or it is this one, imported before.", case=case),
        say("Delete it here first if it is the same one."),
    )
