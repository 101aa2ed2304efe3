"""The tables of many cases and their dictionary."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from arro3.io import read_parquet
from openpyxl import load_workbook
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.columns import Kind, columns, dictionary_page
from bonage_desktop.reporting.document import Document, document
from bonage_desktop.reporting.parquet import as_parquet
from bonage_desktop.reporting.spreadsheet import as_xlsx
from bonage_desktop.reporting.table import COLUMNS, as_csv

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


def results() -> list[Document]:
    """One that was assessed and one that could not be read."""
    failed = BonageError("imaging.empty_file", "=1+1.png has no bytes.", "Export it again.")
    return [
        document(Path("male_120.png"), sample_radiograph(), sample_reading(), None),
        document(Path("=1+1.png"), None, None, failed),
    ]


def rows_of_xlsx(book: bytes, sheet: str = "Results") -> list[tuple]:
    return list(load_workbook(io.BytesIO(book))[sheet].iter_rows(values_only=True))


def plain(cell: object) -> object:
    """Numbers as numbers, empty cells as empty text: what CSV and XLSX have in common."""
    try:
        return float(str(cell))
    except ValueError:
        return "" if cell is None else cell


def rows_of_parquet(content: bytes) -> list[dict]:
    table = read_parquet(content).read_all()
    return [{name: table.column(name)[index].as_py() for name in table.column_names} for index in range(table.num_rows)]


def test_the_page_is_the_dictionary_of_the_code():
    assert PAGE.read_text(encoding="utf-8") == dictionary_page()


def test_every_column_of_the_tables_is_explained_once():
    assert [column.name for column in columns()] == list(COLUMNS)
    assert all(column.meaning for column in columns())


def test_xlsx_has_the_figures_of_the_csv():
    told = csv.reader(io.StringIO(as_csv(results())))

    found = rows_of_xlsx(as_xlsx(results()))

    assert [[plain(cell) for cell in row] for row in found] == [[plain(cell) for cell in row] for row in told]
    assert found[1][COLUMNS.index("score")] == 272
    assert found[1][COLUMNS.index("radius_level")] == 5


def test_parquet_has_the_figures_with_their_types():
    first, second = rows_of_parquet(as_parquet(results()))

    assert (first["score"], first["radius_level"], first["radius_source"]) == (272, 5, "model")
    assert first["bone_age_years"] == pytest.approx(10.6, abs=0.05)
    assert (second["score"], second["bone_age_years"], second["error_code"]) == (None, None, "imaging.empty_file")


def test_parquet_types_are_those_of_the_dictionary():
    schema = read_parquet(as_parquet(results())).schema

    names = {Kind.TEXT: "Utf8", Kind.INTEGER: "Int64", Kind.NUMBER: "Float64"}
    for column in columns():
        field = schema.field(column.name)
        assert names[column.kind] in str(field.type)
        assert field.metadata[b"meaning"].decode() == column.meaning


def test_a_name_that_looks_like_a_formula_stays_a_name():
    sheet = load_workbook(io.BytesIO(as_xlsx(results())))["Results"]

    cell = sheet.cell(3, 1)

    assert (cell.value, cell.data_type) == ("=1+1.png", "s")


def test_the_second_sheet_says_what_the_columns_mean():
    head, first, *_ = rows_of_xlsx(as_xlsx(results()), "Columns")

    assert (head, first) == (("column", "cells", "meaning"), ("file", "text", "the image as it was given"))


@pytest.mark.parametrize("write", [as_xlsx, as_parquet])
def test_the_same_results_give_the_same_bytes(write):
    assert write(results()) == write(results())


@pytest.mark.parametrize("write", [as_xlsx, as_parquet])
def test_no_results_give_a_table_without_rows(write):
    content = write([])

    assert (rows_of_xlsx(content)[1:] if write is as_xlsx else rows_of_parquet(content)) == []


def test_characters_that_xlsx_cannot_hold_become_question_marks():
    result = results()[0]
    result["file"] = "a\x01b\udcff.png"

    assert rows_of_xlsx(as_xlsx([result]))[1][0] == "a?b?.png"


def test_the_workbook_has_no_time_of_its_making():
    with zipfile.ZipFile(io.BytesIO(as_xlsx(results()))) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert b"modified" not in book.read("docProps/core.xml")
