"""Files appear whole or not at all, and never two results in one file."""

import errno
import os
from pathlib import Path

import pytest

from bonage_desktop.reporting.files import OutputError, output_stems, try_folder, write_whole


def test_a_file_is_written_into_a_folder_that_is_made_for_it(tmp_path):
    write_whole(tmp_path / "new" / "x.json", b"{}")

    assert (tmp_path / "new" / "x.json").read_bytes() == b"{}"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x.json"]


def test_an_earlier_result_is_replaced(tmp_path):
    (tmp_path / "x.json").write_bytes(b"a much longer earlier result")

    write_whole(tmp_path / "x.json", b"{}")

    assert (tmp_path / "x.json").read_bytes() == b"{}"


def test_a_full_disk_leaves_the_earlier_file_and_no_half_one(tmp_path, monkeypatch):
    (tmp_path / "x.json").write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / "x.json", b"after")

    assert caught.value.code == "reporting.disk_full"
    assert "x.json" in caught.value.message
    assert (tmp_path / "x.json").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_a_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / "file" / "x.json", b"{}")

    assert caught.value.code == "reporting.cannot_write"


def test_a_folder_that_takes_files_is_found_out_without_leaving_one(tmp_path):
    try_folder(tmp_path / "new")

    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_takes_no_file_is_found_out_before_any_work():
    with pytest.raises(OutputError) as caught:
        try_folder(Path("/proc/self"))  # even root cannot make a file there

    assert caught.value.code == "reporting.cannot_write"
    assert "/proc/self" in caught.value.message


def test_an_image_gives_its_results_its_own_name():
    assert list(output_stems([Path("in/hand.one.dcm")]).values()) == ["hand.one"]


def test_equal_names_of_different_folders_are_told_apart_by_the_folder():
    stems = output_stems([Path("P1/IM1.dcm"), Path("P2/IM1.dcm"), Path("P2/IM2.dcm")])

    assert list(stems.values()) == ["P1_IM1", "P2_IM1", "IM2"]


def test_as_many_folders_are_named_as_it_takes():
    stems = output_stems([Path("a/x/1.png"), Path("b/x/1.png")])

    assert list(stems.values()) == ["a_x_1", "b_x_1"]


def test_equal_names_of_one_folder_are_told_apart_by_a_number():
    stems = output_stems([Path("in/hand.dcm"), Path("in/hand.png"), Path("in/Hand.bmp")])

    assert list(stems.values()) == ["hand", "hand-2", "Hand-3"]


def test_a_made_up_name_does_not_take_one_that_is_in_use():
    stems = output_stems([Path("a/b_c.png"), Path("b/c.png"), Path("d/c.png")])

    assert len({stem.casefold() for stem in stems.values()}) == 3
