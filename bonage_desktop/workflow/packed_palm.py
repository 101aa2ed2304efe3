"""The mask of the palm, packed while its case is not looked at: a hundredth of its size in memory."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class PackedPalm:
    """A packed mask.

    Attributes:
        bits: of the mask, eight a byte, compressed.
        shape: of the mask, (H, W).
    """

    bits: bytes
    shape: tuple[int, int]

    @classmethod
    def of(cls, mask: npt.NDArray[np.bool_]) -> "PackedPalm":
        """This mask, bool (H, W), packed."""
        return cls(zlib.compress(np.packbits(mask).tobytes(), level=1), (int(mask.shape[0]), int(mask.shape[1])))

    @property
    def mask(self) -> npt.NDArray[np.bool_]:
        """The mask again, bool (H, W)."""
        bits = np.frombuffer(zlib.decompress(self.bits), np.uint8)
        return np.unpackbits(bits, count=self.shape[0] * self.shape[1]).reshape(self.shape).astype(np.bool_)
