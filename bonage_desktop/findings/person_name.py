"""A patient's name as people read it: what DICOM stores as `Wang^Xiaoming=王^小明` (PS3.5 6.2.1)."""

import unicodedata
from collections.abc import Sequence

_COMPONENTS = 5


def readable_name(stored: str) -> str:
    """The name for people: `Wang, Xiaoming (王小明)`.

    Args:
        stored: groups with `=` between them: in letters, in ideographs, by sound. Each has family name, given name,
            middle name, prefix and suffix, with `^` between them. All may be missing; other text stays as it is.

    Returns:
        The first group, the second in brackets where there are both; the sounds only where there is nothing else.
    """
    groups = [_in_order(group.split("^")) for group in stored.split("=")]
    first, second, *_ = (*groups, "", "")
    if first and second:
        return f"{first} ({second})"
    return next((group for group in groups if group), "")


def _in_order(components: Sequence[str]) -> str:
    parts = [" ".join(part.split()) for part in components] + [""] * _COMPONENTS
    family, given, middle, prefix, suffix = parts[:_COMPONENTS]
    if _is_written_without_spaces("".join(parts)):
        return "".join(parts)
    called = " ".join(part for part in (prefix, given, middle) if part)
    return ", ".join(part for part in (family, called, suffix) if part)


def _is_written_without_spaces(name: str) -> bool:
    return all(unicodedata.east_asian_width(letter) in "WF" for letter in name)
