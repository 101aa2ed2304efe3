"""Writes the section "Stress" of docs/accuracy.md from stress.json: `stress_section.py DIR`.

Only what stands between the two markers is replaced.
"""

import json
import sys
from pathlib import Path

from bonage_desktop.training.stress_document import StressDocument
from bonage_desktop.training.stress_plot import stress_png
from bonage_desktop.training.stress_text import stress_text

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "accuracy.md"
PICTURE = "images/stress.png"
BEGIN = "<!-- stress: written by `make stress`, do not edit -->"
END = "<!-- stress: end -->"


def main(folder: Path) -> None:
    """Write section and picture."""
    document: StressDocument = json.loads((folder / "stress.json").read_text(encoding="utf-8"))
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), stress_text(document, PICTURE)), encoding="utf-8")
    (DOCS / PICTURE).write_bytes(stress_png(document))


def with_section(page: str, section: str) -> str:
    """The page with another text between the markers.

    Raises:
        ValueError: the page does not have each marker once.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in after:
        raise ValueError(f"{PAGE} must hold {BEGIN} and {END} once each, in this order")
    return f"{before}{BEGIN}\n\n{section}\n{END}{after}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
