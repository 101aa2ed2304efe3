"""A DICOM file becomes stored pixel values and a data set, or is refused with the reason.

All that can be checked without decoding is checked before. The file must have File
Meta Information: a bare data set is refused, because its encoding would be a guess.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import FileDataset
from pydicom.filereader import read_partial
from pydicom.uid import UID, MediaStorageDirectoryStorage

from bonage_desktop.findings.notice import Notice
from bonage_desktop.imaging import dicom_frame, refusals
from bonage_desktop.imaging.dicom_structure import survey
from bonage_desktop.imaging.dicom_values import text, whole
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.sniffing import HEAD_BYTES, has_dicom_prefix
from bonage_desktop.sentences import say

_PREAMBLE = bytes(128) + b"DICM"
_GREY = ("MONOCHROME1", "MONOCHROME2")
_COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
_FLOAT_PIXELS = ("FloatPixelData", "DoubleFloatPixelData")


@dataclass(frozen=True, slots=True, eq=False)
class DicomImage:
    """A DICOM image with its pixels as stored.

    Attributes:
        dataset: everything that the file says.
        stored: (H, W) uint8, uint16, int8 or int16; a colour image is already turned into grey levels.
        transfer_syntax: UID.
        is_colour: the file has three samples a pixel.
        notices: what was done that a reader should know.
    """

    dataset: FileDataset
    stored: npt.NDArray[np.integer]
    transfer_syntax: str
    is_colour: bool
    notices: tuple[Notice, ...]


def open_dicom(data: bytes, path: Path, limits: Limits) -> DicomImage:
    """Read and decode a DICOM file.

    Args:
        data: the whole file, which begins with a preamble or with File Meta Information.
        path: what to call it in an error.
        limits: caps on what its headers may declare.

    Raises:
        ImagingError: the file is no single grey-level image, is cut off, or exceeds a limit.
    """
    syntax = _check_structure(data, path, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's warnings repeat values of the file: patient data
        dataset = read_partial(BytesIO(data if has_dicom_prefix(data[:HEAD_BYTES]) else _PREAMBLE + data))
        _check_is_image(dataset, path)
        _check_pixel_format(dataset, path)
        _check_size(dataset, syntax, path, limits)
        frame = dicom_frame.decode(dataset, syntax, path)
    is_colour = frame.ndim == 3
    notices: tuple[Notice, ...] = ()
    if is_colour:
        frame = dicom_frame.grey(frame)
        notices = (Notice("imaging.colour_converted", say("The image is in colour; its brightness is used.")),)
    return DicomImage(dataset, frame, str(syntax), is_colour, notices)


def _check_structure(data: bytes, path: Path, limits: Limits) -> UID:
    skeleton = survey(data, limits.max_file_bytes, limits.max_nesting)
    if skeleton.storage_class == MediaStorageDirectoryStorage:
        raise refusals.dicomdir(path)
    if skeleton.inflated_bytes > limits.max_file_bytes:
        raise refusals.file_too_large(path, skeleton.inflated_bytes, limits.max_file_bytes)
    if skeleton.deepest > limits.max_nesting:
        raise refusals.nested_too_deep(path, limits.max_nesting)
    if skeleton.truncated:
        raise refusals.truncated(path)
    if not skeleton.transfer_syntax:
        raise refusals.no_transfer_syntax(path)
    return UID(skeleton.transfer_syntax)


def _check_is_image(dataset: FileDataset, path: Path) -> None:
    kind = UID(text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID"))
    if any(keyword in dataset for keyword in _FLOAT_PIXELS):
        raise refusals.unsupported_pixels(path, say("has floating-point pixels, not grey levels"))
    if "PixelData" not in dataset:
        raise refusals.no_pixel_data(path, kind.name if kind.type else say("a DICOM object of unknown kind"))
    frames = whole(dataset, "NumberOfFrames") if "NumberOfFrames" in dataset else 1
    if frames is not None and frames > 1:
        raise refusals.multi_frame(path, frames)


def _check_pixel_format(dataset: FileDataset, path: Path) -> None:
    photometric, samples = text(dataset, "PhotometricInterpretation"), whole(dataset, "SamplesPerPixel")
    allocated, stored = whole(dataset, "BitsAllocated"), whole(dataset, "BitsStored")
    if not (photometric in _GREY and samples == 1) and not (photometric in _COLOUR and samples == 3):
        raise refusals.unsupported_pixels(
            path, say("has {kind} pixels, not grey levels", kind=photometric or say("unnamed"))
        )
    if allocated not in (8, 16) or stored is None or not 8 <= stored <= allocated:
        raise refusals.unsupported_pixels(
            path, say("has pixels of {stored} bits in {allocated}", stored=stored or 0, allocated=allocated or 0)
        )
    if samples == 3 and allocated != 8:
        raise refusals.unsupported_pixels(path, say("is in colour with 16 bits a channel"))
    if whole(dataset, "HighBit") not in (None, stored - 1):
        raise refusals.unsupported_pixels(path, say("does not store its pixels in the lowest bits"))
    if whole(dataset, "PixelRepresentation") not in (0, 1):
        raise refusals.unsupported_pixels(path, say("does not say whether its pixels are signed"))


def _check_size(dataset: FileDataset, syntax: UID, path: Path, limits: Limits) -> None:
    rows, columns = whole(dataset, "Rows") or 0, whole(dataset, "Columns") or 0
    if rows < 1 or columns < 1:
        raise refusals.unsupported_pixels(path, say("declares an image without rows or columns"))
    if rows * columns > limits.max_pixels:
        raise refusals.too_many_pixels(path, columns, rows, limits.max_pixels)
    samples, bits = whole(dataset, "SamplesPerPixel") or 1, whole(dataset, "BitsAllocated") or 8
    if text(dataset, "PhotometricInterpretation") == "YBR_FULL_422":
        samples = 2  # two of four chroma samples are left out
    if not syntax.is_compressed and len(dataset.PixelData) < rows * columns * samples * bits // 8:
        raise refusals.truncated(path)
