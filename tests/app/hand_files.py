"""Files of the sample hand in other sizes and grey levels, and what the networks would find in them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom import dcmread
from pydicom.uid import ExplicitVRLittleEndian
from sample_hand import BOY, GIRL, sample_findings

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone

_GREYS = 6


def plain_hand(folder: Path) -> Path:
    """The boy's hand in a few greys: its pictures are small files."""
    data = dcmread(BOY)
    data.PixelData = _plain(data.pixel_array).tobytes()
    data["PixelData"].VR = "OW"
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file = folder / "plain.dcm"
    data.save_as(file)
    return file


def plain_hand_of_unknown_sex(folder: Path) -> Path:
    """A picture in a few greys."""
    file = folder / "plain.png"
    cv2.imwrite(str(file), _plain(cv2.imread(str(GIRL), cv2.IMREAD_GRAYSCALE)))
    return file


def small_hand(folder: Path, name: str, factor: float) -> Path:
    """The boy's hand in a smaller picture, `factor` times as wide and high."""
    grey = cv2.imread(str(GIRL.with_name("male_120.png")), cv2.IMREAD_GRAYSCALE)
    file = folder / f"{name}.png"
    cv2.imwrite(str(file), cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    return file


def small_findings(factor: float) -> Findings:
    """What the networks would find in `small_hand`."""
    found = sample_findings()
    mask = found.palm.mask.astype(np.uint8)
    small = cv2.resize(mask, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST).astype(np.bool_)
    return replace(
        found,
        palm=replace(found.palm, mask=small, box=_scaled(found.palm.box, factor)),
        rois={bone: replace(found.rois[bone], box=_scaled(found.rois[bone].box, factor)) for bone in Bone},
    )


def _scaled(box: Box, factor: float) -> Box:
    return Box(*(factor * side for side in (box.x0, box.y0, box.x1, box.y1)))


def _plain(grey: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    low, high = int(grey.min()), int(grey.max())
    step = (high - low) / _GREYS
    smooth = cv2.medianBlur(grey, 5).astype(np.float64)
    return (low + np.floor((smooth - low) / step) * step).astype(grey.dtype)
