"""The formats that one reading is filed in, and what their files are called."""

from enum import Enum

from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.language import Language


class ReportFormat(Enum):
    """A format of a report.

    Attributes:
        key: its name on the command line.
        suffix: what a file of it is called after its stem.
    """

    PDF = ("pdf", ".pdf")
    STRUCTURED_REPORT = ("sr", ".sr.dcm")
    SECONDARY_CAPTURE = ("sc", ".sc.dcm")
    ENCAPSULATED_PDF = ("encapsulated-pdf", ".pdf.dcm")
    FHIR = ("fhir", ".fhir.json")

    def __init__(self, key: str, suffix: str) -> None:
        self.key = key
        self.suffix = suffix


def report_file(content: ReportContent, report_format: ReportFormat, language: Language) -> bytes:
    """A file of the report. The same reading gives the same bytes.

    Args:
        content: the reading.
        report_format: of the file.
        language: of the page; what machines read is English.
    """
    from bonage_desktop.reporting.dicom_pdf import dicom_pdf
    from bonage_desktop.reporting.dicom_sc import dicom_sc
    from bonage_desktop.reporting.dicom_sr import dicom_sr
    from bonage_desktop.reporting.fhir import fhir_bundle
    from bonage_desktop.reporting.report_pdf import report_pdf

    match report_format:
        case ReportFormat.PDF:
            return report_pdf(content, language)
        case ReportFormat.STRUCTURED_REPORT:
            return dicom_sr(content)
        case ReportFormat.SECONDARY_CAPTURE:
            return dicom_sc(content)
        case ReportFormat.ENCAPSULATED_PDF:
            return dicom_pdf(content, report_pdf(content, language))
        case ReportFormat.FHIR:
            return fhir_bundle(content).encode()
