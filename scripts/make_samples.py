"""Make a DX DICOM file of each sample picture: invented patients around population averages.

    python scripts/make_samples.py                       the two that are shipped, into resources/samples
    python scripts/make_samples.py --all --output DIR    one of each picture, into DIR

The same bytes at every run: UIDs are hashes of names, dates are fixed. Grey level g of the
picture is stored as 4000 + 8 g in 14 bits, and the window undoes it exactly.
"""

import argparse
import tempfile
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import gdcm
import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, get_frame
from pydicom.filereader import read_partial
from pydicom.pixels.encoders.base import get_encoder
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
)

from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2

PICTURES = resources_dir() / "samples"
STUDY_DATE = date(2026, 1, 15)
NAMESPACE = uuid.UUID("6b0fa6c5-8d0f-5a5c-9a2e-1d7f8f0f6a51")  # made for this script
BITS = 14
BLACK, STEP = 4000, 8
WHITE = BLACK + 255 * STEP
NOTE = "Population average, computed from many hands: no patient. Research use only."


@dataclass(frozen=True, slots=True)
class Sample:
    """One file to make.

    Attributes:
        picture: stem of the PNG in resources/samples.
        name: invented person name.
        character_set: DICOM term that the name is written in.
        sex: M or F.
        months: age at the study.
        photometric: MONOCHROME1 or MONOCHROME2.
        syntax: transfer syntax.
        is_shipped: whether it lies in resources/samples.
    """

    picture: str
    name: str
    character_set: str
    sex: str
    months: int
    photometric: str
    syntax: UID
    is_shipped: bool


SAMPLES = (
    Sample("female_95", "SAMPLE^Girl", "ISO_IR 100", "F", 95, "MONOCHROME1", JPEGLosslessSV1, is_shipped=True),
    Sample(
        "female_120", "SAMPLE^Sister", "ISO_IR 192", "F", 120, "MONOCHROME2", ExplicitVRLittleEndian, is_shipped=False
    ),
    Sample(
        "male_120", "SAMPLE^Xiaoming=样本^小明", "GB18030", "M", 120, "MONOCHROME2", JPEG2000Lossless, is_shipped=True
    ),
    Sample("male_150", "SAMPLE^Brother", "ISO_IR 100", "M", 150, "MONOCHROME1", JPEGLSLossless, is_shipped=False),
)


