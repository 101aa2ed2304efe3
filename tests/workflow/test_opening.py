"""Which files a reader means."""

import os
import shutil
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom_hand import write_dicom
from dicom_medium import write_medium

from bonage_desktop.imaging.discover import WhyPassedOver
from bonage_desktop.workflow.opening import Opening, files_to_open

PNG, JPEG, BMP, TIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM", b"II*\x00"


def write_disc(folder: Path) -> Path:
    """A DICOM medium with one radiograph."""
    image = write_dicom(folder.with_name("source.dcm"), StudyDate="20260101")
    write_medium(folder, [pydicom.dcmread(image)])
    image.unlink()
    return folder


@pytest.fixture
def mixed_folder(tmp_path: Path) -> Path:
    """500 files: 200 images with a suffix, 100 DICOM files without, 50 damaged ones, 149 others and one DICOMDIR."""
    folder, random = tmp_path / "mixed", np.random.default_rng(1)
    for number in range(499):
        place = folder / f"ward {number % 7}" / ("deep/er" if number % 3 == 0 else "")
        place.mkdir(parents=True, exist_ok=True)
        noise = random.bytes(200)
        if number < 200:
            suffix, head = [(".png", PNG), (".JPG", JPEG), (".bmp", BMP), (".tif", TIFF)][number % 4]
            (place / f"picture {number}{suffix}").write_bytes(head + noise)
        elif number < 300:
            (place / f"IM{number:06}").write_bytes(bytes(128) + b"DICM" + noise)
        elif number < 350:
            (place / f"broken {number}.dcm").write_bytes(noise if number % 2 else b"")
        else:
            name = [f"letter {number}.txt", f"table {number}.csv", f".hidden {number}.png", f"Schädel {number}"]
            (place / name[number % 4]).write_bytes(b"Sehr geehrte Kollegin")
    (folder / "ward 0" / "DICOMDIR").write_bytes(bytes(128) + b"DICM")
    return folder


def test_of_500_mixed_files_every_image_comes_once_damaged_ones_included(mixed_folder):
    assert sum(path.is_file() for path in mixed_folder.rglob("*")) == 500

    opening = files_to_open([mixed_folder])

    names = [file.name for file in opening.files]
    assert len(names) == len(set(opening.files)) == 350
    assert sum(name.startswith("picture") for name in names) == 200
    assert sum(name.startswith("IM") for name in names) == 100
    assert sum(name.startswith("broken") for name in names) == 50
    assert opening.problems == ()


def test_what_was_passed_over_is_counted_by_its_reason(mixed_folder):
    passed_over = files_to_open([mixed_folder]).passed_over

    # 350 to 498 in turn: hidden, no suffix, letter, table; beside them 350 images and the DICOMDIR
    assert passed_over == {WhyPassedOver.HIDDEN: 38, WhyPassedOver.NO_IMAGE: 149 - 38}


def test_a_folder_that_is_named_twice_is_counted_once(mixed_folder):
    once = files_to_open([mixed_folder]).passed_over

    assert files_to_open([mixed_folder, mixed_folder / "ward 1"]).passed_over == once


def test_a_letter_that_the_reader_names_is_opened_and_not_passed_over(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    (tmp_path / "a.png").write_bytes(PNG)

    opening = files_to_open([letter, tmp_path])

    assert opening == Opening((letter, tmp_path / "a.png"), ())


def test_files_come_in_order_within_a_folder(mixed_folder):
    files = files_to_open([mixed_folder]).files

    assert list(files) == sorted(files)


def test_links_in_a_circle_do_not_go_on_for_ever(mixed_folder):
    (mixed_folder / "ward 1" / "up").symlink_to(mixed_folder, target_is_directory=True)
    (mixed_folder / "ward 2" / "self").symlink_to(mixed_folder / "ward 2" / "self")
    (mixed_folder / "ward 3" / "gone.png").symlink_to(mixed_folder / "nowhere.png")

    assert len(files_to_open([mixed_folder]).files) == 350


def test_a_link_to_an_image_is_the_image_once(mixed_folder):
    picture = next(mixed_folder.rglob("picture*.png"))
    (picture.parent / "again.png").symlink_to(picture)

    assert len(files_to_open([mixed_folder]).files) == 350


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are files on Unix")
def test_a_pipe_in_a_folder_is_passed_over(mixed_folder):
    os.mkfifo(mixed_folder / "pipe.png")

    assert len(files_to_open([mixed_folder]).files) == 350


def test_a_folder_that_nobody_may_list_is_one_problem_and_the_others_come(mixed_folder, monkeypatch):
    closed, listed = mixed_folder / "ward 4", Path.iterdir

    def iterdir(path: Path):
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    opening = files_to_open([mixed_folder])

    assert [problem.code for problem in opening.problems] == ["imaging.unreadable"]
    assert "ward 4" in opening.problems[0].message
    assert opening.files
    assert not any(closed in file.parents for file in opening.files)


def test_a_folder_without_images_is_a_problem(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear colleague")

    opening = files_to_open([tmp_path])

    assert opening.files == ()
    assert [problem.code for problem in opening.problems] == ["imaging.no_images"]


def test_a_file_is_taken_as_it_is_named_even_where_nothing_is_there(tmp_path):
    named = [tmp_path / "gone.dcm", tmp_path / "letter.txt"]

    assert files_to_open(named) == Opening(tuple(named), ())


def test_paths_keep_their_order_and_each_image_comes_once(mixed_folder):
    last = files_to_open([mixed_folder]).files[-1]

    files = files_to_open([last, mixed_folder, mixed_folder / "ward 1" / ".." / "ward 1"]).files

    assert files[0] == last
    assert len(files) == 350


def test_nothing_to_open_is_nothing():
    assert files_to_open([]) == Opening((), ())


def test_a_dicomdir_stands_for_the_images_that_it_lists(tmp_path):
    disc = write_disc(tmp_path / "disc")
    (disc / "unlisted.png").write_bytes(PNG)

    (file,) = files_to_open([disc / "DICOMDIR"]).files

    assert file.is_relative_to(disc.resolve())
    assert file.name != "unlisted.png"


def test_the_folder_of_a_dicomdir_and_the_list_give_each_image_once(tmp_path):
    disc = write_disc(tmp_path / "disc")

    assert len(files_to_open([disc / "DICOMDIR", disc]).files) == 1


def test_a_dicomdir_that_cannot_be_used_is_a_problem_and_the_rest_comes(tmp_path):
    (tmp_path / "DICOMDIR").write_bytes(b"no list")
    (tmp_path / "a.png").write_bytes(PNG)

    opening = files_to_open([tmp_path / "DICOMDIR", tmp_path / "a.png"])

    assert opening.files == (tmp_path / "a.png",)
    assert [problem.code for problem in opening.problems] == ["imaging.dicomdir_unusable"]


def test_a_folder_that_was_removed_meanwhile_is_left_to_decoding(mixed_folder):
    shutil.rmtree(mixed_folder)

    assert files_to_open([mixed_folder]).files == (mixed_folder,)
