"""What a reader can choose for the radiograph: tool, overlay, stage and window."""

from enum import StrEnum


class Tool(StrEnum):
    """What the left mouse button does."""

    WINDOW = "window"
    ZOOM = "zoom"
    PAN = "pan"
    BOX = "box"
    RULER = "ruler"


class OverlayMode(StrEnum):
    """Which boxes lie over the radiograph."""

    ALL = "all"
    SELECTED = "selected"
    NONE = "none"


class StageView(StrEnum):
    """How much of what the stages found is shown."""

    ORIGINAL = "original"
    MASK = "mask"
    PALM = "palm"
    BOXES = "boxes"
    LEVELS = "levels"


class Preset(StrEnum):
    """A window to choose."""

    DICOM = "dicom"
    """As the file asks; without a window in the file, as it was decoded."""
    BONE = "bone"
    SOFT = "soft"
    FULL = "full"
