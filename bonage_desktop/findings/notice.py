"""Things a person should be told that are no failure, and why an image was rejected."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for the reader: a fallback taken, a tag missing, a doubt.

    Attributes:
        code: stable, documented identifier, e.g. `imaging.charset_missing`.
        message: one sentence.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the networks' result for an image must not be used.

    Attributes:
        code: stable, documented identifier, e.g. `vision.no_palm`.
        message: one sentence that says what was seen.
        hint: what the reader can do.
    """

    code: str
    message: str
    hint: str
