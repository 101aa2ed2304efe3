"""Networks whose weights no longer change, made faster without changing what they compute.

DetectoRS standardises the weights of its convolutions at every call, pools 25 cells where two
passes of five give the same mean, and asks two convolutions for offsets where one does. All that
depends on weights alone is computed once here. Measured in docs/performance.md.
"""

from typing import TYPE_CHECKING, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from mmcv.cnn.bricks.conv_ws import ConvAWS2d
    from mmcv.ops import SAConv2d

_Pair = tuple[int, int]
_OFFSETS = 18
"""Channels that say where the nine cells of a kernel look: dy, dx of each."""
_POOL = 5
_FAR = 3
"""How much wider the far convolution reaches."""


class FrozenSAConv2d(nn.Module):
    """Switchable atrous convolution with deformable kernels, for inference.

    Source: Qiao et al., DetectoRS, arXiv 2006.02334, section 3.2; mmcv's SAConv2d computes the same, and
    changes its own padding while it does.
    """

    def __init__(self, trained: "SAConv2d") -> None:
        """Take over a trained layer."""
        super().__init__()
        near = _standardised(trained)
        self.near = nn.Parameter(near, requires_grad=False)
        self.far = nn.Parameter(near + trained.weight_diff, requires_grad=False)
        first, second = trained.offset_s, trained.offset_l
        self.offsets = _like(first, torch.cat([first.weight, second.weight]), _joined(first.bias, second.bias))
        self.switch, self.pre_context, self.post_context = trained.switch, trained.pre_context, trained.post_context
        self._stride = cast(_Pair, trained.stride)
        self._padding = cast(_Pair, trained.padding)
        self._dilation = cast(_Pair, trained.dilation)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) → (N, C', H', W')."""
        x = x + self.pre_context(functional.adaptive_avg_pool2d(x, 1))
        padded = functional.pad(x, (_POOL // 2,) * 4, mode="reflect")
        pooled = functional.avg_pool2d(functional.avg_pool2d(padded, (_POOL, 1), stride=1), (1, _POOL), stride=1)
        offsets = self.offsets(pooled)
        near = self._convolve(x, offsets[:, :_OFFSETS], self.near, 1)
        far = self._convolve(x, offsets[:, _OFFSETS:], self.far, _FAR)
        mixed = torch.lerp(far, near, self.switch(pooled))
        return mixed + self.post_context(functional.adaptive_avg_pool2d(mixed, 1))

    def _convolve(self, x: Tensor, offsets: Tensor, weight: Tensor, reach: int) -> Tensor:
        from mmcv.ops import deform_conv2d  # lazy: mmcv_ops must be in place first

        padding = (reach * self._padding[0], reach * self._padding[1])
        dilation = (reach * self._dilation[0], reach * self._dilation[1])
        return deform_conv2d(x, offsets.contiguous(), weight, self._stride, padding, dilation, 1, 1)


def freeze(network: nn.Module) -> nn.Module:
    """The network with every convolution that standardises its weights replaced, in place."""
    from mmcv.cnn.bricks.conv_ws import ConvAWS2d
    from mmcv.ops import SAConv2d

    with torch.no_grad():
        for parent in list(network.modules()):
            for name, child in list(parent.named_children()):
                if isinstance(child, SAConv2d):
                    setattr(parent, name, FrozenSAConv2d(child))
                elif isinstance(child, ConvAWS2d):
                    setattr(parent, name, _like(child, _standardised(child), child.bias))
    return network


def channels_last(network: nn.Module) -> nn.Module:
    """The network with its weights in the memory order in which convolutions on a CPU are fastest, in place."""
    for parameter in network.parameters():
        if parameter.dim() == 4:  # an image convolution's: out, in, rows, columns
            parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
    return network


def _standardised(layer: "ConvAWS2d") -> Tensor:
    return layer._get_weight(layer.weight)  # pyright: ignore[reportPrivateUsage]  # mmcv has no public name for it


def _joined(first: Tensor | None, second: Tensor | None) -> Tensor | None:
    return None if first is None or second is None else torch.cat([first, second])


def _like(layer: nn.Conv2d, weight: Tensor, bias: Tensor | None) -> nn.Conv2d:
    """A plain convolution with the geometry of a layer and weights of its own."""
    copy = nn.Conv2d(
        layer.in_channels,
        weight.shape[0],
        cast(_Pair, layer.kernel_size),
        cast(_Pair, layer.stride),
        cast(_Pair, layer.padding),
        cast(_Pair, layer.dilation),
        layer.groups,
        bias is not None,
    )
    copy.weight = nn.Parameter(weight.detach().clone(), requires_grad=False)
    if bias is not None:
        copy.bias = nn.Parameter(bias.detach().clone(), requires_grad=False)
    return copy
