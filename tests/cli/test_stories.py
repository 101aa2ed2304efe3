"""Whole stories with the shipped networks, as people live them."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from dicom_hand import write_dicom
from pydicom.data import get_testdata_file
from sample_hand import EXPECTED, SAMPLES

from bonage_desktop.installation import weights_dir
from bonage_desktop.opencv import cv2

pytestmark = pytest.mark.real_weights

GIRL = SAMPLES / "female_120.png"
CHEST = get_testdata_file("RG1_UNCI.dcm", download=False)

HEARS_CTRL_C = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it, and so would this
from bonage_desktop.cli.main import run
sys.exit(run(sys.argv[1:], lambda files, device: 0))
"""


@pytest.fixture
def networks(monkeypatch, real_pipeline):
    """The shipped networks, loaded once for all tests."""
    from bonage_desktop.vision import loading

    monkeypatch.setattr(loading, "load_pipeline", lambda *_: real_pipeline)


def assert_as_expected(result: dict, name: str) -> None:
    expected = EXPECTED[name]
    assert {bone: entry["level"] for bone, entry in result["levels"].items()} == expected["levels"]
    assert result["score"] == expected["score"]
    assert result["bone_age_years"] == pytest.approx(expected["bone_age_years"], abs=0.01)
    for bone, box in expected["boxes"].items():
        assert result["rois"][bone]["box"] == pytest.approx(box, abs=0.5)


def test_a_radiologist_gets_the_age_of_a_dicom(bonage, networks, tmp_path):
    tags = {"PatientSex": "F", "PatientBirthDate": "20160101", "StudyDate": "20260101", "Laterality": "L"}
    file = write_dicom(tmp_path / "hand.dcm", GIRL.name, **tags)

    ended = bonage("assess", file, "--format", "json")

    assert (ended.code, ended.err) == (0, "")
    (result,) = json.loads(ended.out)
    assert_as_expected(result, GIRL.name)
    assert (result["sex_source"], result["laterality"], result["laterality_source"]) == ("tag", "left", "tag")


def test_a_radiologist_gets_the_age_of_a_png_with_its_sex(bonage_process):
    ended = bonage_process("assess", GIRL, "--sex", "female", COLUMNS="100")

    assert (ended.code, ended.err) == (0, "")
    assert "420 of 1000 points" in ended.out
    assert "Bone age   9.7 years" in ended.out
    assert "80% range 8.9 to 10.6 years" in ended.out


def test_a_researcher_runs_a_folder_with_a_table_of_children(bonage, networks, four_samples, tmp_path):
    table = tmp_path / "children.csv"
    rows = "".join(f"{name},{expected['sex']}\n" for name, expected in EXPECTED.items())
    table.write_text(f"file,sex\n{rows}", encoding="utf-8")

    ended = bonage(
        "assess", four_samples, "--demographics", table, "--output", tmp_path, "--format", "json", "--format", "csv"
    )

    assert ended.code == 0
    assert "4 assessed, 0 failed." in ended.err
    for name, expected in EXPECTED.items():
        stem = Path(name).stem
        assert_as_expected(json.loads((tmp_path / f"{stem}.json").read_text(encoding="utf-8")), name)
        with (tmp_path / f"{stem}.csv").open(encoding="utf-8") as stream:
            (row,) = csv.DictReader(stream)
        assert (row["score"], row["sex_source"]) == (str(expected["score"]), "demographics")


def test_a_level_corrected_by_hand_enters_again_at_the_score(bonage, networks, tmp_path):
    bonage("assess", GIRL, "--sex", "female", "--output", tmp_path)
    file = tmp_path / "female_120.json"
    result = json.loads(file.read_text(encoding="utf-8"))
    assert result["levels"]["radius"]["level"] == 6
    result["levels"]["radius"]["level"] = 7
    file.write_text(json.dumps(result), encoding="utf-8")

    ended = bonage("assess", GIRL, "--sex", "female", "--levels", file, "--format", "json")

    (again,) = json.loads(ended.out)
    assert again["score"] == 420 - 59 + 91  # girls' radius, levels 6 and 7
    assert [bone for bone, entry in again["levels"].items() if entry["source"] == "reader"] == ["radius"]
    assert again["levels"]["radius"]["probability"] is None
    assert again["levels"]["ulna"].pop("plausibility") != result["levels"]["ulna"].pop("plausibility")
    assert again["levels"]["ulna"] == result["levels"]["ulna"]
    assert again["bone_age_p90_years"] - again["bone_age_p10_years"] > 0.5  # twelve levels are as doubtful as before
    assert "workflow.label_ignored" in {warning["code"] for warning in again["warnings"]}


def test_boxes_handed_in_enter_again_at_grading_with_the_same_levels(bonage, networks, tmp_path):
    bonage("assess", GIRL, "--sex", "female", "--output", tmp_path)

    ended = bonage("assess", GIRL, "--sex", "female", "--boxes", tmp_path / "female_120.json", "--format", "json")

    (again,) = json.loads(ended.out)
    assert_as_expected(again, GIRL.name)
    assert {entry["source"] for entry in again["rois"].values()} == {"reader"}
    assert {entry["score"] for entry in again["rois"].values()} == {None}


def test_levels_handed_back_show_the_boxes_they_were_read_in_and_ask_no_network(bonage, networks, tmp_path):
    bonage("assess", GIRL, "--sex", "female", "--output", tmp_path)
    file = tmp_path / "female_120.json"

    ended = bonage(
        "assess", GIRL, "--sex", "female", "--levels", file, "--save-overlay", tmp_path / "p", "--format", "json"
    )

    (again,) = json.loads(ended.out)
    before = json.loads(file.read_text(encoding="utf-8"))
    assert (again["rois"], again["canonical"]) == (before["rois"], before["canonical"])
    assert again["models"] == {}
    assert sorted(picture.name for picture in (tmp_path / "p").iterdir()) == [
        "female_120.crops.png",
        "female_120.overlay.png",
    ]


