"""Pictures that test libraries bring along in their wheels. Nothing is downloaded."""

from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

from broken.case import Case, Kind

_PICTURES = {".png", ".jpg", ".tif", ".tiff", ".gif"}


def file_cases() -> Iterator[Case]:
    """Every DICOM file of pydicom and pydicom-data, and every picture in scikit-image's wheel."""
    for kind, package, suffixes in (
        (Kind.PYDICOM, "pydicom", {".dcm"}),
        (Kind.PYDICOM, "pydicom-data", {".dcm"}),
        (Kind.SKIMAGE, "scikit-image", _PICTURES),
    ):
        for file in sorted(_of_wheel(package)):
            if file.suffix in suffixes:
                yield Case(f"{package}: {file.name}", kind, file.name, file)


def _of_wheel(package: str) -> Iterator[Path]:
    for entry in files(package) or ():
        yield Path(str(entry.locate()))
