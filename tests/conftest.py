"""What holds for all tests."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.vision.pipeline import Pipeline

# A busy machine is no failure: the time a single example takes proves nothing.
settings.register_profile("bonage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bonage")


@pytest.fixture(scope="session")
def four_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped PNG samples alone, those of expected.json."""
    folder = tmp_path_factory.mktemp("samples")
    for file in (resources_dir() / "samples").glob("*.png"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="session")
def real_pipeline() -> Pipeline:
    """The shipped networks on the CPU, loaded once for all tests."""
    return load_pipeline(weights_dir(), DeviceChoice.CPU)
