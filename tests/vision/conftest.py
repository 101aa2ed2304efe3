"""Radiographs and the loaded pipeline."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bonage_desktop.findings.radiograph import FactSource, Identifiers, Provenance, Radiograph
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.vision.pipeline import Pipeline

SAMPLES = resources_dir() / "samples"


def radiograph_of(gray: npt.NDArray[np.uint8], name: str = "drawn.png") -> Radiograph:
    return Radiograph(
        pixels=gray.astype(np.float32) / np.float32(255),
        stored=gray.copy(),
        spacing=None,
        laterality=None,
        laterality_source=FactSource.UNKNOWN,
        view="",
        sex=None,
        sex_source=FactSource.UNKNOWN,
        birth_date=None,
        study_date=None,
        age=None,
        identifiers=Identifiers("", "", "", "", "", "", "", ""),
        provenance=Provenance(Path(name), "", "PNG", "", "", 8, (), ()),
        notices=(),
    )


@pytest.fixture(scope="session")
def as_radiograph() -> Callable[..., Radiograph]:
    return radiograph_of


@pytest.fixture
def sample() -> Callable[[str], Radiograph]:
    def read(name: str) -> Radiograph:
        return radiograph_of(cv2.imread(str(SAMPLES / name), cv2.IMREAD_GRAYSCALE), name)

    return read


@pytest.fixture(scope="session")
def expected() -> dict[str, dict[str, dict[str, object]]]:
    return json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pipeline(real_pipeline: Pipeline) -> Pipeline:
    return real_pipeline
