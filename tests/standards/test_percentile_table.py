"""A site's percentile table, as a CSV file."""

import hashlib
from pathlib import Path

import pytest

from bonage_desktop.standards.percentile_table import PercentileError, read_percentiles
from bonage_desktop.standards.percentiles import PercentileRow
from bonage_desktop.standards.sex import Sex


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "our children.csv"


def write(table: Path, *lines: str, encoding: str = "utf-8") -> Path:
    table.write_bytes("\n".join(lines).encode(encoding))
    return table


def refusal_of(table: Path) -> PercentileError:
    with pytest.raises(PercentileError) as caught:
        read_percentiles(table)
    return caught.value


def test_a_file_gives_name_source_identity_and_scores_of_both_sexes(table):
    read = read_percentiles(
        write(
            table,
            "# name: Our children, 2019",
            "# source: school survey",
            "# collected by hand",
            "sex,age_years,P3,P50,P97",
            "male,10.0,150,253,400.5",
            "female,10,200,360,500",
            "male,11,200,305,450",
            "female,11.5,250,400,600",
        )
    )

    assert (read.name, read.source) == ("Our children, 2019", "school survey")
    assert read.sha256 == hashlib.sha256(table.read_bytes()).hexdigest()
    assert read.percentiles == (3.0, 50.0, 97.0)
    assert read.rows == {
        Sex.MALE: (PercentileRow(10.0, (150, 253, 400.5)), PercentileRow(11.0, (200, 305, 450))),
        Sex.FEMALE: (PercentileRow(10.0, (200, 360, 500)), PercentileRow(11.5, (250, 400, 600))),
    }


def test_without_a_name_the_table_is_called_like_its_file(table):
    read = read_percentiles(write(table, "sex,age_years,P3,P50,P97", "f,9,1,2,3", "f,10,1,2,3"))

    assert (read.name, read.source) == ("our children", "")


def test_an_empty_name_is_none(table):
    read = read_percentiles(write(table, "# name:", "sex,age_years,P3,P50,P97", "f,9,1,2,3", "f,10,1,2,3"))

    assert read.name == "our children"


def test_one_sex_is_enough(table):
    read = read_percentiles(write(table, "sex,age_years,P3,P50,P97", "男,9,1,2,3", "M,10,1,2,3"))

    assert read.rows.keys() == {Sex.MALE}


@pytest.mark.parametrize("written", ["female", "Female", "f", "F", "女"])
def test_sex_is_written_in_several_ways(table, written):
    read = read_percentiles(write(table, "sex,age_years,P3,P50,P97", f"{written},9,1,2,3", f"{written},10,1,2,3"))

    assert read.rows.keys() == {Sex.FEMALE}


def test_order_of_columns_case_blanks_and_what_a_spreadsheet_adds_do_not_matter(table):
    read = read_percentiles(
        write(
            table, "#Name : Ours, too,,,,,", ",,,,,,", "p97, P50 ,Age_Years,p2.5,SEX,,", "3,2,9,1,f,,", "3,2,10,1,f,,"
        )
    )

    assert read.name == "Ours, too"
    assert read.percentiles == (2.5, 50.0, 97.0)
    assert read.rows[Sex.FEMALE] == (PercentileRow(9.0, (1, 2, 3)), PercentileRow(10.0, (1, 2, 3)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_tables_of_any_usual_encoding_are_read(table, encoding):
    lines = ("# name: 本院儿童", "sex,age_years,P3,P50,P97", "女,9,1,2,3", "女,10,1,2,3")

    read = read_percentiles(write(table, *lines, encoding=encoding))

    assert (read.name, list(read.rows)) == ("本院儿童", [Sex.FEMALE])


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("age_years,P3,P50,P97", "there is no column sex"),
        ("sex,P3,P50,P97", "there is no column age_years"),
        ("sex,age_years,sex,P50", "there is more than one column sex"),
        ("sex,age_years,age_years,P50", "there is more than one column age_years"),
        ("sex,age_years,P3,P50,Pmax", "'Pmax' is neither sex nor age_years nor a percentile"),
        ("sex,age_years,P3,P50,P97 ward", "'P97 ward' is neither sex nor age_years nor a percentile"),
        ("sex,age_years,P3,P50,P3.0", "P3.0 stands there twice"),
    ],
)
def test_a_header_of_other_columns_is_refused(table, header, said):
    error = refusal_of(write(table, "", header))

    assert error.code == "standards.percentiles_header"
    assert error.message == f"{table}, line 2: {said}."
    assert error.hint.startswith("The header must be sex,age_years and at least three percentiles with P50")


