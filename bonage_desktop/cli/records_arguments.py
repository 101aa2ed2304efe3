"""The words of the commands that are about kept readings. Nothing heavy is imported here."""

from argparse import Namespace, _ArgumentGroup  # pyright: ignore[reportPrivateUsage]
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from bonage_desktop.records.location import Location, data_folder
from bonage_desktop.records.status import CaseStatus
from bonage_desktop.sentences import say

REPORT_FORMATS = ("pdf", "sr", "sc", "encapsulated-pdf", "fhir", "json", "csv", "xlsx", "parquet")


class WithOptions(Protocol):
    """A parser of this command line."""

    options: _ArgumentGroup
    words: Callable[[str], str]

    @property
    def positionals(self) -> _ArgumentGroup:
        """Where words without a name go."""
        ...


def add_place(parser: WithOptions) -> None:
    """`--data` and `--database`."""
    parser.options.add_argument(
        "--data", type=Path, metavar="DIR", help=parser.words(say("where readings are kept; else the system's place"))
    )
    parser.options.add_argument(
        "--database", default="", metavar="URL", help=parser.words(say("a shared one: postgresql://user@host/database"))
    )


def place_of(asked: Namespace) -> Location:
    """Where readings are kept."""
    return Location(data_folder() if asked.data is None else asked.data, asked.database)


def add_cases(parser: WithOptions) -> None:
    """`bonage cases`."""
    words = parser.words
    add_place(parser)
    parser.options.add_argument("--format", choices=("table", "json"), default="table")
    parser.options.add_argument("--summary", action="store_true", help=words(say("what readers change here")))
    parser.options.add_argument(
        "--state", action="append", choices=[status.value for status in CaseStatus], help=words(say("may be repeated"))
    )
    parser.options.add_argument("--text", default="", help=words(say("part of name, identifier, number or file")))
    parser.options.add_argument("--accession", default="", help=words(say("this accession number")))
    for name in ("--since", "--until"):
        parser.options.add_argument(name, type=date.fromisoformat, metavar="2026-01-31")


def add_case(parser: WithOptions) -> None:
    """`bonage case export|import`."""
    words = parser.words
    add_place(parser)
    parser.positionals.add_argument("action", choices=("export", "import"))
    parser.positionals.add_argument(
        "target", metavar="CASE|FILE", help=words(say("the case (the beginning of its name is enough), or its file"))
    )
    parser.options.add_argument(
        "--output", type=Path, metavar="F", help=words(say("where export writes; else CASE.zip"))
    )


def add_report(parser: WithOptions) -> None:
    """`bonage report CASE...`."""
    words = parser.words
    add_place(parser)
    parser.positionals.add_argument(
        "cases", nargs="+", metavar="CASE", help=words(say("the case; the beginning of its name is enough"))
    )
    parser.options.add_argument(
        "--format",
        dest="formats",
        action="append",
        choices=REPORT_FORMATS,
        help=words(say("default: pdf; may be repeated")),
    )
    parser.options.add_argument(
        "--output", type=Path, default=Path(), metavar="DIR", help=words(say("where to; else the current folder"))
    )
    parser.options.add_argument(
        "--table", type=Path, metavar="F", help=words(say("write all results into one .csv, .json, .xlsx or .parquet"))
    )
    parser.options.add_argument(
        "--draft", action="store_true", help=words(say("write drafts; a final report needs a confirmed reading"))
    )


def add_audit(parser: WithOptions) -> None:
    """`bonage audit verify`."""
    add_place(parser)
    parser.positionals.add_argument("action", choices=("verify",))
    parser.options.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="N:DIGEST",
        help=parser.words(say("a head that a report prints; may be repeated")),
    )


def add_backup(parser: WithOptions) -> None:
    """`bonage backup`."""
    add_place(parser)
    parser.positionals.add_argument("file", type=Path, metavar="FILE", help=parser.words(say("the backup")))


def add_restore(parser: WithOptions) -> None:
    """`bonage restore`."""
    add_backup(parser)
