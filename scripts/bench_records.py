"""How long it takes to list and filter ten thousand kept cases. `bench.py` puts its rows into docs/performance.md."""

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bonage_desktop.records.database import Database

CASES = 10_000
LIMIT_SECONDS = 0.1


def listing_times(runs: int) -> Sequence[tuple[str, tuple[float, ...]]]:
    """What is asked of the list, and the seconds of each run.

    Args:
        runs: of each question, the first one not counted.
    """
    from bonage_desktop.assessment.reading import load_standards
    from bonage_desktop.records.database import open_database
    from bonage_desktop.records.listing import CaseQuery
    from bonage_desktop.records.location import Location
    from bonage_desktop.records.queries import Cases
    from bonage_desktop.records.status import CaseStatus

    questions = {
        "all": CaseQuery(),
        "by state": CaseQuery(statuses=frozenset({CaseStatus.TO_REVIEW})),
        "by days": CaseQuery(since=date(2024, 1, 1), until=date(2024, 12, 31)),
        "by part of a name": CaseQuery(text="xiaoming 99"),
        "by accession number": CaseQuery(accession_number="A0000777"),
    }
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Location(Path(folder)))
        _fill(database)
        cases = Cases(database, load_standards())
        found = [
            (f"list of {CASES} kept cases, {name}", _seconds(lambda query=query: cases.rows(query), runs))
            for name, query in questions.items()
        ]
        database.close()
    return found


def _seconds(work: Callable[[], object], runs: int) -> tuple[float, ...]:
    work()
    taken: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return tuple(taken)


def _fill(database: "Database") -> None:
    """Rows as `Store` writes them; the documents beside them are not read by a list."""
    import sqlalchemy as sa

    from bonage_desktop.records.status import CaseStatus
    from bonage_desktop.records.tables import cases

    first, states = date(2020, 1, 1), list(CaseStatus)
    rows = [
        {
            "id": f"{number:032x}",
            "version": 1,
            "changed_by": "bench",
            "changed_at": "2026-01-01T00:00:00+00:00",
            "patient_id": f"P{number // 2:06}",
            "image_key": f"1.2.{number}",
            "patient_name": f"Chen^Xiaoming {number}",
            "accession_number": f"A{number:07}",
            "sha256": f"{number:064x}",
            "file": f"/films/{number}.dcm",
            "study_date": (first + timedelta(days=number % 2000)).isoformat(),
            "birth_date": "2012-01-01",
            "sex": ("male", "female")[number % 2],
            "status": states[number % len(states)].value,
            "score": number % 1001,
            "bone_age_years": 3 + number % 15,
            "chronological_years": 3 + number % 15,
            "confirmed_by": None,
            "confirmed_at": None,
            "words": f"chen^xiaoming {number}\nP{number // 2:06}\na{number:07}\n{number}.dcm",
        }
        for number in range(CASES)
    ]
    with database.writing() as connection:
        connection.execute(sa.insert(cases), rows)


def main() -> None:
    """Print the rows; end with 1 where a median is above the limit."""
    slow = 0
    for name, taken in listing_times(20):
        median = sorted(taken)[len(taken) // 2]
        slow += median > LIMIT_SECONDS
        print(f"{name}: median {median * 1000:.1f} ms, at most {max(taken) * 1000:.1f} ms")
    raise SystemExit(min(slow, 1))


if __name__ == "__main__":
    main()
