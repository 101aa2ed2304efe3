"""A path becomes a Radiograph, in the process that calls this: the child of `read.Decoder`.

This is the edge to parsers of other people, which raise whatever they meet on a
damaged file; nothing but an ImagingError leaves it.
"""

import hashlib
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import FactSource, Identifiers, Provenance, Radiograph
from bonage_desktop.imaging import refusals
from bonage_desktop.imaging.dicom_file import DicomImage, open_dicom
from bonage_desktop.imaging.dicom_pixels import Shown, shown
from bonage_desktop.imaging.dicom_tags import facts_of
from bonage_desktop.imaging.dicom_values import text, whole
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.raster import open_raster
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.sniffing import HEAD_BYTES, FileKind, kind_of, looks_like_bare_data_set
from bonage_desktop.sentences import say
from bonage_desktop.system_errors import reason_of

_NOBODY = Identifiers("", "", "", "", "", "", "", "")


def decode(path: Path, limits: Limits, today: Callable[[], date] = date.today) -> Radiograph:
    """Read one file.

    Args:
        path: DICOM, PNG, JPEG, TIFF or BMP; its name does not matter. Never changed.
        limits: caps on its size; time and memory are the business of the process around this.
        today: gives the day on which it is read.

    Raises:
        ImagingError: it is not one radiograph; the error says why.
    """
    try:
        data = _bytes_of(path, limits)
        kind = kind_of(data[:HEAD_BYTES])
        if kind is None and looks_like_bare_data_set(data):
            raise refusals.dicom_without_header(path)
        if kind is None:
            raise refusals.not_an_image(path)
        return _dicom(data, path, limits, today()) if kind is FileKind.DICOM else _raster(data, kind, path, limits)
    except ImagingError:
        raise
    except MemoryError as error:
        raise refusals.too_much_memory(path, limits.memory_bytes) from error
    except RecursionError as error:
        raise refusals.nested_too_deep(path, limits.max_nesting) from error
    except Exception as error:
        raise refusals.damaged(path, type(error).__name__) from error


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refusals.not_a_file(path)
        if status.st_size > limits.max_file_bytes:
            raise refusals.file_too_large(path, status.st_size, limits.max_file_bytes)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refusals.missing_file(path) from error
    except OSError as error:
        raise refusals.no_permission(path, reason_of(error)) from error
    if not data:
        raise refusals.empty_file(path)
    return data


def _dicom(data: bytes, path: Path, limits: Limits, today: date) -> Radiograph:
    image = open_dicom(data, path, limits)
    display = _brightness(image) if image.is_colour else shown(image.stored, image.dataset)
    facts = facts_of(image.dataset, today)
    return Radiograph(
        pixels=display.pixels,
        stored=image.stored,
        spacing=facts.spacing,
        laterality=facts.laterality,
        laterality_source=facts.laterality_source,
        view=facts.view,
        sex=facts.sex,
        sex_source=facts.sex_source,
        birth_date=facts.dates.birth,
        study_date=facts.dates.study,
        age=facts.dates.age,
        identifiers=facts.identifiers,
        provenance=Provenance(
            file=path,
            sha256=hashlib.sha256(data).hexdigest(),
            format=FileKind.DICOM,
            transfer_syntax=image.transfer_syntax,
            photometric=text(image.dataset, "PhotometricInterpretation"),
            bits_stored=whole(image.dataset, "BitsStored") or 8,
            windows=display.windows,
            applied=display.applied,
        ),
        notices=(*facts.notices, *image.notices, *display.notices),
    )


def _brightness(image: DicomImage) -> Shown:
    """A colour image has no modality or VOI transformation: its brightness is shown as it is."""
    fractions = (np.arange(256) / 255).astype(np.float32)
    return Shown(fractions[image.stored], (), (say("colour to brightness"),), ())


def _raster(data: bytes, kind: FileKind, path: Path, limits: Limits) -> Radiograph:
    image = open_raster(data, kind, path, limits)
    silent = Notice(
        "imaging.no_patient_facts",
        say("A {kind} file says nothing about sex, age, side or pixel size.", kind=kind),
    )
    return Radiograph(
        pixels=image.pixels,
        stored=image.stored,
        spacing=None,
        laterality=None,
        laterality_source=FactSource.UNKNOWN,
        view="",
        sex=None,
        sex_source=FactSource.UNKNOWN,
        birth_date=None,
        study_date=None,
        age=None,
        identifiers=_NOBODY,
        provenance=Provenance(
            file=path,
            sha256=hashlib.sha256(data).hexdigest(),
            format=kind,
            transfer_syntax="",
            photometric="",
            bits_stored=image.stored.dtype.itemsize * 8,
            windows=(),
            applied=image.applied,
        ),
        notices=(silent, *image.notices),
    )
