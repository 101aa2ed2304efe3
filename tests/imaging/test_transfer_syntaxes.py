"""Every transfer syntax gives the pixels of its uncompressed twin."""

from pathlib import Path

import gdcm
import numpy as np
import pydicom
import pytest
from dicom_files import compress_with_gdcm, compress_with_pydicom
from pydicom.encaps import encapsulate
from pydicom.uid import (
    MPEG2MPML,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLSLossless,
    RLELossless,
)

from bonage_desktop.imaging import dicom_frame
from bonage_desktop.imaging.refusals import ImagingError

BUNDLED = Path(pydicom.__file__).parent / "data" / "test_files"
GREYS = {
    "8 bits": (np.uint8, 8, 0),
    "12 bits": (np.uint16, 12, 0),
    "16 bits": (np.uint16, 16, 0),
    "12 bits signed": (np.int16, 12, -2048),
    "16 bits signed": (np.int16, 16, -32768),
}


def hand_like(grey: str) -> tuple[np.ndarray, int]:
    """68 × 54 smooth values with noise, over the whole range."""
    dtype, bits, low = GREYS[grey]
    y, x = np.mgrid[0:68, 0:54]
    smooth = (np.sin(x / 9) + np.cos(y / 13) + 2) / 4
    noise = np.random.default_rng(5).random((68, 54))
    values = low + np.clip(smooth * 0.9 + noise * 0.1, 0, 1) * (2**bits - 1)
    values[0, :2] = low, low + 2**bits - 1
    return values.round().astype(dtype), bits


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian], ids=lambda u: u.name
)
def test_uncompressed_little_endian(write_dicom, read_here, grey, syntax):
    stored, bits = hand_like(grey)

    radiograph = read_here(write_dicom(stored, bits, syntax=syntax))

    assert np.array_equal(radiograph.stored, stored)
    assert radiograph.provenance.transfer_syntax == str(syntax)


@pytest.mark.parametrize("grey", GREYS)
def test_uncompressed_big_endian(write_dicom, read_here, grey):
    stored, bits = hand_like(grey)

    radiograph = read_here(write_dicom(stored, bits, syntax=ExplicitVRBigEndian, PixelData=stored.byteswap().tobytes()))

    assert np.array_equal(radiograph.stored, stored)


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize(
    ("syntax", "encoder"),
    [(RLELossless, "pydicom"), (JPEGLSLossless, "pyjpegls"), (JPEG2000Lossless, "pylibjpeg")],
)
def test_lossless_by_the_encoders_of_pydicom(write_dicom, read_here, grey, syntax, encoder):
    stored, bits = hand_like(grey)
    path = write_dicom(stored, bits)
    compress_with_pydicom(path, syntax, encoder)

    radiograph = read_here(path)

    assert np.array_equal(radiograph.stored, stored)
    assert radiograph.provenance.transfer_syntax == str(syntax)


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("kind", ["JPEGLosslessProcess14", "JPEGLosslessProcess14_1"])
def test_jpeg_lossless_by_gdcm(write_dicom, read_here, grey, kind):
    stored, bits = hand_like(grey)
    path = write_dicom(stored, bits)
    compress_with_gdcm(path, getattr(gdcm.TransferSyntax, kind))

    radiograph = read_here(path)

    assert pydicom.dcmread(path).file_meta.TransferSyntaxUID.is_compressed
    assert np.array_equal(radiograph.stored, stored)


def test_jpeg_baseline_loses_little(write_dicom, read_here):
    stored, bits = hand_like("8 bits")
    path = write_dicom(stored, bits)
    compress_with_gdcm(path, gdcm.TransferSyntax.JPEGBaselineProcess1)

    radiograph = read_here(path)

    assert radiograph.provenance.transfer_syntax == str(JPEGBaseline8Bit)
    assert np.abs(radiograph.stored.astype(int) - stored).mean() < 8


@pytest.mark.parametrize(
    ("compressed", "twin", "tolerance"),
    [
        ("MR_small_RLE.dcm", "MR_small.dcm", 0),
        ("MR_small_jp2klossless.dcm", "MR_small.dcm", 0),
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm", 0),
        ("MR_small_bigendian.dcm", "MR_small.dcm", 0),
        ("MR_small_implicit.dcm", "MR_small.dcm", 0),
        ("SC_ybr_full_422_uncompressed.dcm", "SC_rgb_rle.dcm", 2),  # by way of half the colour
        ("SC_rgb_jpeg_dcmtk.dcm", "SC_rgb_rle.dcm", 2),
    ],
)
def test_files_of_other_makers_equal_their_twins(read_here, compressed, twin, tolerance):
    radiograph, reference = read_here(BUNDLED / compressed), read_here(BUNDLED / twin)

    assert np.abs(radiograph.stored.astype(int) - reference.stored).max() <= tolerance
    assert np.abs(radiograph.pixels - reference.pixels).max() <= tolerance / 255


def test_jpeg_extended_of_12_bits_equals_what_dcmtk_makes_of_it(read_here):
    radiograph = read_here(BUNDLED / "JPGExtended.dcm")

    assert radiograph.provenance.transfer_syntax == str(JPEGExtended12Bit)
    # the output of dcmdjpeg of dcmtk 3.6.7
    values = radiograph.stored.astype(int)
    assert (values.sum(), values.min(), values.max()) == (3_767_007, 0, 264)
    assert values[500:503, 100:103].tolist() == [[31, 28, 24], [29, 27, 25], [25, 26, 26]]


def test_bits_above_those_stored_are_ignored(write_dicom, read_here):
    stored, bits = hand_like("12 bits")
    with_overlay = stored | np.uint16(0x9000)  # old overlays lie in the unused bits (PS3.5 8.1.2)

    radiograph = read_here(write_dicom(with_overlay, bits))

    assert np.array_equal(radiograph.stored, stored)


def video(write_dicom) -> Path:
    path = write_dicom()
    dataset = pydicom.dcmread(path)
    dataset.PixelData = encapsulate([b"\x00\x00\x01\xb3" * 16])
    dataset.file_meta.TransferSyntaxUID = MPEG2MPML
    dataset.save_as(path)
    return path


def test_a_transfer_syntax_without_decoder_is_refused(write_dicom, read_here):
    with pytest.raises(ImagingError) as refused:
        read_here(video(write_dicom))

    assert refused.value.code == "imaging.unsupported_compression"
    assert "MPEG2" in refused.value.message


def test_a_decoder_that_is_not_installed_is_no_crash(write_dicom, read_here, monkeypatch):
    monkeypatch.setattr(dicom_frame, "_PLUGINS", {})

    with pytest.raises(ImagingError) as refused:
        read_here(BUNDLED / "MR_small_RLE.dcm")

    assert refused.value.code == "imaging.unsupported_compression"


def test_a_frame_of_another_size_than_declared_is_refused(write_dicom, read_here):
    stored, bits = hand_like("12 bits")
    path = write_dicom(stored, bits)
    dataset = pydicom.dcmread(path)
    dataset.compress(JPEG2000Lossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
    dataset.Rows, dataset.Columns = 54, 68
    dataset.save_as(path)

    with pytest.raises(ImagingError) as refused:
        read_here(path)

    assert refused.value.code == "imaging.damaged"
