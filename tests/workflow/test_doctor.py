"""What the doctor sees, and what it advises."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from sample_hand import SAMPLES, model_grade, sample_findings

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.device import CudaState
from bonage_desktop.workflow import doctor
from bonage_desktop.workflow.checks import State
from bonage_desktop.workflow.probe import probe

FEMALE_120 = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["female_120.png"]


def graded(levels: dict[str, int]) -> Findings:
    return sample_findings(grades={bone: model_grade(Level(bone, levels[bone.key])) for bone in Bone})


@pytest.mark.parametrize("running", [(3, 11, 0), (3, 13, 9)])
def test_a_supported_python_is_fine(running):
    assert doctor.check_python(running).state is State.OK


@pytest.mark.parametrize("running", [(3, 10, 12), (3, 14, 0)])
def test_another_python_is_a_failure_with_advice(running):
    check = doctor.check_python(running)

    assert check.state is State.FAILURE
    assert "3.11" in check.advice


def test_too_little_memory_is_a_warning():
    assert doctor.check_memory(8 * 2**30).state is State.OK
    assert doctor.check_memory(2**30).state is State.WARNING


def test_a_full_disk_is_a_warning(tmp_path, monkeypatch):
    assert doctor.check_disk(tmp_path).subject == "Disk"

    usage = shutil.disk_usage(tmp_path)
    for free, state in ((2**40, State.OK), (1000, State.WARNING)):
        monkeypatch.setattr(shutil, "disk_usage", lambda folder, free=free: usage._replace(free=free))
        assert doctor.check_disk(tmp_path).state is state


def test_the_shipped_resources_are_complete():
    check = doctor.check_resources(resources_dir())

    assert check.state is State.OK
    assert "RUS-CHN" in check.detail


def test_missing_samples_are_told(tmp_path):
    check = doctor.check_resources(tmp_path)

    assert check.state is State.WARNING
    assert "expected.json" in check.detail


def test_standards_that_cannot_be_read_are_a_failure(monkeypatch):
    def unreadable():
        raise BonageError("standards.file_invalid", "rus_chn.json is invalid.", "Install again.")

    monkeypatch.setattr(doctor, "load_standards", unreadable)

    check = doctor.check_resources(resources_dir())

    assert (check.state, check.detail) == (State.FAILURE, "rus_chn.json is invalid.")


def test_the_shipped_weights_are_the_ones_of_the_manifest():
    checks = list(doctor.check_weights(weights_dir()))

    assert [check.state for check in checks] == [State.OK] * 3


def test_a_flipped_byte_in_the_weights_is_a_failure(tmp_path):
    folder = shutil.copytree(weights_dir(), tmp_path / "weights")
    file = folder / "segmentation.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)

    checks = list(doctor.check_weights(folder))

    assert [check.state for check in checks] == [State.FAILURE, State.OK, State.OK]
    assert checks[0].advice


def test_weights_without_manifest_are_a_failure(tmp_path):
    (check,) = doctor.check_weights(tmp_path)

    assert check.state is State.FAILURE


def test_installed_libraries_are_named_with_their_version():
    import numpy as np

    (check,) = doctor.check_libraries({"numpy": "numpy"})

    assert (check.state, check.detail) == (State.OK, np.__version__)


def test_a_library_that_is_not_installed_is_a_failure():
    (check,) = doctor.check_libraries({"no-such-distribution": "no_such_module"})

    assert (check.state, check.detail) == (State.FAILURE, "not installed")


def test_a_library_that_cannot_be_imported_is_a_failure_and_the_next_is_still_looked_at(tmp_path, monkeypatch):
    (tmp_path / "broken_one.py").write_text("import os; os._exit(11)")
    (tmp_path / "broken_two.py").write_text("raise OSError('libfoo.so.1 is missing')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    ended, raised, fine = doctor.check_libraries({"rich": "broken_one", "numpy": "broken_two", "psutil": "psutil"})

    assert (ended.state, raised.state, fine.state) == (State.FAILURE, State.FAILURE, State.OK)
    assert "ended the process" in ended.detail
    assert "libfoo.so.1" in raised.detail


def test_every_library_of_the_project_is_looked_at():
    import re
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.match(r"[\w.-]+", requirement)[0] for requirement in project["project"]["dependencies"]}

    assert set(doctor.LIBRARIES) == names


def test_the_probe_says_for_each_module_how_it_went(capsys):
    probe(["json", "no_such_module"])

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["json", ""]
    assert lines[1][0] == "no_such_module"
    assert lines[1][1].startswith("ModuleNotFoundError")


@pytest.mark.parametrize(
    ("gpu", "state"),
    [
        (CudaState(False, ""), State.OK),
        (CudaState(True, ""), State.OK),
        (CudaState(True, "the driver is too old"), State.WARNING),
    ],
)
def test_a_gpu_may_be_absent_but_not_broken(gpu, state):
    assert doctor.check_gpu(lambda: gpu).state is state


def test_a_gpu_that_cannot_be_looked_for_is_a_warning():
    def no_torch() -> CudaState:
        raise ImportError("No module named 'torch'")

    assert doctor.check_gpu(no_torch).state is State.WARNING


def test_without_a_display_the_window_is_a_warning():
    check = doctor.check_window({})

    assert check.state is State.WARNING
    assert "no display" in check.detail


def test_where_a_window_can_be_shown_qt_starts():
    check = doctor.check_window({"QT_QPA_PLATFORM": "offscreen"})

    assert check.state is State.OK


@pytest.mark.parametrize("how", ["fails", "hangs"])
def test_a_qt_that_does_not_start_is_a_warning(monkeypatch, tmp_path, how):
    (tmp_path / "PySide6").mkdir()
    body = "raise ImportError('libEGL.so.1: cannot open')" if how == "fails" else "import time; time.sleep(60)"
    (tmp_path / "PySide6" / "__init__.py").write_text(body)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(doctor, "_SECONDS_TO_IMPORT", 1.0 if how == "hangs" else 60)

    check = doctor.check_window({"QT_QPA_PLATFORM": "offscreen"})

    assert check.state is State.WARNING
    assert ("libEGL.so.1" if how == "fails" else "hangs") in check.detail


def test_the_known_result_is_a_passed_self_test(pipeline):
    pipeline.answer = lambda radiograph: graded(FEMALE_120["levels"])

    check = doctor.check_sample(SAMPLES, lambda: pipeline)

    assert check.state is State.OK
    assert "9.69" in check.detail  # expected.json


def test_another_result_is_a_failed_self_test(pipeline):
    pipeline.answer = lambda radiograph: graded({**FEMALE_120["levels"], "radius": 7})

    check = doctor.check_sample(SAMPLES, lambda: pipeline)

    assert check.state is State.FAILURE
    assert "Do not use" in check.advice


def test_networks_that_cannot_be_loaded_fail_the_self_test():
    def load():
        raise BonageError("vision.weights_unknown", "The weights are damaged.", "Install again.")

    check = doctor.check_sample(SAMPLES, load)

    assert (check.state, check.detail, check.advice) == (State.FAILURE, "The weights are damaged.", "Install again.")


def test_a_self_test_without_known_result_is_a_failure(tmp_path, pipeline):
    assert doctor.check_sample(tmp_path, lambda: pipeline).state is State.FAILURE


def test_all_is_looked_at_in_one_examination(pipeline, monkeypatch):
    pipeline.answer = lambda radiograph: graded(FEMALE_120["levels"])
    monkeypatch.setattr(doctor, "LIBRARIES", {"numpy": "numpy"})
    monkeypatch.setattr(os, "environ", {**os.environ, "DISPLAY": ":0"})

    checks = list(doctor.examine(resources_dir(), weights_dir(), lambda: pipeline, lambda: CudaState(False, "")))

    subjects = [check.subject for check in checks]
    assert subjects[:4] == ["Python", "Memory", "Disk", "Resources"]
    assert {"numpy", "GPU", "Window", "Self test"} <= set(subjects)
    assert State.FAILURE not in {check.state for check in checks}
    assert checks[0].detail == ".".join(map(str, sys.version_info[:3]))
