"""Real files: the shipped samples, and every file that pydicom brings along."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pydicom.data
import pytest

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.imaging.refusals import ImagingError

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.png"))
BUNDLED = sorted(
    path
    for folder in ("test_files", "charset_files", "palettes")
    for path in (Path(pydicom.data.__file__).parent / folder).rglob("*")
    if path.is_file() and path.suffix != ".py"
)


@pytest.fixture(scope="module")
def real_decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_an_8_bit_png_keeps_every_grey_level(real_decoder: Decoder, sample: Path) -> None:
    radiograph = real_decoder.read(sample)

    np.testing.assert_array_equal(np.rint(radiograph.pixels * 255), cv2.imread(str(sample), cv2.IMREAD_GRAYSCALE))


@pytest.mark.parametrize("bundled", BUNDLED, ids=lambda path: path.name)
def test_every_file_of_pydicom_opens_or_is_refused_with_a_reason(real_decoder: Decoder, bundled: Path) -> None:
    before = hashlib.sha256(bundled.read_bytes()).hexdigest()

    try:
        outcome: Radiograph | ImagingError = real_decoder.read(bundled)
    except ImagingError as refusal:
        outcome = refusal

    assert hashlib.sha256(bundled.read_bytes()).hexdigest() == before
    if isinstance(outcome, ImagingError):
        assert outcome.code.startswith("imaging.")
        assert bundled.name in outcome.message
        assert outcome.hint
    else:
        assert outcome.pixels.min() >= 0
        assert outcome.pixels.max() <= 1
