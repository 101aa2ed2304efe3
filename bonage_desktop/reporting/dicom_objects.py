"""What all DICOM objects of a reading have in common: patient and study of the image, a new series, our equipment.

Nothing depends on the clock: UIDs come from the reading, dates from the study or the confirmation. So the same reading
gives the same bytes, and an object that is stored twice is the same object.

Sources: PS3.3 A.35 (SR), A.8 (Secondary Capture), A.45 (Encapsulated PDF); PS3.5 6.2 (lengths of values).
"""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import RE_VALID_UID, UID, ExplicitVRLittleEndian, SecondaryCaptureImageStorage

from bonage_desktop import __version__
from bonage_desktop.findings.radiograph import FactSource, Laterality, Radiograph
from bonage_desktop.reporting.codes import Concept, uid_of
from bonage_desktop.reporting.fingerprint import fingerprint
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.standards.sex import Sex

MANUFACTURER = "bonage_desktop"
MODEL_NAME = "bonage_desktop"
DEVICE_NAME = "bonage_desktop networks"
UNICODE = "ISO_IR 192"
NO_DAY = date(1900, 1, 1)
"""Content Date of a draft whose study has no date: DICOM wants one, and the clock is not asked."""

_LONG, _SHORT = 64, 16
_IMPLEMENTATION = uid_of("implementation")
_SEXES = {Sex.MALE: "M", Sex.FEMALE: "F"}
_SIDES = {Laterality.LEFT: "L", Laterality.RIGHT: "R"}


class ObjectKind(Enum):
    """One series of its own each.

    Attributes:
        key: short name, part of the UIDs.
        number: Series Number.
        modality: of the series.
        description: of the series, for people.
    """

    STRUCTURED_REPORT = ("sr", 9901, "SR", "Bone age, measurements")
    SECONDARY_CAPTURE = ("sc", 9902, "OT", "Bone age, annotated image")
    ENCAPSULATED_PDF = ("encapsulated-pdf", 9903, "DOC", "Bone age, report")

    def __init__(self, key: str, number: int, modality: str, description: str) -> None:
        self.key = key
        self.number = number
        self.modality = modality
        self.description = description


@dataclass(frozen=True, slots=True)
class Image:
    """The image that an object is about, as other objects refer to it.

    Attributes:
        study_uid: Study Instance UID.
        series_uid: Series Instance UID.
        sop_class_uid: SOP Class UID.
        sop_instance_uid: SOP Instance UID.
        made: in words what was made up because the file had none; empty for a complete DICOM file.
    """

    study_uid: str
    series_uid: str
    sop_class_uid: str
    sop_instance_uid: str
    made: str


def image_of(radiograph: Radiograph) -> Image:
    """The image with the UIDs of its file, or with UIDs that follow from the file's SHA-256 where it has none."""
    known, sha256 = radiograph.identifiers, radiograph.provenance.sha256
    is_dicom = radiograph.provenance.format == "DICOM"
    kept = {
        "study": known.study_uid,
        "series": known.series_uid,
        "instance": known.sop_instance_uid,
        "class": known.sop_class_uid,
    }
    usable = {name: uid for name, uid in kept.items() if is_dicom and _is_uid(uid)}
    missing = [name for name in kept if name not in usable]
    if not is_dicom:
        made = (
            f"The image is a {radiograph.provenance.format} file and no DICOM object. Its UIDs follow from its SHA-256."
        )
    elif missing:
        made = f"The file has no usable UID of its {', '.join(missing)}. They follow from its SHA-256."
    else:
        made = ""
    return Image(
        study_uid=usable.get("study") or uid_of("study", sha256),
        series_uid=usable.get("series") or uid_of("series", sha256),
        sop_class_uid=usable.get("class") or str(SecondaryCaptureImageStorage),
        sop_instance_uid=usable.get("instance") or uid_of("image", sha256),
        made=made,
    )


def patient_and_study(content: ReportContent) -> Dataset:
    """Patient and study as the image has them; what it does not say is empty.

    The sex of a DICOM file whose reader said another one is left empty: an object must not correct the study it
    joins. The sex that was used stands in the content.
    """
    radiograph, image = content.radiograph, image_of(content.radiograph)
    known = radiograph.identifiers
    is_files_own = radiograph.sex_source is FactSource.TAG or radiograph.provenance.format != "DICOM"
    dataset = Dataset()
    dataset.SpecificCharacterSet = UNICODE
    dataset.PatientName = person_name(known.patient_name)
    dataset.PatientID = fitting(known.patient_id, _LONG)
    dataset.PatientBirthDate = _day(radiograph.birth_date)
    dataset.PatientSex = _SEXES[radiograph.sex] if radiograph.sex is not None and is_files_own else ""
    dataset.StudyInstanceUID = image.study_uid
    dataset.StudyDate = _day(radiograph.study_date)
    dataset.StudyTime = ""
    dataset.StudyID = ""
    dataset.AccessionNumber = fitting(known.accession_number, _SHORT)
    dataset.ReferringPhysicianName = ""
    return dataset


