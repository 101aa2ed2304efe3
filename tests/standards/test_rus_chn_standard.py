import hashlib

import pytest
from published_tables import LABELS, LETTERS, RUS_CHN_BOYS, RUS_CHN_GIRLS

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.rus_chn import RusChn, load_rus_chn
from bonage_desktop.standards.sex import Sex

every_bone = pytest.mark.parametrize("bone", list(Bone), ids=lambda bone: bone.key)


def levels(bone: Bone) -> list[Level]:
    return [Level(bone, index) for index in range(bone.level_count)]


@every_bone
@pytest.mark.parametrize(("sex", "published"), [(Sex.MALE, RUS_CHN_BOYS), (Sex.FEMALE, RUS_CHN_GIRLS)])
def test_every_cell_is_worth_the_published_points(bone: Bone, sex: Sex, published, rus_chn: RusChn) -> None:
    points = [rus_chn.points(level, sex) for level in levels(bone)]

    assert points == [int(cell) for cell in published[bone.key].split()]


@every_bone
def test_every_level_has_the_published_label(bone: Bone, rus_chn: RusChn) -> None:
    assert [rus_chn.label(level) for level in levels(bone)] == LABELS[bone.key].split()


@every_bone
def test_every_level_lies_in_the_published_stage(bone: Bone, rus_chn: RusChn) -> None:
    assert [rus_chn.tw3_letter(level) for level in levels(bone)] == LETTERS[bone.key].split()


@every_bone
def test_the_levels_of_all_stages_are_all_levels(bone: Bone, rus_chn: RusChn) -> None:
    by_stage = [level for letter in "ABCDEFGHI" for level in rus_chn.levels_of(bone, letter)]

    assert by_stage == levels(bone)


def test_a_stage_that_a_bone_does_not_have_has_no_levels(rus_chn: RusChn) -> None:
    assert rus_chn.levels_of(Bone.ULNA, "I") == ()
    assert rus_chn.levels_of(Bone.RADIUS, "F") == (Level(Bone.RADIUS, 5), Level(Bone.RADIUS, 6))


@pytest.mark.parametrize("sex", list(Sex))
def test_a_mature_hand_has_1000_points_and_an_immature_one_none(sex: Sex, rus_chn: RusChn) -> None:
    mature = sum(rus_chn.points(levels(bone)[-1], sex) for bone in Bone)
    immature = sum(rus_chn.points(levels(bone)[0], sex) for bone in Bone)

    assert (mature, immature) == (1000, 0)


@pytest.mark.parametrize(
    ("text", "index"),
    [("0", 0), ("9", 9), (" 9 ", 9), ("10", 10), ("L4(2)", 5), ("l4(2)", 5), ("L4（2）", 5), ("L5", 6), ("L8", 10)],
)
def test_a_bare_number_is_a_level_and_an_l_begins_a_label(text: str, index: int, rus_chn: RusChn) -> None:
    assert rus_chn.level(Bone.MC3, text) == Level(Bone.MC3, index)


@every_bone
def test_every_label_is_read_back_as_its_level(bone: Bone, rus_chn: RusChn) -> None:
    assert [rus_chn.level(bone, f"L{label}") for label in LABELS[bone.key].split()] == levels(bone)


def test_a_label_that_the_bone_does_not_have_is_refused_with_those_it_has(rus_chn: RusChn) -> None:
    with pytest.raises(LevelError) as caught:
        rus_chn.level(Bone.MC3, "L4")

    assert caught.value.code == "standards.unknown_label"
    assert caught.value.message == "Metacarpal 3 has no label '4'."
    assert caught.value.hint == "Use one of: L0 L1 L2 L3 L4(0) L4(2) L5 L6 L7(0) L7(2) L8."


@pytest.mark.parametrize("text", ["", "4(2)", "nine", "-1", "+1", "1.5", "１", "1_0", "XL5"])
def test_a_text_that_is_neither_level_nor_label_is_refused(text: str, rus_chn: RusChn) -> None:
    with pytest.raises(LevelError) as caught:
        rus_chn.level(Bone.MC3, text)

    assert caught.value.code == "standards.level_unreadable"
    assert caught.value.message == f"{text!r} is no level of Metacarpal 3."
    assert caught.value.hint == "Write a level as a number, as in 5, or its label after an L, as in L4(2)."


def test_a_number_beyond_the_table_is_refused(rus_chn: RusChn) -> None:
    with pytest.raises(LevelError) as caught:
        rus_chn.level(Bone.MC3, "11")

    assert caught.value.code == "standards.level_out_of_range"


def test_the_identity_names_the_standard_and_its_very_file(rus_chn: RusChn) -> None:
    content = (resources_dir() / "standards" / "rus_chn.json").read_bytes()

    assert rus_chn.identity == f"RUS-CHN sha256:{hashlib.sha256(content).hexdigest()}"
    assert rus_chn.title.startswith("RUS-CHN (China-05")


def test_the_repaired_median_and_what_its_source_says_are_kept_as_a_doubt(rus_chn: RusChn) -> None:
    doubt = next(doubt for doubt in rus_chn.doubts if doubt.place == "curve/female/12.0 y")

    assert (doubt.verbatim, doubt.used) == ("597", "704")
    assert "637 points of 11.5 y" in doubt.why


def test_a_number_that_was_left_out_is_kept_as_a_doubt(rus_chn: RusChn) -> None:
    doubt = next(doubt for doubt in rus_chn.doubts if doubt.place == "curve/alternative/male/17.9 y")

    assert (doubt.verbatim, doubt.used) == ("[997, 997]", "null")


def test_the_sources_of_the_medians_are_named(rus_chn: RusChn) -> None:
    named = {source.key: source.title for source in rus_chn.sources}

    assert named["boneageserver"].startswith("GitHub 2023YuJun/BoneAgeServer")
    assert named["standard"].startswith("Zhang Shaoyan et al. 2006")


def test_a_criterion_belongs_to_its_level_and_language(rus_chn: RusChn) -> None:
    level = Level(Bone.RADIUS, 11)

    assert rus_chn.criterion(level, Language.EN) == "about 1/4 fused"
    assert rus_chn.criterion(level, Language.ZH) == "骺板约四分之一已融合"


def test_the_standard_is_loaded_once() -> None:
    assert load_rus_chn() is load_rus_chn()
