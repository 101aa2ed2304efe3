"""Where readings are kept: a file in a folder, or a database that a department shares."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

FILE = "bonage.sqlite"
HEAD = "bonage.head.json"


@dataclass(frozen=True, slots=True)
class Location:
    """A database.

    Attributes:
        folder: holds the file, or what this computer keeps about the shared database; made when it is missing.
        url: of the shared PostgreSQL database, which may hold a password; empty for the file.
    """

    folder: Path
    url: str = ""

    @property
    def file(self) -> Path:
        """The SQLite file, where no `url` says otherwise."""
        return self.folder / FILE

    @property
    def head_file(self) -> Path:
        """Keeps the head of the audit trail, beside the database."""
        return self.folder / HEAD

    @property
    def name(self) -> str:
        """As people know it, without a password."""
        return "The shared database" if self.url else str(self.file)


def data_folder() -> Path:
    """Where the system keeps what a person makes with this program."""
    return Path(platformdirs.user_data_dir("bonage", appauthor=False))
