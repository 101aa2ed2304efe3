"""The reading as a FHIR bundle."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from dicom_reports import STUDY, of_dicom
from fhir.resources.R4B.bundle import Bundle
from reports import NOON, graded_by_hand, report
from sample_hand import EXPECTED, NAME

from bonage_desktop.reporting.fhir import LEVEL_SOURCE_URL, PRIVATE_SYSTEM, fhir_bundle
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import AgeBound

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codes.md"


def resource(content: ReportContent, kind: str) -> dict:
    entries = json.loads(fhir_bundle(content))["entry"]
    return next(entry["resource"] for entry in entries if entry["resource"]["resourceType"] == kind)


def component(observation: dict, code: str) -> dict:
    return next(one for one in observation["component"] if one["code"]["coding"][0]["code"] == code)


@pytest.mark.parametrize(
    "content",
    [of_dicom(), replace(graded_by_hand(), confirmed_at=NOON), replace(report(), reader="")],
    ids=["draft", "confirmed", "nobody's picture"],
)
def test_it_is_valid_r4b(content):
    bundle = Bundle.model_validate_json(fhir_bundle(content))

    assert [entry.resource.get_resource_type() for entry in bundle.entry] == [
        "Patient",
        "Device",
        "Observation",
        "DiagnosticReport",
    ]


def test_the_observation_is_the_bone_age_in_years_with_score_and_levels():
    observation = resource(of_dicom(), "Observation")

    assert observation["code"]["coding"][0] == {
        "system": "http://loinc.org",
        "code": "85151-9",
        "display": "XR Bone age",
    }
    assert observation["valueQuantity"]["value"] == pytest.approx(10.6, abs=0.05)
    assert observation["valueQuantity"]["code"] == "a"
    assert component(observation, "93189-9")["valueQuantity"]["value"] == 272
    assert component(observation, "93148-5")["valueInteger"] == EXPECTED[NAME]["levels"]["ulna"]
    assert component(observation, "stage-mc3")["valueInteger"] == EXPECTED[NAME]["levels"]["mc3"]


def test_every_level_says_who_set_it():
    observation = resource(graded_by_hand(), "Observation")

    said = {
        bone: component(observation, "93148-5" if bone is Bone.ULNA else f"stage-{bone.key}")["extension"][0]
        for bone in Bone
    }
    assert said[Bone.RADIUS] == {"url": LEVEL_SOURCE_URL, "valueCode": "reader"}
    assert said[Bone.ULNA] == {"url": LEVEL_SOURCE_URL, "valueCode": "model"}


@pytest.mark.parametrize(("bound", "comparator"), [(AgeBound.AT_OR_BELOW, "<="), (AgeBound.ADULT, ">=")])
def test_an_age_at_the_end_of_the_curve_says_so(bound, comparator):
    content = of_dicom()
    content.reading.__dict__["bone_age"] = replace(content.bone_age, bound=bound)

    assert resource(content, "Observation")["valueQuantity"]["comparator"] == comparator


def test_the_report_refers_to_study_patient_and_result():
    content = of_dicom()

    told = resource(content, "DiagnosticReport")

    urls = {entry["resource"]["resourceType"]: entry["fullUrl"] for entry in json.loads(fhir_bundle(content))["entry"]}
    assert told["imagingStudy"][0]["identifier"]["value"] == f"urn:oid:{STUDY}"
    assert told["subject"]["reference"] == urls["Patient"]
    assert told["result"][0]["reference"] == urls["Observation"]
    assert told["identifier"][0]["value"] == "ACC-1"
    assert "Research use only, not a medical device." in told["conclusion"]


def test_a_draft_is_preliminary_and_a_confirmed_one_final_with_its_time():
    draft = resource(of_dicom(), "DiagnosticReport")
    final = resource(replace(of_dicom(), confirmed_at=NOON), "DiagnosticReport")

    assert (draft["status"], "issued" in draft) == ("preliminary", False)
    assert (final["status"], final["issued"]) == ("final", "2026-11-20T12:00:00+00:00")


def test_the_same_reading_gives_the_same_text():
    assert fhir_bundle(of_dicom()) == fhir_bundle(of_dicom())


def test_the_uris_of_our_own_are_published():
    page = PAGE.read_text(encoding="utf-8")

    assert PRIVATE_SYSTEM in page
    assert LEVEL_SOURCE_URL in page
