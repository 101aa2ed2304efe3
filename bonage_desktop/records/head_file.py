"""The second file: keeps the head of the audit trail, so that events cut off at its end are missed."""

import json
import logging
from pathlib import Path
from typing import cast

from bonage_desktop.records.trail import Head
from bonage_desktop.whole_file import replace_whole

_MAX_BYTES = 4096
logger = logging.getLogger(__name__)


def keep_head(file: Path, head: Head) -> None:
    """Replace the kept head. A file that cannot be written keeps an earlier head, which is still one of the trail.

    Args:
        file: where.
        head: after a commit, never before.
    """
    content = json.dumps({"trail": head.trail, "sequence": head.sequence, "digest": head.digest}, indent=1) + "\n"
    try:
        replace_whole(file, content.encode("ascii"))
    except OSError:
        logger.warning("the head of the audit trail could not be written to its file")


def kept_head(file: Path) -> Head | None:
    """The kept head, or None where there is none or it cannot be read."""
    try:
        with file.open("rb") as stream:
            values: object = json.loads(stream.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    told = cast(dict[str, object], values) if isinstance(values, dict) else {}
    trail, sequence, digest = told.get("trail"), told.get("sequence"), told.get("digest")
    if not (isinstance(trail, str) and isinstance(sequence, int) and isinstance(digest, str)):
        return None
    return Head(trail, sequence, digest)
