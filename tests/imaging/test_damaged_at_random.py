"""Whatever happens to a file on its way, it becomes a radiograph or one sentence."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import gdcm
import numpy as np
import pytest
from dicom_files import compress_with_gdcm, compress_with_pydicom, radiograph_data_set, save
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian, JPEG2000Lossless, JPEGLSLossless, RLELossless

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.decode import decode
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.imaging.refusals import ImagingError

LIMITS = Limits(max_pixels=10**6, max_file_bytes=10**6, seconds=5)
NOISE = np.random.default_rng(8).integers(0, 4096, (48, 40), dtype=np.uint16)
UNCOMPRESSED = ("explicit", "implicit", "big endian")
COMPRESSED = {
    "RLE": (RLELossless, "pydicom"),
    "JPEG-LS": (JPEGLSLossless, "pyjpegls"),
    "JPEG 2000": (JPEG2000Lossless, "pylibjpeg"),
}
PICTURES = ("png", "jpg", "tiff", "bmp")
KINDS = (*UNCOMPRESSED, *COMPRESSED, "JPEG Lossless", *PICTURES)


def make(kind: str, path: Path) -> None:
    if kind in PICTURES:
        data = cv2.imencode(f".{kind}", (NOISE // 16).astype(np.uint8))[1]
        path.write_bytes(data.tobytes())
        return
    dataset = radiograph_data_set(NOISE, 12, WindowCenter=2048, WindowWidth=4096)
    if kind == "big endian":
        dataset.PixelData = NOISE.byteswap().tobytes()
    syntax = {"implicit": ImplicitVRLittleEndian, "big endian": ExplicitVRBigEndian}.get(kind, "1.2.840.10008.1.2.1")
    save(dataset, path, syntax)
    if kind in COMPRESSED:
        compress_with_pydicom(path, *COMPRESSED[kind])
    elif kind == "JPEG Lossless":
        compress_with_gdcm(path, gdcm.TransferSyntax.JPEGLosslessProcess14_1)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("originals")
    for kind in KINDS:
        make(kind, folder / kind)
    return {kind: (folder / kind).read_bytes() for kind in KINDS}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "file"


@pytest.fixture(scope="module")
def strict_decoder() -> Iterator[Decoder]:
    with Decoder(LIMITS) as running:
        yield running


def outcome(read, path: Path, data: bytes) -> Radiograph | ImagingError:
    path.write_bytes(data)
    try:
        return read(path)
    except ImagingError as refused:
        return refused


@settings(max_examples=40)
@pytest.mark.parametrize("kind", [*UNCOMPRESSED, *PICTURES])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_is_cut_off_anywhere_is_refused_or_loses_nothing(originals, scratch, kind, share):
    data = originals[kind]
    whole = outcome(lambda path: decode(path, LIMITS), scratch, data)

    cut = outcome(lambda path: decode(path, LIMITS), scratch, data[: int(len(data) * share)])

    assert isinstance(whole, Radiograph)
    if isinstance(cut, Radiograph):
        assert np.array_equal(cut.pixels, whole.pixels)
    else:
        assert cut.code != "imaging.too_slow"


@settings(max_examples=40)
@pytest.mark.parametrize("kind", KINDS)
@given(share=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255))
def test_a_byte_that_is_changed_anywhere_breaks_nothing(originals, scratch, strict_decoder, kind, share, value):
    data = bytearray(originals[kind])
    data[int(len(data) * share)] = value

    result = outcome(strict_decoder.read, scratch, bytes(data))

    if isinstance(result, Radiograph):
        assert np.isfinite(result.pixels).all()
        assert 0 <= result.pixels.min() <= result.pixels.max() <= 1
    else:
        assert result.code.startswith("imaging.")
        assert result.message


@settings(max_examples=60)
@given(body=st.binary(max_size=400), start=st.sampled_from(["png", "jpg", "explicit", "tiff", "bmp"]))
def test_rubbish_behind_a_good_beginning_breaks_nothing(originals, scratch, body, start):
    result = outcome(lambda path: decode(path, LIMITS), scratch, originals[start][:300] + body)

    assert isinstance(result, Radiograph | ImagingError)
