"""Which images a DICOMDIR lists: real media written with pydicom, those of its own test data, and spoilt ones."""

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom_files import radiograph_data_set, save
from dicom_medium import files_of, write_medium
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from bonage_desktop.imaging import dicomdir
from bonage_desktop.imaging.dicomdir import listed_images
from bonage_desktop.imaging.discover import is_dicomdir
from bonage_desktop.imaging.refusals import ImagingError

PYDICOM_LIST = Path(get_testdata_file("DICOMDIR"))
PIXELS = np.arange(64, dtype=np.uint8).reshape(8, 8)


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    """A disc with three radiographs of two children."""
    return write_medium(tmp_path / "disc", three_images())


def three_images() -> Iterator[Dataset]:
    for number, patient in enumerate(["S1", "S1", "S2"], start=1):
        image = radiograph_data_set(PIXELS, 8, PatientID=patient, SOPInstanceUID=f"2.25.{number}00")
        image.StudyInstanceUID, image.SeriesInstanceUID = f"2.25.{number}1", f"2.25.{number}2"
        image.file_meta = FileMetaDataset()
        image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID
        image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
        yield image


def change_records(folder: Path, change) -> Path:
    """The disc's list after `change` was done to each of its image records."""
    path = folder / "DICOMDIR"
    listed = pydicom.dcmread(path)
    for record in listed.DirectoryRecordSequence:
        if record.DirectoryRecordType == "IMAGE":
            change(record)
    listed.save_as(path)
    return path


def renamed(names: str | list[str]):
    def change(record) -> None:
        record.ReferencedFileID = names

    return change


def refusal_of(path: Path) -> ImagingError:
    with pytest.raises(ImagingError) as caught:
        listed_images(path)
    assert caught.value.code == "imaging.dicomdir_unusable"
    assert str(path) in caught.value.message
    assert "folder" in caught.value.hint
    return caught.value


def test_a_list_is_known_by_its_name_in_any_case(medium):
    (medium / "dicomdir").symlink_to(medium / "DICOMDIR")
    (medium / "folder" / "DICOMDIR").mkdir(parents=True)

    assert is_dicomdir(medium / "DICOMDIR")
    assert is_dicomdir(medium / "dicomdir")
    assert not is_dicomdir(medium / "folder" / "DICOMDIR")
    assert not is_dicomdir(medium / "nowhere" / "DICOMDIR")
    assert not is_dicomdir(medium)


def test_the_images_of_a_medium_come_in_the_order_of_its_list(medium):
    found = listed_images(medium / "DICOMDIR")

    assert list(found) == files_of(medium / "DICOMDIR")
    assert [pydicom.dcmread(path).PatientID for path in found] == ["S1", "S1", "S2"]


def test_the_list_in_pydicoms_test_data_names_all_its_images():
    if not (PYDICOM_LIST.parent / "77654033").is_dir():
        pytest.skip("pydicom came without the images of its DICOMDIR")

    found = listed_images(PYDICOM_LIST)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = files_of(PYDICOM_LIST)
    assert set(found) == set(expected)
    assert len(found) == 31


@pytest.mark.parametrize("kind", ["bigEnd", "implicit", "nooffset", "nopatient", "reordered"])
def test_lists_of_other_encodings_and_with_faults_name_the_same_images(kind, tmp_path):
    if not (PYDICOM_LIST.parent / "77654033").is_dir():
        pytest.skip("pydicom came without the images of its DICOMDIR")
    shutil.copytree(PYDICOM_LIST.parent / "77654033", tmp_path / "77654033")
    shutil.copytree(PYDICOM_LIST.parent / "98892003", tmp_path / "98892003")
    shutil.copytree(PYDICOM_LIST.parent / "98892001", tmp_path / "98892001")
    shutil.copy(PYDICOM_LIST.parent / f"DICOMDIR-{kind}", tmp_path / "DICOMDIR")

    found = listed_images(tmp_path / "DICOMDIR")

    assert len(found) == 31
    assert all(file.is_relative_to(tmp_path.resolve()) for file in found)


def test_a_list_without_images_says_so(tmp_path):
    shutil.copy(PYDICOM_LIST.parent / "DICOMDIR-empty.dcm", tmp_path / "DICOMDIR")

    assert "it lists no image that is there" in refusal_of(tmp_path / "DICOMDIR").message


def test_an_image_that_is_gone_is_passed_over(medium):
    first, *others = listed_images(medium / "DICOMDIR")
    first.unlink()

    assert list(listed_images(medium / "DICOMDIR")) == others


def test_a_list_whose_images_are_all_gone_says_so(medium):
    for file in listed_images(medium / "DICOMDIR"):
        file.unlink()

    refusal_of(medium / "DICOMDIR")


