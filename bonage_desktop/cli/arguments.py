"""The words of the command line. Nothing heavy is imported here, so that `--help` is instant."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from bonage_desktop import __version__
from bonage_desktop.cli.complaints import complaint
from bonage_desktop.cli.records_arguments import (
    REPORT_FORMATS,
    add_audit,
    add_backup,
    add_case,
    add_cases,
    add_place,
    add_report,
    add_restore,
)
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import Catalogue, paragraph, say
from bonage_desktop.standards.language import Language

RESEARCH_NOTICE = say("Research use only, not a medical device.")
_ABOUT = say("Bone age from hand radiographs: 13 RUS bones, their maturity levels, RUS-CHN score and age.")
_SEXES = ("male", "female")
LANGUAGE_OPTION = "--language"
LANGUAGES = tuple(language.value for language in Language)
_HANDS = ("left", "right")
_FORMATS = ("table", *REPORT_FORMATS)
_EXAMPLES = """  bonage
  bonage open folder/
  bonage assess hand.dcm
  bonage assess hand.png --sex female
  bonage assess folder/ --demographics children.csv --output results/ --save-overlay pictures/
  bonage score --sex male radius=9 ulna=L6 mc1=8 mc3=7 mc5=7 pp1=8 pp3=8 pp5=8 mp3=8 mp5=8 dp1=8 dp3=8 dp5=8
"""


class UsageError(BonageError):
    """The command line was used wrongly: exit code 2."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are `BonageError`s like all others.

    Args:
        catalogue: says what the parser itself writes.
        prog: the command.
        description: what it does.
        epilog: below the options.
    """

    def __init__(self, catalogue: Catalogue, prog: str, description: str, epilog: str = "") -> None:
        self.catalogue = catalogue
        self.words = catalogue.words
        super().__init__(
            prog=prog,
            description=self.words(description),
            epilog=epilog,
            formatter_class=partial(_Formatter, usage=self.words(say("usage: "))),
            allow_abbrev=False,
            add_help=False,
        )
        self.options = self.add_argument_group(self.words(say("options")))
        self.options.add_argument(
            "-h", "--help", action="help", help=self.words(say("show this help message and exit"))
        )

    @property
    def positionals(self) -> argparse._ArgumentGroup:  # pyright: ignore[reportPrivateUsage] - argparse's own type
        """A new group for words without a name."""
        return self.add_argument_group(self.words(say("positional arguments")))

    def error(self, message: str) -> NoReturn:
        """Complain about the command line.

        Raises:
            UsageError: always (`cli.usage`).
        """
        raise UsageError("cli.usage", complaint(message), say("Run `{prog} --help`.", prog=self.prog))


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is in the reader's language."""

    def __init__(self, prog: str, *, usage: str) -> None:
        super().__init__(prog)
        self._usage = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],  # pyright: ignore[reportPrivateUsage] - argparse's own type
        prefix: str | None = None,
    ) -> None:
        """The first line."""
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


def parse(arguments: Sequence[str], catalogue: Catalogue) -> argparse.Namespace:
    """What was asked for.

    Args:
        arguments: the words after `bonage`.
        catalogue: the language of help and complaints.

    Raises:
        UsageError: the words make no sense (`cli.usage`).
        SystemExit: `--help` or `--version` was answered.
    """
    return _parser(catalogue).parse_args(arguments)


def _parser(catalogue: Catalogue) -> Parser:
    words = catalogue.words
    examples = f"{words(say('examples:'))}\n{_EXAMPLES}"
    parser = Parser(catalogue, "bonage", paragraph(_ABOUT, RESEARCH_NOTICE), examples)
    parser.options.add_argument(
        "--version", action="version", version=f"bonage {__version__}", help=words(say("say the version and exit"))
    )
    parser.options.add_argument(
        LANGUAGE_OPTION,
        dest="spoken",
        choices=LANGUAGES,
        help=words(say("of what people read; else as set or as the system's")),
    )
    parser.set_defaults(files=[], device="auto", data=None, database="")  # without a command the window opens
    commands = parser.add_subparsers(
        title=words(say("commands")), dest="command", metavar="COMMAND", parser_class=Parser
    )
    for name, (about, add_arguments) in _COMMANDS.items():
        described = say("Bonage: {about}.", about=about)
        add_arguments(commands.add_parser(name, help=words(about), catalogue=catalogue, description=described))
    return parser


def _word_of(words: Sequence[str]) -> Callable[[str], str]:
    """Reads one of the words or its first letter, in any case; what is neither is left for `choices` to refuse."""

    def read(text: str) -> str:
        return next((word for word in words if text.lower() in (word, word[0])), text)

    return read


