"""Writes docs/atlas.md and its contact sheets from resources/atlas."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting.atlas import Atlas, HandPicture, LevelPicture, Origin
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex

_CELL, _HAND, _WORDS, _IN_A_ROW = 120, (132, 176), 16, 8
_GROUND, _INK = 20, 225


def write_page(folder: Path, docs: Path) -> None:
    """Write the page.

    Args:
        folder: of the atlas.
        docs: where atlas.md goes, its pictures into `images`.
    """
    atlas = Atlas.load(folder, None)
    images = docs / "images"
    for name, bones in (
        ("atlas-wrist", (Bone.RADIUS, Bone.ULNA)),
        ("atlas-metacarpals", (Bone.MC1, Bone.MC3, Bone.MC5)),
        ("atlas-proximal", (Bone.PP1, Bone.PP3, Bone.PP5)),
        ("atlas-distal", (Bone.MP3, Bone.MP5, Bone.DP1, Bone.DP3, Bone.DP5)),
    ):
        _save(_levels_sheet(atlas, bones), images / f"{name}.png")
    _save(_hands_sheet(atlas), images / "atlas-hands.png")
    (docs / "atlas.md").write_text(_page(atlas), encoding="utf-8")


def _levels_sheet(atlas: Atlas, bones: Sequence[Bone]) -> Image.Image:
    """One row a bone, one picture a level; long rows are broken in two."""
    rows = [(bone, first) for bone in bones for first in range(0, bone.level_count, _IN_A_ROW)]
    sheet = Image.new("L", (_IN_A_ROW * _CELL, len(rows) * (_CELL + _WORDS)), _GROUND)
    pen, words = ImageDraw.Draw(sheet), _font()
    for row, (bone, first) in enumerate(rows):
        for index in range(first, min(first + _IN_A_ROW, bone.level_count)):
            level = Level(bone, index)
            picture = atlas.picture(level)
            left, top = (index - first) * _CELL, row * (_CELL + _WORDS)
            small = Image.fromarray(picture.pixels).resize((_CELL - 2, _CELL - 2), Image.Resampling.LANCZOS)
            sheet.paste(small, (left, top + _WORDS))
            pen.text((left + 2, top + 1), f"{bone.key} {_level_words(level, picture)}", _INK, words)
    return sheet


def _level_words(level: Level, picture: LevelPicture) -> str:
    said = "drawn" if picture.origin is Origin.DRAWN else f"n {picture.n_hands}"
    return f"{load_rus_chn().label(level)} · {level.index}  {said}"


def _hands_sheet(atlas: Atlas) -> Image.Image:
    """Girls, then boys, by age."""
    hands = [hand for sex in (Sex.FEMALE, Sex.MALE) for hand in _hands(atlas, sex)]
    width, height = _HAND
    across = 9
    sheet = Image.new("L", (across * width, -(-len(hands) // across) * (height + _WORDS)), _GROUND)
    pen, words = ImageDraw.Draw(sheet), _font()
    for number, hand in enumerate(hands):
        left, top = number % across * width, number // across * (height + _WORDS)
        sheet.paste(Image.fromarray(hand.pixels).resize(_HAND, Image.Resampling.LANCZOS), (left, top + _WORDS))
        pen.text((left + 3, top + 1), f"{hand.sex.value} {hand.years} y  n {hand.n_hands}", _INK, words)
    return sheet


def _hands(atlas: Atlas, sex: Sex) -> list[HandPicture]:
    found = [atlas.hand(sex, years) for of, years in sorted(atlas.hands_of_age) if of is sex]
    return [hand for hand in found if hand is not None]


def _page(atlas: Atlas) -> str:
    template = Path(__file__).with_name("atlas_page.md").read_text(encoding="utf-8")
    rows = "\n".join(f"| {bone.title} | " + " | ".join(_cells(atlas, bone)) + " |" for bone in Bone)
    most = max(bone.level_count for bone in Bone)
    head = "| bone | " + " | ".join(str(index) for index in range(most)) + " |\n|---|" + "---:|" * most
    ages = "\n".join(
        f"| {'girls' if sex is Sex.FEMALE else 'boys'} | {years} | {hand.n_hands} | {hand.mean_months / 12:.1f} |"
        for (sex, years), hand in sorted(atlas.hands_of_age.items())
    )
    return template.replace("LEVELS\n", f"{head}\n{rows}\n").replace("AGES\n", f"{ages}\n")


def _cells(atlas: Atlas, bone: Bone) -> list[str]:
    pictures = [atlas.picture(Level(bone, index)) for index in range(bone.level_count)]
    said = ["drawn" if picture.n_hands is None else str(picture.n_hands) for picture in pictures]
    return said + [""] * (max(one.level_count for one in Bone) - len(said))


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources_dir() / "fonts" / "Inter-Regular.ttf"), 11)


def _save(sheet: Image.Image, file: Path) -> None:
    sheet.save(file, optimize=True)
