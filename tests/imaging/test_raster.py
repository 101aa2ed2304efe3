"""PNG, JPEG, TIFF and BMP: the grey levels of the file, and nothing else."""

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.imaging.refusals import ImagingError

GREY_8 = np.arange(48 * 36, dtype=np.uint32).reshape(48, 36) * 255 // (48 * 36 - 1)
GREY_8 = GREY_8.astype(np.uint8)
GREY_16 = (np.arange(48 * 36, dtype=np.uint32).reshape(48, 36) * 65535 // (48 * 36 - 1)).astype(np.uint16)
COLOUR = np.random.default_rng(3).integers(0, 256, (48, 36, 3), dtype=np.uint8)


def write(path: Path, image: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), image)
    return path


@pytest.mark.parametrize("suffix", ["png", "tiff", "bmp"])
def test_8_bits_are_the_files_grey_over_255(tmp_path, read_here, suffix):
    radiograph = read_here(write(tmp_path / f"hand.{suffix}", GREY_8))

    assert np.array_equal(radiograph.stored, GREY_8)
    assert np.array_equal(radiograph.pixels, (GREY_8 / 255).astype(np.float32))
    assert np.array_equal(np.round(radiograph.pixels * 255), GREY_8)
    assert radiograph.provenance.format == suffix.upper()
    assert (radiograph.provenance.bits_stored, radiograph.provenance.applied) == (8, ())


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_16_bits_are_the_files_grey_over_65535(tmp_path, read_here, suffix):
    radiograph = read_here(write(tmp_path / f"hand.{suffix}", GREY_16))

    assert np.array_equal(radiograph.stored, GREY_16)
    assert radiograph.pixels.ravel() == pytest.approx(GREY_16.ravel() / 65535)
    assert radiograph.provenance.bits_stored == 16
    assert [notice.code for notice in radiograph.notices] == ["imaging.no_patient_facts"]


def test_12_bits_in_a_16_bit_file_are_remarked(tmp_path, read_here):
    radiograph = read_here(write(tmp_path / "hand.png", GREY_16 // 16))

    assert "imaging.narrow_range" in {notice.code for notice in radiograph.notices}


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "bmp"])
def test_colour_becomes_the_grey_that_opencv_reads(tmp_path, read_here, suffix):
    path = write(tmp_path / f"hand.{suffix}", COLOUR)

    radiograph = read_here(path)

    assert np.array_equal(radiograph.stored, cv2.imread(str(path), cv2.IMREAD_GRAYSCALE))
    assert radiograph.provenance.applied == ("colour to brightness",)


def test_a_grey_jpeg_is_read_as_opencv_reads_it(tmp_path, read_here):
    path = write(tmp_path / "hand.jpg", GREY_8)

    radiograph = read_here(path)

    assert np.array_equal(radiograph.stored, cv2.imread(str(path), cv2.IMREAD_GRAYSCALE))
    assert radiograph.provenance.format == "JPEG"


def test_a_picture_says_nothing_about_the_patient(tmp_path, read_here):
    radiograph = read_here(write(tmp_path / "hand.png", GREY_8))

    assert (radiograph.sex, radiograph.age, radiograph.laterality, radiograph.spacing) == (None, None, None, None)
    assert radiograph.sex_source is radiograph.laterality_source is FactSource.UNKNOWN
    assert [notice.code for notice in radiograph.notices] == ["imaging.no_patient_facts"]


def test_the_content_decides_not_the_name(tmp_path, read_here):
    path = write(tmp_path / "hand.png", GREY_8).rename(tmp_path / "hand.dcm")

    assert read_here(path).provenance.format == "PNG"


def test_an_exif_orientation_is_followed_and_told(tmp_path, read_here):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    Image.fromarray(GREY_8).save(tmp_path / "film.jpg", exif=exif)

    radiograph = read_here(tmp_path / "film.jpg")

    assert (radiograph.height, radiograph.width) == (36, 48)
    assert radiograph.provenance.applied == ("turned as the EXIF orientation says",)


