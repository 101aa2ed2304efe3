import re

import pytest

from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.criteria import Criteria, load_criteria
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.tw3 import Tw3

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")

every_bone = pytest.mark.parametrize("bone", list(Bone), ids=lambda bone: bone.key)


def texts(bone: Bone, language: Language, rus_chn: RusChn, tw3: Tw3) -> list[str]:
    levels = [rus_chn.criterion(Level(bone, index), language) for index in range(bone.level_count)]
    return levels + [tw3.criterion(bone, letter, language) for letter in tw3.letters(bone)]


@every_bone
def test_every_level_and_stage_has_an_english_text(bone: Bone, rus_chn: RusChn, tw3: Tw3) -> None:
    written = texts(bone, Language.EN, rus_chn, tw3)

    assert all(LATIN.search(text) and not CHINESE.search(text) for text in written)
    assert len(written) == bone.level_count + (8 if bone is Bone.ULNA else 9)


@every_bone
def test_every_level_and_stage_has_a_chinese_text_without_english(bone: Bone, rus_chn: RusChn, tw3: Tw3) -> None:
    written = texts(bone, Language.ZH, rus_chn, tw3)

    assert all(CHINESE.search(text) and not LATIN.search(text) for text in written)


@every_bone
@pytest.mark.parametrize("language", list(Language))
def test_no_two_levels_of_a_bone_have_the_same_criterion(bone: Bone, language: Language, rus_chn: RusChn) -> None:
    written = [rus_chn.criterion(Level(bone, index), language) for index in range(bone.level_count)]

    assert len(set(written)) == len(written)


@every_bone
def test_the_first_level_is_no_centre_and_the_last_is_fusion(bone: Bone, rus_chn: RusChn) -> None:
    first, last = Level(bone, 0), Level(bone, bone.level_count - 1)

    assert rus_chn.criterion(first, Language.EN) == "no ossification centre"
    assert rus_chn.criterion(first, Language.ZH) == "骨化中心尚未出现"
    assert rus_chn.criterion(last, Language.EN) == "fusion complete"
    assert rus_chn.criterion(last, Language.ZH) == "骨骺与骨干完全融合"


def test_the_bones_are_named_in_both_languages(criteria: Criteria) -> None:
    assert [criteria.title(bone, Language.EN) for bone in Bone] == [bone.title for bone in Bone]
    assert " ".join(criteria.title(bone, Language.ZH) for bone in Bone) == (
        "桡骨 尺骨 第一掌骨 第三掌骨 第五掌骨 第一近节指骨 第三近节指骨 第五近节指骨 "
        "第三中节指骨 第五中节指骨 第一远节指骨 第三远节指骨 第五远节指骨"
    )


def test_the_criteria_are_loaded_once() -> None:
    assert load_criteria() is load_criteria()


def test_the_english_paraphrases_are_those_of_the_collection(shared_standard, criteria: Criteria) -> None:
    for name, ours in (("rus_chn.json", criteria.rus_chn), ("tw3_rus.json", criteria.tw3)):
        collected = shared_standard(name)["criteria_own_words"]

        assert {bone.key: [text[Language.EN] for text in ours[bone]] for bone in Bone} == collected
