"""One object a line: what was finished is read, what was torn off is dropped, what is no object is named."""

import pytest

from bonage_desktop.training.json_lines import JsonLines, LineError, read_lines


def test_a_missing_file_has_no_lines(tmp_path):
    assert read_lines(tmp_path / "none.jsonl") == []


def test_what_was_appended_is_read_again(tmp_path):
    file = tmp_path / "new" / "lines.jsonl"

    with JsonLines(file) as lines:
        lines.append({"id": "a"})
        assert read_lines(file) == [{"id": "a"}]  # on the disk before the file is closed
        lines.append({"id": "é"})

    assert read_lines(file) == [{"id": "a"}, {"id": "é"}]


@pytest.mark.parametrize(
    ("torn", "left"),
    [
        (b'{"id": 1}\n{"id": 2', [{"id": 1}]),
        (b'{"id": 1}\n{"id": 2}', [{"id": 1}]),  # perhaps there was more to come
        (b'{"id": 1}\n\xc3', [{"id": 1}]),  # in the middle of a letter
        (b'{"id"', []),
        (b"", []),
    ],
)
def test_a_torn_last_line_is_left_out_and_nothing_is_written_onto_it(tmp_path, torn, left):
    file = tmp_path / "lines.jsonl"
    file.write_bytes(torn)

    assert read_lines(file) == left
    with JsonLines(file) as lines:
        lines.append({"id": 3})

    assert read_lines(file) == [*left, {"id": 3}]


@pytest.mark.parametrize("line", [b"3", b"null", b"[1]", b'"id"', b"", b'{"id"', b"\xff"])
def test_a_finished_line_that_is_no_object_is_named(tmp_path, line):
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"{}\n" + line + b"\n{}\n")

    with pytest.raises(LineError, match="line 2: this is no JSON object") as caught:
        read_lines(file)

    assert (caught.value.path, caught.value.number) == (file, 2)
