"""The list of hands: `file,sex,age_years`."""

from pathlib import Path

import pytest

from bonage_desktop.standards.sex import Sex
from bonage_desktop.training.errors import TrainingError
from bonage_desktop.training.hand_list import Hand, evenly_spread, read_hands, sha256_of


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def write(folder: Path, text: str) -> Path:
    manifest = folder / "hands.csv"
    manifest.write_bytes(text.encode())
    return manifest


def refusal_of(action) -> TrainingError:
    with pytest.raises(TrainingError) as caught:
        action()
    return caught.value


def test_hands_are_sorted_by_file_and_names_count_from_the_lists_folder(folder):
    manifest = write(folder, f"\ufefffile,sex,age_years\nb.png,female,\n{folder / 'a.png'},Male,10.5\n\n")

    assert read_hands(manifest) == (
        Hand(3, folder / "a.png", Sex.MALE, 10.5),
        Hand(2, folder / "b.png", Sex.FEMALE, None),
    )


def test_the_age_may_be_left_out(folder):
    (hand,) = read_hands(write(folder, "sex,file\nmale,a.png\n"))

    assert hand.age_years is None


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("file,sex,colour\na.png,male,red\n", "manifest_header", "a column 'colour'"),
        ("file,age_years\na.png,10\n", "manifest_header", "no columns file and sex"),
        ("", "manifest_header", "no columns file and sex"),
        ("file,sex\n", "manifest_value", "lists no hand"),
        ("file,sex\na.png,\n", "manifest_value", "line 2: '' is no sex"),
        ("file,sex\na.png,male\n,male\n", "manifest_value", "line 3: names no file"),
        ("file,sex,age_years\na.png,male,-1\n", "manifest_value", "line 2: '-1' is no age"),
        ("file,sex,age_years\na.png,male,ten\n", "manifest_value", "line 2: 'ten' is no age"),
        ("file,sex,age_years\na.png,male,inf\n", "manifest_value", "line 2: 'inf' is no age"),
        ("file,sex\nc.png,male\n", "hand_missing", "line 2: there is no file"),
        ('file,sex\n"a.png,male\n', "manifest_unreadable", "this is no CSV"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_sentence(folder, text, code, told):
    error = refusal_of(lambda: read_hands(write(folder, text)))

    assert error.code == f"training.{code}"
    assert told in error.message


def test_a_list_that_is_not_there_or_not_utf8_is_refused(folder):
    assert refusal_of(lambda: read_hands(folder / "no.csv")).code == "training.manifest_unreadable"

    (folder / "latin.csv").write_bytes("file,sex\nh\xe4nd.png,male\n".encode("latin-1"))
    assert refusal_of(lambda: read_hands(folder / "latin.csv")).code == "training.manifest_unreadable"


def test_two_rows_of_one_image_are_refused(folder):
    (folder / "b.png").write_bytes(b"a.png")
    manifest = write(folder, "file,sex\na.png,male\nb.png,male\n")

    error = refusal_of(lambda: sha256_of(read_hands(manifest), manifest))

    assert error.code == "training.manifest_value"
    assert "lines 2 and 3" in error.message


@pytest.mark.parametrize(
    ("count", "taken"), [(1, [5]), (2, [2, 7]), (5, [1, 3, 5, 7, 9]), (10, range(10)), (99, range(10))]
)
def test_a_choice_is_spread_evenly_and_always_the_same(count, taken):
    hands = [Hand(line, Path(f"{line}.png"), Sex.MALE, None) for line in range(10)]

    assert [hand.line for hand in evenly_spread(hands, count)] == list(taken)
