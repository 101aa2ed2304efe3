"""Sex and birth date of many images from a table."""

from datetime import date
from pathlib import Path

import pytest

from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.demographics import Person, match, read_rows
from bonage_desktop.workflow.errors import WorkflowError


@pytest.fixture
def table(tmp_path) -> Path:
    return tmp_path / "children.csv"


def write(table: Path, *lines: str, encoding: str = "utf-8") -> Path:
    table.write_bytes("\n".join(lines).encode(encoding))
    return table


def refusal_of(action) -> WorkflowError:
    with pytest.raises(WorkflowError) as caught:
        action()
    return caught.value


def test_a_table_gives_sex_and_birth_date(table):
    rows = read_rows(write(table, "file,sex,birth_date", "a.png,female,2014-05-02", "b.png,male,"))

    assert [(row.line, row.file, row.person) for row in rows] == [
        (2, "a.png", Person(Sex.FEMALE, date(2014, 5, 2))),
        (3, "b.png", Person(Sex.MALE, None)),
    ]


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        ("male", Sex.MALE),
        ("M", Sex.MALE),
        ("男", Sex.MALE),
        ("Female", Sex.FEMALE),
        ("f", Sex.FEMALE),
        ("女", Sex.FEMALE),
        ("", None),
    ],
)
def test_sex_is_written_in_several_ways(table, written, sex):
    (row,) = read_rows(write(table, "file,sex", f"a.png,{written}"))

    assert row.person == Person(sex, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_tables_of_any_usual_encoding_are_read(table, encoding):
    (row,) = read_rows(write(table, "file,sex", "左手.png,女", encoding=encoding))

    assert (row.file, row.person.sex) == ("左手.png", Sex.FEMALE)


def test_header_case_column_order_other_columns_and_empty_lines_do_not_matter(table):
    (row,) = read_rows(write(table, "ID, Sex ,Ward,File", "7,m,3,a.png", "", ",,,"))

    assert (row.line, row.file, row.person.sex) == (2, "a.png", Sex.MALE)


def test_a_short_row_has_empty_cells(table):
    (row,) = read_rows(write(table, "file,sex,birth_date", "a.png,f"))

    assert row.person == Person(Sex.FEMALE, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a.png,boy,", "'boy' is no sex"),
        ("a.png,male,02.05.2014", "'02.05.2014' is no birth date"),
        ("a.png,male,2014-02-30", "'2014-02-30' is no birth date"),
        (",male,", "names no file"),
        ("a\0.png,male,", "names no file"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_line(table, line, said):
    error = refusal_of(lambda: read_rows(write(table, "file,sex,birth_date", "ok.png,f,", line)))

    assert error.code == "workflow.demographics_value"
    assert f"{table}, line 3" in error.message
    assert said in error.message


@pytest.mark.parametrize("lines", [["name,sex", "a,f"], ["file", "a"], [""]])
def test_a_table_without_the_columns_is_refused(table, lines):
    error = refusal_of(lambda: read_rows(write(table, *lines)))

    assert error.code == "workflow.demographics_header"
    assert str(table) in error.message


def test_a_table_that_is_not_there_is_refused(table):
    error = refusal_of(lambda: read_rows(table))

    assert error.code == "workflow.demographics_unreadable"
    assert "no such file" in error.message


@pytest.mark.parametrize("content", [b"file,sex\n\xff\xff\xff,f\n", b'file,sex\n"' + b"x" * 200_000 + b'",f\n'])
def test_a_file_that_is_no_table_is_refused(table, content):
    table.write_bytes(content)

    assert refusal_of(lambda: read_rows(table)).code == "workflow.demographics_unreadable"


def test_a_row_names_its_image_as_given_or_by_folder_or_by_bare_name(table, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    images = [Path("in/a.png"), Path("in/deep/b.png"), tmp_path / "c.png", Path("in/deep/d.png")]
    rows = read_rows(write(table, "file,sex", "in/a.png,f", "deep/b.png,m", "c.png,f", "d.png,m"))

    found = match(table, rows, images, [Path("in")])

    assert [found.people[image].sex for image in images] == [Sex.FEMALE, Sex.MALE, Sex.FEMALE, Sex.MALE]
    assert found.unmatched == ()


def test_a_row_that_names_no_image_of_the_run_is_told(table):
    rows = read_rows(write(table, "file,sex", "a.png,f", "other.png,m"))

    found = match(table, rows, [Path("in/a.png")], [Path("in")])

    assert [row.line for row in found.unmatched] == [3]
    assert list(found.people) == [Path("in/a.png")]


def test_a_bare_name_of_two_images_is_refused(table):
    rows = read_rows(write(table, "file,sex", "a.png,f"))

    error = refusal_of(lambda: match(table, rows, [Path("x/a.png"), Path("y/a.png")], []))

    assert error.code == "workflow.demographics_ambiguous"
    assert "line 2" in error.message
    assert "x/a.png and y/a.png" in error.message


def test_a_path_tells_two_images_of_one_name_apart(table):
    rows = read_rows(write(table, "file,sex", "y/a.png,f"))

    found = match(table, rows, [Path("x/a.png"), Path("y/a.png")], [])

    assert list(found.people) == [Path("y/a.png")]


def test_two_rows_for_one_image_are_refused_with_both_lines(table):
    rows = read_rows(write(table, "file,sex", "a.png,f", "in/a.png,m"))

    error = refusal_of(lambda: match(table, rows, [Path("in/a.png")], [Path("in")]))

    assert error.code == "workflow.demographics_duplicate"
    assert "lines 2 and 3" in error.message
