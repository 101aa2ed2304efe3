"""DICOM look-up tables: a descriptor of three numbers, and the entries.

Source: PS3.3 C.11.1.1 (modality LUT), C.11.2.1.1 (VOI LUT).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from bonage_desktop.imaging.dicom_values import numbers


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """A table of DICOM.

    Attributes:
        first: the input value that the first entry belongs to; may be negative.
        entries: float64 (n,), n > 0, what the inputs first, first + 1 ... become.
        bits: how many bits an entry has, 8..16.
    """

    first: int
    entries: npt.NDArray[np.float64]
    bits: int

    def of(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The entries of `values`, rounded to integers; what lies before or behind the table takes its ends."""
        index = np.rint(values) - self.first
        return self.entries[np.clip(index, 0, len(self.entries) - 1).astype(np.intp)]

    def fraction_of(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The entries of `values` as a fraction 0..1 of the widest entry of `bits` bits."""
        return np.clip(self.of(values) / (2**self.bits - 1), 0.0, 1.0)


def lookup_table(item: Dataset, lowest_input: float) -> LookupTable | None:
    """The table in an item of a Modality or VOI LUT Sequence, or None where it is malformed.

    Args:
        item: with LUTDescriptor and LUTData.
        lowest_input: the smallest value that the table will meet. Where it is negative the first mapped value is
            signed, although the file may have it as unsigned (PS3.3 C.11.2.1.1).
    """
    descriptor = [int(value) for value in numbers(item, "LUTDescriptor")]
    if len(descriptor) != 3:
        return None
    count, first, bits = descriptor[0] & 0xFFFF or 2**16, descriptor[1], descriptor[2] & 0xFFFF
    if lowest_input < 0 and first >= 2**15:
        first -= 2**16
    entries = _entries(item, count)
    if entries is None or not 8 <= bits <= 16:
        return None
    return LookupTable(first, entries, bits)


def _entries(item: Dataset, count: int) -> npt.NDArray[np.float64] | None:
    """`count` entries: numbers (US), or words or packed bytes (OW)."""
    data: object = item.get("LUTData")
    if isinstance(data, bytes):
        order = "<" if item.original_encoding[1] in (True, None) else ">"
        packed = count <= len(data) <= count + 1
        words = np.frombuffer(data, np.uint8 if packed else f"{order}u2", count=len(data) if packed else len(data) // 2)
    elif isinstance(data, Sequence):
        words = np.array(numbers(item, "LUTData"))
    else:
        return None
    return words[:count].astype(np.float64) if len(words) >= count else None