def uid(*names: str) -> str:
    """A UID under 2.25 (PS3.5 B.2) that is the same at every run."""
    return f"2.25.{uuid.uuid5(NAMESPACE, '/'.join(names)).int}"


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def data_set(sample: Sample, grey: npt.NDArray[np.uint8]) -> Dataset:
    """The DX object with its pixels still uncompressed (PS3.3 A.26)."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = sample.character_set
    _describe_patient_and_study(dataset, sample)
    _describe_equipment_and_acquisition(dataset)
    _describe_image(dataset, sample, grey)
    return dataset


def _describe_patient_and_study(dataset: Dataset, sample: Sample) -> None:
    dataset.PatientName = sample.name
    dataset.PatientID = f"SAMPLE-{sample.picture}"
    dataset.PatientSex = sample.sex
    dataset.PatientAge = f"{sample.months:03}M"
    dataset.PatientBirthDate = f"{_months_before(STUDY_DATE, sample.months):%Y%m%d}"
    dataset.PatientComments = NOTE
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = uid("study", sample.picture), uid("series", sample.picture)
    dataset.StudyID, dataset.AccessionNumber = "1", f"S-{sample.months}"
    dataset.StudyDescription = "Bone age, left hand"
    dataset.StudyDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = f"{STUDY_DATE:%Y%m%d}"
    dataset.StudyTime = dataset.SeriesTime = dataset.AcquisitionTime = dataset.ContentTime = "120000"
    dataset.ReferringPhysicianName = ""


def _describe_equipment_and_acquisition(dataset: Dataset) -> None:
    dataset.Modality = "DX"
    dataset.SeriesNumber = dataset.InstanceNumber = dataset.AcquisitionNumber = "1"
    dataset.PresentationIntentType = "FOR PRESENTATION"
    dataset.Manufacturer = "bonage_desktop"
    dataset.InstitutionName = "SAMPLE"
    dataset.BodyPartExamined = "HAND"
    dataset.ImageLaterality = "L"
    dataset.AnatomicRegionSequence = Sequence([code("85562004", "SCT", "Hand")])
    dataset.ViewPosition = "PA"
    view = code("272479007", "SCT", "postero-anterior")
    view.ViewModifierCodeSequence = Sequence([])
    dataset.ViewCodeSequence = Sequence([view])
    dataset.PatientOrientation = ["R", "F"]
    dataset.DetectorType, dataset.PositionerType = "DIRECT", "NONE"
    dataset.ImagerPixelSpacing = [0.18, 0.18]
    dataset.AcquisitionContextSequence = Sequence([])


def _describe_image(dataset: Dataset, sample: Sample, grey: npt.NDArray[np.uint8]) -> None:
    is_inverted = sample.photometric == "MONOCHROME1"
    stored = BLACK + STEP * (255 - grey if is_inverted else grey).astype(np.uint16)
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = uid("image", sample.picture)
    dataset.ImageType = ["DERIVED", "PRIMARY", ""]
    dataset.ImageComments = dataset.DerivationDescription = NOTE
    dataset.BurnedInAnnotation, dataset.LossyImageCompression = "NO", "00"
    dataset.Rows, dataset.Columns = grey.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, sample.photometric
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, BITS, BITS - 1, 0
    dataset.PixelIntensityRelationship = "LOG"
    dataset.PixelIntensityRelationshipSign = 1 if is_inverted else -1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "0", "1", "US"
    # LINEAR maps BLACK to 0 and WHITE to 1 with these (PS3.3 C.11.2.1.2.1).
    dataset.WindowCenter, dataset.WindowWidth = (BLACK + WHITE + 1) / 2, WHITE - BLACK + 1
    dataset.WindowCenterWidthExplanation = "BONE"
    dataset.PresentationLUTShape = "INVERSE" if is_inverted else "IDENTITY"
    dataset.PixelData = stored.astype("<u2").tobytes()
    dataset["PixelData"].VR = "OW"


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, day.day)


def save(dataset: Dataset, syntax: UID, path: Path) -> None:
    """Write a DICOM file, its pixels compressed by the transfer syntax."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.ImplementationClassUID = UID(uid("implementation"))
    dataset.file_meta.ImplementationVersionName = "BONAGE_SAMPLES"
    if syntax.is_compressed:
        frame = _jpeg_lossless(dataset) if syntax == JPEGLosslessSV1 else _encoded(dataset, syntax)
        dataset.PixelData = encapsulate([frame])
        dataset["PixelData"].VR = "OB"
        dataset.file_meta.TransferSyntaxUID = syntax
    dataset.save_as(path, enforce_file_format=True)


def _encoded(dataset: Dataset, syntax: UID) -> bytes:
    plugin = "pyjpegls" if syntax == JPEGLSLossless else "pylibjpeg"
    return bytes(get_encoder(syntax).encode(dataset, index=0, encoding_plugin=plugin))


def _jpeg_lossless(dataset: Dataset) -> bytes:
    """The frame as GDCM compresses it: pydicom has no encoder for JPEG Lossless."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.dcm"
        dataset.save_as(path, enforce_file_format=True)
        reader, change, writer = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax(), gdcm.ImageWriter()
        reader.SetFileName(str(path))
        is_read = reader.Read()
        change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.GetTSType(JPEGLosslessSV1)))
        change.SetInput(reader.GetImage())
        is_changed = is_read and change.Change()
        writer.SetFileName(str(path))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        if not (is_changed and writer.Write()):
            raise RuntimeError("GDCM could not compress the frame as JPEG Lossless")
        with path.open("rb") as stream:
            return get_frame(read_partial(stream).PixelData, 0, number_of_frames=1)


def write_sample(sample: Sample, folder: Path) -> Path:
    """Make one file in `folder`; returns its path."""
    grey = cv2.imread(str(PICTURES / f"{sample.picture}.png"), cv2.IMREAD_GRAYSCALE)
    path = folder / f"{sample.picture}.dcm"
    save(data_set(sample, np.asarray(grey, dtype=np.uint8)), sample.syntax, path)
    return path


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=PICTURES, help="folder to write to")
    parser.add_argument("--all", action="store_true", help="every picture, not only those that are shipped")
    wanted = parser.parse_args()
    wanted.output.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        if wanted.all or sample.is_shipped:
            print(write_sample(sample, wanted.output))


if __name__ == "__main__":
    main()
