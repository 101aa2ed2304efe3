"""DICOM media: a folder of radiographs with the DICOMDIR that lists them, written and read with pydicom."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.fileset import FileSet


def write_medium(folder: Path, images: Iterable[Dataset]) -> Path:
    """A medium with these images; what its directory records need and they lack is filled in."""
    with _file_set() as files:
        for number, image in enumerate(images, start=1):
            for keyword, value in _NEEDED.items():
                setattr(image, keyword, image.get(keyword, value))
            image.InstanceNumber = number
            files.add(image)
        files.write(folder)
    return folder


def files_of(dicomdir: Path) -> list[Path]:
    """The files of a medium as pydicom finds them, in the list's order."""
    with _file_set(dicomdir) as files:
        return [Path(instance.path).resolve() for instance in files]


_NEEDED = {"StudyID": "1", "StudyTime": "120000", "SeriesNumber": 1, "AccessionNumber": "", "StudyDescription": "Hand"}


@contextmanager
def _file_set(dicomdir: Path | None = None) -> Iterator[FileSet]:
    files = FileSet(dicomdir)
    try:
        yield files
    finally:
        files._stage["t"].cleanup()  # else Python warns when it does so itself
