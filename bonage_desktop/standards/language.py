"""The languages that the criteria and the names of the bones are written in."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the criteria; the value is its ISO 639-1 code."""

    EN = "en"
    ZH = "zh"
