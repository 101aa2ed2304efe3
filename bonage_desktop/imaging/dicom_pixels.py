"""From stored DICOM values to shown ones, bone bright, 0..1.

stored → modality LUT → VOI LUT or window → presentation LUT shape or MONOCHROME1.

Every step maps one number to one number, so all of them run once over the values that
16 bits can hold, in double precision, and the image is looked up in the result.

Source: PS3.3 C.11.1 (modality LUT), C.11.2 (VOI LUT), C.8.11.3.1.2 (presentation LUT shape),
C.7.5.1.1.2 (pixel padding).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Window
from bonage_desktop.imaging.dicom_text import CharacterSet
from bonage_desktop.imaging.dicom_values import items, number, numbers, raw, text
from bonage_desktop.imaging.lookup import LookupTable, lookup_table
from bonage_desktop.sentences import listed, say

_Values = npt.NDArray[np.float64]


class VoiFunction(StrEnum):
    """How a window maps values (PS3.3 C.11.2.1.3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The image as a radiologist expects to see it.

    Attributes:
        pixels: float32 (H, W), 0..1, bone bright.
        windows: every VOI LUT and every valid window of the file, in its order.
        applied: the steps taken, for people to read.
        notices: what was missing or doubtful.
    """

    pixels: npt.NDArray[np.float32]
    windows: tuple[Window, ...]
    applied: tuple[str, ...]
    notices: tuple[Notice, ...]


def shown(stored: npt.NDArray[np.integer], dataset: Dataset) -> Shown:
    """Apply the grey-level transformations of `dataset` to its stored values.

    A VOI LUT goes before a window, the first of several is used. Without either, black and white are the
    smallest and the largest modality value of the image (padding aside). Padding is shown black.

    Args:
        stored: (H, W), integers of at most 16 bits.
        dataset: with the attributes of the image.
    """
    lowest, highest = int(stored.min()), int(stored.max())
    domain = np.arange(lowest, highest + 1, dtype=np.float64)
    index = stored.astype(np.int32) - lowest
    padding = _padding(domain, dataset)
    modality = _modality(dataset, lowest)
    values = modality.map(domain)

    def image_values() -> _Values:
        return values[(np.bincount(index.ravel(), minlength=len(domain)) > 0) & ~padding]

    voi = _voi(dataset, float(values.min()), image_values)
    inversion = _inversion(dataset)
    steps = (modality, voi.step, inversion)
    fractions = inversion.map(voi.step.map(values))
    fractions[padding] = 0.0
    return Shown(
        fractions.astype(np.float32)[index],
        voi.windows,
        tuple(step.name for step in steps if step.name),
        tuple(notice for step in steps for notice in step.notices),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One transformation; without name where it changes nothing."""

    name: str
    map: Callable[[_Values], _Values]
    notices: tuple[Notice, ...] = ()


def _identity(values: _Values) -> _Values:
    return values


def _padding(domain: _Values, dataset: Dataset) -> npt.NDArray[np.bool_]:
    """Which of the stored values are padding, not image."""
    first = number(dataset, "PixelPaddingValue")
    if first is None:
        return np.zeros(domain.shape, dtype=np.bool_)
    last = number(dataset, "PixelPaddingRangeLimit")
    ends = (first, first if last is None else last)
    if domain[0] < 0:  # signed pixels: the file may still have the value as unsigned
        ends = tuple(end - 2**16 if end >= 2**15 else end for end in ends)
    return (domain >= min(ends)) & (domain <= max(ends))


# ---------------------------------------------------------------- modality LUT
_RESCALE_INVALID = Notice(
    "imaging.rescale_invalid",
    say("The file's modality LUT or rescale slope is unusable; stored values are used instead."),
)


def _modality(dataset: Dataset, lowest: int) -> _Step:
    if tables := items(dataset, "ModalityLUTSequence"):
        table = lookup_table(tables[0], lowest)
        if table is None:
            return _Step("", _identity, (_RESCALE_INVALID,))
        return _Step(say("modality LUT of {count} entries", count=len(table.entries)), table.of)
    if "RescaleSlope" not in dataset and "RescaleIntercept" not in dataset:
        return _Step("", _identity)
    slope = number(dataset, "RescaleSlope") if "RescaleSlope" in dataset else 1.0
    intercept = number(dataset, "RescaleIntercept") if "RescaleIntercept" in dataset else 0.0
    if not slope or intercept is None:
        return _Step("", _identity, (_RESCALE_INVALID,))
    name = say("rescale slope {slope:g}, intercept {intercept:g}", slope=slope, intercept=intercept)
    return _Step(name, lambda values: values * slope + intercept)


# ---------------------------------------------------------------- VOI LUT or window
@dataclass(frozen=True, slots=True, eq=False)
class _Voi:
    step: _Step
    windows: tuple[Window, ...]


def _voi(dataset: Dataset, lowest: float, image_values: Callable[[], _Values]) -> _Voi:
    tables = tuple(_voi_tables(dataset, lowest))
    windows, notices = _windows(dataset)
    listed = (*(window for window, _ in tables), *(Window(*window) for window in windows))
    usable = [table for _, table in tables if table is not None]
    if len(usable) < len(tables):
        notices += (Notice("imaging.voi_lut_invalid", say("A VOI LUT of the file is malformed and was not used.")),)
    if usable:
        step = _Step(say("VOI LUT of {count} entries", count=len(usable[0].entries)), usable[0].fraction_of, notices)
    elif windows:
        center, width, _ = windows[0]
        step = _window_step(dataset, center, width, notices)
    else:
        step = _full_range(image_values(), notices)
    return _Voi(step, listed)


def _voi_tables(dataset: Dataset, lowest: float) -> Iterator[tuple[Window, LookupTable | None]]:
    character_set = CharacterSet(dataset)
    for item in items(dataset, "VOILUTSequence"):
        explanation = character_set.decode(raw(item, "LUTExplanation")).text
        yield Window(None, None, explanation), lookup_table(item, lowest)


def _windows(dataset: Dataset) -> tuple[tuple[tuple[float, float, str], ...], tuple[Notice, ...]]:
    """Centre, width and explanation of the valid windows, and a notice where there are others."""
    pairs = list(zip_longest(numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")))
    explained = CharacterSet(dataset).decode(raw(dataset, "WindowCenterWidthExplanation")).text.split("\\")
    narrowest = 1.0 if _voi_function(dataset) in (VoiFunction.LINEAR, None) else np.nextafter(0.0, 1.0)
    windows: list[tuple[float, float, str]] = []
    for (center, width), explanation in zip(pairs, [*explained, *[""] * len(pairs)], strict=False):
        if center is not None and width is not None and width >= narrowest:
            windows.append((center, width, explanation.strip()))
    named = "WindowCenter" in dataset or "WindowWidth" in dataset
    if named and (not pairs or len(windows) < len(pairs)):
        invalid = Notice("imaging.window_invalid", say("A window of the file is malformed and was not used."))
        return tuple(windows), (invalid,)
    return tuple(windows), ()


def _voi_function(dataset: Dataset) -> VoiFunction | None:
    """The function of the windows; LINEAR where the file names none, None where it names an unknown one."""
    name = text(dataset, "VOILUTFunction") or VoiFunction.LINEAR
    return VoiFunction(name) if name in list(VoiFunction) else None


def _window_step(dataset: Dataset, center: float, width: float, notices: tuple[Notice, ...]) -> _Step:
    function = _voi_function(dataset)
    if function is None:
        function = VoiFunction.LINEAR
        unknown = Notice(
            "imaging.voi_function_unknown", say("The file names an unknown VOI LUT function; LINEAR was used.")
        )
        notices += (unknown,)
    name = say("window centre {center:g}, width {width:g} ({function})", center=center, width=width, function=function)
    return _Step(name, lambda values: windowed(values, center, width, function), notices)


def windowed(values: _Values, center: float, width: float, function: VoiFunction) -> _Values:
    """What a window makes of modality values, 0..1.

    Args:
        values: any shape.
        center: of the window.
        width: >= 1 for LINEAR, > 0 otherwise.
        function: LINEAR spans `width` integers, LINEAR_EXACT an interval of length `width`.

    Source: PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2.
    """
    if function is VoiFunction.SIGMOID:
        with np.errstate(over="ignore"):
            return 1.0 / (1.0 + np.exp(-4.0 * (values - center) / width))
    if function is VoiFunction.LINEAR:
        center, width = center - 0.5, width - 1.0
    if width == 0.0:  # a LINEAR window of width 1 is a threshold
        return (values > center).astype(np.float64)
    return np.clip((values - center) / width + 0.5, 0.0, 1.0)


def _full_range(present: _Values, notices: tuple[Notice, ...]) -> _Step:
    low, high = (float(present.min()), float(present.max())) if present.size else (0.0, 0.0)
    if low == high:
        flat = Notice("imaging.flat_image", say("Every pixel has the same value: there is nothing to see."))
        return _Step("", np.zeros_like, (*notices, flat))
    unsaid = Notice(
        "imaging.no_window", say("The file has no window: black and white are its smallest and largest value.")
    )
    name = say("smallest value {low:g} to largest value {high:g}", low=low, high=high)
    return _Step(name, lambda values: np.clip((values - low) / (high - low), 0.0, 1.0), (*notices, unsaid))


# ---------------------------------------------------------------- presentation
def _inversion(dataset: Dataset) -> _Step:
    """MONOCHROME1 and shape INVERSE both say "the largest value is black": together they invert once, not twice."""
    notices: tuple[Notice, ...] = ()
    if "PresentationLUTSequence" in dataset:
        notices = (Notice("imaging.presentation_lut_ignored", say("The file's presentation LUT was not applied.")),)
    monochrome1 = text(dataset, "PhotometricInterpretation") == "MONOCHROME1"
    inverse = text(dataset, "PresentationLUTShape") == "INVERSE"
    if not (monochrome1 or inverse):
        return _Step("", _identity, notices)
    reasons = [
        name for name, holds in (("MONOCHROME1", monochrome1), (say("presentation LUT INVERSE"), inverse)) if holds
    ]
    return _Step(say("inverted: {reasons}", reasons=listed(reasons)), lambda values: 1.0 - values, notices)
