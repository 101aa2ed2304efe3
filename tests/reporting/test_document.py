"""The JSON object of the command line contract."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sample_hand import EXPECTED, NAME, SHA256, sample_findings, sample_radiograph, sample_reading

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import BoneGrade, PalmMask
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, FactSource, Laterality
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.reporting.document import as_text, document, in_ascii, printable
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex

CONTRACT_KEYS = [
    "file",
    "sha256",
    "sex",
    "sex_source",
    "laterality",
    "laterality_source",
    "levels",
    "rois",
    "score",
    "bone_age_years",
    "bone_age_p10_years",
    "bone_age_p90_years",
    "bone_age_alternative_years",
    "tw3_bone_age_years",
    "certainty",
    "warnings",
    "canonical",
    "models",
    "seconds",
    "error",
]


def test_the_document_has_every_key_of_the_contract_and_says_what_it_is_for(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    assert set(CONTRACT_KEYS) <= result.keys()
    assert result.keys() - set(CONTRACT_KEYS) == {
        "standard",
        "research_use_only",
        "bone_age_bound",
        "tw3_bone_age_bound",
        "chronological_age_years",
        "chronological_age_source",
    }
    assert "not a medical device" in result["research_use_only"]
    assert result["standard"].startswith("RUS-CHN")


def test_levels_score_and_age_of_the_sample_are_the_expected_ones(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    assert {bone: entry["level"] for bone, entry in result["levels"].items()} == EXPECTED[NAME]["levels"]
    assert result["score"] == EXPECTED[NAME]["score"]
    assert result["bone_age_years"] == pytest.approx(EXPECTED[NAME]["bone_age_years"], abs=0.01)
    assert result["error"] is None


def test_a_level_carries_label_points_probability_and_source(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    # mc3 level 5 is label 4(2), 13 points for boys (RUS-CHN); the sample gives 0.8 to it and 0.2 to the one below
    assert result["levels"]["mc3"] == {
        "level": 5,
        "label": "4(2)",
        "points": 13,
        "probability": 0.8,
        "mass_within_one": 1.0,
        "plausibility": round(reading.plausibility[Bone.MC3].probability, 4),
        "source": "model",
        "probabilities": [0, 0, 0, 0, 0.2, 0.8, 0, 0, 0, 0, 0],
    }


def test_figures_are_rounded_as_the_dictionary_says(radiograph):
    rois = {Bone.RADIUS: Roi(Bone.RADIUS, Box(1.23456, 2.0, 30.5, 40.999), 0.987654, Source.MODEL)}
    reading = sample_reading(rois=rois)

    result = document(Path(NAME), radiograph, reading, None)

    assert result["rois"] == {"radius": {"box": [1.23, 2.0, 30.5, 41.0], "score": 0.9877, "source": "model"}}
    assert result["canonical"] == {"rotation_degrees": -3.2, "mirrored": False, "inverted": False}
    assert result["seconds"] == {"segment": 0.2, "detect": 1.5, "grade": 0.25}
    assert result["bone_age_p10_years"] == round(result["bone_age_p10_years"], 3)


def test_a_box_set_by_a_reader_has_no_score(radiograph):
    rois = {Bone.ULNA: Roi(Bone.ULNA, Box(1, 2, 3, 4), None, Source.READER)}

    result = document(Path(NAME), radiograph, sample_reading(rois=rois), None)

    assert result["rois"]["ulna"] == {"box": [1.0, 2.0, 3.0, 4.0], "score": None, "source": "reader"}


def test_without_a_sex_there_are_levels_but_no_points_score_or_age():
    radiograph = sample_radiograph(sex=None, sex_source=FactSource.UNKNOWN)

    result = document(Path(NAME), radiograph, sample_reading(sex=None), None)

    assert result["levels"]["radius"]["points"] is None
    assert (result["score"], result["bone_age_years"], result["certainty"]) == (None, None, None)
    assert (result["sex"], result["sex_source"]) == (None, "unknown")


def test_a_score_that_was_not_asked_for_does_not_hide_the_sex_of_the_file(radiograph):
    result = document(Path(NAME), radiograph, sample_reading(sex=None), None)

    assert (result["sex"], result["sex_source"], result["score"]) == ("male", "tag", None)


def test_a_sex_changed_by_the_reader_is_told_with_its_source(radiograph, reading):
    from datetime import UTC, datetime

    changed = reading.override_sex(Sex.FEMALE, by="reader", at=datetime(2026, 1, 1, tzinfo=UTC))

    result = document(Path(NAME), radiograph, changed, None)

    assert (result["sex"], result["sex_source"]) == ("female", "reader")


def test_the_hand_is_told_with_its_source(reading):
    radiograph = sample_radiograph(laterality=Laterality.LEFT, laterality_source=FactSource.READER)

    result = document(Path(NAME), radiograph, reading, None)

    assert (result["laterality"], result["laterality_source"]) == ("left", "reader")


def test_the_child_s_age_is_told_with_how_it_was_found(reading):
    radiograph = sample_radiograph(age=ChronologicalAge(10.00049, AgeSource.PATIENT_AGE))

    result = document(Path(NAME), radiograph, reading, None)

    assert (result["chronological_age_years"], result["chronological_age_source"]) == (10.0, "patient_age")


def test_an_age_that_nobody_knows_is_null(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    assert (result["chronological_age_years"], result["chronological_age_source"]) == (None, None)


def test_an_error_leaves_no_age_but_keeps_what_was_found(radiograph, reading):
    error = BonageError("vision.no_palm", "hand.png: no hand.", "Give a hand.")

    result = document(Path(NAME), radiograph, reading, error)

    assert (result["score"], result["bone_age_years"], result["tw3_bone_age_years"]) == (None, None, None)
    assert len(result["rois"]) == 13
    assert result["error"] == {"code": "vision.no_palm", "message": "hand.png: no hand.", "hint": "Give a hand."}


def test_a_file_that_was_not_decoded_has_the_same_keys(radiograph, reading):
    error = BonageError("imaging.empty_file", "x.dcm is empty.", "Export it again.")

    failed = document(Path("x.dcm"), None, None, error)

    assert list(failed) == list(document(Path(NAME), radiograph, reading, None))
    assert (failed["file"], failed["sha256"], failed["levels"], failed["warnings"]) == ("x.dcm", None, {}, [])


def test_before_detection_there_is_no_canonical_view_and_no_box(radiograph):
    reading = sample_reading(sex=None, canonical=None, rois={}, grades={}, models={}, seconds={})

    result = document(Path(NAME), radiograph, reading, None)

    assert (result["canonical"], result["rois"], result["levels"]) == (None, {}, {})


def test_warnings_come_from_file_stages_and_reading_each_once():
    twice = Notice("imaging.charset_missing", "The file names no character set.")
    radiograph = sample_radiograph(notices=(twice,), age=ChronologicalAge(19.0, AgeSource.DATES))
    missing = {Bone.DP5: Notice("vision.box_missing", "Distal phalanx 5 was not found.")}
    reading = sample_reading(notices=(twice, Notice("vision.retried", "Ran again on the CPU.")), missing=missing)

    result = document(Path(NAME), radiograph, reading, None)

    codes = [warning["code"] for warning in result["warnings"]]
    assert codes == [
        "imaging.charset_missing",
        "vision.retried",
        "vision.box_missing",
        "assessment.age_outside_tested_range",
    ]
    assert json.loads(as_text(result))["warnings"] == result["warnings"]


def test_the_sources_of_the_mature_end_that_disagree_give_two_ages(radiograph):
    levels = {bone: bone.level_count - 1 for bone in Bone} | {Bone.RADIUS: 12}
    reading = sample_reading(grades={bone: _one_hot(bone, level) for bone, level in levels.items()})

    result = document(Path(NAME), radiograph, reading, None)

    assert result["score"] == 988  # 1000 less 209 for a mature radius, plus 197 for level 12
    assert result["bone_age_alternative_years"] is not None


def test_the_text_is_json_with_one_bone_a_line(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    text = as_text(result)

    assert json.loads(text) == result
    assert [line for line in text.splitlines() if line.startswith('  "radius": {"level"')] != []
    assert len(text.splitlines()) < 70


def test_a_number_that_json_does_not_know_is_refused(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)
    result["score"] = float("nan")

    with pytest.raises(ValueError, match="JSON"):
        as_text(result)


def test_json_for_a_terminal_without_unicode_says_the_same(radiograph, reading):
    result = document(Path("手部/左手🖐.png"), radiograph, reading, None)

    text = in_ascii(as_text(result))

    assert text.isascii()
    assert json.loads(text)["file"] == "手部/左手🖐.png"


def test_empty_parts_stay_on_one_line():
    text = as_text(document(Path("x.dcm"), None, None, None))

    assert ' "levels": {},' in text.splitlines()


def test_a_file_name_that_is_no_utf_8_can_be_written():
    name = printable("caf\udce9.png")

    assert name == "caf\\udce9.png"


def test_nothing_in_the_document_says_who_the_patient_is(radiograph, reading):
    text = as_text(document(Path(NAME), radiograph, reading, None))

    assert radiograph.identifiers.patient_name not in text
    assert SHA256 in text


def test_two_documents_of_one_reading_are_the_same(radiograph, reading):
    first = as_text(document(Path(NAME), radiograph, reading, None))
    second = as_text(document(Path(NAME), radiograph, sample_reading(), None))

    assert first == second


def test_a_mask_given_by_the_reader_does_not_change_the_keys(radiograph):
    palm = sample_findings().palm
    assert palm is not None
    by_reader = PalmMask(palm.mask, palm.box, palm.area_fraction, 1, Source.READER)

    result = document(Path(NAME), radiograph, sample_reading(palm=by_reader), None)

    assert set(CONTRACT_KEYS) <= result.keys()


def _one_hot(bone, index):

    from bonage_desktop.standards.bones import Level

    return replace(BoneGrade.by_reader(Level(bone, index)))
