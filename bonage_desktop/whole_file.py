"""A file that nobody ever sees half of."""

import os
from pathlib import Path


def part_name() -> str:
    """The name of a hidden neighbour that this process writes before it takes the name of the file."""
    return f".bonage-{os.getpid()}.part"


def replace_whole(path: Path, content: bytes) -> None:
    """Write a file: whole or not at all, on the disk when this returns.

    Args:
        path: where to; its folder is made when it is missing. A file that was there is replaced, or kept as it was
            where writing fails.
        content: the whole file.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    part = path.with_name(part_name())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
