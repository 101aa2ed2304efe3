"""The annotated picture as a DICOM Secondary Capture, in the study of its image.

Source: PS3.3 A.8.1 (IOD), C.8.6.1 (SC Equipment).
"""

import io

import numpy as np
from pydicom.uid import SecondaryCaptureImageStorage

from bonage_desktop.reporting.dicom_objects import (
    ObjectKind,
    as_bytes,
    composite,
    image_of,
    reference,
    remarks_of,
    side_of,
)
from bonage_desktop.reporting.overlay import annotated_picture
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.language import Language, load_catalogue

_BITS = 8


def dicom_sc(content: ReportContent, language: Language) -> bytes:
    """The annotated picture as a DICOM file: RGB, 8 bit, not compressed.

    Args:
        content: the reading.
        language: of the words in the picture; the object's own are English.
    """
    pixels = _rgb(annotated_picture(content.radiograph, content.reading, None, load_catalogue(language)))
    dataset = composite(content, ObjectKind.SECONDARY_CAPTURE, SecondaryCaptureImageStorage)
    dataset.ConversionType = "WSD"
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.DerivationDescription = "Regions, levels and bone age drawn on the image"
    dataset.SourceImageSequence = [reference(image_of(content.radiograph))]
    dataset.ImageComments = remarks_of(content)
    dataset.PatientOrientation = ""
    dataset.Laterality = side_of(content.radiograph)
    dataset.BodyPartExamined = "HAND"
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "RGB"
    dataset.BitsAllocated = dataset.BitsStored = _BITS
    dataset.HighBit, dataset.PixelRepresentation = _BITS - 1, 0
    dataset.PixelData = _even(pixels.tobytes())
    dataset["PixelData"].VR = "OB"
    return as_bytes(dataset)


def _rgb(picture: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def _even(content: bytes) -> bytes:
    """Values of DICOM have an even length (PS3.5 7.1)."""
    return content + b"\0" * (len(content) % 2)
