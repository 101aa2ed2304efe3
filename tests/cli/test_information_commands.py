"""`standards`, `models`, `doctor`, `--version`, `--help`."""

import json
import shutil
import subprocess
import sys

import pytest

from bonage_desktop import __version__
from bonage_desktop.cli import doctor as doctor_command
from bonage_desktop.installation import weights_dir
from bonage_desktop.workflow.checks import Check, State


def test_the_version_is_told(bonage):
    assert bonage("--version").out == f"bonage {__version__}\n"


def test_help_names_every_command_and_the_purpose(bonage):
    ended = bonage("--help")

    assert ended.code == 0
    assert all(command in ended.out for command in ("assess", "score", "standards", "models", "doctor"))
    assert "not a medical device" in " ".join(ended.out.split())


@pytest.mark.parametrize("command", ["assess", "score", "standards", "models", "doctor"])
def test_every_command_explains_itself(bonage, command):
    ended = bonage(command, "--help")

    assert ended.code == 0
    assert f"usage: bonage {command}" in ended.out


@pytest.mark.parametrize("words", [["--help"], ["standards"], ["score", "--sex", "male"], ["assess", "--help"]])
def test_what_needs_no_network_loads_none(words):
    script = (
        "import sys; from bonage_desktop.cli.main import run; run(sys.argv[1:], lambda files, device: 0); "
        "print([m for m in ('torch', 'mmdet', 'PySide6', 'matplotlib', 'pydicom', 'cv2') if m in sys.modules])"
    )

    ended = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"


def test_the_standard_shows_points_curve_sources_and_doubts(bonage):
    ended = bonage("standards")

    assert "RUS-CHN" in ended.out
    assert "L4(2)=13" in ended.out  # mc3, boys
    assert "10:238" in ended.out  # boys' median at ten
    assert "Sources" in ended.out
    assert "curve/female/12.0 y" in ended.out


def test_the_other_standard_has_letters(bonage):
    ended = bonage("standards", "--standard", "tw3", "--bone", "radius")

    assert "TW3" in ended.out
    assert [line.split()[0] for line in ended.out.splitlines() if line[1:2] in set("ABCDEFGHI")][-1] == "I"


def test_a_bone_is_shown_with_its_criteria_in_chinese(bonage):
    ended = bonage("standards", "--bone", "mc3", "--language", "zh")

    assert "L4(2) · 5" in ended.out
    assert "骨骺" in ended.out


def test_the_standard_as_json_has_every_level_of_every_bone(bonage):
    result = json.loads(bonage("standards", "--format", "json").out)

    assert {bone: len(steps) for bone, steps in result["bones"].items()}["radius"] == 15
    assert result["bones"]["mc3"][5] == {
        "name": "L4(2) · 5",
        "level": 5,
        "points": {"male": 13, "female": 14},
        "criterion": result["bones"]["mc3"][5]["criterion"],
    }
    assert {"score": 238, "years": 10.0} in result["curve"]["male"]
    assert result["sources"]
    assert result["doubts"]


def test_one_bone_of_a_standard_as_json(bonage):
    result = json.loads(bonage("standards", "--standard", "tw3", "--bone", "ulna", "--format", "json").out)

    assert [step["name"] for step in result["bones"]["ulna"]] == list("ABCDEFGH")
    assert list(result["bones"]) == ["ulna"]


def test_a_bone_that_no_standard_has_is_wrong_usage(bonage):
    ended = bonage("standards", "--bone", "carpal")

    assert ended.code == 2
    assert "[standards.unknown_bone]" in ended.err


def test_models_names_each_network_with_its_verified_hash(bonage):
    ended = bonage("models", "--device", "cpu")

    assert ended.code == 0
    assert [name for name in ("segmentation", "detection", "grading") if name in ended.out] != []
    assert ended.out.count("(verified)") == 3
    assert "Device: cpu" in ended.out


def test_models_says_which_file_is_not_the_released_one(bonage, tmp_path, monkeypatch):
    folder = shutil.copytree(weights_dir(), tmp_path / "weights")
    with (folder / "grading.safetensors").open("ab") as stream:
        stream.write(b"\0")
    monkeypatch.setenv("BONAGE_WEIGHTS", str(folder))

    ended = bonage("models", "--device", "cpu")

    assert ended.code == 1
    assert ended.out.count("(verified)") == 2
    assert "NOT verified" in ended.out
    assert "grading.safetensors" in ended.err


def test_a_weights_folder_without_manifest_is_one_sentence(bonage, tmp_path, monkeypatch):
    monkeypatch.setenv("BONAGE_WEIGHTS", str(tmp_path))

    ended = bonage("models")

    assert (ended.code, ended.out) == (1, "")
    assert "[vision.manifest_missing]" in ended.err


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        (State.OK, 0, "This installation can assess radiographs."),
        (State.WARNING, 0, "This installation can assess radiographs."),
        (State.FAILURE, 1, "1 check failed."),
    ],
)
def test_doctor_tells_each_check_with_advice_and_what_follows(bonage, monkeypatch, state, code, words):
    checks = [Check("Python", State.OK, "3.11.7"), Check("Disk", state, "full", "Free some space.")]
    monkeypatch.setattr(doctor_command, "examine", lambda *_: iter(checks))

    ended = bonage("doctor")

    assert ended.code == code
    assert f"{state.value:<8}Disk: full" in ended.out
    assert "Free some space." in ended.out
    assert ended.out.splitlines()[-1] == words
