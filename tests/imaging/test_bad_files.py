"""Files that are no radiograph: one sentence with the reason, before anything is decoded."""

import hashlib
import os
import stat
import struct
import zlib
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    BasicTextSRStorage,
    DeflatedExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    MediaStorageDirectoryStorage,
)

from bonage_desktop.imaging import decode as decode_module
from bonage_desktop.imaging import dicom_file
from bonage_desktop.imaging.decode import decode
from bonage_desktop.imaging.limits import DEFAULT_LIMITS, Limits
from bonage_desktop.imaging.refusals import ImagingError


def refusal(path: Path, limits: Limits = DEFAULT_LIMITS) -> ImagingError:
    with pytest.raises(ImagingError) as refused:
        decode(path, limits)
    error = refused.value
    assert str(path) in error.message
    assert error.message.count("\n") == 0
    assert error.message.endswith(".")
    assert error.hint
    return error


def nested(depth: int) -> Sequence:
    """Sequences of undefined length, `depth` of them within each other."""
    inner = Dataset()
    inner.CodeValue = "X"
    for _ in range(depth):
        outer = Dataset()
        outer.ConceptNameCodeSequence = Sequence([inner])
        outer["ConceptNameCodeSequence"].is_undefined_length = True
        inner.is_undefined_length_sequence_item = True
        inner = outer
    return inner.ConceptNameCodeSequence


def png_with_size(columns: int, rows: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


def test_a_missing_file(tmp_path):
    assert refusal(tmp_path / "nothing.dcm").code == "imaging.missing_file"


def test_a_folder_and_a_pipe_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path).code == "imaging.not_a_file"
    assert refusal(tmp_path / "pipe").code == "imaging.not_a_file"


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.png").touch()

    assert refusal(tmp_path / "empty.png").code == "imaging.empty_file"


def test_a_file_that_the_system_does_not_hand_out(tmp_path, monkeypatch):
    path = tmp_path / "locked.png"
    path.write_bytes(b"x")

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    error = refusal(path)

    assert error.code == "imaging.unreadable"
    assert "permission denied" in error.message


def test_text_renamed_to_dcm(tmp_path):
    (tmp_path / "letter.dcm").write_text("Dear colleague, " * 40)

    assert refusal(tmp_path / "letter.dcm").code == "imaging.not_an_image"


def test_more_bytes_than_the_limit_are_not_even_read(tmp_path, monkeypatch):
    (tmp_path / "big.dcm").write_bytes(bytes(2000))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))

    error = refusal(tmp_path / "big.dcm", Limits(max_file_bytes=1000))

    assert error.code == "imaging.file_too_large"


@pytest.mark.parametrize("suffix", ["png", "dcm"])
def test_a_header_of_60000_by_60000_is_refused_before_decoding(tmp_path, write_dicom, suffix):
    if suffix == "png":
        path = tmp_path / "bomb.png"
        path.write_bytes(png_with_size(60000, 60000))
    else:
        path = write_dicom(Rows=60000, Columns=60000)

    error = refusal(path)

    assert error.code == "imaging.too_many_pixels"
    assert "60000 × 60000" in error.message


def test_a_compressed_image_that_is_larger_than_its_header_says_is_refused_before_decoding(write_dicom):
    path = write_dicom()
    dataset = pydicom.dcmread(path)
    siz = struct.pack(">HHHIIII", 0xFF51, 41, 0, 60000, 60000, 0, 0)
    dataset.PixelData = encapsulate([b"\xff\x4f" + siz + bytes(100)])
    dataset.file_meta.TransferSyntaxUID = JPEG2000Lossless
    dataset.save_as(path)

    assert refusal(path).code == "imaging.damaged"


def test_a_header_that_promises_more_pixels_than_the_file_holds(write_dicom, ramp):
    assert refusal(write_dicom(Rows=65)).code == "imaging.truncated"
    assert refusal(write_dicom(ramp[:-1], Rows=64)).code == "imaging.truncated"


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.999])
def test_a_dicom_file_that_is_cut_off(write_dicom, syntax, share):
    noise = np.random.default_rng(2).integers(0, 4096, (64, 48), dtype=np.uint16)
    path = write_dicom(noise, syntax=syntax)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])

    assert refusal(path).code == "imaging.truncated"


def test_a_compressed_dicom_file_that_is_cut_off(write_dicom):
    path = write_dicom()
    dataset = pydicom.dcmread(path)
    dataset.compress(JPEG2000Lossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
    dataset.save_as(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 40])

    assert refusal(path).code == "imaging.truncated"


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, "1.2.840.10008.1.2.1"])
def test_sequences_nested_too_deep_are_refused_before_pydicom_overflows(write_dicom, syntax, monkeypatch):
    path = write_dicom(syntax=syntax, ContentSequence=nested(60))
    monkeypatch.setattr(dicom_file, "read_partial", lambda _: pytest.fail("pydicom saw it"))

    assert refusal(path).code == "imaging.nested_too_deep"


def test_moderate_nesting_is_welcome(write_dicom, read_here):
    assert read_here(write_dicom(ContentSequence=nested(20))).height == 64


