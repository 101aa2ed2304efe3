"""The images that a DICOMDIR lists (PS3.3 F, basic directory). The list is read; the images are left to `read`."""

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.filereader import read_partial

from bonage_desktop.imaging import refusals
from bonage_desktop.imaging.dicom_structure import survey
from bonage_desktop.imaging.dicom_values import items, text, texts
from bonage_desktop.imaging.limits import DEFAULT_LIMITS
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.sniffing import HEAD_BYTES, has_dicom_prefix
from bonage_desktop.sentences import say

_MAX_BYTES = 64 * 2**20
"""Size of a list; one of 20,000 images has about 10 MiB."""
_MAX_RECORDS = 200_000


def listed_images(path: Path) -> tuple[Path, ...]:
    """The files of the list's image records that exist, in its order, each once; none outside the list's own folder.

    Letter case does not matter where no file has the listed name: many systems show the names of a disc in small
    letters. A list that ends too early, or only claims to go on, gives the images that it names until there.

    Raises:
        ImagingError: it cannot be read or lists no image that is there (`imaging.dicomdir_unusable`).
    """
    try:
        records = _records(path)
    except ImagingError:
        raise
    except Exception as fault:
        raise refusals.dicomdir_unusable(path, say("it cannot be read")) from fault
    medium = _Medium(path.parent.resolve())
    images = (texts(record, "ReferencedFileID") for record in records if text(record, "DirectoryRecordType") == "IMAGE")
    places = (medium.place(parts) for parts in images if parts)
    found = dict.fromkeys(place for place in places if place is not None)
    if not found:
        raise refusals.dicomdir_unusable(path, say("it lists no image that is there"))
    return tuple(found)


def _records(path: Path) -> Sequence[Dataset]:
    if path.stat().st_size > _MAX_BYTES:
        raise refusals.dicomdir_unusable(path, say("it is too large for a list of images"))
    data = path.read_bytes()
    if not has_dicom_prefix(data[:HEAD_BYTES]):
        raise refusals.dicomdir_unusable(path, say("it is no DICOM file"))
    skeleton = survey(data, _MAX_BYTES, DEFAULT_LIMITS.max_nesting)
    if skeleton.inflated_bytes > _MAX_BYTES or skeleton.deepest > DEFAULT_LIMITS.max_nesting:
        raise refusals.dicomdir_unusable(path, say("it is damaged"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's warnings repeat values of the file: patient data
        return items(read_partial(BytesIO(data)), "DirectoryRecordSequence")[:_MAX_RECORDS]


class _Medium:
    """The folder that a list speaks of."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[Path, Mapping[str, Path]] = {}

    def place(self, parts: Sequence[str]) -> Path | None:
        """The file with this name, or None where there is none in this folder."""
        try:
            file = self._root
            for part in parts:
                file = self._child(file, part)
            file = file.resolve()
            return file if file.is_file() and file.is_relative_to(self._root) else None
        except (OSError, ValueError):  # a name that no file system takes
            return None

    def _child(self, folder: Path, name: str) -> Path:
        exact = folder / name
        if exact.exists() or not folder.is_relative_to(self._root):
            return exact
        if folder not in self._names:
            entries = folder.iterdir() if folder.is_dir() else ()
            self._names[folder] = {entry.name.casefold(): entry for entry in entries}
        return self._names[folder].get(name.casefold(), exact)
