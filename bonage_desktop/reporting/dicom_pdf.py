"""The report's page as a DICOM Encapsulated PDF, in the study of its image.

Source: PS3.3 A.45.1 (IOD), C.24.2 (Encapsulated Document).
"""

from pydicom.uid import EncapsulatedPDFStorage

from bonage_desktop.reporting.codes import IMAGING_REPORT
from bonage_desktop.reporting.dicom_objects import (
    ObjectKind,
    as_bytes,
    code_item,
    composite,
    content_day,
    content_time,
    image_of,
    reference,
)
from bonage_desktop.reporting.report_content import ReportContent

TITLE = "Bone age report"


def dicom_pdf(content: ReportContent, page: bytes) -> bytes:
    """The page as a DICOM file of the modality DOC.

    Args:
        content: the reading that the page tells.
        page: the page as PDF.
    """
    dataset = composite(content, ObjectKind.ENCAPSULATED_PDF, EncapsulatedPDFStorage)
    dataset.ConversionType = "WSD"
    dataset.BurnedInAnnotation = "YES"
    dataset.AcquisitionDateTime = content_day(content) + content_time(content)
    dataset.DocumentTitle = TITLE
    dataset.ConceptNameCodeSequence = [code_item(IMAGING_REPORT)]
    dataset.SourceInstanceSequence = [reference(image_of(content.radiograph))]
    dataset.VerificationFlag = "UNVERIFIED" if content.confirmed_at is None else "VERIFIED"
    dataset.MIMETypeOfEncapsulatedDocument = "application/pdf"
    dataset.EncapsulatedDocumentLength = len(page)
    dataset.EncapsulatedDocument = page + b"\0" * (len(page) % 2)
    return as_bytes(dataset)