def test_recursion_that_slips_through_is_still_a_sentence(write_dicom, monkeypatch):
    def overflow(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(decode_module, "open_dicom", overflow)

    assert refusal(write_dicom()).code == "imaging.nested_too_deep"


def test_memory_that_runs_out_is_a_sentence(write_dicom, monkeypatch):
    def exhaust(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(decode_module, "open_dicom", exhaust)

    assert refusal(write_dicom()).code == "imaging.too_much_memory"


def test_a_deflated_data_set_that_unfolds_beyond_the_limit(write_dicom):
    path = write_dicom(np.zeros((600, 600), np.uint16), syntax=DeflatedExplicitVRLittleEndian)
    assert path.stat().st_size < 10_000

    assert refusal(path, Limits(max_file_bytes=100_000)).code == "imaging.file_too_large"


def test_several_frames_are_refused_with_their_number(write_dicom, ramp):
    error = refusal(write_dicom(np.concatenate([ramp, ramp]), NumberOfFrames=2, Rows=64))

    assert error.code == "imaging.multi_frame"
    assert "2 images" in error.message


def test_a_report_is_no_image(write_dicom):
    error = refusal(write_dicom(SOPClassUID=BasicTextSRStorage, PixelData=None))

    assert error.code == "imaging.no_pixel_data"
    assert "Basic Text SR" in error.message


def test_a_dicomdir_points_to_its_folder(write_dicom, tmp_path):
    error = refusal(write_dicom(name="DICOMDIR", SOPClassUID=MediaStorageDirectoryStorage, PixelData=None))

    assert error.code == "imaging.dicomdir"
    assert str(tmp_path) in error.hint


@pytest.mark.parametrize(
    ("attributes", "fact"),
    [
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "PALETTE COLOR"),
        ({"PhotometricInterpretation": None}, "unnamed pixels"),
        ({"BitsStored": 6, "HighBit": 5}, "6 bits"),
        ({"HighBit": 15}, "lowest bits"),
        ({"PixelRepresentation": None}, "signed"),
        ({"Rows": 0}, "without rows"),
        ({"Columns": None}, "without rows or columns"),
    ],
)
def test_pixels_that_are_no_grey_levels_are_refused_with_the_reason(write_dicom, attributes, fact):
    error = refusal(write_dicom(**attributes))

    assert error.code == "imaging.unsupported_pixels"
    assert fact in error.message


def test_colour_of_16_bits_and_floating_point_pixels_are_refused(write_dicom, ramp):
    colour = write_dicom(np.zeros((4, 4, 3), np.uint16), 16, name="colour.dcm")
    floats = write_dicom(name="floats.dcm", PixelData=None, FloatPixelData=ramp.astype(np.float32).tobytes())

    assert "16 bits a channel" in refusal(colour).message
    assert "floating-point" in refusal(floats).message


def test_a_data_set_without_any_header_is_refused_not_guessed(write_dicom, tmp_path):
    path = write_dicom()
    data = path.read_bytes()
    path.write_bytes(data[data.index(b"\x08\x00\x05\x00CS") :])

    assert refusal(path).code == "imaging.dicom_without_header"


def test_a_file_without_preamble_but_with_file_meta_opens(write_dicom, read_here):
    path = write_dicom()
    whole = read_here(path)
    path.write_bytes(path.read_bytes()[132:])

    assert np.array_equal(read_here(path).pixels, whole.pixels)


def test_a_file_that_names_no_transfer_syntax_is_refused(tmp_path):
    dataset = Dataset()
    dataset.PatientID = "S1"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = BasicTextSRStorage
    pydicom.filewriter.dcmwrite(
        tmp_path / "a.dcm", dataset, enforce_file_format=False, implicit_vr=True, little_endian=True
    )
    path = tmp_path / "a.dcm"
    path.write_bytes(bytes(128) + b"DICM" + path.read_bytes().removeprefix(bytes(128) + b"DICM"))

    assert refusal(path).code == "imaging.no_transfer_syntax"


def test_garbage_behind_a_valid_start_is_damaged_and_gives_a_clue(tmp_path):
    (tmp_path / "hand.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)

    error = refusal(tmp_path / "hand.jpg")

    assert error.code == "imaging.damaged"
    assert "clue" in error.hint


def test_rubbish_behind_the_pixel_data_does_not_matter(write_dicom, read_here):
    path = write_dicom()
    path.write_bytes(path.read_bytes() + b"\xfc\xff\xfc\xffOB\x00\x00\xff\xff\x00\x00rubbish")

    assert read_here(path).height == 64


@pytest.mark.parametrize("kind", ["png", "dcm"])
def test_reading_changes_nothing_about_the_file(tmp_path, write_dicom, read_here, kind):
    path = write_dicom()
    if kind == "png":
        path = tmp_path / "hand.png"
        path.write_bytes(png_with_size(10, 9))
    os.utime(path, ns=(10**18, 10**18))
    path.chmod(stat.S_IRUSR)
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    radiograph = read_here(path)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before == radiograph.provenance.sha256
    assert path.stat().st_mtime_ns == 10**18
    assert sorted(path.parent.iterdir()) == sorted({path, *path.parent.glob("hand.*")})


def test_limits_are_positive():
    with pytest.raises(ValueError, match="seconds"):
        Limits(seconds=0)
