"""Files that results are written to: whole or not at all, and never two results in one file."""

import errno
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say
from bonage_desktop.system_errors import reason_of
from bonage_desktop.whole_file import part_name, replace_whole


class OutputError(BonageError):
    """A result that could not be written."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it.

    The content goes to a hidden neighbour first, which then takes the name. A file that
    was there before is replaced; where writing fails it is kept as it was.

    Args:
        path: where to; its folder is made when it is missing.
        content: the whole file.

    Raises:
        OutputError: the folder or the file cannot be written (`reporting.cannot_write`), or the
            disk is full (`reporting.disk_full`).
    """
    try:
        replace_whole(path, content)
    except OSError as error:
        raise output_error(str(path), error) from error


def try_folder(folder: Path) -> None:
    """Make a folder when it is missing and find out whether files can be written to it.

    Raises:
        OutputError: as `write_whole`.
    """
    part = folder / part_name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            part.touch()
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(str(folder), error) from error


def output_error(target: str, error: OSError) -> OutputError:
    """The system's error as a sentence.

    Args:
        target: the file or stream, as people know it.
        error: what the system said.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            "reporting.disk_full",
            say("{target} could not be written: the disk is full.", target=target),
            say("Free some space or choose another place, then run the command again."),
        )
    return OutputError(
        "reporting.cannot_write",
        say("{target} could not be written: {reason}.", target=target, reason=reason_of(error)),
        say("Choose a folder that exists or can be made and that you may write to."),
    )


def output_stems(files: Sequence[Path]) -> Mapping[Path, str]:
    """A file name without suffix for each input, no two the same, also where upper and lower case count as one.

    The input's own stem where it is the only one; else as many of its folders before it as
    tell the inputs apart (`P001_IM1`, `P002_IM1`); else with a number.

    Args:
        files: the inputs, each once.
    """
    stems: dict[Path, str] = {}
    taken: set[str] = set()
    for file, stem in _told_apart(files).items():
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        stems[file] = name
    return stems


def _told_apart(files: Sequence[Path]) -> Mapping[Path, str]:
    depth = dict.fromkeys(files, 0)
    deepest = max((len(file.absolute().parent.parts) - 1 for file in files), default=0)
    for _ in range(deepest):
        counts = Counter(_stem(file, depth[file]).casefold() for file in files)
        if counts.total() == len(counts):
            break
        for file in files:
            depth[file] += counts[_stem(file, depth[file]).casefold()] > 1
    counts = Counter(_stem(file, depth[file]).casefold() for file in files)
    return {file: _stem(file, depth[file] if counts[_stem(file, depth[file]).casefold()] == 1 else 0) for file in files}


def _stem(file: Path, depth: int) -> str:
    folders = file.absolute().parent.parts[1:]
    return "_".join([*folders[max(len(folders) - depth, 0) :], file.stem]) if depth else file.stem
