"""One row per image, one column per figure."""

import csv
import io
from pathlib import Path

from sample_hand import EXPECTED, NAME, sample_radiograph

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.reporting.document import document
from bonage_desktop.reporting.table import COLUMNS, as_csv, header


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_holds_the_figures_of_the_image(radiograph, reading):
    result = document(Path(NAME), radiograph, reading, None)

    (row,) = rows_of(as_csv([result]))

    assert row["file"] == NAME
    assert (row["score"], row["bone_age_years"]) == (str(EXPECTED[NAME]["score"]), str(result["bone_age_years"]))
    assert [row[f"{bone}_level"] for bone in EXPECTED[NAME]["levels"]] == [
        str(level) for level in EXPECTED[NAME]["levels"].values()
    ]
    assert (row["mc3_label"], row["mc3_points"], row["mc3_probability"]) == ("4(2)", "13", "0.8")


def test_a_row_holds_the_child_s_age_after_the_bone_age(reading):
    radiograph = sample_radiograph(age=ChronologicalAge(10.0, AgeSource.DATES))

    (row,) = rows_of(as_csv([document(Path(NAME), radiograph, reading, None)]))

    assert (row["chronological_age_years"], row["chronological_age_source"]) == ("10.0", "dates")
    assert COLUMNS.index("chronological_age_years") == COLUMNS.index("certainty") + 1


def test_an_image_without_result_has_the_reason_and_empty_figures():
    error = BonageError("imaging.empty_file", 'The "file", x.dcm, is empty.', "Export it again.")

    (row,) = rows_of(as_csv([document(Path("x.dcm"), None, None, error)]))

    assert (row["error_code"], row["error_message"]) == ("imaging.empty_file", 'The "file", x.dcm, is empty.')
    assert (row["bone_age_years"], row["radius_level"], row["warnings"]) == ("", "", "")


def test_every_table_has_the_same_columns(radiograph, reading):
    text = as_csv([document(Path(NAME), radiograph, reading, None)])

    assert text.startswith(header())
    assert tuple(next(csv.reader(io.StringIO(text)))) == COLUMNS
    assert len(set(COLUMNS)) == len(COLUMNS)
