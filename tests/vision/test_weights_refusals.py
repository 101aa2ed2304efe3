"""Weights that are not exactly what the manifest promises are refused, and the sentence names the file."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from bonage_desktop.installation import weights_dir
from bonage_desktop.vision.architecture import GradingConfig
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.grading_network import build_grading_network
from bonage_desktop.vision.manifest import Manifest, read_manifest
from bonage_desktop.vision.weights import fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("manifest.json", "grading.safetensors"):
        shutil.copy(weights_dir() / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def network() -> torch.nn.Module:
    return build_grading_network(GradingConfig(attention_channels=256, levels=15))


def know(folder: Path) -> Manifest:
    """Writes the hash of the grading weights into the manifest, as a careless maintainer would."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["grading"]["sha256"] = hashlib.sha256((folder / "grading.safetensors").read_bytes()).hexdigest()
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_manifest(folder)


def change(folder: Path, name: str, tensor: torch.Tensor | None) -> Manifest:
    tensors = load_file(folder / "grading.safetensors")
    if tensor is None:
        del tensors[name]
    else:
        tensors[name] = tensor
    save_file(tensors, folder / "grading.safetensors")
    return know(folder)


def refusal(network: torch.nn.Module, manifest: Manifest) -> VisionError:
    with pytest.raises(VisionError) as caught:
        fill(network, manifest, manifest.grading)
    assert "grading.safetensors" in caught.value.message
    return caught.value


def test_shipped_weights_are_taken_and_all_finite(folder: Path, network: torch.nn.Module) -> None:
    manifest = read_manifest(folder)

    fill(network, manifest, manifest.grading)

    stored = load_file(folder / "grading.safetensors")
    assert len(stored) == manifest.grading.tensors
    assert torch.equal(network.state_dict()["th"], stored["th"].float())


def test_one_flipped_bit_is_refused(folder: Path, network: torch.nn.Module) -> None:
    path = folder / "grading.safetensors"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    assert refusal(network, read_manifest(folder)).code == "vision.weights_unknown"


def test_a_missing_file_is_refused(folder: Path, network: torch.nn.Module) -> None:
    (folder / "grading.safetensors").unlink()

    assert refusal(network, read_manifest(folder)).code == "vision.weights_missing"


def test_another_format_is_refused_even_if_the_hash_is_known(folder: Path, network: torch.nn.Module) -> None:
    (folder / "grading.safetensors").write_bytes(b"\x80\x04 a pickle")

    assert refusal(network, know(folder)).code == "vision.weights_damaged"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_value_that_is_not_finite_is_refused(folder: Path, network: torch.nn.Module, value: float) -> None:
    th = torch.zeros(13, 14)
    th[3, 4] = value

    error = refusal(network, change(folder, "th", th))

    assert error.code == "vision.weights_not_finite"
    assert "in th" in error.message


@pytest.mark.parametrize(
    ("name", "tensor"),
    [("th", torch.zeros(13, 13)), ("th", None), ("extra", torch.zeros(1))],
    ids=["wrong shape", "lacking", "unknown"],
)
def test_tensors_that_do_not_fit_are_refused(folder: Path, network: torch.nn.Module, name: str, tensor) -> None:
    error = refusal(network, change(folder, name, tensor))

    assert error.code == "vision.weights_mismatch"
    assert name in error.message


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VisionError) as caught:
        read_manifest(tmp_path)

    assert caught.value.code == "vision.manifest_missing"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"segmentation": 1}',
        b"\xff\xfe\x00",
    ],
)
def test_a_manifest_that_is_not_complete_is_refused(tmp_path: Path, text: str | bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(VisionError) as caught:
        read_manifest(tmp_path)

    assert caught.value.code == "vision.manifest_invalid"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("file", "../elsewhere.safetensors"),
        ("sha256", 5),
        ("tensors", "many"),
        ("params", -1),
        ("metrics", {}),
        ("metrics", [{"name": "x"}]),
        ("config", []),
    ],
)
def test_a_card_with_a_wrong_field_is_refused(folder: Path, key: str, value: object) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["grading"][key] = value
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(VisionError) as caught:
        read_manifest(folder)

    assert caught.value.code == "vision.manifest_invalid"
