"""The words of the command line. Nothing heavy is imported here, so that `--help` is instant."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bonage_desktop import __version__
from bonage_desktop.errors import BonageError

_ABOUT = "Bone age from hand radiographs: 13 RUS bones, their maturity levels, RUS-CHN score and age."
_RESEARCH = "Research use only, not a medical device."
_SEXES = ("male", "female")
_HANDS = ("left", "right")
_EXAMPLES = """examples:
  bonage
  bonage open folder/
  bonage assess hand.dcm
  bonage assess hand.png --sex female
  bonage assess folder/ --demographics children.csv --output results/ --save-overlay pictures/
  bonage score --sex male radius=9 ulna=L6 mc1=8 mc3=7 mc5=7 pp1=8 pp3=8 pp5=8 mp3=8 mp5=8 dp1=8 dp3=8 dp5=8
"""


class UsageError(BonageError):
    """The command line was used wrongly: exit code 2."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are `BonageError`s like all others."""

    def error(self, message: str) -> NoReturn:
        """Complain about the command line.

        Raises:
            UsageError: always (`cli.usage`).
        """
        raise UsageError("cli.usage", f"{message[:1].upper()}{message[1:]}.", f"Run `{self.prog} --help`.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for.

    Raises:
        UsageError: the words make no sense (`cli.usage`).
        SystemExit: `--help` or `--version` was answered.
    """
    return _parser().parse_args(arguments)


def _parser() -> Parser:
    parser = Parser(
        prog="bonage",
        description=f"{_ABOUT} {_RESEARCH}",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"bonage {__version__}")
    parser.set_defaults(files=[], device="auto")  # without a command the window opens
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, (about, add_arguments) in _COMMANDS.items():
        add_arguments(commands.add_parser(name, help=about, description=f"Bonage: {about}.", allow_abbrev=False))
    return parser


def _word_of(words: Sequence[str]) -> Callable[[str], str]:
    """Reads one of the words or its first letter, in any case; what is neither is left for `choices` to refuse."""

    def read(text: str) -> str:
        return next((word for word in words if text.lower() in (word, word[0])), text)

    return read


def _add_assess(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="radiographs, or folders of them")
    patient = parser.add_argument_group("the patient")
    patient.add_argument(
        "--sex", type=_word_of(_SEXES), choices=_SEXES, help="of every patient, also M, F; there is no default"
    )
    patient.add_argument(
        "--hand", type=_word_of(_HANDS), choices=_HANDS, help="which hand every image shows, also L, R"
    )
    patient.add_argument("--demographics", type=Path, metavar="CSV", help="table of file,sex[,birth_date]")
    output = parser.add_argument_group("the output")
    output.add_argument(
        "--format",
        dest="formats",
        action="append",
        choices=("table", "json", "csv"),
        help="default: table; may be repeated with --output",
    )
    output.add_argument("--output", type=Path, metavar="DIR", help="write <name>.json or .csv per image there")
    output.add_argument("--save-overlay", type=Path, metavar="DIR", help="write two annotated pictures per image there")
    stages = parser.add_argument_group("the stages")
    stages.add_argument("--until", choices=("segment", "detect", "grade"), help="stop after this stage: no score")
    stages.add_argument("--mask", type=Path, metavar="F", help="image that is bright where the hand is, for one PATH")
    stages.add_argument(
        "--canonical", type=Path, metavar="F", help="JSON with canonical: turn, mirror, invert as it says; no search"
    )
    stages.add_argument("--boxes", type=Path, metavar="F", help="JSON with rois instead of the detected boxes")
    stages.add_argument("--levels", type=Path, metavar="F", help="JSON with levels instead of the graded ones")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="where the networks run")
    parser.add_argument("--recursive", action="store_true", help="look in subfolders too")


def _add_score(parser: Parser) -> None:
    parser.add_argument("levels", nargs="*", metavar="BONE=LEVEL", help="e.g. radius=9 (level) or ulna=L5(2) (label)")
    parser.add_argument("--sex", type=_word_of(_SEXES), choices=_SEXES, required=True)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _add_standards(parser: Parser) -> None:
    parser.add_argument("--standard", choices=("rus-chn", "tw3"), default="rus-chn")
    parser.add_argument("--bone", metavar="BONE", help="only this bone, with the criterion of every level")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the criteria")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _add_models(parser: Parser) -> None:
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="the device to tell about")


def _add_nothing(parser: Parser) -> None:
    """A command without options of its own."""
    del parser


def _add_open(parser: Parser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="radiographs, folders of them or DICOMDIRs")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="where the networks run")


_COMMANDS = {
    "assess": ("assess radiographs", _add_assess),
    "score": ("score and age from 13 levels, without an image", _add_score),
    "standards": ("the tables and curves of the standards", _add_standards),
    "models": ("the networks, their weights and figures", _add_models),
    "doctor": ("check the installation", _add_nothing),
    "open": ("open the review window; so does bonage alone", _add_open),
}
