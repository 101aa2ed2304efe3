"""Writes the section "Stress" of docs/accuracy.md from stress.json: `stress_section.py DIR`.

Only what stands between the two markers is replaced.
"""

import json
import sys
from pathlib import Path

from pages import with_section

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
    page = with_section(PAGE.read_text(encoding="utf-8"), BEGIN, END, stress_text(document, PICTURE))
    PAGE.write_text(page, encoding="utf-8")
    (DOCS / PICTURE).write_bytes(stress_png(document))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
