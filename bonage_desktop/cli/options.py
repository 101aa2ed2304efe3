"""What `bonage assess` was asked for, as values."""

from argparse import Namespace
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.imaging.discover import Recursion
from bonage_desktop.sentences import say
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.device import DeviceChoice


class OutputFormat(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


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
        pictures: folder of annotated pictures, or None.
        until: last stage, or None for score and age.
        mask: image file of the palm, or None.
        boxes: JSON file with boxes, or None.
        canonical: JSON file with how to turn, mirror and invert the images, or None.
        levels: JSON file with levels, or None.
        device: where the networks run.
    """

    paths: tuple[Path, ...]
    recursion: Recursion
    sex: Sex | None
    hand: Laterality | None
    demographics: Path | None
    on_screen: OutputFormat
    in_files: tuple[OutputFormat, ...]
    output: Path | None
    pictures: Path | None
    until: Stage | None
    mask: Path | None
    boxes: Path | None
    canonical: Path | None
    levels: Path | None
    device: DeviceChoice


def assess_options(arguments: Namespace) -> AssessOptions:
    """The options as values.

    Raises:
        UsageError: several formats without a folder for them (`cli.one_format_on_screen`).
    """
    formats = tuple(dict.fromkeys(OutputFormat(name) for name in arguments.formats or ()))
    if arguments.output is None and len(formats) > 1:
        raise UsageError(
            "cli.one_format_on_screen",
            say("Only one format fits on standard output."),
            say("Add --output DIR, or give one --format."),
        )
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
        pictures=arguments.save_overlay,
        until=Stage(arguments.until) if arguments.until else None,
        mask=arguments.mask,
        boxes=arguments.boxes,
        canonical=arguments.canonical,
        levels=arguments.levels,
        device=DeviceChoice(arguments.device),
    )
