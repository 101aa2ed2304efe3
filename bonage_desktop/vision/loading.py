"""From a folder of weights to a pipeline that is ready to run."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

from bonage_desktop.vision.architecture import ConfigError, DetectionConfig, GradingConfig, SegmentationConfig
from bonage_desktop.vision.device import DeviceChoice, choose_device
from bonage_desktop.vision.knowledge import load_hand_knowledge
from bonage_desktop.vision.manifest import MANIFEST, Manifest, NetworkCard, manifest_invalid, read_manifest
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.vision.reloading import ReloadingNetworks
from bonage_desktop.vision.stages import Networks

if TYPE_CHECKING:
    from torch import nn

_Config = TypeVar("_Config")


def load_pipeline(weights_dir: Path, device: DeviceChoice, threads: int | None = None) -> Pipeline:
    """A pipeline with the weights of a folder.

    Args:
        weights_dir: holds `manifest.json` and the weights it names.
        device: where to run; `auto` takes a GPU that works.
        threads: how many the networks take on the CPU, >= 1, in this whole process; None leaves it to torch.

    Raises:
        VisionError: the GPU was asked for and does not work, or manifest, weights or a file of resources/shape cannot
            be used.
    """
    prepare_torch()
    from bonage_desktop.vision.cuda import try_cuda

    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    manifest = read_manifest(weights_dir)
    knowledge = load_hand_knowledge()
    chosen = choose_device(device, try_cuda)
    networks = load_networks(manifest, chosen.name)
    return Pipeline(ReloadingNetworks(networks, lambda: load_networks(manifest, "cpu")), knowledge, chosen.notices)


def load_networks(manifest: Manifest, device: str) -> Networks:
    """The three stages with their weights.

    Args:
        manifest: which weights.
        device: `cpu` or `cuda`.

    Raises:
        VisionError: a file of weights is missing, unknown, damaged or does not fit.
    """
    prepare_torch()
    from bonage_desktop.vision.detection_network import build_detection_network
    from bonage_desktop.vision.detector import DetectoRSDetector
    from bonage_desktop.vision.frozen import channels_last, freeze
    from bonage_desktop.vision.grader import AttentionGrader
    from bonage_desktop.vision.grading_network import build_grading_network
    from bonage_desktop.vision.segmentation_network import build_segmentation_network
    from bonage_desktop.vision.segmenter import UNetSegmenter
    from bonage_desktop.vision.weights import fill

    def network(
        card: NetworkCard,
        architecture: str,
        parse: Callable[[Mapping[str, object]], _Config],
        build: "Callable[[_Config], nn.Module]",
    ) -> "nn.Module":
        if card.architecture != architecture:
            raise manifest_invalid(manifest.folder / MANIFEST, f"{card.name} has no architecture {card.architecture!r}")
        try:
            config = parse(card.config)
        except ConfigError as fault:
            raise manifest_invalid(manifest.folder / MANIFEST, f"{card.name}: {fault}") from fault
        built = build(config)
        fill(built, manifest, card)
        return built

    segmentation = network(manifest.segmentation, "unet", SegmentationConfig.of, build_segmentation_network)
    detection = network(manifest.detection, "detectors", DetectionConfig.of, build_detection_network)
    grading = network(manifest.grading, "densenet121-attention", GradingConfig.of, build_grading_network)
    freeze(detection)
    if device == "cpu":
        for each in (segmentation, detection, grading):
            channels_last(each)
    return Networks(
        UNetSegmenter(segmentation, device),
        DetectoRSDetector(detection, device),
        AttentionGrader(grading, device),
        {card.name: card.sha256 for card in manifest.cards},
        device,
    )


def prepare_torch() -> None:
    """Before torch is imported: what a desktop machine needs that torch does not do by itself.

    Idle threads sleep: spinning OpenMP threads were measured 5 to 14 times slower on a busy machine. Triton, which
    compiles kernels, is not to be found: nothing is compiled here, and torchvision would load 90 MB of it.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    sys.modules.setdefault("triton", cast(ModuleType, None))  # how the import system is told that there is none
