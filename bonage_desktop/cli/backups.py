"""`bonage backup` and `bonage restore`."""

from argparse import Namespace

from bonage_desktop.cli.kept import now, reader
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.records.backup import back_up, restore
from bonage_desktop.sentences import say


def backup_command(asked: Namespace, screen: Screen) -> int:
    """Copy the database into one file.

    Returns:
        0.

    Raises:
        RecordsError: it could not be done; then no file is there.
    """
    head = back_up(place_of(asked), asked.file)
    told = say("{file} has {count} events; head {digest}.", file=asked.file, count=head.sequence, digest=head.digest)
    screen.tell(told)
    return 0


def restore_command(asked: Namespace, screen: Screen) -> int:
    """Put a backup in the place of the database.

    Returns:
        0.

    Raises:
        RecordsError: it could not be done; then the database is as it was.
    """
    location = place_of(asked)
    head = restore(location, asked.file, now, reader())
    told = say(
        "{file} is restored, {count} events. What was there before lies beside it.",
        file=location.file,
        count=head.sequence,
    )
    screen.tell(told)
    return 0
