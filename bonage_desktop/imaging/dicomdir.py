"""The images that a DICOMDIR lists (PS3.3 F, basic directory). The list is read; the images are left to `read`."""

from pathlib import Path

from bonage_desktop.imaging import refusals

_NAME = "DICOMDIR"
_MAX_RECORDS = 20_000


def is_dicomdir(path: Path) -> bool:
    """Whether a path is the list of a DICOM medium, by its name (PS3.10 8.6)."""
    return path.name.upper() == _NAME and path.is_file()


def listed_images(path: Path) -> tuple[Path, ...]:
    """The files of the list's image records that exist, in its order, each once; none outside the list's own folder.

    Raises:
        ImagingError: it cannot be read or lists no image that is there (`imaging.dicomdir_unusable`).
    """
    import pydicom
    from pydicom.errors import InvalidDicomError

    try:
        records = pydicom.dcmread(path, specific_tags=["DirectoryRecordSequence"]).get("DirectoryRecordSequence") or []
        names = [record.get("ReferencedFileID") for record in records[:_MAX_RECORDS]]
    except (OSError, InvalidDicomError, ValueError, AttributeError, KeyError, RecursionError) as fault:
        raise refusals.dicomdir_unusable(path, "it cannot be read") from fault
    root = path.parent.resolve()
    found: dict[Path, None] = {}
    for name in names:
        parts = [name] if isinstance(name, str) else [str(part) for part in name or ()]
        file = root.joinpath(*parts).resolve() if parts else root
        if file.is_file() and file.is_relative_to(root):
            found[file] = None
    if not found:
        raise refusals.dicomdir_unusable(path, "it lists no image that is there")
    return tuple(found)
