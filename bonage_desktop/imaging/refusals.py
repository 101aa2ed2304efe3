"""Every way in which a file is refused, in one place.

docs/errors.md lists the codes; a test holds the two against each other. A message
names the file and the fact and nothing that the file says about a patient.
"""

from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.spawning import end_in_words
from bonage_desktop.sentences import say

_EXPORT_AGAIN = say("Export the image again from where it came from.")


class ImagingError(BonageError):
    """A file that cannot become a radiograph."""


def missing_file(path: Path) -> ImagingError:
    """Nothing has this name."""
    return ImagingError(
        "imaging.missing_file", say("{path} does not exist.", path=path), say("Check the spelling of the path.")
    )


def not_a_file(path: Path) -> ImagingError:
    """A folder, a pipe or a device."""
    return ImagingError(
        "imaging.not_a_file",
        say("{path} is not a file.", path=path),
        say("Give a file, or a folder that holds images."),
    )


def no_permission(path: Path, reason: str) -> ImagingError:
    """The operating system does not hand it out. `reason` is the system's own sentence."""
    return ImagingError(
        "imaging.unreadable",
        say("{path} cannot be read: {reason}.", path=path, reason=reason),
        say("Check its permissions and the disk."),
    )


def empty_file(path: Path) -> ImagingError:
    """No bytes."""
    return ImagingError("imaging.empty_file", say("{path} is empty.", path=path), _EXPORT_AGAIN)


def file_too_large(path: Path, size: int, limit: int) -> ImagingError:
    """More bytes than a radiograph needs."""
    return ImagingError(
        "imaging.file_too_large",
        say(
            "{path} has {size:,.0f} MiB; {most:,.0f} MiB is the most that is opened.",
            path=path,
            size=size / 2**20,
            most=limit / 2**20,
        ),
        say("Give a single radiograph, not an archive or a video."),
    )


def no_images(folder: Path) -> ImagingError:
    """A folder without an image."""
    return ImagingError(
        "imaging.no_images",
        say("{folder} holds no DICOM, PNG, JPEG, TIFF or BMP file.", folder=folder),
        say("Give the folder that holds the images, or --recursive to look in its subfolders too."),
    )


def not_an_image(path: Path) -> ImagingError:
    """The content, not the name, says that it is none of our formats."""
    return ImagingError(
        "imaging.not_an_image",
        say("{path} is not a DICOM, PNG, JPEG, TIFF or BMP file, whatever its name says.", path=path),
        say("Give a radiograph in one of these formats."),
    )


def dicom_without_header(path: Path) -> ImagingError:
    """A bare data set: what it means would have to be guessed."""
    return ImagingError(
        "imaging.dicom_without_header",
        say("{path} looks like a DICOM data set without file header, so its encoding is unknown.", path=path),
        say("Export it as a DICOM file (Part 10), or convert it, e.g. with dcmtk's dcmconv +F."),
    )


def no_transfer_syntax(path: Path) -> ImagingError:
    """The file header does not say how the rest is encoded."""
    return ImagingError(
        "imaging.no_transfer_syntax",
        say("{path} does not say in which transfer syntax it is written.", path=path),
        _EXPORT_AGAIN,
    )


def dicomdir(path: Path) -> ImagingError:
    """A table of contents instead of an image."""
    return ImagingError(
        "imaging.dicomdir",
        say("{path} is a DICOMDIR, the table of contents of a disc, not an image.", path=path),
        say("Open its folder instead: {parent}", parent=path.parent),
    )


def no_pixel_data(path: Path, what: str) -> ImagingError:
    """A DICOM object without an image; `what` names its kind."""
    return ImagingError(
        "imaging.no_pixel_data",
        say("{path} holds no image, only a DICOM object without pixels ({what}).", path=path, what=what),
        say("Give the radiograph of the same study."),
    )


def multi_frame(path: Path, frames: int) -> ImagingError:
    """More than one image in one file."""
    return ImagingError(
        "imaging.multi_frame",
        say("{path} holds {frames} images; a radiograph is one.", path=path, frames=frames),
        say("Export the radiograph as a file of its own."),
    )


