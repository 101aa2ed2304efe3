"""An open database for one command, and who gives it."""

import getpass
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bonage_desktop.assessment.reading import Standards, load_standards
from bonage_desktop.records.location import Location
from bonage_desktop.workflow.settings_file import SettingsFile

if TYPE_CHECKING:
    from bonage_desktop.records.database import Database
    from bonage_desktop.records.queries import Cases
    from bonage_desktop.records.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What a command needs of kept readings.

    Attributes:
        database: open.
        cases: reads from it.
        store: writes to it.
        standards: what readings are scored with.
    """

    database: "Database"
    cases: "Cases"
    store: "Store"
    standards: Standards


@contextmanager
def opened(location: Location) -> Generator[Kept]:
    """The database, closed at the end.

    Raises:
        RecordsError: it cannot be used (see `open_database`).
    """
    from bonage_desktop.records.database import open_database
    from bonage_desktop.records.queries import Cases
    from bonage_desktop.records.store import Store

    standards = load_standards()
    database = open_database(location)
    try:
        yield Kept(database, Cases(database, standards), Store(database, standards), standards)
    finally:
        database.close()


def reader() -> str:
    """Who gives the command: the name in the settings, else the account's."""
    named = SettingsFile().read().settings.reader
    try:
        return named or getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "bonage"


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)