def test_malformed_exif_does_not_matter(tmp_path, read_here):
    Image.fromarray(GREY_8).save(tmp_path / "film.jpg", exif=b"Exif\0\0NONSENSE")

    assert read_here(tmp_path / "film.jpg").provenance.applied == ()


@pytest.mark.parametrize(("grey", "full"), [(GREY_8, 255), (GREY_16, 65535)], ids=["8 bits", "16 bits"])
def test_a_tiff_whose_zero_is_white_is_inverted(tmp_path, read_here, grey, full):
    path = write(tmp_path / "hand.tiff", grey)
    black_is_zero, white_is_zero = struct.pack("<HHII", 262, 3, 1, 1), struct.pack("<HHII", 262, 3, 1, 0)
    data = path.read_bytes()
    assert data.count(black_is_zero) == 1
    path.write_bytes(data.replace(black_is_zero, white_is_zero))

    radiograph = read_here(path)

    assert radiograph.pixels.ravel() == pytest.approx(1 - grey.ravel() / full, abs=1e-6)
    assert radiograph.provenance.applied == ("inverted: TIFF WhiteIsZero",)


@pytest.mark.parametrize("dtype", [np.float32, np.int32, np.int16])
def test_a_tiff_that_holds_no_grey_levels_is_refused(tmp_path, read_here, dtype):
    with pytest.raises(ImagingError) as refused:
        read_here(write(tmp_path / "hand.tiff", GREY_8.astype(dtype)))

    assert refused.value.code == "imaging.unsupported_pixels"


@pytest.mark.parametrize("suffix", ["tiff", "png"])
def test_several_pictures_in_a_file_are_refused(tmp_path, read_here, suffix):
    pages = [Image.fromarray(GREY_8), Image.fromarray(255 - GREY_8)]
    pages[0].save(tmp_path / f"hands.{suffix}", save_all=True, append_images=pages[1:])

    with pytest.raises(ImagingError) as refused:
        read_here(tmp_path / f"hands.{suffix}")

    assert refused.value.code == "imaging.multi_frame"
    assert "2 images" in refused.value.message


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA"])
def test_unusual_png_modes_open(tmp_path, read_here, mode):
    Image.fromarray(COLOUR).convert(mode).save(tmp_path / "hand.png")

    assert read_here(tmp_path / "hand.png").stored.dtype == np.uint8


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "bmp"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.98])
def test_a_picture_that_is_cut_off_is_refused(tmp_path, read_here, suffix, share):
    noise = np.random.default_rng(1).integers(0, 256, (200, 150), dtype=np.uint8)
    path = write(tmp_path / f"hand.{suffix}", noise)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(ImagingError) as refused:
        read_here(path)

    assert refused.value.code in {"imaging.truncated", "imaging.damaged"}
    assert str(path) in refused.value.message


def test_a_flipped_byte_in_the_compressed_data_is_refused(tmp_path, read_here):
    path = write(tmp_path / "hand.png", COLOUR)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)

    with pytest.raises(ImagingError) as refused:
        read_here(path)

    assert refused.value.code == "imaging.damaged"


@pytest.mark.parametrize(
    ("code", "expected"), [(cv2.Error.StsNoMem, "imaging.too_much_memory"), (cv2.Error.StsError, "imaging.damaged")]
)
def test_what_opencv_raises_becomes_a_sentence(tmp_path, read_here, monkeypatch, code, expected):
    path = write(tmp_path / "hand.png", GREY_8)

    def fail(*_: object) -> None:
        error = cv2.error("(-4) failed")
        error.code = code
        raise error

    monkeypatch.setattr(cv2, "imdecode", fail)
    with pytest.raises(ImagingError) as refused:
        read_here(path)

    assert refused.value.code == expected