def unsupported_pixels(path: Path, what: str) -> ImagingError:
    """Pixels that are no grey levels of 8 to 16 bits; `what` is a clause with a verb."""
    return ImagingError(
        "imaging.unsupported_pixels",
        say("{path} {what}.", path=path, what=what),
        say("Export the radiograph in grey levels of 8 to 16 bits."),
    )


def unsupported_compression(path: Path, syntax: str) -> ImagingError:
    """A transfer syntax without a decoder here."""
    return ImagingError(
        "imaging.unsupported_compression",
        say("{path} is compressed as {syntax}, for which there is no decoder here.", path=path, syntax=syntax),
        say("Export the radiograph uncompressed, as JPEG Lossless or as JPEG 2000."),
    )


def too_many_pixels(path: Path, columns: int, rows: int, limit: int) -> ImagingError:
    """The header declares more pixels than a detector has."""
    return ImagingError(
        "imaging.too_many_pixels",
        say(
            "{path} declares {columns} × {rows} pixels; {limit:,} pixels is the most that is opened.",
            path=path,
            columns=columns,
            rows=rows,
            limit=limit,
        ),
        say("Give a radiograph of one hand in its original size."),
    )


def truncated(path: Path) -> ImagingError:
    """The file ends before what its header promises."""
    return ImagingError(
        "imaging.truncated",
        say("{path} is cut off: it ends before its image does.", path=path),
        say("Copy or export the file again; the transfer was interrupted."),
    )


def nested_too_deep(path: Path, limit: int) -> ImagingError:
    """Sequences within sequences within sequences."""
    return ImagingError(
        "imaging.nested_too_deep",
        say("{path} nests more than {limit} DICOM sequences within each other.", path=path, limit=limit),
        say("No radiograph needs that. {export_again}", export_again=_EXPORT_AGAIN),
    )


def damaged(path: Path, clue: str) -> ImagingError:
    """A parser or decoder stumbled; `clue` is the name of what it raised, for a report of the fault."""
    return ImagingError(
        "imaging.damaged",
        say("{path} is damaged: its content contradicts itself.", path=path),
        say(
            "{export_again} If other programs open it, report it together with this clue: {clue}.",
            export_again=_EXPORT_AGAIN,
            clue=clue,
        ),
    )


def too_slow(path: Path, seconds: float) -> ImagingError:
    """The time limit of the decoding process."""
    return ImagingError(
        "imaging.too_slow",
        say("{path} could not be decoded within {seconds:g} seconds.", path=path, seconds=seconds),
        _EXPORT_AGAIN,
    )


def too_much_memory(path: Path, limit: int) -> ImagingError:
    """The memory limit of the decoding process."""
    return ImagingError(
        "imaging.too_much_memory",
        say("{path} needs more than {most:.1f} GiB of memory to decode.", path=path, most=limit / 2**30),
        _EXPORT_AGAIN,
    )


def decoder_died(path: Path, how: str) -> ImagingError:
    """The decoding process ended; `how` says by what."""
    return ImagingError(
        "imaging.decoder_died",
        say("{path} could not be decoded: the process that decodes it {ended}.", path=path, ended=end_in_words(how)),
        say("The file is probably damaged. {export_again}", export_again=_EXPORT_AGAIN),
    )


def decoder_unavailable(how: str) -> ImagingError:
    """The decoding process did not start; `how` says by what it ended."""
    return ImagingError(
        "imaging.decoder_unavailable",
        say("The process that decodes images did not start ({how}).", how=how),
        say("Run `bonage doctor`; it checks the installation."),
    )


def dicomdir_unusable(path: Path, why: str) -> ImagingError:
    """The list of a DICOM medium that gives no image; `why` says why."""
    return ImagingError(
        "imaging.dicomdir_unusable",
        say("{path} cannot be used: {why}.", path=path, why=why),
        say("Open the folder that holds the images instead."),
    )
