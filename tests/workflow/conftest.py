"""The batch's networks, pretended, and engines whose networks are."""

from collections.abc import Callable, Iterator
from pathlib import Path

import engine_stand_ins as stand_ins
import pytest
from engine_stand_ins import children, senders
from pretended_pipeline import PretendedPipeline

from bonage_desktop.workflow.engine import Engine, EngineLimits


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
