"""Small images made on the spot, and the two ways to read them: here, and in the limited child."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.decode import decode
from bonage_desktop.imaging.limits import DEFAULT_LIMITS
from bonage_desktop.imaging.read import Decoder

DicomWriter = Callable[..., Path]


def radiograph_data_set(stored: np.ndarray, bits: int, **attributes: object) -> Dataset:
    """A complete, plain DX data set around grey levels; `attributes` replace or, with None, remove elements."""
    dataset = Dataset()
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = "2.25.1"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "2.25.2", "2.25.3"
    dataset.Modality = "DX"
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName, dataset.PatientID, dataset.PatientSex = "SAMPLE^Child", "S1", "F"
    dataset.PatientBirthDate, dataset.StudyDate = "20100301", "20200301"
    dataset.ImageLaterality = "L"
    dataset.ImagerPixelSpacing = [0.15, 0.15]
    dataset.Rows, dataset.Columns = stored.shape[:2]
    dataset.SamplesPerPixel = 1 if stored.ndim == 2 else 3
    if stored.ndim == 3:
        dataset.PlanarConfiguration = 0
    dataset.PhotometricInterpretation = "MONOCHROME2" if stored.ndim == 2 else "RGB"
    dataset.BitsAllocated = stored.dtype.itemsize * 8
    dataset.BitsStored, dataset.HighBit = bits, bits - 1
    dataset.PixelRepresentation = int(stored.dtype.kind == "i")
    dataset.PixelData = stored.tobytes()
    dataset["PixelData"].VR = "OB" if stored.dtype.itemsize == 1 else "OW"
    for keyword, value in attributes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


def save(dataset: Dataset, path: Path, syntax: str = ExplicitVRLittleEndian) -> Path:
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "1.2")
    dataset.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    dataset.save_as(path, enforce_file_format=True)
    return path


@pytest.fixture
def ramp() -> np.ndarray:
    """64 × 48 of 12 bits in which every row and column differs."""
    return (np.arange(64 * 48, dtype=np.uint16).reshape(64, 48) * 4 // 3).astype(np.uint16)


@pytest.fixture
def write_dicom(tmp_path: Path, ramp: np.ndarray) -> DicomWriter:
    """Writes a DICOM file: the ramp, unless told otherwise."""

    def write(
        stored: np.ndarray | None = None,
        bits: int = 12,
        name: str = "hand.dcm",
        syntax: str = ExplicitVRLittleEndian,
        **attributes: object,
    ) -> Path:
        dataset = radiograph_data_set(ramp if stored is None else stored, bits, **attributes)
        return save(dataset, tmp_path / name, syntax)

    return write


@pytest.fixture
def read_here() -> Callable[[Path], Radiograph]:
    """Decodes in this process: no limits of time and memory, and coverage sees it."""
    return lambda path: decode(path, DEFAULT_LIMITS)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The real thing, with its child process."""
    with Decoder() as running:
        yield running
