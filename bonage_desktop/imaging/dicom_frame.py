"""The pixels of one DICOM frame, decoded with whichever library can.

python-gdcm, pyjpegls, pylibjpeg-openjpeg, pylibjpeg-rle and Pillow stand behind
pydicom's decoders (docs/decisions/0004-decoders-and-licences.md). One case pydicom
leaves out although GDCM has it: JPEG Extended with 12 bits.
"""

from pathlib import Path

import gdcm
import numpy as np
import numpy.typing as npt
from pydicom.dataset import FileDataset
from pydicom.encaps import get_frame
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID, JPEGExtended12Bit

from bonage_desktop.imaging import refusals
from bonage_desktop.opencv import cv2


def decode(dataset: FileDataset, syntax: UID, path: Path) -> npt.NDArray[np.integer]:
    """The first frame as stored: (H, W) integers, or (H, W, 3) uint8 RGB.

    Raises:
        ImagingError: no library here decodes this transfer syntax, or the frame has not the size that its header
            declares.
    """
    if syntax == JPEGExtended12Bit and dataset.BitsStored > 8:
        frame = _decode_jpeg_of_12_bits(dataset, syntax)
    else:
        frame = _decode_with_pydicom(dataset, syntax, path)
    if frame.shape[:2] != (dataset.Rows, dataset.Columns):
        raise refusals.damaged(path, f"frame of {frame.shape}")
    return frame


def grey(rgb: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """(H, W, 3) uint8 RGB to (H, W) uint8 brightness: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601)."""
    return np.asarray(cv2.cvtColor(rgb.astype(np.uint8), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _decode_with_pydicom(dataset: FileDataset, syntax: UID, path: Path) -> npt.NDArray[np.integer]:
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError:
        raise refusals.unsupported_compression(path, syntax.name) from None
    if not decoder.is_available:
        raise refusals.unsupported_compression(path, syntax.name)
    frame, _ = decoder.as_array(dataset, index=0)
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
