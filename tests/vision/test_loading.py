"""From a folder of weights to a pipeline: the config that is refused, the GPU that is tried, the silence."""

import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from bonage_desktop.installation import weights_dir
from bonage_desktop.vision.architecture import ConfigError, DetectionConfig, GradingConfig, SegmentationConfig
from bonage_desktop.vision.cuda import try_cuda
from bonage_desktop.vision.device import CudaState, DeviceChoice
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.loading import load_pipeline


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for source in weights_dir().iterdir():
        if source.suffix in (".json", ".safetensors"):
            (tmp_path / source.name).symlink_to(source)
    return tmp_path


def rewrite(folder: Path, key: str, value: object) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    content["segmentation"][key] = value
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(("key", "value"), [("architecture", "transformer"), ("config", {"encoder": "mobilenet_v2"})])
def test_a_network_that_cannot_be_built_is_refused(folder: Path, key: str, value: object) -> None:
    rewrite(folder, key, value)

    with pytest.raises(VisionError) as caught:
        load_pipeline(folder, DeviceChoice.CPU)

    assert caught.value.code == "vision.manifest_invalid"
    assert "segmentation" in caught.value.message


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (SegmentationConfig, {"encoder": 3, "decoder_channels": [1]}),
        (SegmentationConfig, {"encoder": "x", "decoder_channels": 8}),
        (SegmentationConfig, {"encoder": "x", "decoder_channels": [8, "9"]}),
        (DetectionConfig, {"base_channels": 0, "pyramid_channels": 1, "head_channels": 1, "anchor_scale": 1}),
        (DetectionConfig, {"base_channels": 1}),
        (GradingConfig, {"attention_channels": True, "levels": 15}),
    ],
)
def test_a_config_with_wrong_fields_is_refused(config: type[GradingConfig], fields: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        config.of(fields)


@pytest.mark.real_weights
def test_loading_and_running_print_nothing() -> None:
    program = (
        "import numpy as np\n"
        "from bonage_desktop.installation import weights_dir\n"
        "from bonage_desktop.vision.manifest import read_manifest\n"
        "from bonage_desktop.vision.loading import load_networks\n"
        "networks = load_networks(read_manifest(weights_dir()), 'cpu')\n"
        "networks.segmenter.segment(np.zeros((512, 512), np.uint8))\n"
        "networks.detector.detect(np.zeros((512, 512), np.float32))\n"
        "networks.grader.grade(np.zeros((13, 112, 112), np.float32), np.ones(13, bool))\n"
    )

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert (result.stdout, result.stderr) == ("", "")


def on_the_cpu(make: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    """What a machine without a GPU can do in its place."""

    def on_cpu(*size: int, device: str) -> torch.Tensor:
        assert device == "cuda"
        return make(*size)

    return on_cpu


def test_a_gpu_that_computes_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", on_the_cpu(torch.ones))

    assert try_cuda() == CudaState(True, "")


def test_a_gpu_that_computes_wrongly_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", on_the_cpu(torch.zeros))

    assert try_cuda() == CudaState(True, "it adds 36 ones up to 0.0")


def test_a_gpu_that_fails_says_why_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)

    def fail(*size: int, device: str) -> torch.Tensor:
        raise RuntimeError("CUDA error: no kernel image is available.\nCompile with TORCH_USE_CUDA_DSA")

    monkeypatch.setattr(torch, "ones", fail)

    assert try_cuda() == CudaState(True, "CUDA error: no kernel image is available")


def test_a_driver_that_only_warns_counts_as_a_gpu_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def warn() -> bool:
        warnings.warn("CUDA initialization: The NVIDIA driver is too old. Update it.", UserWarning, stacklevel=1)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", warn)

    assert try_cuda() == CudaState(True, "CUDA initialization: The NVIDIA driver is too old")


def test_no_gpu_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)

    assert try_cuda() == CudaState(False, "")
