"""A kept result counts while nothing that makes it has changed."""

import shutil
from pathlib import Path

import pytest

import bonage_desktop
from bonage_desktop.installation import resources_dir
from bonage_desktop.training.computing_code import code_version, seeing_code_version


@pytest.fixture
def package(tmp_path) -> Path:
    """A copy of the sources."""
    own = Path(bonage_desktop.__file__).parent
    return shutil.copytree(own, tmp_path / "package", ignore=lambda folder, names: [n for n in names if n == "shipped"])


@pytest.fixture
def resources(tmp_path) -> Path:
    """A copy of what was learnt of hands, and of the standards."""
    for folder in ("model", "shape", "standards"):
        shutil.copytree(resources_dir() / folder, tmp_path / "resources" / folder)
    return tmp_path / "resources"


def test_copies_have_the_version_of_what_they_are_copied_from(package, resources):
    assert code_version(package, resources) == code_version()
    assert seeing_code_version(package, resources) == seeing_code_version()


@pytest.mark.parametrize("file", ["model/certainty.json", "model/plausibility.json", "standards/rus_chn.json"])
def test_what_judges_a_hand_changes_the_version_of_runs_and_not_that_of_seeing(package, resources, file):
    runs, seeing = code_version(package, resources), seeing_code_version(package, resources)

    (resources / file).write_bytes((resources / file).read_bytes() + b" ")

    assert code_version(package, resources) != runs
    assert seeing_code_version(package, resources) == seeing


@pytest.mark.parametrize(
    "file",
    [
        "assessment/certainty.py",
        "assessment/notices.py",
        "findings/roi.py",
        "imaging/raster.py",
        "training/picture.py",
        "training/stress_run.py",
    ],
)
def test_sources_of_a_run_change_its_version(package, resources, file):
    before = code_version(package, resources)

    (package / file).write_text("# another\n", encoding="utf-8")

    assert code_version(package, resources) != before


def test_vision_and_the_shape_of_hands_change_both(package, resources):
    versions = {(code_version(package, resources), seeing_code_version(package, resources))}

    for file in (package / "vision" / "choice.py", resources / "shape" / "hand_shape.json"):
        file.write_bytes(file.read_bytes() + b"\n")
        versions.add((code_version(package, resources), seeing_code_version(package, resources)))

    assert len({runs for runs, _ in versions}) == len({seeing for _, seeing in versions}) == 3


def test_what_only_shows_results_changes_nothing(package, resources):
    before = code_version(package, resources)

    (package / "reporting" / "table.py").write_text("# another\n", encoding="utf-8")

    assert code_version(package, resources) == before
