"""Masks in a hundredth of their size: on their way between processes, and while their case is not looked at."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
_FAST = 1


@dataclass(frozen=True, slots=True)
class PackedMask:
    """A mask in few bytes.

    Attributes:
        shape: rows and columns.
        content: its bits, eight to a byte, deflated.
    """

    shape: tuple[int, int]
    content: bytes

    @classmethod
    def of(cls, mask: Mask) -> "PackedMask":
        """The packed form of bool (H, W)."""
        height, width = mask.shape
        return cls((height, width), zlib.compress(np.packbits(mask).data, _FAST))

    def unpacked(self) -> Mask:
        """The mask, bool (H, W)."""
        bits = np.frombuffer(zlib.decompress(self.content), np.uint8)
        height, width = self.shape
        return np.unpackbits(bits, count=height * width).view(np.bool_).reshape(self.shape)
