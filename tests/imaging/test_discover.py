"""Which files of a folder are images."""

from pathlib import Path

import pytest

from bonage_desktop.imaging.discover import Recursion, UnusableFolder, WhyPassedOver, find_images, search, subfolders

PNG = b"\x89PNG\r\n\x1a\n"
DICOM = bytes(128) + b"DICM"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder as a hospital hands it out."""
    files = {
        "b.png": PNG,
        "a.JPG": b"\xff\xd8\xff",
        "IM0001": DICOM,
        "broken.dcm": b"Dear colleague",
        "empty.dcm": b"",
        "readme.txt": b"no image",
        "DICOMDIR": DICOM,
        ".hidden.png": PNG,
        "sub/IM0002": DICOM,
        "sub/deeper/c.bmp": b"BM",
        ".cache/d.png": PNG,
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_folder_gives_what_begins_or_is_named_like_an_image_in_order(archive):
    found = find_images([archive])

    assert [file.name for file in found] == ["IM0001", "a.JPG", "b.png", "broken.dcm", "empty.dcm"]


def test_subfolders_are_searched_on_request(archive):
    found = find_images([archive], Recursion.SUBFOLDERS)

    names = [file.relative_to(archive).as_posix() for file in found]
    assert names == ["IM0001", "a.JPG", "b.png", "broken.dcm", "empty.dcm", "sub/IM0002", "sub/deeper/c.bmp"]


def test_what_a_search_passes_over_is_told_with_the_reason(archive):
    (archive / "again").symlink_to(archive / "sub", target_is_directory=True)

    found = search([archive], Recursion.SUBFOLDERS)

    assert {path.name: why for path, why in found.passed_over.items()} == {
        "readme.txt": WhyPassedOver.NO_IMAGE,
        ".hidden.png": WhyPassedOver.HIDDEN,
        ".cache": WhyPassedOver.HIDDEN,
        "again": WhyPassedOver.LINKED_FOLDER,
    }


def test_a_link_that_leads_to_itself_is_passed_over_as_no_image(archive):
    (archive / "loop").symlink_to(archive / "loop")

    assert search([archive]).passed_over[archive.resolve() / "loop"] is WhyPassedOver.NO_IMAGE


def test_folders_within_a_folder_that_are_not_asked_for_are_not_passed_over(archive):
    assert "sub" not in {path.name for path in search([archive]).passed_over}


def test_the_subfolders_that_a_search_would_go_into_are_known(archive):
    (archive / ".hidden").mkdir()
    (archive / "link").symlink_to(archive / "sub", target_is_directory=True)

    assert subfolders(archive) == (archive / "sub",)
    assert subfolders(archive / "a.JPG") == ()


def test_a_file_is_taken_as_given_even_where_nothing_is_there(archive):
    given = [archive / "readme.txt", archive / "nothing.dcm"]

    assert find_images(given) == tuple(given)


def test_arguments_keep_their_order_and_each_file_comes_once(archive):
    given = [archive / "b.png", archive, archive / "sub" / ".." / "b.png"]

    found = find_images(given)

    assert found[0] == archive / "b.png"
    assert [file.name for file in found].count("b.png") == 1
    assert len(found) == 5


def test_a_folder_without_images_is_a_problem_and_stops_nothing(archive, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("nothing here")

    unusable, *images = find_images([empty, archive])

    assert isinstance(unusable, UnusableFolder)
    assert unusable.path == empty
    assert unusable.problem.code == "imaging.no_images"
    assert str(empty) in unusable.problem.message
    assert len(images) == 5


def test_each_folder_that_cannot_be_listed_is_reported(archive, monkeypatch):
    listed = Path.iterdir
    (archive / "other").mkdir()

    def denied(folder: Path):
        if folder.name in {"sub", "other"}:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", denied)
    *images, first, second = find_images([archive], Recursion.SUBFOLDERS)

    assert {first.path.name, second.path.name} == {"sub", "other"}
    assert first.problem.code == second.problem.code == "imaging.unreadable"
    assert len(images) == 5


def test_a_file_that_cannot_be_opened_is_left_out_unless_its_name_says_image(archive, monkeypatch):
    def denied(*_: object, **__: object):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)

    assert [file.name for file in find_images([archive])] == ["a.JPG", "b.png", "broken.dcm", "empty.dcm"]


def test_a_folder_that_links_to_itself_ends(archive):
    (archive / "sub" / "again").symlink_to(archive, target_is_directory=True)

    assert len(find_images([archive], Recursion.SUBFOLDERS)) == 7
