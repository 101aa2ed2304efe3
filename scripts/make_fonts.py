"""Makes resources/fonts: the letters of the window, cut down to those that it can need.

    python scripts/make_fonts.py PACKAGES

PACKAGES is a folder with the three packages that `SOURCES` names (resources/fonts/README.md says how to fetch them).
Inter comes as one variable font: the weights that the window uses are cut out of it, at the optical size of text.
Noto Sans SC is cut down to GB 2312 and Latin; it comes with TrueType outlines, which a report in PDF/A-1 can embed. A
few signs that neither has come from three more Noto fonts. Needs fontTools, skia-pathops and `dpkg-deb`.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SOURCES = {
    "inter": "fontpkg_inter-*.whl",
    "chinese": "expo-google-fonts-noto-sans-sc-*.tgz",
    "core": "fonts-noto-core_*.deb",
}
_DPKG = "/usr/bin/dpkg-deb"
NOTO = Path("usr/share/fonts")
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
TEXT_SIZE = 14
"""Optical size of Inter for text, in its own units; the other end, 32, is for headlines."""
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x370, 0x400),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x205F),
    *range(0x2070, 0x20A0),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2150),
    *range(0x2150, 0x2190),
    *range(0x2190, 0x2400),
    *range(0x2460, 0x2474),
    *range(0x25A0, 0x2600),
    *range(0x2600, 0x2760),
)
"""Latin, Greek, punctuation, indices, currencies, fractions, arrows, operators, keys, shapes, dingbats."""
SIGNS = "✎▾▴▸◂↶↷ℹ🔒"
"""What the window writes and Inter lacks: pencil, small triangles, undo, redo, information, lock."""
HAN_ROWS, HAN_CELLS = range(0xA1, 0xF8), range(0xA1, 0xFF)
LIMIT = 3_000_000
"""Bytes of one file, so that the repository stays small."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file to write: its name, the font it is cut from, and the characters that stay.

    Strokes that overlap, as in a font cut from a variable one, would show in outlined letters (DRAFT in a report).
    """

    name: str
    font: TTFont
    characters: Iterable[int]
    has_overlaps: bool = False


def main() -> int:
    """Write the fonts."""
    parser = argparse.ArgumentParser(description="Makes resources/fonts from three packages.")
    parser.add_argument("packages", type=Path, help="folder that holds them")
    packages: Path = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as folder:
        opened = {name: _unpack(_only(packages, pattern), Path(folder) / name) for name, pattern in SOURCES.items()}
        for made in (*_inter(opened["inter"]), *_chinese(opened["chinese"]), *_signs(opened["core"])):
            _write(made)
    return 0


def gb2312() -> Sequence[int]:
    """Code points of GB 2312-80: 6763 Han characters in their rows, and the signs and letters before them."""
    found: list[int] = []
    for row in HAN_ROWS:
        for cell in HAN_CELLS:
            found.extend(ord(sign) for sign in bytes((row, cell)).decode("gb2312", errors="ignore"))
    return found


def _inter(folder: Path) -> Sequence[Made]:
    file = folder / "fontpkg_inter" / "files" / "Inter[opsz,wght].ttf"
    return [Made(f"Inter-{style}.ttf", _instance(file, style, weight), LATIN) for style, weight in WEIGHTS.items()]


def _instance(file: Path, style: str, weight: int) -> TTFont:
    font = instantiateVariableFont(TTFont(file), {"opsz": TEXT_SIZE, "wght": weight})
    _name(font, "Inter", style)
    font["OS/2"].usWeightClass = weight
    return font


def _name(font: TTFont, family: str, style: str) -> None:
    """One family with three weights: name 1 and 2 know only regular and bold, 16 and 17 know all."""
    names = font["name"]
    is_plain = style in ("Regular", "Bold")
    told = {1: family if is_plain else f"{family} {style}", 2: style if is_plain else "Regular"}
    told |= {4: f"{family} {style}", 6: f"{family}-{style}", 16: family, 17: style}
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)


def _chinese(folder: Path) -> Sequence[Made]:
    characters = [*gb2312(), *LATIN, *range(0xFF01, 0xFF5F), *range(0x3000, 0x3020)]
    made: list[Made] = []
    for style in ("Regular", "Bold"):
        folder_name = f"{WEIGHTS[style]}{style}"
        font = TTFont(folder / "package" / folder_name / f"NotoSansSC_{folder_name}.ttf")
        _name(font, "Noto Sans SC", style)
        made.append(Made(f"NotoSansSC-{style}.ttf", font, characters, has_overlaps=True))
    return made


def _signs(folder: Path) -> Sequence[Made]:
    left = {ord(sign) for sign in SIGNS}
    made: list[Made] = []
    for family in ("NotoSansSymbols2", "NotoSansMath", "NotoSans"):
        font = TTFont(folder / NOTO / "truetype" / "noto" / f"{family}-Regular.ttf")
        here = left & set(font.getBestCmap())
        left -= here
        if here:
            made.append(Made(f"{family}-Regular.ttf", font, sorted(here)))
    if left:
        raise SystemExit(f"no font has {' '.join(map(chr, sorted(left)))}")
    return made


def _write(made: Made) -> None:
    options = Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "case", "zero"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17]
    options.notdef_outline = True
    options.hinting = False
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=made.characters)
    subsetter.subset(made.font)
    if made.has_overlaps:
        removeOverlaps(made.font)
    file = FONTS / made.name
    made.font.recalcTimestamp = False
    made.font.save(file)
    size = file.stat().st_size
    print(f"{made.name}: {size} bytes, {len(made.font.getBestCmap())} characters")
    if size > LIMIT:
        raise SystemExit(f"{made.name} is larger than {LIMIT} bytes")


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{folder} must hold one file like {pattern}, it holds {len(found)}")
    return found[0]


def _unpack(package: Path, folder: Path) -> Path:
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            wheel.extractall(folder)
    elif package.suffix == ".tgz":
        shutil.unpack_archive(package, folder, filter="data")
    else:
        subprocess.run([_DPKG, "-x", str(package), str(folder)], check=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
