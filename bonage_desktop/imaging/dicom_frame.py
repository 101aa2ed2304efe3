"""The pixels of one DICOM frame, decoded with the one library that is trusted with its compression.

The choice is explained in docs/decisions/0004-decoders-and-licences.md. One case pydicom
leaves out although GDCM has it: JPEG Extended with 12 bits.
"""

from pathlib import Path

import gdcm
import numpy as np
import numpy.typing as npt
from pydicom.dataset import FileDataset
from pydicom.encaps import get_frame
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import (
    UID,
    JPEG2000TransferSyntaxes,
    JPEGExtended12Bit,
    JPEGLSTransferSyntaxes,
    JPEGTransferSyntaxes,
    RLETransferSyntaxes,
)

from bonage_desktop.imaging import refusals
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say

_JPEG_START, _J2K_START = b"\xff\xd8", b"\xff\x4f\xff\x51"
_FILL = 0xFF
_JPEG_FRAMES = {*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC}
_PLUGINS: dict[UID, str] = {
    **dict.fromkeys(JPEGTransferSyntaxes, "gdcm"),
    **dict.fromkeys(JPEGLSTransferSyntaxes, "pyjpegls"),
    **dict.fromkeys((*JPEG2000TransferSyntaxes, *RLETransferSyntaxes), "pylibjpeg"),
}


def decode(dataset: FileDataset, syntax: UID, path: Path) -> npt.NDArray[np.integer]:
    """The first frame as stored: (H, W) integers, or (H, W, 3) uint8 RGB.

    Raises:
        ImagingError: no library here decodes this transfer syntax, or the compressed image has not the size that
            Rows and Columns declare.
    """
    if syntax.is_encapsulated:
        size = size_of_codestream(get_frame(dataset.PixelData, 0, number_of_frames=1))
        if size not in (None, (dataset.Columns, dataset.Rows)):
            raise refusals.damaged(path, say("size of the compressed image"))
    if syntax == JPEGExtended12Bit and dataset.BitsStored > 8:
        return _decode_jpeg_of_12_bits(dataset, syntax)
    return _decode_with_pydicom(dataset, syntax, path)


def size_of_codestream(codestream: bytes) -> tuple[int, int] | None:
    """Columns and rows that a JPEG, JPEG-LS or JPEG 2000 codestream itself declares; None where it does not say.

    Decoders reserve memory by these numbers, whatever the DICOM header says.

    Source: ISO/IEC 10918-1 B.2.2 (SOF), 14495-1 C.2.2 (SOF55), 15444-1 A.5.1 (SIZ).
    """
    if (at := codestream.find(_J2K_START)) >= 0 and not codestream.startswith(_JPEG_START):
        right, bottom, left, top = (
            int.from_bytes(codestream[at + 8 + 4 * i : at + 12 + 4 * i], "big") for i in range(4)
        )
        return right - left, bottom - top
    position = len(_JPEG_START)
    while codestream.startswith(_JPEG_START) and len(codestream) - position > 9:
        marker, length = codestream[position + 1], int.from_bytes(codestream[position + 2 : position + 4], "big")
        if marker in _JPEG_FRAMES:
            rows, columns = (int.from_bytes(codestream[position + at : position + at + 2], "big") for at in (5, 7))
            return (columns, rows) if rows else None
        position += 1 if marker == _FILL else 2 + length
    return None


def grey(rgb: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """(H, W, 3) uint8 RGB to (H, W) uint8 brightness: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601)."""
    return np.asarray(cv2.cvtColor(rgb.astype(np.uint8), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _decode_with_pydicom(dataset: FileDataset, syntax: UID, path: Path) -> npt.NDArray[np.integer]:
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError:
        raise refusals.unsupported_compression(path, syntax.name) from None
    plugin = _PLUGINS.get(syntax, "")
    if syntax.is_compressed and plugin not in decoder.available_plugins:
        raise refusals.unsupported_compression(path, syntax.name)
    frame, _ = decoder.as_array(dataset, index=0, decoding_plugin=plugin)
    return frame


def _decode_jpeg_of_12_bits(dataset: FileDataset, syntax: UID) -> npt.NDArray[np.integer]:
    """What pydicom's GDCM plugin does, without its refusal of 12 bits (held against dcmtk in the tests)."""
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(get_frame(dataset.PixelData, 0, number_of_frames=1))
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((dataset.Columns, dataset.Rows, 1))
    image.SetDataElement(element)
    photometric = gdcm.PhotometricInterpretation.GetPIType("MONOCHROME2")
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(photometric))
    image.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.GetTSType(str(syntax))))
    bits = dataset.BitsStored
    image.SetPixelFormat(gdcm.PixelFormat(1, 16, bits, bits - 1, dataset.PixelRepresentation))
    # SWIG hands the bytes out as text; this is the way back.
    buffer = image.GetBuffer().encode("utf-8", "surrogateescape")
    order = np.int16 if dataset.PixelRepresentation else np.uint16
    return np.frombuffer(buffer, order).reshape(dataset.Rows, dataset.Columns)
