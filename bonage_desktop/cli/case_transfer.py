"""`bonage case export` and `bonage case import`: a case as one file."""

from argparse import Namespace
from pathlib import Path

from bonage_desktop.cli.kept import now, opened, reader
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.records.case_file import CaseContent, read_case, write_case
from bonage_desktop.sentences import say
from bonage_desktop.workflow.keeping import known_of


def case(asked: Namespace, screen: Screen) -> int:
    """Write or read the file of a case.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0.

    Raises:
        RecordsError: there is no such case, the file cannot be used, or the database.
    """
    if asked.action == "export":
        _export(asked, screen)
    else:
        _import(asked, screen)
    return 0


def _export(asked: Namespace, screen: Screen) -> None:
    from bonage_desktop.records.trail_store import stored_events, stored_personal

    with opened(place_of(asked)) as kept:
        told = kept.cases.case(kept.cases.named(asked.target))
        with kept.database.reading() as connection:
            events = tuple(stored_events(connection, told.id))
            personal = tuple(stored_personal(connection, told.id))
        content = CaseContent(told, known_of(told), events, personal, kept.store.head())
        file = Path(f"{told.id}.zip") if asked.output is None else asked.output
        sha256 = write_case(file, content)
    screen.tell(say("{file} has the case, its SHA-256 is {sha256}. It names the patient.", file=file, sha256=sha256))


def _import(asked: Namespace, screen: Screen) -> None:
    with opened(place_of(asked)) as kept:
        change = read_case(Path(asked.target), kept.standards, reader(), now())
        kept.store.apply(change)
    screen.tell(say("{case} is kept, with {count} readings.", case=change.case.id, count=len(change.case.readings)))
