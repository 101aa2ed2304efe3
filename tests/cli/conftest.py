"""`bonage` as a function and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pretended_pipeline import PretendedPipeline

from bonage_desktop.cli.main import run
from bonage_desktop.records.location import Location
from bonage_desktop.standards.language import Language
from bonage_desktop.vision import loading
from bonage_desktop.vision.device import DeviceChoice

BONAGE = Path(sys.executable).with_name("bonage")


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory, monkeypatch) -> Path:
    """Where the log goes; settings and locale are those of nobody."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    return folder


class PretendedWindow:
    """A window that is closed at once."""

    def __init__(self) -> None:
        self.code = 0
        self.language = Language.EN
        self.location: Location | None = None
        self.asked: list[tuple[tuple[Path, ...], DeviceChoice]] = []

    def __call__(self, files: Sequence[Path], device: DeviceChoice, language: Language, location: Location) -> int:
        self.language, self.location = language, location
        self.asked.append((tuple(files), device))
        return self.code


@pytest.fixture
def opened() -> PretendedWindow:
    """What was asked of the window."""
    return PretendedWindow()


@pytest.fixture
def bonage(capfd, opened) -> Callable[..., Ended]:
    """Runs a command in this process."""

    def call(*words: object) -> Ended:
        capfd.readouterr()
        code = run([str(word) for word in words], opened)
        return Ended(code, *capfd.readouterr())

    return call


@pytest.fixture
def bonage_process() -> Callable[..., Ended]:
    """Runs a command as people do."""

    def call(*words: object, **environment: str) -> Ended:
        ended = subprocess.run(
            [BONAGE, *map(str, words)],
            capture_output=True,
            env={**os.environ, **environment},
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=240,
            check=False,
        )
        assert "Traceback" not in ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return call


@pytest.fixture
def pretended(monkeypatch) -> PretendedPipeline:
    """No network is loaded: every image shows the sample hand of a boy of 120 months."""
    pipeline = PretendedPipeline()
    monkeypatch.setattr(loading, "load_pipeline", lambda *_: pipeline)
    return pipeline
