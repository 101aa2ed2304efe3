"""What a DICOM file says about patient and examination, and what it leaves out.

Nothing is guessed: a fact that is missing stays missing, with a notice. Notices name
tags, never their values, because values are patient data.

Source: PS3.3 C.7.1.1 (patient), C.7.2.1 (study), C.7.3.1 and C.8.11.2 (laterality), 10.7.1.3 (spacing).
"""

from dataclasses import dataclass
from datetime import date

from pydicom.dataset import Dataset

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import (
    FactSource,
    Identifiers,
    Laterality,
    PixelSpacing,
    SpacingReference,
)
from bonage_desktop.imaging.dicom_age import Dates, dates_of
from bonage_desktop.imaging.dicom_text import CharacterSet, Decoded
from bonage_desktop.imaging.dicom_values import items, numbers, raw, text
from bonage_desktop.sentences import say
from bonage_desktop.standards.sex import Sex

_SEX = {"M": Sex.MALE, "MALE": Sex.MALE, "F": Sex.FEMALE, "FEMALE": Sex.FEMALE}
_LATERALITY = {"L": Laterality.LEFT, "R": Laterality.RIGHT}
_RADIOGRAPHY = frozenset({"", "CR", "DX", "RG", "OT", "PX", "IO", "XA", "RF", "MG"})
_HAND_WORDS = ("HAND", "WRIST", "FINGER", "THUMB", "ARM", "EXTREM", "UP_EXM", "BONE AGE", "BONEAGE")
_SPACINGS = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
_FRONTAL_VIEWS = frozenset({"", "PA", "AP"})
_FRONTAL_CODES = {"R-10214": "PA", "272479007": "PA", "R-10206": "AP", "399348003": "AP"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the tags say; the fields are those of `Radiograph`."""

    spacing: PixelSpacing | None
    laterality: Laterality | None
    laterality_source: FactSource
    view: str
    sex: Sex | None
    sex_source: FactSource
    dates: Dates
    identifiers: Identifiers
    notices: tuple[Notice, ...]


def facts_of(dataset: Dataset, today: date) -> Facts:
    """The facts of a data set.

    Args:
        dataset: of the file.
        today: the day on which it is read.
    """
    notices: list[Notice] = []
    identifiers = _identifiers(dataset, notices)
    sex = _sex(dataset, notices)
    dates = dates_of(dataset, today)
    laterality = _laterality(dataset, notices)
    spacing = _spacing(dataset, notices)
    view = _view(dataset)
    notices += _remarks(dataset, view)
    return Facts(
        spacing,
        laterality,
        FactSource.UNKNOWN if laterality is None else FactSource.TAG,
        view,
        sex,
        FactSource.UNKNOWN if sex is None else FactSource.TAG,
        dates,
        identifiers,
        (*notices, *dates.notices),
    )


def _identifiers(dataset: Dataset, notices: list[Notice]) -> Identifiers:
    character_set = CharacterSet(dataset)

    def noted(decoded: Decoded) -> str:
        if decoded.notice is not None and decoded.notice not in notices:
            notices.append(decoded.notice)
        return decoded.text

    return Identifiers(
        patient_id=noted(character_set.decode(raw(dataset, "PatientID"))),
        patient_name=noted(character_set.decode_name(raw(dataset, "PatientName"))),
        accession_number=noted(character_set.decode(raw(dataset, "AccessionNumber"))),
        institution=noted(character_set.decode(raw(dataset, "InstitutionName"))),
        study_uid=text(dataset, "StudyInstanceUID"),
        series_uid=text(dataset, "SeriesInstanceUID"),
        sop_class_uid=text(dataset, "SOPClassUID"),
        sop_instance_uid=text(dataset, "SOPInstanceUID"),
    )


def _sex(dataset: Dataset, notices: list[Notice]) -> Sex | None:
    value = text(dataset, "PatientSex").upper()
    if value in _SEX:
        return _SEX[value]
    if not value:
        notices.append(Notice("imaging.sex_missing", say("The file does not say the patient's sex.")))
    elif value == "O":
        notices.append(
            Notice("imaging.sex_other", say("Patient's Sex is 'other'; the standards have boys and girls only."))
        )
    else:
        notices.append(Notice("imaging.sex_invalid", say("Patient's Sex is none of the values that DICOM defines.")))
    return None


def _laterality(dataset: Dataset, notices: list[Notice]) -> Laterality | None:
    """Image Laterality, Laterality or Frame Laterality; where they contradict each other, none of them."""
    anatomies = [item for holder in _frame_groups(dataset) for item in items(holder, "FrameAnatomySequence")]
    values = [text(dataset, "ImageLaterality"), text(dataset, "Laterality")]
    values += [text(anatomy, "FrameLaterality") for anatomy in anatomies]
    stated = {value.upper() for value in values if value}
    sides = {_LATERALITY[value] for value in stated if value in _LATERALITY}
    if len(sides) == 1 and len(stated) == 1:
        return sides.pop()
    if not stated:
        notices.append(Notice("imaging.laterality_missing", say("The file does not say which hand this is.")))
    elif stated == {"B"}:
        notices.append(Notice("imaging.both_hands", say("The file says that both hands are on the image.")))
    elif len(stated) > 1:
        notices.append(
            Notice("imaging.laterality_contradicts", say("The file says two different things about the side."))
        )
    else:
        notices.append(
            Notice("imaging.laterality_invalid", say("The side that the file names is neither left nor right."))
        )
    return None


def _frame_groups(dataset: Dataset) -> tuple[Dataset, ...]:
    """Where Frame Laterality may stand: at the top, or in the functional groups."""
    groups = (*items(dataset, "SharedFunctionalGroupsSequence"), *items(dataset, "PerFrameFunctionalGroupsSequence"))
    return (dataset, *groups)


def _view(dataset: Dataset) -> str:
    """View Position, else the view code: PA and AP by their codes, others by their meaning."""
    position = text(dataset, "ViewPosition").upper()
    if position:
        return position
    codes = items(dataset, "ViewCodeSequence")
    return (_FRONTAL_CODES.get(text(codes[0], "CodeValue")) or text(codes[0], "CodeMeaning")) if codes else ""


def _spacing(dataset: Dataset, notices: list[Notice]) -> PixelSpacing | None:
    """Pixel Spacing where it is calibrated to the patient, else the spacing at the detector or on the film.

    Pixel Spacing that equals Imager Pixel Spacing is the detector's, uncorrected (PS3.3 10.7.1.3).
    """
    pixel, imager, film = (_pair(dataset, keyword) for keyword in _SPACINGS)
    at_detector = imager or film
    if pixel and pixel != at_detector:
        found = PixelSpacing(*pixel, SpacingReference.PATIENT)
        if not at_detector and "PixelSpacingCalibrationType" not in dataset:
            unsaid = say(
                "The file does not say whether its pixel spacing is measured at the patient or at the detector."
            )
            notices.append(Notice("imaging.spacing_reference_unsaid", unsaid))
    elif at_detector:
        found = PixelSpacing(*at_detector, SpacingReference.DETECTOR)
    else:
        if any(keyword in dataset for keyword in _SPACINGS):
            notices.append(Notice("imaging.spacing_invalid", say("The pixel spacing of the file is malformed.")))
        else:
            notices.append(Notice("imaging.spacing_missing", say("The file does not say how large its pixels are.")))
        return None
    if abs(found.row_mm / found.column_mm - 1) > 0.01:
        notices.append(Notice("imaging.pixels_not_square", say("The pixels are not square: the hand looks distorted.")))
    return found


def _pair(dataset: Dataset, keyword: str) -> tuple[float, float] | None:
    """Row and column spacing in mm, both positive."""
    values = numbers(dataset, keyword)
    return (values[0], values[1]) if len(values) == 2 and min(values) > 0 else None


def _remarks(dataset: Dataset, view: str) -> list[Notice]:
    """What does not look like a frontal radiograph of a hand that is ready to be read."""
    remarks: list[Notice] = []
    if text(dataset, "Modality").upper() not in _RADIOGRAPHY:
        remarks.append(Notice("imaging.modality_unexpected", say("The modality of the file is not radiography.")))
    body_part = text(dataset, "BodyPartExamined").upper()
    if body_part and not any(word in body_part for word in _HAND_WORDS):
        remarks.append(Notice("imaging.body_part_unexpected", say("The body part that the file names is no hand.")))
    if view not in _FRONTAL_VIEWS:
        remarks.append(Notice("imaging.view_unexpected", say("The view that the file names is neither PA nor AP.")))
    if text(dataset, "PresentationIntentType") == "FOR PROCESSING":
        remarks.append(
            Notice("imaging.for_processing", say("The image is raw: its grey levels are not ready to be read."))
        )
    return remarks
