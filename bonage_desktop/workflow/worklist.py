"""The list of cases: in which order they stand, which of them a filter shows, which comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bonage_desktop.workflow.case import Case, CaseState

_UNREAD = frozenset(CaseState) - {CaseState.CONFIRMED, CaseState.FAILED}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to show; what is empty or None shows all.

    Attributes:
        text: part of the patient's name or identifier, the accession number or the file's name; case does not matter.
        states: in one of these.
        since: examined on this day or later.
        until: examined on this day or earlier.
    """

    text: str = ""
    states: frozenset[CaseState] = frozenset()
    since: date | None = None
    until: date | None = None

    def shows(self, case: Case) -> bool:
        """Whether this case is shown; one without a study date is not in any range of days."""
        if self.states and case.state not in self.states:
            return False
        return self._text_shows(case) and self._dates_show(case)

    def _text_shows(self, case: Case) -> bool:
        wanted = self.text.strip().casefold()
        found = [case.file.name]
        if case.radiograph is not None:
            known = case.radiograph.identifiers
            found += [known.patient_name, known.readable_name, known.patient_id, known.accession_number]
        return not wanted or any(wanted in words.casefold() for words in found)

    def _dates_show(self, case: Case) -> bool:
        if self.since is None and self.until is None:
            return True
        studied = None if case.known is None else case.known.study_date
        return studied is not None and (self.since or date.min) <= studied <= (self.until or date.max)


class Worklist:
    """The cases of this window, in the order in which they were opened. For one thread."""

    def __init__(self) -> None:
        self._cases: dict[int, Case] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def __contains__(self, number: int) -> bool:
        return number in self._cases

    @property
    def cases(self) -> Sequence[Case]:
        """All of them."""
        return tuple(self._cases.values())

    def add(self, files: Iterable[Path]) -> Sequence[Case]:
        """Cases of these files; a file that is listed already is not listed twice, its case comes back."""
        listed = {case.file: case for case in self._cases.values()}
        found: list[Case] = []
        for file in files:
            case = listed.get(file)
            if case is None:
                case = Case(len(self._cases) + 1, file)
                self._cases[case.number] = listed[file] = case
            found.append(case)
        return tuple(found)

    def get(self, number: int) -> Case:
        """The case with this number.

        Raises:
            KeyError: there is none.
        """
        return self._cases[number]

    def put(self, case: Case) -> None:
        """What has become of a case."""
        self._cases[case.number] = case

    def shown(self, wanted: CaseFilter) -> Sequence[Case]:
        """The cases that a filter shows."""
        return tuple(case for case in self._cases.values() if wanted.shows(case))

    def next_unread(self, number: int) -> Case | None:
        """The next case, from the last on to the first, that can still be confirmed; None where there is none."""
        order = [*(n for n in self._cases if n > number), *(n for n in self._cases if n < number)]
        return next((self._cases[n] for n in order if self._cases[n].state in _UNREAD), None)
