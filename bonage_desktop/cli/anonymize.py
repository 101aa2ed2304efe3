"""`bonage anonymize`: de-identified copies of DICOM files."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.folders import refuse_to_replace
from bonage_desktop.cli.screen import Screen
from bonage_desktop.exchange.pseudonyms import PseudonymMap, map_unusable
from bonage_desktop.imaging.discover import Recursion
from bonage_desktop.reporting.files import try_folder, write_whole
from bonage_desktop.sentences import say
from bonage_desktop.workflow.anonymize import Copied, NotCopied, anonymize_files
from bonage_desktop.workflow.assess import find_inputs


def anonymize(asked: Namespace, screen: Screen) -> int:
    """Write the copies, and the map where one was asked for.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0 when every file has a copy, else 1.

    Raises:
        UsageError: the map would lie beside the copies (`cli.map_beside_copies`) or replace a file.
        ExchangeError: the map is none (`exchange.map_unusable`).
        OutputError: folder or map cannot be written.
    """
    inputs = find_inputs(asked.paths, Recursion.SUBFOLDERS if asked.recursive else Recursion.THIS_FOLDER)
    files = [entry for entry in inputs if isinstance(entry, Path)]
    _check_map(asked.map, asked.output, files)
    pseudonyms = _known(asked.map)
    try_folder(asked.output)
    refused = [entry for entry in inputs if not isinstance(entry, Path)]
    for entry in refused:
        screen.complain(entry.error, str(entry.file))
    outcomes = [_told(outcome, screen) for outcome in anonymize_files(files, asked.output, pseudonyms)]
    if asked.map is not None:
        write_whole(asked.map, pseudonyms.as_csv().encode())
    failed = len(refused) + outcomes.count(False)
    screen.tell(say("{copies} copied, {failed} failed.", copies=outcomes.count(True), failed=failed))
    return 1 if failed else 0


def _told(outcome: Copied | NotCopied, screen: Screen) -> bool:
    """Whether there is a copy; what has to be said of it is said."""
    if isinstance(outcome, NotCopied):
        screen.complain(outcome.error, str(outcome.file))
        return False
    if outcome.has_text:
        screen.tell(
            say(
                "{file}: text seems to be part of the picture. It was not taken out: look at {copy}.",
                file=outcome.file,
                copy=outcome.copy,
            )
        )
    return True


def _check_map(file: Path | None, output: Path, inputs: Sequence[Path]) -> None:
    if file is None:
        return
    refuse_to_replace([file], inputs)
    if output.resolve() in file.resolve().parents:
        raise UsageError(
            "cli.map_beside_copies",
            say("The map leads back to the patients and may not lie among the copies."),
            say("Give --map a file in another folder."),
        )


def _known(file: Path | None) -> PseudonymMap:
    if file is None or not file.exists():
        return PseudonymMap()
    try:
        return PseudonymMap.from_csv(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise map_unusable() from error
