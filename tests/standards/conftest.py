"""The shipped standards, and copies of their files that a test may spoil."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.criteria import Criteria, read_criteria
from bonage_desktop.standards.rus_chn import RusChn, read_rus_chn
from bonage_desktop.standards.tw3 import Tw3, read_tw3

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards"

Spoil = Callable[[Any], object]


@pytest.fixture
def criteria() -> Criteria:
    """Read anew: nothing that another test loaded before is looked at."""
    return read_criteria(resources_dir() / "standards" / "criteria.json")


@pytest.fixture
def rus_chn(criteria: Criteria) -> RusChn:
    return read_rus_chn(resources_dir() / "standards" / "rus_chn.json", criteria)


@pytest.fixture
def tw3(criteria: Criteria) -> Tw3:
    return read_tw3(resources_dir() / "standards" / "tw3_rus.json", criteria)


@pytest.fixture
def shared_standard() -> Callable[[str], Any]:
    """Reads a file of the collection that the standards were cleaned from."""

    def read(name: str) -> Any:
        file = SHARED / name
        if not file.exists():
            pytest.skip(f"needs {file}, the collection that the standards were cleaned from")
        return json.loads(file.read_text(encoding="utf-8"))

    return read


@pytest.fixture
def spoiled(tmp_path: Path) -> Callable[[str, Spoil], Path]:
    """A copy of a standard's file with one thing changed."""

    def write(name: str, spoil: Spoil) -> Path:
        content = json.loads((resources_dir() / "standards" / name).read_text(encoding="utf-8"))
        spoil(content)
        copy = tmp_path / name
        copy.write_text(json.dumps(content), encoding="utf-8")
        return copy

    return write
