"""Writes the list of validation hands for `bonage-eval` to a temporary file and prints its path.

The radiographs may not be published, so the list lies outside the repository. Where
`../shared/data` is absent nothing is printed, one sentence on standard error says so, and the exit code is 0.
"""

import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


class Item(TypedDict):
    """One hand of `hands.json`, as far as it matters here."""

    image: str
    split: str
    sex: str | None
    bone_age_months: float | None


def main() -> None:
    """Write the list, or say why there is none."""
    source = DATA / "hands.json"
    if not source.exists():
        print(f"Skipped: the validation hands are in {DATA}, which is not here and not published.", file=sys.stderr)
        return
    items: list[Item] = json.loads(source.read_text(encoding="utf-8"))["items"]
    rows = [row(item) for item in items if item["split"] == "val" and item["sex"] is not None]
    manifest = Path(tempfile.gettempdir()) / "bonage-val-hands.csv"
    with manifest.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("file", "sex", "age_years"), *rows])
    print(manifest)


def row(item: Item) -> tuple[str, str, str]:
    """The image, the sex, and the Greulich-Pyle age in years where one is known."""
    months = item["bone_age_months"]
    return str(DATA / item["image"]), str(item["sex"]), "" if months is None else f"{months / 12:.3f}"


if __name__ == "__main__":
    main()
