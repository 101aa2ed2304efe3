"""Pictures of the window beside those that were approved: `BONAGE_SNAPSHOTS=write` approves what is drawn now."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

Picture = npt.NDArray[np.uint8]
APPROVED = Path(__file__).resolve().parent / "snapshots"
DRAWN = Path(__file__).resolve().parents[2] / "build" / "snapshots"
SEEN = 24
"""Difference of a channel, of 255, from which a pixel counts as another one: less is another rounding."""
MOST_MEAN = 0.3
MOST_SHARE = 0.0005
"""Of the pixels; the figure of the age alone is four times as much."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How two pictures differ.

    Attributes:
        mean: of all channels, of 255.
        share: of the pixels that count as others, 0..1.
    """

    mean: float
    share: float

    @property
    def is_small(self) -> bool:
        """Small enough to be the same picture, drawn by another machine."""
        return self.mean <= MOST_MEAN and self.share <= MOST_SHARE


def picture_of(widget: QWidget) -> Picture:
    """What a widget looks like now, uint8 (H, W, 3)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def difference(one: Picture, other: Picture) -> Difference:
    """How far two pictures of one size are apart."""
    apart = np.abs(one.astype(np.int16) - other.astype(np.int16))
    return Difference(float(apart.mean()), float((apart.max(axis=2) > SEEN).mean()))


def check(name: str, drawn: Picture) -> None:
    """Fail where this picture is not the approved one; then both it and the difference lie in build/snapshots."""
    approved = APPROVED / f"{name}.png"
    if os.environ.get("BONAGE_SNAPSHOTS") == "write":
        _save(drawn, approved)
        return
    expected = np.asarray(Image.open(approved).convert("RGB"))
    if expected.shape != drawn.shape:
        _save(drawn, DRAWN / f"{name}.png")
        raise AssertionError(f"{name} is {drawn.shape[1]} x {drawn.shape[0]} and no longer as large as {approved}")
    found = difference(expected, drawn)
    if not found.is_small:
        apart = np.abs(expected.astype(np.int16) - drawn.astype(np.int16)).astype(np.uint8)
        _save(drawn, DRAWN / f"{name}.png")
        _save(255 - np.minimum(apart, 63) * 4, DRAWN / f"{name}.difference.png")
        raise AssertionError(
            f"{name} does not look as approved: {found.share:.2%} of the pixels are others, the mean difference is"
            f" {found.mean:.2f}. Look at {DRAWN / name}.png; where it is right, approve it with BONAGE_SNAPSHOTS=write."
        )


def _save(picture: Picture, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture.astype(np.uint8)).save(file, optimize=True)
