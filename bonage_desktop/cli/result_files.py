"""What one image's result is as a file of each format."""

from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.reporting.document import Document, as_text
from bonage_desktop.reporting.formats import ReportFormat, report_file
from bonage_desktop.reporting.parquet import as_parquet
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.spreadsheet import as_xlsx
from bonage_desktop.reporting.table import as_csv
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.outcome import Assessed, Outcome

_REPORTS = {report_format.key: report_format for report_format in ReportFormat}


def suffix_of(output_format: OutputFormat) -> str:
    """What its files are called after their stem: `.sr.dcm`."""
    report = _REPORTS.get(output_format.value)
    return f".{output_format.value}" if report is None else report.suffix


def file_content(outcome: Outcome, result: Document, output_format: OutputFormat, language: Language) -> bytes | None:
    """The file; None for the report of an image without a result, of which there is nothing to file.

    Args:
        outcome: of the image.
        result: the same as JSON object.
        output_format: of the file.
        language: of pages.
    """
    report = _REPORTS.get(output_format.value)
    if output_format is OutputFormat.JSON:
        return f"{as_text(result)}\n".encode()
    if report is None:
        return table_content([result], output_format)
    return report_file(_draft(outcome), report, language) if isinstance(outcome, Assessed) else None


def table_content(results: list[Document], output_format: OutputFormat) -> bytes:
    """Many results in one file.

    Args:
        results: one row or object each.
        output_format: one that holds results: JSON, CSV, XLSX or Parquet.
    """
    match output_format:
        case OutputFormat.CSV:
            return as_csv(results).encode()
        case OutputFormat.XLSX:
            return as_xlsx(results)
        case OutputFormat.PARQUET:
            return as_parquet(results)
        case _:
            objects = ",\n".join(as_text(result) for result in results)
            return f"[\n{objects}\n]\n".encode()


def _draft(outcome: Assessed) -> ReportContent:
    """Of no reader, with no time of day: two runs on one file give the same bytes."""
    return ReportContent(
        radiograph=outcome.radiograph,
        reading=outcome.reading,
        other_findings=(),
        remarks="",
        reader="",
        confirmed_at=None,
        earlier=(),
        ticked=0,
    )
