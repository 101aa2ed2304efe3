"""The reading as FHIR R4B: a bundle of Patient, Device, Observation (bone age, the 13 levels) and DiagnosticReport.

The bundle is validated by fhir.resources before it is handed out; nothing is asked of a server.
Source: HL7 FHIR 4.3.0, DiagnosticReport and Observation.
"""

import json
from collections.abc import Iterator

from bonage_desktop import __version__
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.reporting import codes
from bonage_desktop.reporting.codes import Concept, uid_of, uuid_of
from bonage_desktop.reporting.dicom_objects import DEVICE_NAME, MANUFACTURER, image_of, remarks_of
from bonage_desktop.reporting.document import notices
from bonage_desktop.reporting.fingerprint import fingerprint
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.words import age_words, level_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import AgeBound
from bonage_desktop.standards.sex import Sex

Json = str | int | float | bool | list["Json"] | dict[str, "Json"]
Resource = dict[str, Json]

PRIVATE_SYSTEM = f"urn:oid:{uid_of('coding-scheme')}"
LEVEL_SOURCE_URL = f"urn:oid:{uid_of('extension', 'level-source')}"
_SYSTEMS = {
    "LN": "http://loinc.org",
    "SCT": "http://snomed.info/sct",
    "UCUM": "http://unitsofmeasure.org",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM",
    codes.PRIVATE_SCHEME: PRIVATE_SYSTEM,
}
_UNITS = {codes.YEARS: "years", codes.NO_UNIT: "points"}
_BOUNDS = {AgeBound.AT_OR_BELOW: "<=", AgeBound.ADULT: ">="}
_GENDERS = {Sex.MALE: "male", Sex.FEMALE: "female"}
_HANDS = {Laterality.LEFT: "Left hand", Laterality.RIGHT: "Right hand", None: "Hand"}


def fhir_bundle(content: ReportContent) -> str:
    """The bundle as JSON text; the same reading gives the same text.

    Args:
        content: the reading; a draft is `preliminary`, a confirmed one `final`.
    """
    from fhir.resources.R4B.bundle import Bundle

    identity = fingerprint(content)
    resources = [_patient(content), _device(), _observation(content), _report(content)]
    bundle: Resource = {
        "resourceType": "Bundle",
        "id": str(uuid_of("bundle", identity)),
        "type": "collection",
        "entry": [{"fullUrl": _url(content, f"{one['resourceType']}"), "resource": one} for one in resources],
    }
    if content.confirmed_at is not None:
        bundle["timestamp"] = content.confirmed_at.isoformat()
    Bundle.model_validate(bundle)
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _patient(content: ReportContent) -> Resource:
    radiograph = content.radiograph
    known = radiograph.identifiers
    found: Resource = {"resourceType": "Patient"}
    if known.patient_id:
        found["identifier"] = [{"value": known.patient_id}]
    if known.readable_name:
        found["name"] = [{"text": known.readable_name}]
    if radiograph.sex is not None:
        found["gender"] = _GENDERS[radiograph.sex]
    if radiograph.birth_date is not None:
        found["birthDate"] = radiograph.birth_date.isoformat()
    return found


def _device() -> Resource:
    return {
        "resourceType": "Device",
        "manufacturer": MANUFACTURER,
        "deviceName": [{"name": DEVICE_NAME, "type": "model-name"}],
        "version": [{"value": __version__}],
    }


def _observation(content: ReportContent) -> Resource:
    age = content.bone_age
    value = _quantity(round(age.years, 3), codes.YEARS)
    if age.bound in _BOUNDS:
        value["comparator"] = _BOUNDS[age.bound]
    return {
        "resourceType": "Observation",
        **_common(content),
        "code": _concept(codes.BONE_AGE),
        "valueQuantity": value,
        "bodySite": _concept(codes.HAND, _HANDS[content.radiograph.laterality]),
        "method": _concept(codes.METHOD_RUS_CHN),
        "device": {"reference": _url(content, "Device")},
        "note": [{"text": words} for words in _notes(content)],
        "component": [*_figures(content), *(_level(content, bone) for bone in Bone)],
    }


