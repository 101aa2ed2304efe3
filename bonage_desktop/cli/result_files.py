"""What one image's result is as a file of each format."""

from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.reporting.document import Document, as_text
from bonage_desktop.reporting.formats import ReportFormat, report_file, table_file
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_report import Beside, ReportKind, report_of
from bonage_desktop.workflow.outcome import Assessed, Outcome

_FORMATS = {report_format.key: report_format for report_format in ReportFormat}
_TABLES = (ReportFormat.CSV, ReportFormat.XLSX, ReportFormat.PARQUET)


def suffix_of(output_format: OutputFormat) -> str:
    """What its files are called after their stem: `.sr.dcm`."""
    return _FORMATS[output_format.value].suffix


def file_content(
    outcome: Outcome, result: Document, output_format: OutputFormat, language: Language, setup: PageSetup
) -> bytes | None:
    """The file; None for the report of an image without a result, of which there is nothing to file.

    Args:
        outcome: of the image.
        result: the same as JSON object.
        output_format: of the file, not `table`.
        language: of pages and pictures.
        setup: of pages.
    """
    report_format = _FORMATS[output_format.value]
    if report_format is ReportFormat.JSON:
        return f"{as_text(result)}\n".encode()
    if report_format in _TABLES:
        return table_file([result], report_format)
    if not isinstance(outcome, Assessed):
        return None
    case = Case(1, outcome.file, outcome.radiograph, outcome.reading, is_assessed=True)
    return report_file(report_of(case, ReportKind.DRAFT, Beside()), report_format, language, setup)


def table_content(results: list[Document], output_format: OutputFormat) -> bytes:
    """Many results in one file.

    Args:
        results: one row or object each.
        output_format: one that holds results: JSON, CSV, XLSX or Parquet.
    """
    return table_file(results, _FORMATS[output_format.value])
