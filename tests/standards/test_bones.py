import pytest

from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.sex import Sex


def test_the_bones_are_numbered_and_counted_as_in_the_paper() -> None:
    # Paper section 4.3 and Fig. 2a.
    described = [(bone.number, bone.key, bone.title, bone.level_count) for bone in Bone]

    assert described == [
        (1, "radius", "Radius", 15),
        (2, "ulna", "Ulna", 13),
        (3, "mc1", "Metacarpal 1", 12),
        (4, "mc3", "Metacarpal 3", 11),
        (5, "mc5", "Metacarpal 5", 11),
        (6, "pp1", "Proximal phalanx 1", 13),
        (7, "pp3", "Proximal phalanx 3", 13),
        (8, "pp5", "Proximal phalanx 5", 13),
        (9, "mp3", "Middle phalanx 3", 13),
        (10, "mp5", "Middle phalanx 5", 13),
        (11, "dp1", "Distal phalanx 1", 12),
        (12, "dp3", "Distal phalanx 3", 12),
        (13, "dp5", "Distal phalanx 5", 12),
    ]


def test_a_bone_is_found_by_its_short_name() -> None:
    assert Bone.from_key("mp5") is Bone.MP5


def test_an_unknown_bone_is_refused_with_the_bones_there_are() -> None:
    with pytest.raises(LevelError) as caught:
        Bone.from_key("mc2")

    assert caught.value.code == "standards.unknown_bone"
    assert caught.value.message == "'mc2' is not a RUS bone."
    assert caught.value.hint == "Use one of: radius ulna mc1 mc3 mc5 pp1 pp3 pp5 mp3 mp5 dp1 dp3 dp5."


@pytest.mark.parametrize("index", [0, 14])
def test_the_radius_has_its_first_and_its_last_level(index: int) -> None:
    assert Level(Bone.RADIUS, index).index == index


@pytest.mark.parametrize("index", [-1, 15])
def test_a_level_beside_the_table_cannot_be_built(index: int) -> None:
    with pytest.raises(LevelError) as caught:
        Level(Bone.RADIUS, index)

    assert caught.value.code == "standards.level_out_of_range"
    assert caught.value.message == f"Radius has levels 0 to 14, not {index}."
    assert caught.value.hint == "Give a level from 0 to 14."


def test_sexes_are_written_as_on_the_command_line() -> None:
    assert [sex.value for sex in Sex] == ["male", "female"]
