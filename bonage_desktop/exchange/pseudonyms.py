"""Who a patient is in a de-identified export: another name, another number, other days.

Each patient gets a pseudonym, a number of days by which all dates move, and a salt for UIDs, all by chance: nothing of
them follows from the patient. The map that leads back is written only where it is asked for; with it a later export
gives the same pseudonym, the same distance between dates and the same UIDs.
"""

import csv
import io
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from bonage_desktop.exchange.errors import ExchangeError
from bonage_desktop.sentences import say

_FIRST_DAYS, _LAST_DAYS = 1, 3650
_HEAD = ("patient_id", "pseudonym", "days", "salt")


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What stands for one patient.

    Attributes:
        name: in the place of name and number, e.g. `BA-1F3C09A2`.
        days: that every date of the patient moves; below zero, into the past.
        salt: of the UIDs; kept in the map alone.
    """

    name: str
    days: int
    salt: UUID


class PseudonymMap:
    """The pseudonyms given so far."""

    def __init__(self) -> None:
        self._known: dict[str, Pseudonym] = {}

    @classmethod
    def from_csv(cls, text: str) -> "PseudonymMap":
        """A map that an earlier export wrote.

        Raises:
            ExchangeError: it is none (`exchange.map_unusable`).
        """
        rows = csv.DictReader(io.StringIO(text))
        found = cls()
        try:
            if tuple(rows.fieldnames or ()) != _HEAD:
                raise ValueError
            for row in rows:
                found._known[row["patient_id"]] = Pseudonym(row["pseudonym"], int(row["days"]), UUID(row["salt"]))
        except (ValueError, TypeError, AttributeError, csv.Error) as error:
            raise map_unusable() from error
        return found

    def of(self, patient: str) -> Pseudonym:
        """The patient's pseudonym; the first time a new one."""
        if patient not in self._known:
            days = -(_FIRST_DAYS + secrets.randbelow(_LAST_DAYS))
            self._known[patient] = Pseudonym(f"BA-{secrets.token_hex(4).upper()}", days, uuid4())
        return self._known[patient]

    def as_csv(self) -> str:
        """The map as a table: whoever has it can lead the export back to the patients."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows(self._rows())
        return stream.getvalue()

    def _rows(self) -> Iterable[tuple[str, str, int, str]]:
        return ((patient, one.name, one.days, str(one.salt)) for patient, one in self._known.items())


def map_unusable() -> ExchangeError:
    """A file that is no map of pseudonyms."""
    return ExchangeError(
        "exchange.map_unusable",
        say("This is no map of pseudonyms that an export wrote."),
        say("Give the file of an earlier --map, or a name that no file has."),
    )
