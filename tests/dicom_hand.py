"""A shipped sample as a DX DICOM file."""

from pathlib import Path

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian
from sample_hand import NAME, SAMPLES

from bonage_desktop.opencv import cv2

INVENTED_UID = "1.2.826.0.1.3680043.8.498.1"


def write_dicom(path: Path, sample: str = NAME, **tags: str) -> Path:
    """The sample's pixels, 8 bit MONOCHROME2, with invented identifiers and these tags."""
    pixels = cv2.imread(str(SAMPLES / sample), cv2.IMREAD_GRAYSCALE)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = f"{INVENTED_UID}.1"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = Dataset()
    dataset.file_meta = meta
    dataset.SOPClassUID, dataset.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = f"{INVENTED_UID}.2", f"{INVENTED_UID}.3"
    dataset.Modality, dataset.BodyPartExamined = "DX", "HAND"
    dataset.PatientName, dataset.PatientID = "SAMPLE^Child", "SAMPLE-0001"
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 8, 8, 7, 0
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.PixelData = pixels.tobytes()
    for keyword, value in tags.items():
        setattr(dataset, keyword, value)
    pydicom.dcmwrite(path, dataset, enforce_file_format=True)
    return path