@pytest.mark.parametrize("lines", [[], ["# name: ours", ",,"]])
def test_an_empty_table_is_refused(table, lines):
    error = refusal_of(write(table, *lines))

    assert (error.code, error.message) == ("standards.percentiles_header", f"{table}: there is no header.")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("boy,10,1,2,3", "'boy' is no sex"),
        (",10,1,2,3", "'' is no sex"),
        ("f,ten,1,2,3", "'ten' is no number"),
        ("f,10,1,,3", "'' is no number"),
        ("f,10,1,nan,3", "'nan' is no number"),
        ("f,10,-1,2,3", "'-1' is no number"),
        ('f,10,1,"2,5",3', "'2,5' is no number"),
        ("f,10,1,2_0,30", "'2_0' is no number"),
        ("f,10,1,2 3,30", "'2 3' is no number"),
        ("f,10,1,2", "there are 4 cells under 5 columns"),
        ("f,10,1,2,3,4", "there are 6 cells under 5 columns"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_line(table, row, said):
    error = refusal_of(write(table, "sex,age_years,P3,P50,P97", "f,9,1,2,3", "", row))

    assert error.code == "standards.percentiles_value"
    assert error.message == f"{table}, line 4: {said}."
    assert error.hint == "Write male, female, M, F, 男 or 女, and numbers as 11.5, in every row."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["f,9,1,2,3", "m,9,1,2,3", "f,8,1,2,3"], ", line 4: the age is not higher than in the row of this sex before."),
        (["m,9,1,2,3", "f,9,1,3,2", "f,10,1,2,3", "m,10,1,2,3"], ", line 3: a score is lower than that of a lower percentile."),
        (["f,9,1,2,3", "f,10,1,2,3", "m,9,1,2,3"], ", line 4: there is a single row for male children: two ages are needed."),
        (["f,108,1,2,3", "f,120,1,2,3"], ", line 2: the age does not lie between 0 and 25 years."),
        ([], ": there is no row."),
    ],
)  # fmt: skip
def test_numbers_that_are_no_percentiles_are_refused_with_their_line(table, rows, said):
    error = refusal_of(write(table, "sex,age_years,P3,P50,P97", *rows))

    assert error.code == "standards.percentiles_invalid"
    assert error.message == f"{table}{said}"
    assert (
        error.hint
        == "Ages (in years) must rise; scores (0 to 1000 points) must not fall with the percentile or with the age."
    )


def test_a_table_without_the_median_is_refused(table):
    error = refusal_of(write(table, "sex,age_years,P3,P10,P97", "f,9,1,2,3", "f,10,1,2,3"))

    assert (error.code, error.message) == ("standards.percentiles_invalid", f"{table}: P50 is missing.")


def test_a_table_that_is_not_there_is_refused(table):
    error = refusal_of(table)

    assert error.code == "standards.percentiles_unreadable"
    assert error.message == f"{table} could not be read: no such file or directory."
    assert error.hint == "Choose a CSV file that you may read."


def test_a_folder_is_no_table(tmp_path):
    error = refusal_of(tmp_path)

    assert (error.code, error.message) == ("standards.percentiles_unreadable", f"{tmp_path} is no file.")
    assert error.hint == "Choose a CSV file that you may read."


def test_an_error_that_the_system_does_not_explain_is_told(table, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "open", fail)

    assert refusal_of(table).message == f"{table} could not be read: unknown error."


def test_a_file_too_large_for_a_table_is_refused(table):
    table.write_bytes(b"#" * (2**20 + 1))

    error = refusal_of(table)

    assert (error.code, error.message) == ("standards.percentiles_unreadable", f"{table} is larger than 1 MiB.")
    assert error.hint == "Choose a CSV file that you may read."


def test_a_file_of_exactly_the_limit_is_read(table):
    write(table, "sex,age_years,P3,P50,P97", "f,9,1,2,3", "f,10,1,2,3", "")
    with table.open("ab") as stream:
        stream.write(b"\n" * (2**20 - table.stat().st_size))

    assert read_percentiles(table).rows.keys() == {Sex.FEMALE}


def test_bytes_that_are_no_text_are_refused(table):
    table.write_bytes(b"sex,age_years\xff\xff\n")

    error = refusal_of(table)

    assert error.code == "standards.percentiles_unreadable"
    assert error.message == f"{table} is neither UTF-8 nor GB18030 text."
    assert error.hint == "Save the table as CSV with commas, in UTF-8."


def test_text_that_is_no_csv_is_refused_with_its_line(table):
    error = refusal_of(write(table, "sex,age_years,P3,P50,P97", "f" * 200_000))

    assert error.code == "standards.percentiles_unreadable"
    assert error.message == f"{table}, line 2: this is no CSV (field larger than field limit (131072))."
    assert error.hint == "Save the table as CSV with commas, in UTF-8."
