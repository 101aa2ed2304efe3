"""All pictures that need no file beyond this checkout."""

from collections.abc import Iterator

from broken.anatomy import anatomy_cases
from broken.case import Case
from broken.patterns import pattern_cases
from broken.toys import toy_cases


def drawn_cases() -> Iterator[Case]:
    """What is drawn from nothing: patterns, other parts of the body, toys."""
    yield from pattern_cases()
    yield from anatomy_cases()
    yield from toy_cases()
