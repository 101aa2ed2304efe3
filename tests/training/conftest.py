"""Pictures, lists of hands, and `bonage-eval` as a function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from pretended_hands import changed_hands, list_of
from pretended_pipeline import PretendedPipeline
from sample_hand import NAME, SAMPLES

from bonage_desktop.imaging.read import Decoder
from bonage_desktop.training.main import run
from bonage_desktop.training.picture import Picture


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard error."""

    code: int
    err: str


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory, monkeypatch) -> Path:
    """Where the log goes."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def bonage_eval(capfd) -> Callable[..., Ended]:
    """Runs a command in this process."""

    def call(*words: object) -> Ended:
        capfd.readouterr()
        code = run([str(word) for word in words])
        return Ended(code, capfd.readouterr().err)

    return call


@pytest.fixture
def hill() -> Picture:
    """90 × 60: a smooth hill of grey levels from 20 at the edge to 220."""
    ys, xs = np.mgrid[0:90, 0:60]
    levels = 20 + 200 * np.exp(-(((ys - 40) / 18) ** 2) - ((xs - 25) / 10) ** 2)
    return Picture(np.rint(levels).astype(np.uint8), None)


@pytest.fixture
def two_hands(tmp_path) -> Path:
    """A list of two samples, both of boys."""
    return list_of(tmp_path / "hands.csv", (SAMPLES / NAME, "male"), (SAMPLES / "male_150.png", "male"))


@pytest.fixture
def pipeline() -> PretendedPipeline:
    """Every image shows the sample hand of a boy of 120 months, changed by its size."""
    return PretendedPipeline(changed_hands)


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder() as running:
        yield running
