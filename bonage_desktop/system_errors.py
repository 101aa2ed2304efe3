"""Why the system refused a file, as a part of a sentence that can be translated."""

import errno

from bonage_desktop.sentences import say

_REASONS = {
    errno.ENOENT: say("no such file or directory"),
    errno.EACCES: say("permission denied"),
    errno.EPERM: say("operation not permitted"),
    errno.EISDIR: say("is a directory"),
    errno.ENOTDIR: say("not a directory"),
    errno.EROFS: say("read-only file system"),
    errno.ENAMETOOLONG: say("file name too long"),
    errno.EIO: say("input/output error"),
}


def reason_of(error: OSError) -> str:
    """What follows a colon: `permission denied`; in the system's own words where they are rare ones."""
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return known or (error.strerror or say("unknown error")).lower()
