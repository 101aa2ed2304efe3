"""The words of `bonage-eval`. Nothing heavy is imported here, so that `--help` is instant."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bonage_desktop import __version__
from bonage_desktop.training.errors import UsageError

_DEFAULT_HANDS = 24
_ABOUT = "Judges the shipped networks on radiographs of your own."
_RESEARCH = "Research use only, not a medical device."
_EXAMPLE = """example:
  bonage-eval stress --manifest hands.csv --output results/     # hands.csv: file,sex,age_years
"""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are `BonageError`s like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("training.usage", f"{message[:1].upper()}{message[1:]}.", f"Run `{self.prog} --help`.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for.

    Raises:
        UsageError: the words make no sense (`training.usage`).
        SystemExit: `--help` or `--version` was answered.
    """
    parser = _Parser(
        prog="bonage-eval",
        description=f"{_ABOUT} {_RESEARCH}",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"bonage-eval {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    about = "how far the age moves when the picture is turned, darkened, cut, …, and what is refused"
    _add_stress(commands.add_parser("stress", help=about, description=f"Measures {about}.", allow_abbrev=False))
    return parser.parse_args(arguments)


def _add_stress(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--manifest", type=Path, required=True, metavar="CSV", help="table of file,sex[,age_years]")
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="gets stress.json, .md, .png, and .jsonl to go on from",
    )
    hands = parser.add_mutually_exclusive_group()
    hands.add_argument(
        "--hands",
        type=_count,
        default=_DEFAULT_HANDS,
        metavar="N",
        help=f"how many, evenly spread over the sorted table; default {_DEFAULT_HANDS}",
    )
    hands.add_argument("--all", action="store_true", help="every hand of the table")
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1, help="processes, each with all networks")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of hands")
    return int(text)
