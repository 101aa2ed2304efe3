"""The outcome of one check of the installation."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check went: a warning leaves something out, a failure stops an assessment."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        subject: what was looked at.
        state: how it went.
        detail: what was seen.
        advice: what to do, empty where all is well.
    """

    subject: str
    state: State
    detail: str
    advice: str = ""
