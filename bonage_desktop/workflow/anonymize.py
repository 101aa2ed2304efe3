"""De-identified copies of DICOM files, one after the other; a file that cannot be one is told and passed over."""

import hashlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.exchange.corner_text import has_corner_text
from bonage_desktop.exchange.deidentify import deidentified, patient_of
from bonage_desktop.exchange.pseudonyms import PseudonymMap
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.sentences import say
from bonage_desktop.workflow.errors import WorkflowError


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that has a de-identified copy.

    Attributes:
        file: as it was given.
        copy: where the copy lies.
        has_text: text seems to be part of the picture; it was left as it is.
    """

    file: Path
    copy: Path
    has_text: bool


@dataclass(frozen=True, slots=True)
class NotCopied:
    """A file without a copy, and why."""

    file: Path
    error: BonageError


def anonymize_files(files: Sequence[Path], folder: Path, pseudonyms: PseudonymMap) -> Generator[Copied | NotCopied]:
    """Write a copy of each file. Each is decoded first, in the decoders' child: only sound files are opened here.

    Args:
        files: DICOM files; pictures have no tags to take out and are refused.
        folder: where the copies go, under names that say nothing.
        pseudonyms: known ones, and where new ones are noted.
    """
    with Decoder() as decoder:
        for file in files:
            try:
                yield _copied(file, decoder.read(file), folder, pseudonyms)
            except BonageError as error:
                yield NotCopied(file, error)


def _copied(file: Path, radiograph: Radiograph, folder: Path, pseudonyms: PseudonymMap) -> Copied:
    if radiograph.provenance.format != "DICOM":
        raise WorkflowError(
            "workflow.no_tags",
            say("{file} is no DICOM file: it has no tags that could be taken out.", file=file),
            say("Look at the picture and at its name yourself."),
        )
    data = _unchanged(file, radiograph.provenance.sha256)
    patient = patient_of(data) or f"sha256:{radiograph.provenance.sha256}"
    made = deidentified(data, pseudonyms.of(patient))
    write_whole(folder / made.name, made.content)
    return Copied(file, folder / made.name, has_corner_text(radiograph.pixels))


def _unchanged(file: Path, sha256: str) -> bytes:
    """The bytes that were decoded.

    Raises:
        WorkflowError: they are no longer there (`workflow.changed_meanwhile`).
    """
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise WorkflowError(
            "workflow.changed_meanwhile",
            say("{file} changed while it was read.", file=file),
            say("Run the command again."),
        )
    return data
