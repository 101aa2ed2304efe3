import hashlib
import json

import pytest
from published_tables import TW3_BOYS, TW3_GIRLS

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, LevelError
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex
from bonage_desktop.standards.tw3 import Tw3, load_tw3

FILE = resources_dir() / "standards" / "tw3_rus.json"

every_bone = pytest.mark.parametrize("bone", list(Bone), ids=lambda bone: bone.key)


@every_bone
@pytest.mark.parametrize(("sex", "published"), [(Sex.MALE, TW3_BOYS), (Sex.FEMALE, TW3_GIRLS)])
def test_every_stage_is_worth_the_published_points(bone: Bone, sex: Sex, published, tw3: Tw3) -> None:
    points = [tw3.points(bone, letter, sex) for letter in tw3.letters(bone)]

    assert points == [int(cell) for cell in published[bone.key].split()]


@every_bone
def test_the_stages_run_from_a_to_i_and_those_of_the_ulna_to_h(bone: Bone, tw3: Tw3) -> None:
    assert "".join(tw3.letters(bone)) == ("ABCDEFGH" if bone is Bone.ULNA else "ABCDEFGHI")


@pytest.mark.parametrize("sex", list(Sex))
def test_a_mature_hand_has_1000_tw3_points(sex: Sex, tw3: Tw3) -> None:
    assert sum(tw3.points(bone, tw3.letters(bone)[-1], sex) for bone in Bone) == 1000


@pytest.mark.parametrize("ask", ["points", "criterion"])
@pytest.mark.parametrize(("bone", "letter"), [(Bone.ULNA, "I"), (Bone.RADIUS, "J"), (Bone.RADIUS, "")])
def test_a_stage_that_the_bone_does_not_have_is_refused(ask: str, bone: Bone, letter: str, tw3: Tw3) -> None:
    with pytest.raises(LevelError) as caught:
        tw3.points(bone, letter, Sex.MALE) if ask == "points" else tw3.criterion(bone, letter, Language.EN)

    assert caught.value.code == "standards.unknown_letter"
    assert caught.value.message == f"{bone.title} has no TW3 stage {letter!r}."
    assert caught.value.hint == f"Use one of: {' '.join(tw3.letters(bone))}."


def test_a_criterion_belongs_to_its_stage_and_language(tw3: Tw3) -> None:
    assert tw3.criterion(Bone.ULNA, "E", Language.EN) == "styloid visible as small projection"
    assert tw3.criterion(Bone.ULNA, "E", Language.ZH) == "尺骨茎突显示为小突起"


def test_the_identity_names_the_standard_and_its_very_file(tw3: Tw3) -> None:
    assert tw3.identity == f"TW3-RUS sha256:{hashlib.sha256(FILE.read_bytes()).hexdigest()}"
    assert tw3.title.startswith("TW3-RUS (Tanner")


def test_typing_errors_of_the_unused_curves_are_kept_as_doubts(tw3: Tw3) -> None:
    doubt = next(doubt for doubt in tw3.doubts if doubt.place == "unused_curves/tw2_rus_british/male/7.1 y")

    assert doubt.verbatim == "128"
    assert "probably 218" in doubt.why


def test_the_sources_are_named(tw3: Tw3) -> None:
    assert {source.key for source in tw3.sources} >= {"standard", "physis_curve"}


def test_the_offsets_from_greulich_pyle_are_where_later_work_reads_them() -> None:
    offsets = json.loads(FILE.read_text(encoding="utf-8"))["presentation_refs"]["bx_china05_minus_gp_years"]["table"]

    assert offsets[0] == [2.0, 0.0, -0.2]
    assert offsets[-1] == [17.0, -1.2, -1.2]
    assert len(offsets) == 31


def test_the_standard_is_loaded_once() -> None:
    assert load_tw3() is load_tw3()
