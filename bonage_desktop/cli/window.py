"""`bonage` and `bonage open`: the review window."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bonage_desktop.records.location import Location
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.display import check_display

OpenWindow = Callable[[Sequence[Path], DeviceChoice, Language, Location], int]
"""Shows the window with these files in this language on this database until it is closed, and gives its exit code. It
belongs to the other half of this floor, which is imported where it is asked for."""


def window(
    files: Sequence[Path], device: DeviceChoice, language: Language, location: Location, open_window: OpenWindow
) -> int:
    """Show the window.

    Args:
        files: images, folders or DICOMDIRs to open in it.
        device: where the networks run.
        language: that it speaks.
        location: of the database in which readings are kept.
        open_window: shows it.

    Raises:
        WorkflowError: there is no display (`workflow.no_display`).
    """
    check_display(os.environ)
    return open_window(files, device, language, location)
