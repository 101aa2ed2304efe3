"""Every way in which a file is refused, in one place.

docs/errors.md lists the codes; a test holds the two against each other. A message
names the file and the fact and nothing that the file says about a patient.
"""

from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.spawning import end_in_words

_EXPORT_AGAIN = "Export the image again from where it came from."


class ImagingError(BonageError):
    """A file that cannot become a radiograph."""


def missing_file(path: Path) -> ImagingError:
    """Nothing has this name."""
    return ImagingError("imaging.missing_file", f"{path} does not exist.", "Check the spelling of the path.")


def not_a_file(path: Path) -> ImagingError:
    """A folder, a pipe or a device."""
    return ImagingError("imaging.not_a_file", f"{path} is not a file.", "Give a file, or a folder that holds images.")


def no_permission(path: Path, reason: str) -> ImagingError:
    """The operating system does not hand it out. `reason` is the system's own sentence."""
    return ImagingError(
        "imaging.unreadable",
        f"{path} cannot be read: {reason}.",
        "Check its permissions and the disk.",
    )


def empty_file(path: Path) -> ImagingError:
    """No bytes."""
    return ImagingError("imaging.empty_file", f"{path} is empty.", _EXPORT_AGAIN)


def file_too_large(path: Path, size: int, limit: int) -> ImagingError:
    """More bytes than a radiograph needs."""
    return ImagingError(
        "imaging.file_too_large",
        f"{path} has {size / 2**20:,.0f} MiB; {limit / 2**20:,.0f} MiB is the most that is opened.",
        "Give a single radiograph, not an archive or a video.",
    )


def no_images(folder: Path) -> ImagingError:
    """A folder without an image."""
    return ImagingError(
        "imaging.no_images",
        f"{folder} holds no DICOM, PNG, JPEG, TIFF or BMP file.",
        "Give the folder that holds the images, or --recursive to look in its subfolders too.",
    )


def not_an_image(path: Path) -> ImagingError:
    """The content, not the name, says that it is none of our formats."""
    return ImagingError(
        "imaging.not_an_image",
        f"{path} is not a DICOM, PNG, JPEG, TIFF or BMP file, whatever its name says.",
        "Give a radiograph in one of these formats.",
    )


def dicom_without_header(path: Path) -> ImagingError:
    """A bare data set: what it means would have to be guessed."""
    return ImagingError(
        "imaging.dicom_without_header",
        f"{path} looks like a DICOM data set without file header, so its encoding is unknown.",
        "Export it as a DICOM file (Part 10), or convert it, e.g. with dcmtk's dcmconv +F.",
    )


def no_transfer_syntax(path: Path) -> ImagingError:
    """The file header does not say how the rest is encoded."""
    return ImagingError(
        "imaging.no_transfer_syntax",
        f"{path} does not say in which transfer syntax it is written.",
        _EXPORT_AGAIN,
    )


def dicomdir(path: Path) -> ImagingError:
    """A table of contents instead of an image."""
    return ImagingError(
        "imaging.dicomdir",
        f"{path} is a DICOMDIR, the table of contents of a disc, not an image.",
        f"Open its folder instead: {path.parent}",
    )


def no_pixel_data(path: Path, what: str) -> ImagingError:
    """A DICOM object without an image; `what` names its kind."""
    return ImagingError(
        "imaging.no_pixel_data",
        f"{path} holds no image, only a DICOM object without pixels ({what}).",
        "Give the radiograph of the same study.",
    )


def multi_frame(path: Path, frames: int) -> ImagingError:
    """More than one image in one file."""
    return ImagingError(
        "imaging.multi_frame",
        f"{path} holds {frames} images; a radiograph is one.",
        "Export the radiograph as a file of its own.",
    )


def unsupported_pixels(path: Path, what: str) -> ImagingError:
    """Pixels that are no grey levels of 8 to 16 bits; `what` is a clause with a verb."""
    return ImagingError(
        "imaging.unsupported_pixels",
        f"{path} {what}.",
        "Export the radiograph in grey levels of 8 to 16 bits.",
    )


def unsupported_compression(path: Path, syntax: str) -> ImagingError:
    """A transfer syntax without a decoder here."""
    return ImagingError(
        "imaging.unsupported_compression",
        f"{path} is compressed as {syntax}, for which there is no decoder here.",
        "Export the radiograph uncompressed, as JPEG Lossless or as JPEG 2000.",
    )


def too_many_pixels(path: Path, columns: int, rows: int, limit: int) -> ImagingError:
    """The header declares more pixels than a detector has."""
    return ImagingError(
        "imaging.too_many_pixels",
        f"{path} declares {columns} × {rows} pixels; {limit:,} pixels is the most that is opened.",
        "Give a radiograph of one hand in its original size.",
    )


def truncated(path: Path) -> ImagingError:
    """The file ends before what its header promises."""
    return ImagingError(
        "imaging.truncated",
        f"{path} is cut off: it ends before its image does.",
        "Copy or export the file again; the transfer was interrupted.",
    )


def nested_too_deep(path: Path, limit: int) -> ImagingError:
    """Sequences within sequences within sequences."""
    return ImagingError(
        "imaging.nested_too_deep",
        f"{path} nests more than {limit} DICOM sequences within each other.",
        f"No radiograph needs that. {_EXPORT_AGAIN}",
    )


def damaged(path: Path, clue: str) -> ImagingError:
    """A parser or decoder stumbled; `clue` is the name of what it raised, for a report of the fault."""
    return ImagingError(
        "imaging.damaged",
        f"{path} is damaged: its content contradicts itself.",
        f"{_EXPORT_AGAIN} If other programs open it, report it together with this clue: {clue}.",
    )


def too_slow(path: Path, seconds: float) -> ImagingError:
    """The time limit of the decoding process."""
    return ImagingError(
        "imaging.too_slow",
        f"{path} could not be decoded within {seconds:g} seconds.",
        _EXPORT_AGAIN,
    )


def too_much_memory(path: Path, limit: int) -> ImagingError:
    """The memory limit of the decoding process."""
    return ImagingError(
        "imaging.too_much_memory",
        f"{path} needs more than {limit / 2**30:.1f} GiB of memory to decode.",
        _EXPORT_AGAIN,
    )


def decoder_died(path: Path, how: str) -> ImagingError:
    """The decoding process ended; `how` says by what."""
    return ImagingError(
        "imaging.decoder_died",
        f"{path} could not be decoded: the process that decodes it {end_in_words(how)}.",
        f"The file is probably damaged. {_EXPORT_AGAIN}",
    )


def decoder_unavailable(how: str) -> ImagingError:
    """The decoding process did not start; `how` says by what it ended."""
    return ImagingError(
        "imaging.decoder_unavailable",
        f"The process that decodes images did not start ({how}).",
        "Run `bonage doctor`; it checks the installation.",
    )


def dicomdir_unusable(path: Path, why: str) -> ImagingError:
    """The list of a DICOM medium that gives no image; `why` says why."""
    return ImagingError(
        "imaging.dicomdir_unusable",
        f"{path} cannot be used: {why}.",
        "Open the folder that holds the images instead.",
    )
