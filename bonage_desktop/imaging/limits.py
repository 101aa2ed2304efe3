"""How much a file may ask for before it is refused.

A header of a few kilobytes can promise gigabytes; every cap here is checked before
anything is decoded, or is enforced on the child process that decodes.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one file. The defaults let any hand radiograph through: detectors have 20 million pixels at most.

    Attributes:
        max_pixels: rows times columns.
        max_file_bytes: size of the file.
        max_nesting: DICOM sequences within sequences; pydicom overflows the stack at about 249.
        seconds: wall clock and processor time for one file, in seconds.
        memory_bytes: what decoding may allocate on top of what the decoders themselves take.

    Raises:
        ValueError: a limit is not positive.
    """

    max_pixels: int = 100_000_000
    max_file_bytes: int = 512 * 2**20
    max_nesting: int = 32
    seconds: float = 60.0
    memory_bytes: int = 4 * 2**30

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(f"{field.name} must be positive")


DEFAULT_LIMITS = Limits()
"""What applies unless a caller says otherwise."""