def _add_assess(parser: Parser) -> None:
    words = parser.words
    parser.positionals.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=words(say("radiographs, or folders of them"))
    )
    patient = parser.add_argument_group(words(say("the patient")))
    patient.add_argument(
        "--sex",
        type=_word_of(_SEXES),
        choices=_SEXES,
        help=words(say("of every patient, also M, F; there is no default")),
    )
    patient.add_argument(
        "--hand", type=_word_of(_HANDS), choices=_HANDS, help=words(say("which hand every image shows, also L, R"))
    )
    patient.add_argument("--demographics", type=Path, metavar="CSV", help=words(say("table of file,sex[,birth_date]")))
    output = parser.add_argument_group(words(say("the output")))
    output.add_argument(
        "--format",
        dest="formats",
        action="append",
        choices=_FORMATS,
        help=words(say("default: table; may be repeated with --output, which all but table, json and csv need")),
    )
    output.add_argument(
        "--output", type=Path, metavar="DIR", help=words(say("write a file per image and format there, as <name>.json"))
    )
    output.add_argument(
        "--table", type=Path, metavar="F", help=words(say("write all results into one .csv, .json, .xlsx or .parquet"))
    )
    output.add_argument(
        "--save-overlay", type=Path, metavar="DIR", help=words(say("write two annotated pictures per image there"))
    )
    stages = parser.add_argument_group(words(say("the stages")))
    stages.add_argument(
        "--until", choices=("segment", "detect", "grade"), help=words(say("stop after this stage: no score"))
    )
    stages.add_argument(
        "--mask", type=Path, metavar="F", help=words(say("image that is bright where the hand is, for one PATH"))
    )
    stages.add_argument(
        "--canonical",
        type=Path,
        metavar="F",
        help=words(say("JSON with canonical: turn, mirror, invert as it says; no search")),
    )
    stages.add_argument(
        "--boxes", type=Path, metavar="F", help=words(say("JSON with rois instead of the detected boxes"))
    )
    stages.add_argument(
        "--levels", type=Path, metavar="F", help=words(say("JSON with levels instead of the graded ones"))
    )
    parser.options.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto", help=words(say("where the networks run"))
    )
    parser.options.add_argument("--recursive", action="store_true", help=words(say("look in subfolders too")))
    parser.options.add_argument("--keep", action="store_true", help=words(say("keep the readings, as the window does")))
    add_place(parser)


def _add_score(parser: Parser) -> None:
    words = parser.words
    parser.positionals.add_argument(
        "levels", nargs="*", metavar="BONE=LEVEL", help=words(say("e.g. radius=9 (level) or ulna=L5(2) (label)"))
    )
    parser.options.add_argument("--sex", type=_word_of(_SEXES), choices=_SEXES, required=True)
    parser.options.add_argument("--format", choices=("table", "json"), default="table")


def _add_standards(parser: Parser) -> None:
    words = parser.words
    parser.options.add_argument("--standard", choices=("rus-chn", "tw3"), default="rus-chn")
    parser.options.add_argument(
        "--bone", metavar="BONE", help=words(say("only this bone, with the criterion of every level"))
    )
    parser.options.add_argument(LANGUAGE_OPTION, choices=LANGUAGES, help=words(say("of the criteria")))
    parser.options.add_argument("--format", choices=("table", "json"), default="table")


def _add_models(parser: Parser) -> None:
    words = parser.words
    parser.options.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto", help=words(say("the device to tell about"))
    )


def _add_nothing(parser: Parser) -> None:
    """A command without options of its own."""
    del parser


def _add_open(parser: Parser) -> None:
    words = parser.words
    parser.positionals.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=words(say("radiographs, folders of them or DICOMDIRs"))
    )
    parser.options.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto", help=words(say("where the networks run"))
    )
    add_place(parser)


def _add_anonymize(parser: Parser) -> None:
    words = parser.words
    parser.positionals.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=words(say("DICOM files, or folders of them"))
    )
    parser.options.add_argument(
        "--output", type=Path, metavar="DIR", required=True, help=words(say("write the copies there"))
    )
    parser.options.add_argument(
        "--map",
        type=Path,
        metavar="CSV",
        help=words(say("who is who: write it, and go on with it the next time; keep it apart from the copies")),
    )
    parser.options.add_argument("--recursive", action="store_true", help=words(say("look in subfolders too")))


_COMMANDS = {
    "assess": (say("assess radiographs"), _add_assess),
    "anonymize": (say("de-identified copies of DICOM files"), _add_anonymize),
    "cases": (say("the readings that are kept"), add_cases),
    "case": (say("one kept case as a file"), add_case),
    "report": (say("reports of kept readings as files"), add_report),
    "audit": (say("check that no kept reading was changed"), add_audit),
    "backup": (say("copy the kept readings into one file"), add_backup),
    "restore": (say("put such a copy back"), add_restore),
    "score": (say("score and age from 13 levels, without an image"), _add_score),
    "standards": (say("the tables and curves of the standards"), _add_standards),
    "models": (say("the networks, their weights and figures"), _add_models),
    "doctor": (say("check the installation"), _add_nothing),
    "open": (say("open the review window; so does bonage alone"), _add_open),
}