def test_a_mask_handed_in_enters_at_detection(bonage, networks, tmp_path):
    grey = cv2.imread(str(GIRL), cv2.IMREAD_GRAYSCALE)
    mask = tmp_path / "mask.png"
    cv2.imwrite(str(mask), ((grey > 35) * 255).astype(np.uint8))

    ended = bonage("assess", GIRL, "--mask", mask, "--until", "detect", "--format", "json")

    (result,) = json.loads(ended.out)
    assert ended.code == 0
    assert len(result["rois"]) == 13
    assert (result["levels"], result["score"]) == ({}, None)
    assert set(result["models"]) == {"detection"}


def test_two_runs_give_the_same_json_but_for_the_seconds(bonage, networks):
    first, second = (json.loads(bonage("assess", GIRL, "--sex", "female", "--format", "json").out)[0] for _ in range(2))

    assert first.pop("seconds").keys() == second.pop("seconds").keys() == {"segment", "detect", "grade"}
    assert first == second


def draw(folder: Path, name: str, pixels: np.ndarray) -> Path:
    cv2.imwrite(str(folder / name), pixels)
    return folder / name


@pytest.mark.parametrize(
    ("name", "pixels"),
    [
        ("black.png", np.zeros((1000, 800), np.uint8)),
        ("noise.png", np.random.default_rng(7).integers(0, 256, (1000, 800), np.uint8)),
        ("tiny.png", np.full((16, 16), 200, np.uint8)),
    ],
    ids=["black", "noise", "16x16"],
)
def test_an_image_without_a_hand_is_refused_with_the_reason(bonage, networks, tmp_path, name, pixels):
    ended = bonage("assess", draw(tmp_path, name, pixels), GIRL, "--sex", "female", "--format", "json")

    assert ended.code == 1
    refused, assessed = json.loads(ended.out)
    assert refused["error"]["code"].startswith("vision.")
    assert (refused["score"], refused["bone_age_years"]) == (None, None)
    assert name in ended.err.splitlines()[0]
    assert_as_expected(assessed, GIRL.name)


def test_a_chest_radiograph_is_refused_with_the_reason(bonage, networks):
    ended = bonage("assess", CHEST, "--format", "json")

    assert ended.code == 1
    (refused,) = json.loads(ended.out)
    assert refused["error"]["code"].startswith("vision.")
    assert refused["bone_age_years"] is None


@pytest.fixture
def other_weights(tmp_path) -> Path:
    return shutil.copytree(weights_dir(), tmp_path / "weights")


def test_weights_with_a_flipped_byte_are_refused(bonage_process, other_weights):
    file = other_weights / "segmentation.safetensors"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x40
    file.write_bytes(content)

    ended = bonage_process("assess", GIRL, "--sex", "female", "--format", "json", BONAGE_WEIGHTS=str(other_weights))

    assert ended.code == 1
    assert json.loads(ended.out)[0]["error"]["code"] == "vision.weights_unknown"
    assert len(ended.err.splitlines()) == 1
    assert "segmentation.safetensors" in ended.err


def test_weights_with_an_infinity_are_refused(bonage_process, other_weights):
    import hashlib

    from safetensors.numpy import load_file, save_file

    file = other_weights / "segmentation.safetensors"
    tensors = load_file(file)
    name = next(name for name, tensor in tensors.items() if tensor.dtype.kind == "f" and tensor.size > 10)
    tensors[name].flat[3] = np.inf
    save_file(tensors, file)
    manifest = json.loads((other_weights / "manifest.json").read_text(encoding="utf-8"))
    manifest["segmentation"]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (other_weights / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    ended = bonage_process("assess", GIRL, "--sex", "female", "--format", "json", BONAGE_WEIGHTS=str(other_weights))

    assert ended.code == 1
    assert json.loads(ended.out)[0]["error"]["code"] == "vision.weights_not_finite"
    assert name in ended.err


def test_ctrl_c_leaves_what_was_finished_complete(tmp_path):
    for number in range(30):
        shutil.copy(GIRL, tmp_path / f"{number:02}.png")
    pictures = tmp_path / "pictures"
    words = ["assess", tmp_path, "--sex", "female", "--format", "json", "--save-overlay", pictures]
    with (tmp_path / "out.json").open("w") as out, (tmp_path / "err.txt").open("w") as err:
        process = subprocess.Popen([sys.executable, "-c", HEARS_CTRL_C, *words], stdout=out, stderr=err)
        deadline = time.monotonic() + 200
        while not (pictures / "01.overlay.png").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        code = process.wait(60)

    results = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    errors = (tmp_path / "err.txt").read_text(encoding="utf-8")
    assert code == 1
    assert 1 <= len(results) < 30
    for result in results:
        assert_as_expected(result, GIRL.name)
        for suffix in (".overlay.png", ".crops.png"):
            assert cv2.imread(str(pictures / f"{Path(result['file']).stem}{suffix}")) is not None
    assert len(list(pictures.iterdir())) == 2 * len(results)
    assert f"Stopped by Ctrl+C after {len(results)} of 30 images." in errors
    assert "[cli.interrupted]" in errors
    assert "Traceback" not in errors


def test_the_doctor_finds_this_installation_healthy(bonage_process):
    ended = bonage_process("doctor")

    assert (ended.code, ended.err) == (0, "")
    assert "Self test: female_120.png: 9.69 years as known" in ended.out
    assert "failure" not in ended.out
