"""The formats that one reading is filed in, and what their files are called."""

from collections.abc import Sequence
from enum import Enum

from bonage_desktop.reporting.document import Document, as_text, document
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_content import ReportContent, ReportError
from bonage_desktop.sentences import say
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
    JSON = ("json", ".json")
    CSV = ("csv", ".csv")
    XLSX = ("xlsx", ".xlsx")
    PARQUET = ("parquet", ".parquet")

    def __init__(self, key: str, suffix: str) -> None:
        self.key = key
        self.suffix = suffix

    @property
    def shows_image(self) -> bool:
        """Whether the pixels of the radiograph are needed for it."""
        return self in (ReportFormat.PDF, ReportFormat.SECONDARY_CAPTURE, ReportFormat.ENCAPSULATED_PDF)


def report_file(content: ReportContent, report_format: ReportFormat, language: Language, setup: PageSetup) -> bytes:
    """A file of the report. The same reading gives the same bytes.

    Args:
        content: the reading.
        report_format: of the file.
        language: of page and picture; what machines read is English.
        setup: of the page.

    Raises:
        ReportError: the image is not in memory, and this format shows it (`reporting.no_image`).
    """
    if report_format.shows_image and content.radiograph.pixels.size == 0:
        raise ReportError(
            "reporting.no_image",
            say("The image is not read, and the report shows it."),
            say("Wait until the image is there, or choose a format without a picture."),
        )
    match report_format:
        case ReportFormat.PDF:
            made = _page(content, language, setup)
        case ReportFormat.STRUCTURED_REPORT:
            from bonage_desktop.reporting.dicom_sr import dicom_sr

            made = dicom_sr(content)
        case ReportFormat.SECONDARY_CAPTURE:
            from bonage_desktop.reporting.dicom_sc import dicom_sc

            made = dicom_sc(content, language)
        case ReportFormat.ENCAPSULATED_PDF:
            from bonage_desktop.reporting.dicom_pdf import dicom_pdf

            made = dicom_pdf(content, _page(content, language, setup))
        case ReportFormat.FHIR:
            from bonage_desktop.reporting.fhir import fhir_bundle

            made = fhir_bundle(content).encode()
        case ReportFormat.JSON:
            made = f"{as_text(_result(content))}\n".encode()
        case _:
            made = table_file([_result(content)], report_format)
    return made


def table_file(results: Sequence[Document], report_format: ReportFormat) -> bytes:
    """Results in one file.

    Args:
        results: one row or object each.
        report_format: one that holds results: JSON, CSV, XLSX or Parquet.
    """
    match report_format:
        case ReportFormat.CSV:
            from bonage_desktop.reporting.table import as_csv

            return as_csv(results).encode()
        case ReportFormat.XLSX:
            from bonage_desktop.reporting.spreadsheet import as_xlsx

            return as_xlsx(results)
        case ReportFormat.PARQUET:
            from bonage_desktop.reporting.parquet import as_parquet

            return as_parquet(results)
        case _:
            objects = ",\n".join(as_text(result) for result in results)
            return f"[\n{objects}\n]\n".encode()


def _result(content: ReportContent) -> Document:
    radiograph = content.radiograph
    return document(radiograph.provenance.file, radiograph, content.reading, None)


def _page(content: ReportContent, language: Language, setup: PageSetup) -> bytes:
    from bonage_desktop.reporting.report_pdf import report_pdf

    return report_pdf(content, language, setup)