def test_names_in_small_letters_on_disk_are_found(medium):
    expected = listed_images(medium / "DICOMDIR")
    for path in sorted(medium.rglob("*"), reverse=True):
        if path.name != "DICOMDIR":
            path.rename(path.with_name(path.name.lower()))

    found = listed_images(medium / "DICOMDIR")

    assert [str(path).lower() for path in found] == [str(path).lower() for path in expected]
    assert all(path.is_file() for path in found)


def test_an_image_that_is_listed_twice_comes_once(medium):
    first = listed_images(medium / "DICOMDIR")[0]
    path = change_records(medium, renamed(list(first.relative_to(medium.resolve()).parts)))

    assert listed_images(path) == (first,)


def test_an_image_named_by_one_word_lies_beside_the_list(medium):
    shutil.copy(listed_images(medium / "DICOMDIR")[0], medium / "IM1")
    path = change_records(medium, renamed("IM1"))

    assert listed_images(path) == ((medium / "IM1").resolve(),)


@pytest.mark.parametrize(
    "names",
    [["..", "secret.dcm"], ["/etc", "passwd"], ["PT000000", "..", "..", "secret.dcm"], ["x" * 300], ["DIR"], [""]],
    ids=["parent", "absolute", "roundabout", "too long", "a folder", "empty"],
)
def test_nothing_outside_the_medium_and_nothing_but_files_is_listed(medium, names):
    (medium.parent / "secret.dcm").write_bytes(b"secret")
    (medium / "DIR").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = change_records(medium, renamed(names))

    refusal_of(path)


def test_a_link_that_leads_out_of_the_medium_is_not_followed(medium):
    (medium.parent / "secret.dcm").write_bytes(b"secret")
    (medium / "IM1").symlink_to(medium.parent / "secret.dcm")

    refusal_of(change_records(medium, renamed("IM1")))


def test_what_is_listed_and_is_no_image_is_left_out(medium):
    expected = listed_images(medium / "DICOMDIR")
    path = medium / "DICOMDIR"
    listed = pydicom.dcmread(path)
    records = [record for record in listed.DirectoryRecordSequence if record.DirectoryRecordType == "IMAGE"]
    records[0].DirectoryRecordType = "SR DOCUMENT"
    listed.save_as(path)

    assert listed_images(path) == expected[1:]


@pytest.mark.parametrize(
    ("content", "fact"),
    [(b"", "no DICOM file"), (b"Dear colleague", "no DICOM file"), (bytes(128) + b"DICM" + b"\x02\x00", "")],
    ids=["empty", "text", "cut off"],
)
def test_what_is_no_list_is_refused(tmp_path, content, fact):
    path = tmp_path / "DICOMDIR"
    path.write_bytes(content)

    assert fact in refusal_of(path).message


def test_an_image_that_is_named_like_a_list_lists_nothing(tmp_path):
    path = save(radiograph_data_set(PIXELS, 8), tmp_path / "DICOMDIR")

    assert "it lists no image" in refusal_of(path).message


@pytest.mark.parametrize("bytes_left", [0.8, 0.5])
def test_a_list_that_is_cut_off_names_the_images_before_its_end(medium, bytes_left):
    path = medium / "DICOMDIR"
    whole, data = listed_images(path), path.read_bytes()
    path.write_bytes(data[: int(len(data) * bytes_left)])

    found = listed_images(path)

    assert 0 < len(found) <= len(whole)
    assert found == whole[: len(found)]


def nested(depth: int) -> bytes:
    """Sequences in sequences, explicit little endian, of undefined length."""
    return b"\x04\x00\x20\x12SQ\x00\x00\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff" * depth


@pytest.mark.parametrize("depth", [33, 5000])
def test_a_list_of_lists_of_lists_is_refused(medium, depth):
    path = medium / "DICOMDIR"
    path.write_bytes(path.read_bytes() + nested(depth))

    refusal_of(path)


def test_a_list_that_is_too_large_is_not_read(medium, monkeypatch):
    monkeypatch.setattr(dicomdir, "_MAX_BYTES", 100)

    assert "too large" in refusal_of(medium / "DICOMDIR").message


def test_a_list_that_nobody_may_read_is_refused(medium, monkeypatch):
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)

    assert "it cannot be read" in refusal_of(medium / "DICOMDIR").message


@pytest.fixture(scope="module")
def whole_list(tmp_path_factory) -> Path:
    return write_medium(tmp_path_factory.mktemp("media") / "disc", three_images()) / "DICOMDIR"


@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_list_gives_images_of_its_medium_or_is_refused(places, whole_list):
    data = bytearray(whole_list.read_bytes())
    for place, value in places:
        data[place % len(data)] = value
    damaged = whole_list.with_name("DAMAGED")
    damaged.write_bytes(data)

    found, refusal = found_or_refused(damaged)

    assert refusal in ("", "imaging.dicomdir_unusable")
    assert all(file.is_relative_to(whole_list.parent.resolve()) for file in found)


def found_or_refused(path: Path) -> tuple[tuple[Path, ...], str]:
    try:
        return listed_images(path), ""
    except ImagingError as error:
        return (), error.code
