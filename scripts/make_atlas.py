"""Makes resources/atlas: what each level of each bone looks like, and hands by sex and age; then docs/atlas.md.

    python scripts/make_atlas.py              levels, hands and page
    python scripts/make_atlas.py --only hands  ... or one of `levels`, `hands`, `page`
    python scripts/make_atlas.py --kept       use lines of model_levels.py whatever code and weights wrote them

Needs ../shared/data and what `model_levels.py train` wrote. What is made are averages of at least eight hands at every
pixel, and drawings: nobody's hand.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from atlas_crops import MOST, SIDE, Line, cut, read_image, showing
from atlas_page import write_page
from average_hands import average_hand, well_marked
from averaging import FEWEST, Floats, Grey, average, middle
from drawn_levels import drawing
from model_levels import DATA, ROOT, hands, seen

from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

FOLDER = resources_dir() / "atlas"
PARTS = ("levels", "hands", "page")
WORKERS = 2
_SCHEMA_VERSION = 1
_SHARPER, _SHARPENED_OVER = 0.6, 2.0  # share of what differs from the surroundings of so many pixels that is added

_GRAIN = 6.0  # grey levels: strength of the smoothing where there are `FEWEST` hands

Entry = dict[str, Any]


def make_levels(lines: Sequence[Line]) -> Entry:
    """Write a picture of every level; what atlas.json says of them."""
    items = {item["id"]: item for item in hands("train")}
    made: Entry = {}
    with ProcessPoolExecutor(WORKERS) as pool:
        for bone, entries in zip(
            Bone, pool.map(_make_bone, Bone, [lines] * len(Bone), [items] * len(Bone)), strict=True
        ):
            made[bone.key] = entries
            print(bone.title, [entry.get("hands", "drawn") for entry in entries], flush=True)
    return made


def _make_bone(bone: Bone, lines: Sequence[Line], items: dict[str, Entry]) -> list[Entry]:
    cv2.setNumThreads(1)
    (FOLDER / bone.key).mkdir(parents=True, exist_ok=True)
    sized = [{**line, "width": items[line["id"]]["width"], "height": items[line["id"]]["height"]} for line in lines]
    return [_make_level(Level(bone, index), sized, items) for index in range(bone.level_count)]


def _make_level(level: Level, lines: Sequence[Line], items: dict[str, Entry]) -> Entry:
    chosen = showing(level, lines)
    file = FOLDER / level.bone.key / f"{level.index}.png"
    if len(chosen) < FEWEST:
        content = drawing(level)
        file.with_suffix(".svg").write_text(content, encoding="utf-8")
        write_grey(file, rasterised(content))
        return {"kind": "drawn"}
    file.with_suffix(".svg").unlink(missing_ok=True)
    mean = average([cut(line, level.bone, read_image(items[line["id"]])) for line in chosen], SIDE)
    write_grey(file, level_shown(mean.grey, len(chosen)))
    return {"kind": "average", "hands": len(chosen)}


def level_shown(mean: Floats, count: int) -> Grey:
    """An average as a picture: the bone from black to white; edges of many hands sharper, the grain of few smoothed.

    Args:
        mean: float32 (side, side), any scale.
        count: hands in it.
    """
    share = min((count - FEWEST) / (MOST - FEWEST), 1.0)
    sharp = mean + share * _SHARPER * (mean - cv2.GaussianBlur(mean, (0, 0), _SHARPENED_OVER))
    low, high = np.percentile(sharp[middle(len(sharp))], [0.5, 99.7])
    grey = np.clip(12 + 236 * (sharp - low) / (high - low), 0, 255).astype(np.uint8)
    return np.asarray(cv2.fastNlMeansDenoising(grey, None, _GRAIN * FEWEST / count, 5, 15), np.uint8)


def make_hands() -> Entry:
    """Write the average hands; what atlas.json says of them, and of the ages with too few hands."""
    everyone = well_marked([item for split in ("train", "val") for item in hands(split) if item["sex"] is not None])
    groups = {
        (sex, years): [item for item in everyone if item["sex"] == sex.value and item["bone_age_months"] // 12 == years]
        for sex in Sex
        for years in range(20)
    }
    (FOLDER / "hands").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(WORKERS) as pool:
        entries = list(pool.map(_make_hand, groups.keys(), groups.values()))
    return {sex.value: [entry for (of, _), entry in zip(groups, entries, strict=True) if of is sex] for sex in Sex}


def _make_hand(group: tuple[Sex, int], items: list[Entry]) -> Entry:
    cv2.setNumThreads(1)
    sex, years = group
    file = FOLDER / "hands" / f"{sex.value}_{years:02}.png"
    if len(items) < FEWEST:
        file.unlink(missing_ok=True)
        return {"years": years, "kind": "none", "hands": len(items)}
    centre = 12 * years + 6
    chosen = sorted(items, key=lambda item: (abs(item["bone_age_months"] - centre), item["id"]))[:MOST]
    write_grey(file, average_hand(chosen))
    months = round(float(np.mean([item["bone_age_months"] for item in chosen])), 1)
    print(f"{sex.value} {years}: {len(chosen)} hands", flush=True)
    return {"years": years, "kind": "average", "hands": len(chosen), "mean_months": months}


def rasterised(svg: str) -> npt.NDArray[np.uint8]:
    """An SVG of `SIDE` units as uint8 (SIDE, SIDE)."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return np.array(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())[:, :SIDE]


