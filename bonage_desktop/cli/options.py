"""What `bonage assess` was asked for, as values."""

from argparse import Namespace
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.imaging.discover import Recursion
from bonage_desktop.records.location import Location
from bonage_desktop.sentences import say
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.device import DeviceChoice


class OutputFormat(StrEnum):
    """How results are written; the names of reports are those of `reporting.formats`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    PDF = "pdf"
    SR = "sr"
    SC = "sc"
    ENCAPSULATED_PDF = "encapsulated-pdf"
    FHIR = "fhir"


ON_SCREEN = (OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.CSV)
"""What standard output can show; the others are files."""
REPORTS = (OutputFormat.PDF, OutputFormat.SR, OutputFormat.SC, OutputFormat.ENCAPSULATED_PDF, OutputFormat.FHIR)
"""What tells of a bone age, and so needs one."""
_TABLES = {
    f".{name.value}": name for name in (OutputFormat.CSV, OutputFormat.JSON, OutputFormat.XLSX, OutputFormat.PARQUET)
}


@dataclass(frozen=True, slots=True)
class AssessOptions:
    """The options of `bonage assess`; docs/cli.md explains each.

    Attributes:
        paths: images and folders.
        recursion: whether subfolders are searched.
        sex: of every patient, or None.
        hand: shown by every image, or None.
        demographics: table of sexes and birth dates, or None.
        on_screen: format on standard output.
        in_files: formats of the files in `output`.
        output: folder of one file per image and format, or None.
        table: file with the results of all images, or None.
        pictures: folder of annotated pictures, or None.
        until: last stage, or None for score and age.
        mask: image file of the palm, or None.
        boxes: JSON file with boxes, or None.
        canonical: JSON file with how to turn, mirror and invert the images, or None.
        levels: JSON file with levels, or None.
        device: where the networks run.
        kept_at: where the readings are kept, or None.
    """

    paths: tuple[Path, ...]
    recursion: Recursion
    sex: Sex | None
    hand: Laterality | None
    demographics: Path | None
    on_screen: OutputFormat
    in_files: tuple[OutputFormat, ...]
    output: Path | None
    table: Path | None
    pictures: Path | None
    until: Stage | None
    mask: Path | None
    boxes: Path | None
    canonical: Path | None
    levels: Path | None
    device: DeviceChoice
    kept_at: Location | None


def assess_options(arguments: Namespace) -> AssessOptions:
    """The options as values.

    Raises:
        UsageError: several formats without a folder for them (`cli.one_format_on_screen`), one that is a file
            without a folder (`cli.format_needs_folder`), a report of what has no bone age
            (`cli.report_needs_age`), or a table whose name does not say its format (`cli.table_format`).
    """
    formats = tuple(dict.fromkeys(OutputFormat(name) for name in arguments.formats or ()))
    _check_formats(formats, arguments)
    files = tuple(name for name in formats if name is not OutputFormat.TABLE) or (OutputFormat.JSON,)
    return AssessOptions(
        paths=tuple(arguments.paths),
        recursion=Recursion.SUBFOLDERS if arguments.recursive else Recursion.THIS_FOLDER,
        sex=Sex(arguments.sex) if arguments.sex else None,
        hand=Laterality(arguments.hand) if arguments.hand else None,
        demographics=arguments.demographics,
        on_screen=OutputFormat.TABLE if arguments.output or not formats else formats[0],
        in_files=files if arguments.output else (),
        output=arguments.output,
        table=arguments.table,
        pictures=arguments.save_overlay,
        until=Stage(arguments.until) if arguments.until else None,
        mask=arguments.mask,
        boxes=arguments.boxes,
        canonical=arguments.canonical,
        levels=arguments.levels,
        device=DeviceChoice(arguments.device),
        kept_at=place_of(arguments) if arguments.keep else None,
    )


def table_format(file: Path) -> OutputFormat:
    """What the suffix of a table says: CSV, JSON, XLSX or Parquet.

    Raises:
        UsageError: it says nothing of these (`cli.table_format`).
    """
    found = _TABLES.get(file.suffix.lower())
    if found is None:
        raise UsageError(
            "cli.table_format",
            say("{file} does not say which table it is to be.", file=file),
            say("Let its name end in .csv, .json, .xlsx or .parquet."),
        )
    return found


def _check_formats(formats: tuple[OutputFormat, ...], arguments: Namespace) -> None:
    if arguments.table is not None:
        table_format(arguments.table)
    files = [name for name in formats if name not in ON_SCREEN]
    if arguments.output is None and files:
        raise UsageError(
            "cli.format_needs_folder",
            say("--format {format} is a file and needs a folder.", format=files[0].value),
            say("Add --output DIR."),
        )
    if arguments.output is None and len(formats) > 1:
        raise UsageError(
            "cli.one_format_on_screen",
            say("Only one format fits on standard output."),
            say("Add --output DIR, or give one --format."),
        )
    reports = [name for name in formats if name in REPORTS]
    if arguments.until is not None and reports:
        raise UsageError(
            "cli.report_needs_age",
            say("--format {format} tells of a bone age, and with --until there is none.", format=reports[0].value),
            say("Leave out --until, or use --format json."),
        )
