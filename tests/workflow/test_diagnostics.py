"""What is copied for a report of a fault: enough to find it, nothing about a patient or a reader."""

import json
import logging
import platform
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from bonage_desktop import __version__
from bonage_desktop.installation import weights_dir
from bonage_desktop.workflow import diagnostics as diagnostics_module
from bonage_desktop.workflow.diagnostics import LOG_LINES, Surroundings, diagnostics
from bonage_desktop.workflow.log import FaultLog
from bonage_desktop.workflow.settings import Settings, ThemeChoice
from bonage_desktop.workflow.shortcuts import Chord

PRIVATE = Settings(
    reader="Doctor Wang",
    institution="Seaside hospital",
    percentile_table=Path("/media/wang/ours.csv"),
    recent_files=(Path("/home/wang/Zhang_San.dcm"), Path("/pacs/Li_Si.dcm")),
    theme=ThemeChoice.DARK,
)


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    return Surroundings("cuda", weights_dir(), tmp_path / "wang" / "log" / "bonage.log", tmp_path / "wang")


def section_of(text: str, title: str) -> list[str]:
    lines = [*text.splitlines(), ""]
    begin = lines.index(title) + 1
    return [line.strip() for line in lines[begin : lines.index("", begin)]]


def test_it_says_what_runs_here_and_on_what(surroundings):
    text = diagnostics(Settings(), surroundings)

    versions = section_of(text, "Versions")
    assert versions[:2] == [f"bonage-desktop {__version__}", f"Python {platform.python_version()}"]
    assert any(line.startswith("torch 2.") for line in versions)
    assert section_of(text, "System")[0] == platform.platform()
    assert section_of(text, "System")[-1] == "networks on: cuda"


def test_before_the_networks_are_loaded_their_device_is_not_known(surroundings):
    text = diagnostics(Settings(), replace(surroundings, device=""))

    assert section_of(text, "System")[-1] == "networks on: not known yet"


def test_it_names_the_weights_by_their_hashes(surroundings):
    manifest = json.loads((weights_dir() / "manifest.json").read_text(encoding="utf-8"))

    told = section_of(diagnostics(Settings(), surroundings), "Weights")

    assert [line.split()[-1] for line in told] == [
        manifest[name]["sha256"] for name in ("segmentation", "detection", "grading")
    ]


def test_weights_that_are_missing_are_said(surroundings):
    text = diagnostics(Settings(), replace(surroundings, weights=surroundings.home / "nothing"))

    (line,) = section_of(text, "Weights")
    assert line.startswith("vision.manifest_missing: ~/nothing/manifest.json cannot be read")


def test_a_library_that_is_missing_is_said(surroundings, monkeypatch):
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(diagnostics_module, "version", missing)

    assert "torch is not installed" in section_of(diagnostics(Settings(), surroundings), "Versions")


def test_it_says_the_settings_but_not_whose_they_are(surroundings):
    settings = PRIVATE.with_shortcut("image.fit", (Chord.parse("G"),))

    text = diagnostics(settings, surroundings)

    told = section_of(text, "Settings")
    assert 'window/theme: "dark"' in told
    assert 'networks/threads: "auto"' in told
    assert 'shortcuts/image.fit: ["G"]' in told
    assert "reader/name: set" in told
    assert "reader/institution: set" in told
    assert "standards/percentile_table: set" in told
    assert "files/recent: 2 of them" in told
    for private in ("Wang", "wang", "Seaside", "Zhang", "Li_Si", "pacs", "media"):
        assert private not in text


def test_what_is_not_set_is_said_so(surroundings):
    told = section_of(diagnostics(Settings(), surroundings), "Settings")

    assert {"reader/name: not set", "standards/percentile_table: not set", "files/recent: 0 of them"} <= set(told)


def test_the_end_of_the_log_comes_without_patients_and_without_the_home_directory(surroundings):
    logger = logging.Logger("bonage_desktop.tested")
    logger.addHandler(FaultLog(surroundings.log))
    code = compile("raise ValueError('Zhang^San')", str(surroundings.home / "program.py"), "exec")
    for _ in range(LOG_LINES):
        try:
            exec(code)
        except ValueError:
            logger.exception("a fault")

    text = diagnostics(Settings(), surroundings)

    told = section_of(text, f"Last {LOG_LINES} lines of the log")
    assert len(told) == LOG_LINES
    assert "~/program.py:1 in <module>" in told
    assert "Zhang" not in text
    assert str(surroundings.home) not in text


def test_without_a_fault_the_log_is_none(surroundings):
    assert section_of(diagnostics(Settings(), surroundings), f"Last {LOG_LINES} lines of the log") == ["none"]


def log_with(surroundings: Surroundings, line: str) -> None:
    surroundings.log.parent.mkdir(parents=True)
    surroundings.log.write_text(line, encoding="utf-8")


def test_a_home_directory_behind_a_link_is_not_told_either(surroundings, tmp_path):
    real = tmp_path / "really-wang"
    real.mkdir()
    surroundings.home.symlink_to(real)
    log_with(surroundings, f"{real}/a.py and {surroundings.home}/b.py\n")

    told = section_of(diagnostics(Settings(), surroundings), f"Last {LOG_LINES} lines of the log")

    assert told == ["~/a.py and ~/b.py"]


def test_a_directory_whose_name_begins_like_home_is_left_alone(surroundings):
    log_with(surroundings, f"{surroundings.home}er/a.py {surroundings.home}\n")

    told = section_of(diagnostics(Settings(), surroundings), f"Last {LOG_LINES} lines of the log")

    assert told == [f"{surroundings.home}er/a.py ~"]


def test_a_home_that_is_the_root_leaves_paths_readable(surroundings):
    log_with(surroundings, "/usr/lib/a.py\n")

    text = diagnostics(Settings(), replace(surroundings, home=Path("/")))

    assert section_of(text, f"Last {LOG_LINES} lines of the log") == ["/usr/lib/a.py"]
