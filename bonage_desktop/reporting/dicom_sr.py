"""The reading as a DICOM structured report: TID 1500, one TID 1410 group a bone, one group for score and bone age.

The networks are the device observer, the reader is the person observer. Who set a box and a level is a coded answer in
each bone's group; what the networks set carries the identification of the algorithm (TID 4019).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bonage_desktop import __version__
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.reporting import codes
from bonage_desktop.reporting.codes import Concept
from bonage_desktop.reporting.dicom_objects import (
    DEVICE_NAME,
    MANUFACTURER,
    MODEL_NAME,
    UNICODE,
    ObjectKind,
    as_bytes,
    complete,
    fitting,
    image_of,
    instance_uid,
    moment,
    patient_and_study,
    readers_name,
    remarks_of,
    series_uid,
)
from bonage_desktop.reporting.document import notices
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Bone

if TYPE_CHECKING:
    from highdicom.sr import (
        AlgorithmIdentification,
        CodedConcept,
        ComprehensiveSR,
        FindingSite,
        Measurement,
        MeasurementReport,
        MeasurementsAndQualitativeEvaluations,
        ObservationContext,
        PlanarROIMeasurementsAndQualitativeEvaluations,
        QualitativeEvaluation,
        SourceImageForMeasurementGroup,
        TextContentItem,
        TrackingIdentifier,
    )
    from pydicom.dataset import Dataset

WHOLE_HAND = "Bone age"
_KIND = ObjectKind.STRUCTURED_REPORT


def dicom_sr(content: ReportContent) -> bytes:
    """The structured report as a DICOM file (Comprehensive SR).

    Args:
        content: the reading; a confirmed one is COMPLETE, FINAL and VERIFIED, a draft PARTIAL and PRELIMINARY.
    """
    return as_bytes(_object(content))


def _object(content: ReportContent) -> "ComprehensiveSR":
    from highdicom.coding_schemes import CodingSchemeIdentificationItem
    from highdicom.sr import ComprehensiveSR

    confirmed = content.confirmed_at is not None
    institution = fitting(content.radiograph.identifiers.institution, 64)
    scheme = CodingSchemeIdentificationItem(
        designator=codes.PRIVATE_SCHEME,
        name=codes.PRIVATE_SCHEME_NAME,
        version=__version__,
        responsible_organization=MANUFACTURER,
    )
    report = ComprehensiveSR(
        evidence=[_evidence(content)],
        content=_report(content),
        series_instance_uid=series_uid(content, _KIND),
        series_number=_KIND.number,
        sop_instance_uid=instance_uid(content, _KIND),
        instance_number=1,
        manufacturer=MANUFACTURER,
        is_complete=confirmed,
        is_final=confirmed,
        is_verified=confirmed,
        verifying_observer_name=readers_name(content.reader) if confirmed else None,
        verifying_organization=(institution or "not stated") if confirmed else None,
        coding_schemes=[scheme],
        specific_character_set=UNICODE,
    )
    if content.confirmed_at is not None:
        report.VerifyingObserverSequence[0].VerificationDateTime = moment(content.confirmed_at)
    report.PatientName = patient_and_study(content).PatientName
    complete(report, content, _KIND)
    return report


def _evidence(content: ReportContent) -> "Dataset":
    image, dataset = image_of(content.radiograph), patient_and_study(content)
    dataset.SeriesInstanceUID = image.series_uid
    dataset.SOPClassUID = image.sop_class_uid
    dataset.SOPInstanceUID = image.sop_instance_uid
    dataset.PatientName = ""  # highdicom warns, with the name, of one without a given name
    return dataset


def _report(content: ReportContent) -> "MeasurementReport":
    from highdicom.sr import MeasurementReport

    return MeasurementReport(
        observation_context=_observers(content),
        procedure_reported=_coded(codes.RADIOGRAPHY),
        imaging_measurements=[
            *(_bone_group(content, bone) for bone in content.reading.rois),
            *(_bone_group_without_region(content, bone) for bone in Bone if bone not in content.reading.rois),
            _hand_group(content),
        ],
    )


def _observers(content: ReportContent) -> "ObservationContext":
    from highdicom.sr import (
        DeviceObserverIdentifyingAttributes,
        ObservationContext,
        ObserverContext,
        PersonObserverIdentifyingAttributes,
    )

    device = DeviceObserverIdentifyingAttributes(
        uid=codes.uid_of("device", __version__, *sorted(content.reading.findings.models.values())),
        name=DEVICE_NAME,
        manufacturer_name=MANUFACTURER,
        model_name=MODEL_NAME,
    )
    person = None
    if content.reader.strip():
        person = ObserverContext(
            _coded(Concept("121006", "DCM", "Person")),
            PersonObserverIdentifyingAttributes(readers_name(content.reader)),
        )
    return ObservationContext(
        observer_person_context=person,
        observer_device_context=ObserverContext(_coded(Concept("121007", "DCM", "Device")), device),
    )


def _bone_group(content: ReportContent, bone: Bone) -> "PlanarROIMeasurementsAndQualitativeEvaluations":
    from highdicom.sr import (
        GraphicTypeValues,
        ImageRegion,
        PlanarROIMeasurementsAndQualitativeEvaluations,
        SourceImageForRegion,
    )

    image, roi = image_of(content.radiograph), content.reading.rois[bone]
    source = SourceImageForRegion(image.sop_class_uid, image.sop_instance_uid)
    return PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=_tracking(content, bone.key),
        referenced_region=ImageRegion(GraphicTypeValues.POLYLINE, _outline(roi.box), source),
        finding_type=_coded(codes.STRUCTURE),
        algorithm_id=None if roi.source is Source.READER else _algorithm(content, "detection"),
        finding_sites=[_site(content, codes.SITES[bone])],
        measurements=_level_measurements(content, bone),
        qualitative_evaluations=[
            _answer(codes.BOX_SOURCE, codes.SOURCES[roi.source]),
            *_level_answers(content, bone),
        ],
    )


def _bone_group_without_region(content: ReportContent, bone: Bone) -> "MeasurementsAndQualitativeEvaluations":
    """A bone that was graded by eye, without a box: TID 1501 instead of 1410."""
    from highdicom.sr import MeasurementsAndQualitativeEvaluations

    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=_tracking(content, bone.key),
        finding_type=_coded(codes.STRUCTURE),
        finding_sites=[_site(content, codes.SITES[bone])],
        measurements=_level_measurements(content, bone),
        qualitative_evaluations=list(_level_answers(content, bone)),
        source_images=[_source_image(content)],
    )


def _hand_group(content: ReportContent) -> "MeasurementsAndQualitativeEvaluations":
    from highdicom.sr import MeasurementsAndQualitativeEvaluations

    group = MeasurementsAndQualitativeEvaluations(
        tracking_identifier=_tracking(content, WHOLE_HAND),
        finding_type=_coded(codes.STRUCTURE),
        algorithm_id=_algorithm(content, "score and age"),
        finding_sites=[_site(content, codes.HAND)],
        measurements=list(_age_measurements(content)),
        qualitative_evaluations=[
            _answer(codes.BONE_AGE_METHOD, codes.METHOD_RUS_CHN),
            _answer(codes.AGE_BOUND, codes.BOUNDS[content.bone_age.bound]),
            _answer(codes.SUBJECT_SEX, codes.SEXES[content.sex]),
        ],
        source_images=[_source_image(content)],
    )
    group[0].ContentSequence.extend(_texts(content))
    return group


def _level_measurements(content: ReportContent, bone: Bone) -> "list[Measurement]":
    grade, points = content.reading.grades[bone], content.reading.points or {}
    algorithm = None if grade.source is Source.READER else _algorithm(content, "grading")
    found = [
        _number(codes.STAGES[bone], grade.level.index, codes.NO_UNIT, algorithm),
        _number(codes.POINTS, points[bone], codes.NO_UNIT),
    ]
    if grade.source is not Source.READER:
        found.append(_number(codes.WITHIN_ONE, round(grade.mass_within_one * 100, 2), codes.PERCENT, algorithm))
    return found


def _level_answers(content: ReportContent, bone: Bone) -> "Iterator[QualitativeEvaluation]":
    grade = content.reading.grades[bone]
    yield _answer(codes.LEVEL_SOURCE, codes.SOURCES[grade.source])
    yield _answer(codes.LABEL, codes.level_label(grade.level, content.reading.standards.rus_chn))


def _age_measurements(content: ReportContent) -> "Iterator[Measurement]":
    age, certainty = content.bone_age, content.reading.certainty
    yield _number(codes.BONE_AGE, round(age.years, 3), codes.YEARS, method=codes.METHOD_RUS_CHN)
    if certainty is not None:
        yield _number(codes.AGE_LOW, round(certainty.p10_years, 3), codes.YEARS)
        yield _number(codes.AGE_HIGH, round(certainty.p90_years, 3), codes.YEARS)
    if age.alternative_years is not None:
        yield _number(codes.AGE_OTHER_TABLE, round(age.alternative_years, 3), codes.YEARS)
    yield _number(codes.MATURITY_SCORE, content.score, codes.NO_UNIT)
    if content.radiograph.age is not None:
        yield _number(codes.SUBJECT_AGE, round(content.radiograph.age.years, 3), codes.YEARS)


def _texts(content: ReportContent) -> "Iterator[TextContentItem]":
    said = (
        remarks_of(content),
        *(notice.message for notice in notices(content.radiograph, content.reading)),
        *content.other_findings,
        content.remarks.strip(),
    )
    yield _text(codes.STANDARD, content.reading.standards.rus_chn.identity)
    yield from (_text(codes.COMMENT, words) for words in said if words)


def _text(name: Concept, words: str) -> "TextContentItem":
    from highdicom.sr import RelationshipTypeValues, TextContentItem

    return TextContentItem(_coded(name), words, RelationshipTypeValues.CONTAINS)


def _number(
    name: Concept,
    value: float,
    unit: Concept,
    algorithm: "AlgorithmIdentification | None" = None,
    method: Concept | None = None,
) -> "Measurement":
    from highdicom.sr import Measurement

    return Measurement(
        name=_coded(name),
        value=value,
        unit=_coded(unit),
        algorithm_id=algorithm,
        method=None if method is None else _coded(method),
    )


def _answer(question: Concept, answer: Concept) -> "QualitativeEvaluation":
    from highdicom.sr import QualitativeEvaluation

    return QualitativeEvaluation(name=_coded(question), value=_coded(answer))


def _algorithm(content: ReportContent, part: str) -> "AlgorithmIdentification":
    from highdicom.sr import AlgorithmIdentification

    weights = content.reading.findings.models.get(part)
    parameters = None if weights is None else [f"weights sha256:{weights}"]
    return AlgorithmIdentification(f"{MODEL_NAME} {part}", __version__, parameters)


def _site(content: ReportContent, anatomy: Concept) -> "FindingSite":
    from highdicom.sr import FindingSite

    side = content.radiograph.laterality
    return FindingSite(_coded(anatomy), None if side is None else _coded(codes.SIDES[side]))


def _tracking(content: ReportContent, what: str) -> "TrackingIdentifier":
    from highdicom.sr import TrackingIdentifier

    return TrackingIdentifier(codes.uid_of("tracking", image_of(content.radiograph).sop_instance_uid, what), what)


def _source_image(content: ReportContent) -> "SourceImageForMeasurementGroup":
    from highdicom.sr import SourceImageForMeasurementGroup

    image = image_of(content.radiograph)
    return SourceImageForMeasurementGroup(image.sop_class_uid, image.sop_instance_uid)


def _outline(box: Box) -> npt.NDArray[np.float32]:
    """Closed, in (column, row) from the corner of the image: the box's own coordinates (PS3.3 C.18.6.1.2)."""
    x0, y0, x1, y1 = box.corners
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]], dtype=np.float32)


def _coded(concept: Concept) -> "CodedConcept":
    from highdicom.sr import CodedConcept

    return CodedConcept(concept.value, concept.scheme, concept.meaning)
