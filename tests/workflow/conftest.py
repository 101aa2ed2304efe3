"""The batch's networks, pretended, and engines whose networks are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import engine_stand_ins as stand_ins
import pytest
from engine_stand_ins import children, senders
from pretended_pipeline import PretendedPipeline

from bonage_desktop.workflow.engine import Engine, EngineLimits
from bonage_desktop.workflow.settings_file import SettingsFile


@pytest.fixture
def pipeline() -> PretendedPipeline:
    return PretendedPipeline()


@pytest.fixture
def fault_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the child writes faults."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "bonage" / "log" / "bonage.log"


@pytest.fixture
def engine_with(fault_log: Path) -> Iterator[Callable[..., Engine]]:
    """Makes engines and closes them; nothing may be left of any."""
    made: list[Engine] = []

    def make(load: Callable[[], object] = stand_ins.load, **limits: float) -> Engine:
        made.append(Engine(load, EngineLimits(**limits)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()
    assert children() == set()
    assert senders() == set()


@pytest.fixture
def engine(engine_with: Callable[..., Engine]) -> Engine:
    return engine_with()


@pytest.fixture
def settings_file(tmp_path: Path) -> SettingsFile:
    """In a folder that is not there yet."""
    return SettingsFile(tmp_path / "config")


@pytest.fixture
def holding(settings_file: SettingsFile) -> Callable[[object], SettingsFile]:
    """Puts something into the settings' file."""

    def hold(content: object) -> SettingsFile:
        settings_file.path.parent.mkdir(exist_ok=True)
        settings_file.path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return settings_file

    return hold