def write_grey(file: Path, grey: Grey) -> None:
    """Write a PNG of 8 bits, as small as it gets."""
    from PIL import Image

    Image.fromarray(grey).save(file, optimize=True)


def described(lines: Sequence[Line], levels: Entry, by_age: Entry) -> Entry:
    """What atlas.json says."""
    used = "".join(sorted(json.dumps(line, sort_keys=True) for line in lines))
    return {
        "schema_version": _SCHEMA_VERSION,
        "what": "levels: per bone, level 0 first, what BONE/LEVEL.png is: the average of so many hands that the model "
        "calls this level, or a drawing. hands: per sex, what hands/SEX_YEARS.png is: the average of so many hands "
        f"whose bone age is that many completed years; none where there are fewer than {FEWEST}. Nothing in an average "
        f"is of fewer than {FEWEST} hands; at most {MOST}. Left hands as displayed, fingers up.",
        "sources": {
            "averages": "hands of the RSNA Pediatric Bone Age Challenge and the Digital Hand Atlas; levels by the "
            "shipped networks, bone ages by Greulich-Pyle as the challenge gives them",
            "drawings": "by scripts/drawn_levels.py from the criteria in resources/standards/criteria.json",
        },
        "made": date.today().isoformat(),
        "made_by": {
            "script": "scripts/make_atlas.py",
            "networks": [dict(pairs) for pairs in sorted({tuple(sorted(line["made_by"].items())) for line in lines})],
            "hands_sha256": hashlib.sha256((DATA / "hands.json").read_bytes()).hexdigest(),
            "model_levels_sha256": hashlib.sha256(used.encode()).hexdigest(),
            "hands_with_levels": len(lines),
        },
        "side": SIDE,
        "levels": levels,
        "hands": by_age,
    }


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, help="make this alone, leave the rest as it is")
    parser.add_argument("--kept", action="store_true", help="use lines whatever code and weights wrote them")
    asked = parser.parse_args()
    parts = PARTS if asked.only is None else (asked.only,)
    file = FOLDER / "atlas.json"
    before: Entry = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"levels": {}, "hands": {}}
    if parts != ("page",):
        lines = list(seen("train", kept=asked.kept))
        levels = make_levels(lines) if "levels" in parts else before["levels"]
        by_age = make_hands() if "hands" in parts else before["hands"]
        file.write_text(json.dumps(described(lines, levels, by_age), indent=1) + "\n", encoding="utf-8")
    if "page" in parts:
        write_page(FOLDER, ROOT / "docs")


if __name__ == "__main__":
    main()
