"""Promises the repository makes about itself."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout: nothing is tracked")
    return [ROOT / line for line in listing.stdout.splitlines() if (ROOT / line).exists()]


def direct_requirements() -> list[str]:
    groups = PROJECT["dependency-groups"].values()
    return [*PROJECT["project"]["dependencies"], *(requirement for group in groups for requirement in group)]


@pytest.mark.parametrize("requirement", direct_requirements())
def test_every_direct_dependency_is_locked_at_a_version_it_allows(requirement: str) -> None:
    wanted = Requirement(requirement)

    assert LOCKED[canonicalize_name(wanted.name)] in wanted.specifier


def test_every_locked_version_has_a_hash() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_registry_address_stands_in_the_lock() -> None:
    assert "://" not in LOCK
    assert "index" not in LOCK.lower()


def test_no_copyleft_decoder_is_locked() -> None:
    assert "pylibjpeg-libjpeg" not in LOCKED


def test_no_borrowed_radiograph_is_tracked() -> None:
    borrowed = [path.name for path in tracked_files() if re.match(r"(rsna|dha)_\d", path.name)]

    assert borrowed == []


@pytest.mark.parametrize(
    "folder", ["bonage_desktop", "resources", "weights", "tests", "packaging", "docs", "scripts", "typings"]
)
def test_every_top_level_folder_says_what_it_is_for(folder: str) -> None:
    assert len((ROOT / folder / "README.md").read_text(encoding="utf-8")) > 100


def test_no_module_is_longer_than_400_lines() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py"]
    too_long = [path.name for path in modules if len(path.read_text(encoding="utf-8").splitlines()) > 400]

    assert modules
    assert too_long == []


def test_no_folder_is_named_dl_because_gdcm_would_import_it() -> None:
    assert [path for path in tracked_files() if "dl" in path.relative_to(ROOT).parts[:-1]] == []


@pytest.mark.parametrize("name", ["certainty.json", "plausibility.json"])
def test_what_was_learnt_of_the_levels_belongs_to_the_shipped_weights(name: str) -> None:
    learnt = json.loads((ROOT / "resources" / "model" / name).read_text(encoding="utf-8"))
    grading = json.loads((ROOT / "weights" / "manifest.json").read_text(encoding="utf-8"))["grading"]

    assert learnt["grading_sha256"] == grading["sha256"]
