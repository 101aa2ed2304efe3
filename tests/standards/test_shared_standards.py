"""The shipped files against the collection that they were cleaned from, number by number."""

import json
from itertools import chain

import pytest

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex

OURS = {
    name: json.loads((resources_dir() / "standards" / name).read_text(encoding="utf-8"))
    for name in (
        "rus_chn.json",
        "tw3_rus.json",
    )
}

every_sex = pytest.mark.parametrize("sex", [sex.value for sex in Sex])


def doubts(name: str, prefix: str) -> dict[str, tuple[object, object]]:
    """Age in years, as written, to what the source says and what is used."""
    found = {}
    for doubt in OURS[name]["doubts"]:
        if doubt["place"].startswith(prefix):
            found[doubt["place"].removeprefix(prefix).removesuffix(" y")] = (doubt["verbatim"], doubt["used"])
    return found


def test_every_rus_chn_cell_is_the_collected_one(shared_standard) -> None:
    collected = shared_standard("rus_chn.json")
    ours = OURS["rus_chn.json"]["levels"]["bones"]

    assert list(ours) == collected["bone_order"]
    for bone in Bone:
        rows = ours[bone.key]
        assert [row["level"] for row in rows] == list(range(collected["level_count"][bone.key]))
        assert [row["label"] for row in rows] == collected["level_labels"][bone.key]
        assert [row["tw3"] for row in rows] == collected["level_to_tw3_letter"][bone.key]
        for sex in Sex:
            assert [row[sex] for row in rows] == collected["scores"][sex][bone.key]


def test_every_tw3_cell_is_the_collected_one(shared_standard) -> None:
    collected = shared_standard("tw3_rus.json")
    ours = OURS["tw3_rus.json"]["stages"]["bones"]

    assert list(ours) == collected["bone_order"]
    for bone in Bone:
        rows = ours[bone.key]
        assert [row["stage"] for row in rows] == collected["level_labels"][bone.key]
        for sex in Sex:
            assert [row[sex] for row in rows] == collected["scores"][sex][bone.key]


@every_sex
@pytest.mark.parametrize("name", ["rus_chn.json", "tw3_rus.json"])
def test_every_median_is_the_collected_one(name: str, sex: str, shared_standard) -> None:
    assert OURS[name]["curve"][sex] == shared_standard(name)["score_to_age"][sex]


@every_sex
def test_the_medians_are_the_verbatim_ones_but_for_the_doubts(sex: str, shared_standard) -> None:
    verbatim = shared_standard("rus_chn.json")["score_to_age_alternatives"]["p50_half_year_verbatim"][sex]
    doubted = doubts("rus_chn.json", f"curve/{sex}/")

    restored = [
        [doubted.get(f"{years:.1f}", (score,))[0], years] for score, years in OURS["rus_chn.json"]["curve"][sex]
    ]

    assert restored == verbatim


@every_sex
def test_the_hospitals_table_is_the_verbatim_one_but_for_the_doubts(sex: str, shared_standard) -> None:
    verbatim = shared_standard("rus_chn.json")["score_to_age_alternatives"]["hospital_0.1y_intervals_age_min_max"][sex]
    ours = {years: [lowest, highest] for years, lowest, highest in OURS["rus_chn.json"]["curve"]["alternative"][sex]}
    for age, (said, used) in doubts("rus_chn.json", f"curve/alternative/{sex}/").items():
        if said is not None:
            assert ours.get(float(age)) == used
            ours[float(age)] = said

    assert sorted([years, *scores] for years, scores in ours.items()) == sorted(verbatim)


@every_sex
def test_the_unused_curves_are_the_collected_ones(sex: str, shared_standard) -> None:
    collected = shared_standard("tw3_rus.json")["score_to_age_alternatives"]
    ours = OURS["tw3_rus.json"]["unused_curves"]

    assert ours["tw3_c_rus_china05"][sex] == collected["tw3_c_rus_china05_p50"]["data"][sex]
    assert ours["tw2_rus_british"][sex] == collected["tw2_rus_british_candidate"]["data"][sex]


def test_what_later_work_presents_is_the_collected_one(shared_standard) -> None:
    assert OURS["tw3_rus.json"]["presentation_refs"] == shared_standard("tw3_rus.json")["presentation_refs"]


def test_the_spread_is_the_collected_one(shared_standard) -> None:
    spread = shared_standard("tw3_rus.json")["presentation_refs"]["china05_sd_years"]
    ours = OURS["rus_chn.json"]["percentiles"]["china05_sd_years"]

    assert ours == {"boys_8_14": spread["boys_8_14"], "girls_7_12": spread["girls_7_12"]}


@pytest.mark.parametrize("name", ["rus_chn.json", "tw3_rus.json"])
def test_every_source_that_a_table_names_is_described(name: str) -> None:
    ours = OURS[name]
    tables = [ours["curve"], ours["percentiles"], *ours.get("unused_curves", {}).values()]
    tables += [ours["levels"], ours["curve"]["alternative"]] if name == "rus_chn.json" else [ours["stages"]]

    named = set(chain.from_iterable(table["source"] for table in tables if isinstance(table, dict)))

    assert named
    assert named <= set(ours["sources"])
