"""How a department wants the page of a report: paper, letterhead, which sections stand on it."""

import io
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.reporting.report_content import ReportError
from bonage_desktop.sentences import say

_MOST_BYTES = 5_000_000
_MOST_PIXELS = 16_000_000


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How a page is made.

    Attributes:
        paper: it is printed on.
        institution: in the letterhead; empty: that of the file.
        logo: PNG or JPEG in the letterhead, as `read_logo` gives it; empty for none.
        sections: that stand on the page.
    """

    paper: Paper = Paper.A4
    institution: str = ""
    logo: bytes = b""
    sections: frozenset[Section] = frozenset(Section)


def read_logo(file: Path) -> bytes:
    """A picture for the letterhead, checked.

    Args:
        file: PNG or JPEG of at most 5 MB and 16 megapixels.

    Raises:
        ReportError: it cannot be read, is no such picture, or is damaged (`reporting.logo_unreadable`).
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if len(content) > _MOST_BYTES or picture.width * picture.height > _MOST_PIXELS:
                raise _unreadable(file)
            picture.load()
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise _unreadable(file) from fault
    return content


def _unreadable(file: Path) -> ReportError:
    return ReportError(
        "reporting.logo_unreadable",
        say("{file} cannot be used as logo of the reports.", file=file.name),
        say("Choose a PNG or JPEG of at most 5 MB and 16 megapixels, or none, in the settings."),
    )
