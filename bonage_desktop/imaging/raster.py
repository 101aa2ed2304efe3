"""PNG, JPEG, TIFF and BMP files become grey levels.

Pillow reads the header, so that the size is known before anything is decoded, and
decodes once to find out whether the file is whole: how OpenCV treats one that is cut
off differs between its versions, and it never says why it gave up. OpenCV then gives
the grey levels, those of `cv2.imread(path, cv2.IMREAD_GRAYSCALE)` for 8 bits, because
the networks were trained on them.
"""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile

from bonage_desktop.findings.notice import Notice
from bonage_desktop.imaging import refusals
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.sniffing import FileKind
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say

_HEADERS: dict[FileKind, type[ImageFile]] = {
    FileKind.PNG: PngImageFile,
    FileKind.JPEG: JpegImageFile,
    FileKind.TIFF: TiffImageFile,
    FileKind.BMP: BmpImageFile,
}
_GREY_MODES = ("1", "L", "I", "I;16", "I;16B", "I;16L", "F")
_EXIF_ORIENTATION = 0x0112
_TIFF_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0


@dataclass(frozen=True, slots=True, eq=False)
class RasterImage:
    """A picture in grey levels.

    Attributes:
        stored: (H, W) uint8 or uint16.
        pixels: float32 (H, W), stored / 255 or stored / 65535.
        applied: what was done to the file's own values.
        notices: what a reader should know.
    """

    stored: npt.NDArray[np.integer]
    pixels: npt.NDArray[np.float32]
    applied: tuple[str, ...]
    notices: tuple[Notice, ...]


def open_raster(data: bytes, kind: FileKind, path: Path, limits: Limits) -> RasterImage:
    """Read and decode a picture.

    Args:
        data: the whole file.
        kind: PNG, JPEG, TIFF or BMP.
        path: what to call it in an error.
        limits: caps on what its header may declare.

    Raises:
        ImagingError: the file is cut off, too large, holds several pictures, or no grey levels of 8 or 16 bits.
    """
    header = _check_header(data, kind, path, limits)
    stored = _grey_levels(data, path)
    full_scale = np.iinfo(stored.dtype).max
    fractions = np.arange(full_scale + 1) / full_scale
    if header.white_is_zero and stored.dtype == np.uint16:  # of 8 bits, OpenCV has done it already
        fractions = 1.0 - fractions
    pixels = fractions.astype(np.float32)[stored]
    notices: tuple[Notice, ...] = ()
    if stored.dtype == np.uint16 and stored.max() < 2**14:
        narrow = say(
            "The file uses less than a quarter of its 16 bits, so the image is dark: were 12 bits exported as 16?"
        )
        notices = (Notice("imaging.narrow_range", narrow),)
    return RasterImage(stored, pixels, header.applied, notices)


@dataclass(frozen=True, slots=True)
class _Header:
    """What the header says about how the values are to be shown."""

    applied: tuple[str, ...]
    white_is_zero: bool


def _check_header(data: bytes, kind: FileKind, path: Path, limits: Limits) -> _Header:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about oddities of metadata that is not used here
        image = _HEADERS[kind](BytesIO(data))
        columns, rows = image.size
        if columns * rows > limits.max_pixels:
            raise refusals.too_many_pixels(path, columns, rows, limits.max_pixels)
        frames = int(getattr(image, "n_frames", 1))
        if frames > 1:
            raise refusals.multi_frame(path, frames)
        header = _described(image)
        try:
            image.load()
        except OSError as error:
            if "truncated" in str(error).lower():
                raise refusals.truncated(path) from error
            raise
    return header


def _described(image: ImageFile) -> _Header:
    white_is_zero = isinstance(image, TiffImageFile) and image.tag_v2.get(_TIFF_PHOTOMETRIC) == _WHITE_IS_ZERO
    applied: list[str] = []
    if image.mode not in _GREY_MODES:
        applied.append(say("colour to brightness"))
    if white_is_zero:
        applied.append(say("inverted: TIFF WhiteIsZero"))
    if _orientation(image) not in (None, 1):
        applied.append(say("turned as the EXIF orientation says"))
    return _Header(tuple(applied), white_is_zero)


def _orientation(image: ImageFile) -> object:
    try:
        return image.getexif().get(_EXIF_ORIENTATION)
    except (OSError, SyntaxError, ValueError, KeyError, struct.error):
        return None  # malformed metadata turns nothing, in OpenCV neither


def _grey_levels(data: bytes, path: Path) -> npt.NDArray[np.integer]:
    try:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE | cv2.IMREAD_ANYDEPTH)
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise refusals.damaged(path, "cv2.error") from error
    # Where it cannot decode, OpenCV gives None, which its stubs do not say: it becomes an array without dimensions.
    grey = np.asarray(decoded)
    if grey.ndim != 2:
        raise refusals.damaged(path, "cv2.imdecode")
    if grey.dtype.name not in ("uint8", "uint16"):
        raise refusals.unsupported_pixels(
            path, say("has pixels of the type {dtype}, not grey levels", dtype=str(grey.dtype))
        )
    return grey.astype(np.uint8 if grey.dtype == np.uint8 else np.uint16, copy=False)
