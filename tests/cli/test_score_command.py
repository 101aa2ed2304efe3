"""`bonage score`: 13 levels in, points, score and age out."""

import json

import pytest
from sample_hand import EXPECTED

BOY_OF_TEN = [
    "radius=6",
    "ulna=5",
    "mc1=4",
    "mc3=4",
    "mc5=5",
    "pp1=4",
    "pp3=4",
    "pp5=4",
    "mp3=5",
    "mp5=4",
    "dp1=5",
    "dp3=4",
    "dp5=4",
]  # boys: 46 + 61 + 16 + 8 + 14 + 11 + 8 + 10 + 14 + 11 + 19 + 9 + 11 = 238 points, the median at 10.0 years


def test_points_add_up_to_the_score_and_its_age(bonage):
    ended = bonage("score", "--sex", "male", *BOY_OF_TEN)

    assert (ended.code, ended.err) == (0, "")
    assert "238 of 1000 points, male" in ended.out
    assert "Bone age   10.0 years" in ended.out
    assert "TW3 age" in ended.out
    assert "not a medical device" in ended.out


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_levels_of_the_samples_give_their_score_and_age(bonage, name):
    expected = EXPECTED[name]
    levels = [f"{bone}={level}" for bone, level in expected["levels"].items()]

    ended = bonage("score", "--sex", expected["sex"], "--format", "json", *levels)

    result = json.loads(ended.out)
    assert result["score"] == expected["score"]
    assert result["bone_age_years"] == pytest.approx(expected["bone_age_years"], abs=0.01)


def test_labels_and_levels_and_any_order_and_case_will_do(bonage):
    words = ["MC3=L4(0)", *[word for word in reversed(BOY_OF_TEN) if not word.startswith("mc3")]]

    result = json.loads(bonage("score", "--sex", "male", "--format", "json", *words).out)

    assert result["score"] == 238
    assert result["levels"]["mc3"] == {"level": 4, "label": "4(0)", "points": 8, "tw3_stage": "E"}


def test_the_sex_decides_the_points(bonage):
    result = json.loads(bonage("score", "--sex", "female", "--format", "json", *BOY_OF_TEN).out)

    assert result["score"] == 59 + 73 + 16 + 9 + 15 + 11 + 9 + 11 + 16 + 12 + 20 + 10 + 11


def test_where_the_sources_disagree_both_ages_are_given(bonage):
    mature = [
        "radius=12",
        "ulna=12",
        "mc1=11",
        "mc3=10",
        "mc5=10",
        "pp1=12",
        "pp3=12",
        "pp5=12",
        "mp3=12",
        "mp5=12",
        "dp1=11",
        "dp3=11",
        "dp5=11",
    ]

    table = bonage("score", "--sex", "male", *mature)
    result = json.loads(bonage("score", "--sex", "male", "--format", "json", *mature).out)

    assert result["score"] == 988  # 1000 - 209 + 197
    assert result["bone_age_alternative_years"] is not None
    assert {"assessment.sources_disagree"} <= {warning["code"] for warning in result["warnings"]}
    assert "by the other published table" in table.out
    assert "Note" in table.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (BOY_OF_TEN[2:], "cli.bones_missing", "radius, ulna"),
        ([], "cli.bones_missing", "radius, ulna, mc1"),
        ([*BOY_OF_TEN, "mc3=5"], "cli.bone_twice", "mc3"),
        (["radius"], "cli.usage", "'radius' is not BONE=LEVEL"),
        (["carpal=3"], "standards.unknown_bone", "carpal"),
        (["radius=15"], "standards.level_out_of_range", "Radius has levels 0 to 14"),
        (["radius=L9"], "standards.unknown_label", "Radius"),
        (["radius=six"], "standards.level_unreadable", "six"),
    ],
)
def test_levels_that_are_not_thirteen_are_wrong_usage(bonage, words, code, said):
    ended = bonage("score", "--sex", "male", *words)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert f"[{code}]" in ended.err
