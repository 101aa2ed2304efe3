"""Where the image of a kept case is now."""

import hashlib
from pathlib import Path

from bonage_desktop.workflow.image_search import find_image

CONTENT = b"a radiograph"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def file_with(path: Path, content: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_an_image_that_is_where_it_was_is_taken_whatever_is_in_it(tmp_path):
    there = file_with(tmp_path / "a.dcm", b"exported anew")

    assert find_image(there, SHA256, []) == there


def test_a_renamed_image_is_known_by_its_content(tmp_path):
    file_with(tmp_path / "other" / "b.dcm", b"another one")
    renamed = file_with(tmp_path / "other" / "c.dcm")

    assert find_image(tmp_path / "a.dcm", SHA256, [tmp_path / "other"]) == renamed


def test_another_image_of_the_same_name_is_not_taken(tmp_path):
    file_with(tmp_path / "other" / "a.dcm", b"another one")

    assert find_image(tmp_path / "a.dcm", SHA256, [tmp_path / "other"]) is None


def test_folders_that_are_gone_are_passed_over_and_subfolders_not_searched(tmp_path):
    file_with(tmp_path / "other" / "below" / "a.dcm")

    assert find_image(tmp_path / "a.dcm", SHA256, [tmp_path / "gone", tmp_path / "other"]) is None