def composite(content: ReportContent, kind: ObjectKind, sop_class_uid: str) -> Dataset:
    """A data set with patient, study, a series of its own, equipment and identity; the rest is the caller's."""
    dataset = patient_and_study(content)
    dataset.SOPClassUID = sop_class_uid
    dataset.SOPInstanceUID = instance_uid(content, kind)
    dataset.SeriesInstanceUID = series_uid(content, kind)
    dataset.SeriesNumber = kind.number
    dataset.InstanceNumber = 1
    dataset.Modality = kind.modality
    dataset.Manufacturer = MANUFACTURER
    complete(dataset, content, kind)
    return dataset


def complete(dataset: Dataset, content: ReportContent, kind: ObjectKind) -> None:
    """Say what every object says: equipment, series, dates, side; no time but that of a confirmation."""
    made = image_of(content.radiograph).made
    dataset.SeriesDescription = kind.description + (" (UIDs made)" if made else "")
    dataset.SeriesDate = dataset.ContentDate = content_day(content)
    dataset.SeriesTime = dataset.ContentTime = content_time(content)
    dataset.ManufacturerModelName = MODEL_NAME
    dataset.SoftwareVersions = __version__
    if content.radiograph.identifiers.institution:
        dataset.InstitutionName = fitting(content.radiograph.identifiers.institution, _LONG)
    for keyword in ("InstanceCreationDate", "InstanceCreationTime"):
        if keyword in dataset:
            delattr(dataset, keyword)
    for equipment in dataset.get("ContributingEquipmentSequence", []):
        del equipment.ContributionDateTime
    dataset.ContentQualification = "RESEARCH"
    if content.confirmed_at is not None:
        dataset.TimezoneOffsetFromUTC = f"{content.confirmed_at:%z}"[:5]


def instance_uid(content: ReportContent, kind: ObjectKind) -> str:
    """SOP Instance UID: another for another reading."""
    return uid_of("instance", kind.key, fingerprint(content))


def series_uid(content: ReportContent, kind: ObjectKind) -> str:
    """Series Instance UID: all readings of one image in one series of their kind."""
    image = image_of(content.radiograph)
    return uid_of("objects", kind.key, image.study_uid, image.sop_instance_uid)


def content_day(content: ReportContent) -> str:
    """Of the confirmation; a draft has the day of the study."""
    if content.confirmed_at is not None:
        return _day(content.confirmed_at.date())
    return _day(content.radiograph.study_date or NO_DAY)


def content_time(content: ReportContent) -> str:
    """Of the confirmation; a draft has no time of day, which DICOM writes as midnight."""
    return "000000" if content.confirmed_at is None else f"{content.confirmed_at:%H%M%S}"


def moment(at: datetime) -> str:
    """A time with its zone, as DICOM writes it (VR DT)."""
    return f"{at:%Y%m%d%H%M%S}" + f"{at:%z}"[:5]


def remarks_of(content: ReportContent) -> str:
    """What has to be said of the object itself: research use, draft, made UIDs."""
    draft = "" if content.confirmed_at is not None else "Draft, not confirmed by a reader. "
    return f"{RESEARCH_NOTICE} {draft}{image_of(content.radiograph).made}".strip()


def reference(image: Image) -> Dataset:
    """An item of a sequence that refers to the image."""
    item = Dataset()
    item.ReferencedSOPClassUID = image.sop_class_uid
    item.ReferencedSOPInstanceUID = image.sop_instance_uid
    return item


def code_item(concept: Concept) -> Dataset:
    """An item of a sequence of codes."""
    item = Dataset()
    item.CodeValue = concept.value
    item.CodingSchemeDesignator = concept.scheme
    item.CodeMeaning = concept.meaning
    return item


def side_of(radiograph: Radiograph) -> str:
    """`L`, `R`, or empty where nobody said."""
    return "" if radiograph.laterality is None else _SIDES[radiograph.laterality]


def as_bytes(dataset: Dataset) -> bytes:
    """The data set as a DICOM file (PS3.10), explicit VR little endian."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(_IMPLEMENTATION)
    meta.ImplementationVersionName = f"BONAGE_{__version__}"[:_SHORT]
    dataset.file_meta = meta
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def fitting(text: str, length: int) -> str:
    """A text for a value of at most so many characters: no control characters, no backslash."""
    return " ".join(re.sub(r"[\\\x00-\x1f\x7f]", " ", text).split())[:length].strip()


def person_name(text: str) -> str:
    """A name as DICOM writes it: three groups of five parts, each group at most 64 characters."""
    groups = [fitting(group, _LONG) for group in text.split("=")[:3]]
    return "=".join("^".join(group.split("^")[:5]) for group in groups)


def readers_name(text: str) -> str:
    """What a reader calls himself, as one part of a name."""
    return f"{fitting(re.sub(r'[=^]', ' ', text), _LONG - 1)}^"


def _is_uid(text: str) -> bool:
    return len(text) <= _LONG and re.match(RE_VALID_UID, text) is not None


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%Y%m%d}"