def _report(content: ReportContent) -> Resource:
    found: Resource = {
        "resourceType": "DiagnosticReport",
        **_common(content),
        "code": {"coding": [{"system": _SYSTEMS["LN"], "code": codes.IMAGING_REPORT.value}], "text": "Bone age report"},
        "result": [{"reference": _url(content, "Observation")}],
        "imagingStudy": [{"identifier": _uid_identifier(image_of(content.radiograph).study_uid)}],
        "conclusion": _conclusion(content),
    }
    if content.radiograph.identifiers.accession_number:
        found["identifier"] = [
            {
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "ACSN"}]},
                "value": content.radiograph.identifiers.accession_number,
            }
        ]
    return found


def _common(content: ReportContent) -> Resource:
    """What an observation and a report have alike."""
    confirmed = content.confirmed_at
    radiology = {"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "RAD"}
    found: Resource = {
        "status": "preliminary" if confirmed is None else "final",
        "category": [{"coding": [{**radiology}]}],
        "subject": {"reference": _url(content, "Patient")},
    }
    if content.radiograph.study_date is not None:
        found["effectiveDateTime"] = content.radiograph.study_date.isoformat()
    if confirmed is not None:
        found["issued"] = confirmed.isoformat()
    if content.reader.strip():
        found["performer"] = [{"display": content.reader.strip()}]
    return found


def _figures(content: ReportContent) -> Iterator[Resource]:
    age, certainty = content.bone_age, content.reading.certainty
    yield _figure(codes.MATURITY_SCORE, content.score, codes.NO_UNIT)
    if certainty is not None:
        yield _figure(codes.AGE_LOW, round(certainty.p10_years, 3), codes.YEARS)
        yield _figure(codes.AGE_HIGH, round(certainty.p90_years, 3), codes.YEARS)
    if age.alternative_years is not None:
        yield _figure(codes.AGE_OTHER_TABLE, round(age.alternative_years, 3), codes.YEARS)
    if content.radiograph.age is not None:
        yield _figure(codes.SUBJECT_AGE, round(content.radiograph.age.years, 3), codes.YEARS)
    yield {"code": _concept(codes.SUBJECT_SEX), "valueCodeableConcept": _concept(codes.SEXES[content.sex])}


def _level(content: ReportContent, bone: Bone) -> Resource:
    grade, standard = content.reading.grades[bone], content.reading.standards.rus_chn
    points = (content.reading.points or {})[bone]
    return {
        "extension": [{"url": LEVEL_SOURCE_URL, "valueCode": grade.source.value}],
        "code": _concept(codes.STAGES[bone], f"{bone.title}: {level_words(grade.level, standard)}, {points} points"),
        "valueInteger": grade.level.index,
    }


def _figure(name: Concept, value: float, unit: Concept) -> Resource:
    return {"code": _concept(name), "valueQuantity": _quantity(value, unit)}


def _quantity(value: float, unit: Concept) -> Resource:
    return {"value": value, "unit": _UNITS[unit], "system": _SYSTEMS["UCUM"], "code": unit.value}


def _concept(concept: Concept, text: str = "") -> Resource:
    coding: Resource = {"system": _SYSTEMS[concept.scheme], "code": concept.value, "display": concept.meaning}
    return {"coding": [coding], "text": text or concept.meaning}


def _notes(content: ReportContent) -> Iterator[str]:
    yield remarks_of(content)
    yield content.reading.standards.rus_chn.identity
    yield from (f"{name} sha256:{weights}" for name, weights in content.reading.findings.models.items())
    yield from (notice.message for notice in notices(content.radiograph, content.reading))
    yield from content.other_findings
    if content.remarks.strip():
        yield content.remarks.strip()


def _conclusion(content: ReportContent) -> str:
    age = age_words(content.bone_age)
    return f"Bone age {age}, RUS score {content.score} of 1000 (RUS-CHN). {remarks_of(content)}"


def _uid_identifier(uid: str) -> Resource:
    return {"system": "urn:dicom:uid", "value": f"urn:oid:{uid}"}


def _url(content: ReportContent, kind: str) -> str:
    return f"urn:uuid:{uuid_of(kind, fingerprint(content))}"
