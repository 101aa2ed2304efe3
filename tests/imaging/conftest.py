"""Small images made on the spot, and the two ways to read them: here, and in the limited child."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from dicom_files import radiograph_data_set, save
from pydicom.uid import ExplicitVRLittleEndian

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.decode import decode
from bonage_desktop.imaging.limits import DEFAULT_LIMITS
from bonage_desktop.imaging.read import Decoder

DicomWriter = Callable[..., Path]


@pytest.fixture
def ramp() -> np.ndarray:
    """64 × 48 of 12 bits in which every row and column differs."""
    return (np.arange(64 * 48, dtype=np.uint16).reshape(64, 48) * 4 // 3).astype(np.uint16)


@pytest.fixture
def write_dicom(tmp_path: Path, ramp: np.ndarray) -> DicomWriter:
    """Writes a DICOM file: the ramp, unless told otherwise."""

    def write(
        stored: np.ndarray | None = None,
        bits: int = 12,
        name: str = "hand.dcm",
        syntax: str = ExplicitVRLittleEndian,
        **attributes: object,
    ) -> Path:
        dataset = radiograph_data_set(ramp if stored is None else stored, bits, **attributes)
        return save(dataset, tmp_path / name, syntax)

    return write


@pytest.fixture
def read_here() -> Callable[[Path], Radiograph]:
    """Decodes in this process: no limits of time and memory, and coverage sees it."""
    return lambda path: decode(path, DEFAULT_LIMITS)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The real thing, with its child process."""
    with Decoder() as running:
        yield running
