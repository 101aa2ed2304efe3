"""Results as XLSX: a sheet of results and a sheet that says what the columns mean.

The same results give the same bytes: the file has no time of its making.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bonage_desktop.reporting.columns import columns
from bonage_desktop.reporting.document import Document
from bonage_desktop.reporting.table import COLUMNS, Cell, cells
from bonage_desktop.reporting.words import RESEARCH_NOTICE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NO_TIME = datetime(2000, 1, 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_LONGEST = 32_767
"""Characters in a cell of XLSX."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_xlsx(results: Iterable[Document]) -> bytes:
    """The workbook.

    Args:
        results: one row each.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = "Bone age results"
    book.properties.creator = "bonage_desktop"
    book.properties.description = RESEARCH_NOTICE
    book.properties.created = _NO_TIME
    sheet = book.worksheets[0]
    sheet.title = "Results"
    _write(sheet, [COLUMNS, *(tuple(cells(result).values()) for result in results)])
    _write(book.create_sheet("Columns"), [("column", "cells", "meaning"), *_dictionary()])
    stream = io.BytesIO()
    book.save(stream)
    return _without_times(stream.getvalue())


def _dictionary() -> list[tuple[str, str, str]]:
    return [(column.name, column.kind.value, column.meaning.replace("`", "")) for column in columns()]


def _write(sheet: "Worksheet", rows: Sequence[Sequence[Cell]]) -> None:
    """Rows below a head that stays in sight. A text that looks like a formula stays a text."""
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if isinstance(value, str):
                cell = sheet.cell(number, place, _UNWRITABLE.sub("?", value)[:_LONGEST])
                cell.data_type = "s"
            elif value is not None:
                sheet.cell(number, place, value)
    sheet.freeze_panes = "B2"


def _without_times(book: bytes) -> bytes:
    """The same workbook, without the time at which it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>", b"", part)
            new.writestr(zipfile.ZipInfo(entry.filename, _ZIP_DAY), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
