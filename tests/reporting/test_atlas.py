"""Pictures of levels and of hands by age: those that are shipped, and a site's own."""

import json
import math
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting.atlas import Atlas, AtlasError, Origin
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

SHIPPED = resources_dir() / "atlas"
SIDE = 192
LEVELS = [Level(bone, index) for bone in Bone for index in range(bone.level_count)]
NEIGHBOURS = [(low, high) for low, high in pairwise(LEVELS) if low.bone is high.bone]


def name_of(level: Level) -> str:
    return f"{level.bone.key}-{level.index}"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.load(SHIPPED, None)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped atlas that may be damaged."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "atlas"))


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    """A site's folder with one plate, all of one grey."""
    folder = tmp_path / "plates" / "radius"
    folder.mkdir(parents=True)
    cv2.imwrite(str(folder / "3.png"), np.full((100, 100), 77, np.uint8))
    return folder.parent


def edited(folder: Path, edit) -> Path:
    content = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    edit(content)
    (folder / "atlas.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.parametrize("level", LEVELS, ids=name_of)
def test_every_level_has_a_picture_with_something_in_it(atlas, level):
    picture = atlas.picture(level)

    assert picture.pixels.shape == (SIDE, SIDE)
    assert picture.pixels.dtype == np.uint8
    assert np.ptp(picture.pixels) > 150


@pytest.mark.parametrize("level", LEVELS, ids=name_of)
def test_an_average_is_of_eight_to_forty_hands_and_a_drawing_of_none(atlas, level):
    picture = atlas.picture(level)

    assert (picture.origin is Origin.DRAWN) == (SHIPPED / level.bone.key / f"{level.index}.svg").exists()
    assert picture.n_hands is None if picture.origin is Origin.DRAWN else 8 <= picture.n_hands <= 40


@pytest.mark.parametrize(("low", "high"), NEIGHBOURS, ids=[name_of(low) for low, _ in NEIGHBOURS])
def test_neighbouring_levels_look_different(atlas, low, high):
    one, other = (atlas.picture(level).pixels.astype(float) for level in (low, high))

    somewhere = cv2.blur(np.abs(one - other), (9, 9)).max()  # a first centre is 20 pixels wide
    assert somewhere > 8


def test_hands_are_shown_at_every_age_of_which_there_are_eight(atlas):
    shown = {sex: {years for of, years in atlas.hands_of_age if of is sex} for sex in Sex}

    assert shown == {Sex.MALE: set(range(4, 18)), Sex.FEMALE: set(range(3, 16))}
    assert all(8 <= entry.n_hands <= 40 for entry in atlas.hands_of_age.values())
    assert all(12 * years <= entry.mean_months < 12 * years + 12 for (_, years), entry in atlas.hands_of_age.items())


@pytest.mark.parametrize("sex", Sex)
def test_hands_fill_the_middle_and_lie_before_black(atlas, sex):
    for years in (5, 10, 15):
        pixels = atlas.hand(sex, years).pixels
        height, width = pixels.shape

        assert height > width
        assert pixels[: height // 40].max() < 60
        assert pixels[height // 2, width // 2] > 100


def test_a_hand_of_eleven_is_shown_until_the_twelfth_birthday(atlas):
    hand = atlas.hand(Sex.FEMALE, 11.9)

    assert (hand.sex, hand.years) == (Sex.FEMALE, 11)
    assert atlas.hand(Sex.FEMALE, 11.0) is hand
    assert atlas.hand(Sex.FEMALE, 12.0) is not hand


@pytest.mark.parametrize(("sex", "years"), [(Sex.MALE, 3.99), (Sex.MALE, 18.0), (Sex.FEMALE, 2.0), (Sex.FEMALE, 16.2)])
def test_an_age_with_too_few_hands_has_none(atlas, sex, years):
    assert atlas.hand(sex, years) is None


def test_pictures_are_read_once_and_cannot_be_changed(atlas):
    picture = atlas.picture(LEVELS[0])

    assert atlas.picture(LEVELS[0]) is picture
    with pytest.raises(ValueError, match="read-only"):
        picture.pixels[0, 0] = 1


def test_all_of_it_is_smaller_than_twelve_mebibytes():
    assert sum(file.stat().st_size for file in SHIPPED.rglob("*") if file.is_file()) < 12 * 2**20


def test_every_file_of_the_atlas_is_told_of(atlas):
    told = {f"{level.bone.key}/{level.index}.png" for level in LEVELS}
    told |= {f"hands/{sex.value}_{years:02}.png" for sex, years in atlas.hands_of_age}

    assert {file.relative_to(SHIPPED).as_posix() for file in SHIPPED.rglob("*.png")} == told


def test_the_levels_are_those_of_the_shipped_networks():
    made_by = json.loads((SHIPPED / "atlas.json").read_text(encoding="utf-8"))["made_by"]
    manifest = json.loads((resources_dir().parent / "weights" / "manifest.json").read_text(encoding="utf-8"))

    assert {networks["grading"] for networks in made_by["networks"]} == {manifest["grading"]["sha256"]}


def test_a_plate_of_the_site_is_shown_first(plates):
    atlas = Atlas.load(SHIPPED, plates)

    picture = atlas.picture(Level(Bone.RADIUS, 3))

    assert (picture.origin, picture.n_hands) == (Origin.SITE_PLATE, None)
    np.testing.assert_array_equal(picture.pixels, np.full((100, 100), 77))
    assert atlas.picture(Level(Bone.RADIUS, 4)).origin is not Origin.SITE_PLATE
    assert atlas.notices == ()


def test_a_plate_that_is_no_square_is_shown_whole_on_black(plates):
    cv2.imwrite(str(plates / "radius" / "3.png"), np.full((1000, 500), 200, np.uint8))

    pixels = Atlas.load(SHIPPED, plates).picture(Level(Bone.RADIUS, 3)).pixels

    assert pixels.shape == (512, 512)
    assert (pixels[:, 128:384] == 200).all()
    assert (pixels[:, :128] == 0).all()
    assert (pixels[:, 384:] == 0).all()


@pytest.mark.parametrize(
    "plate",
    [np.full((64, 64), 200 * 257, np.uint16), np.full((64, 64, 3), 200, np.uint8)],
    ids=["16 bits", "colour"],
)
def test_plates_of_sixteen_bits_and_in_colour_become_grey_levels(plates, plate):
    cv2.imwrite(str(plates / "radius" / "3.png"), plate)

    assert (Atlas.load(SHIPPED, plates).picture(Level(Bone.RADIUS, 3)).pixels == 200).all()


def cut_off(file: Path) -> None:
    picture = np.random.default_rng(0).integers(0, 255, (100, 100), np.uint8)
    cv2.imwrite(str(file), picture)
    file.write_bytes(file.read_bytes()[:2000])


def no_picture(file: Path) -> None:
    file.write_text("not a picture", encoding="utf-8")


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def tiny(file: Path) -> None:
    cv2.imwrite(str(file), np.zeros((20, 100), np.uint8))


def vast(file: Path) -> None:
    cv2.imwrite(str(file), np.zeros((6000, 6000), np.uint8))


@pytest.mark.parametrize("damage", [cut_off, no_picture, nothing, tiny, vast])
def test_a_plate_that_cannot_be_shown_is_said_once_and_the_atlas_shows_its_own(atlas, plates, damage):
    damage(plates / "radius" / "3.png")

    with_plates = Atlas.load(SHIPPED, plates)
    for _ in range(2):
        picture = with_plates.picture(Level(Bone.RADIUS, 3))

    np.testing.assert_array_equal(picture.pixels, atlas.picture(Level(Bone.RADIUS, 3)).pixels)
    assert picture.origin is not Origin.SITE_PLATE
    assert [notice.code for notice in with_plates.notices] == ["reporting.plate_unreadable"]
    assert "radius/3.png" in with_plates.notices[0].message


@pytest.mark.parametrize("name", ["femur/3.png", "radius/15.png", "radius/three.png", "radius/-1.png"])
def test_a_plate_that_names_no_level_is_said(plates, name):
    wrong = plates / name
    wrong.parent.mkdir(exist_ok=True)
    shutil.copy(plates / "radius" / "3.png", wrong)

    atlas = Atlas.load(SHIPPED, plates)

    assert [notice.code for notice in atlas.notices] == ["reporting.plate_unknown"]
    assert name in atlas.notices[0].message
    assert atlas.picture(Level(Bone.RADIUS, 3)).origin is Origin.SITE_PLATE


def test_a_site_without_a_folder_of_plates_has_none(tmp_path):
    assert Atlas.load(SHIPPED, tmp_path / "plates").notices == ()


def too_few(content) -> None:
    content["levels"]["ulna"][5] = {"kind": "average", "hands": 7}


def a_level_less(content) -> None:
    content["levels"]["pp3"].pop()


def no_bone(content) -> None:
    del content["levels"]["dp5"]


def unknown_kind(content) -> None:
    content["levels"]["dp5"][0] = {"kind": "painted"}


def of_the_future(content) -> None:
    content["schema_version"] = 2


def hand_of_few(content) -> None:
    content["hands"]["male"][8]["hands"] = 3


def age_of_nothing(content) -> None:
    content["hands"]["male"][8]["mean_months"] = math.nan


@pytest.mark.parametrize(
    "edit", [too_few, a_level_less, no_bone, unknown_kind, of_the_future, hand_of_few, age_of_nothing]
)
def test_an_atlas_that_says_something_else_is_refused(copied, edit):
    with pytest.raises(AtlasError) as refusal:
        Atlas.load(edited(copied, edit), None)

    assert refusal.value.code == "reporting.atlas_unusable"
    assert "atlas.json" in refusal.value.message


def test_a_folder_without_an_atlas_is_refused(tmp_path):
    with pytest.raises(AtlasError, match=r"atlas\.json"):
        Atlas.load(tmp_path, None)


def test_a_damaged_picture_is_told_when_it_is_asked_for(copied):
    (copied / "radius" / "5.png").write_bytes(b"rubbish")
    atlas = Atlas.load(copied, None)

    atlas.picture(Level(Bone.RADIUS, 6))
    with pytest.raises(AtlasError, match=r"radius/5\.png"):
        atlas.picture(Level(Bone.RADIUS, 5))
