"""A database in a folder, and cases of the sample hand in it."""

from pathlib import Path

from records.kept_readings import NOON, WANG, sample_image, sample_kept

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.changes import SaveReading
from bonage_desktop.records.location import Location
from bonage_desktop.records.values import CaseId, KeptReading
from bonage_desktop.workflow.library import Library


def library_in(folder: Path) -> Library:
    """As a window opens it."""
    return Library(Location(folder), load_standards())


def keep(
    library: Library, *numbers: int, reading: KeptReading | None = None, based_on: int = 0, **image: object
) -> None:
    """Keep the sample hand under these numbers.

    Args:
        library: where.
        numbers: of the images.
        reading: sample_kept() where none is given.
        based_on: the version of each case.
        image: what the image says, as `sample_image` takes it.
    """
    store = library.store()
    for number in numbers:
        case, film = CaseId(f"{number:032x}"), sample_image(number, **image)
        store.apply(SaveReading(case, based_on, film, film, reading or sample_kept(), WANG, NOON))
