"""Freezing changes how fast the detection network is, not what it computes."""

import copy

import pytest
import torch
from torch import nn

from bonage_desktop.vision.architecture import DetectionConfig
from bonage_desktop.vision.detection_network import build_detection_network
from bonage_desktop.vision.frozen import FrozenSAConv2d, channels_last, freeze


@pytest.fixture(scope="module")
def trained() -> nn.Module:
    """A network with weights as arbitrary as trained ones: nothing is zero that training would move."""
    torch.manual_seed(3)
    network = build_detection_network(DetectionConfig(32, 128, 256, 6)).eval()
    with torch.no_grad():
        for module in network.modules():
            if type(module).__name__ == "SAConv2d":
                for parameter in module.parameters():
                    parameter.add_(torch.randn_like(parameter) * 0.05)
    return network


@pytest.mark.parametrize("stride", [1, 2])
def test_a_frozen_sac_layer_gives_what_mmcvs_gives(trained: nn.Module, stride: int) -> None:
    layer = next(m for m in trained.modules() if type(m).__name__ == "SAConv2d" and m.stride == (stride, stride))
    x = torch.randn(1, layer.in_channels, 12, 14)

    with torch.inference_mode():
        wanted = layer(x)
        result = FrozenSAConv2d(copy.deepcopy(layer))(x)

    torch.testing.assert_close(result, wanted, rtol=1e-4, atol=1e-4 * float(wanted.abs().max()))


def test_a_frozen_network_sees_the_same_and_standardises_nothing_at_run_time(trained: nn.Module) -> None:
    image = torch.rand(1, 3, 128, 128)
    frozen = channels_last(freeze(copy.deepcopy(trained)))

    with torch.inference_mode():
        wanted, result = trained.extract_feat(image), frozen.extract_feat(image)

    left = {type(module).__name__ for module in frozen.modules()}
    assert left.isdisjoint({"SAConv2d", "ConvAWS2d"})
    for one, other in zip(wanted, result, strict=True):
        torch.testing.assert_close(other, one, rtol=1e-3, atol=1e-3 * float(one.abs().max()))


def test_freezing_leaves_the_trained_network_as_it_was(trained: nn.Module) -> None:
    before = {name: tensor.clone() for name, tensor in trained.state_dict().items()}

    freeze(copy.deepcopy(trained))

    assert all(torch.equal(tensor, before[name]) for name, tensor in trained.state_dict().items())
