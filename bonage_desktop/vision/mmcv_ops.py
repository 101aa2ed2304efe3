"""Stand-in for mmcv's compiled module `mmcv._ext`, on torchvision's kernels (CPU and CUDA).

`mmcv-lite` comes without compiled operators; building them takes a compiler and a quarter
of an hour. Detection needs three of them, forward and backward: nms, roi_align (average)
and deform_conv. All others can be imported and raise NotImplementedError when they are
called. A compiled mmcv is used where it is installed (docs/decisions/0001-mmcv-stand-in.md).

The functions keep mmcv's names, arguments and habit of writing into tensors that the
caller allocated, because mmcv calls them.
"""

import importlib.machinery
import importlib.util
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import NoReturn, Protocol, Self

import torch
from torch import Tensor
from torch.nn import functional
from torchvision import ops

_NAME = "mmcv._ext"
_AVERAGE = 1


class _MissingOperator(Protocol):
    def __call__(self, *arguments: object, **options: object) -> NoReturn: ...


class StandIn(ModuleType):
    """`mmcv._ext`: every operator can be looked up; those that are not here refuse to run."""

    def __getattr__(self, name: str) -> _MissingOperator:
        if name.startswith("__"):
            raise AttributeError(name)

        def missing(*_arguments: object, **_options: object) -> NoReturn:
            raise NotImplementedError(f"mmcv's operator {name!r} is not in the torchvision stand-in")

        return missing


def install() -> bool:
    """Put the stand-in in place where mmcv has no compiled operators. Call it before mmcv.ops is imported.

    Returns:
        The stand-in is in place; False where a compiled mmcv is.
    """
    present = sys.modules.get(_NAME)
    if present is None and importlib.util.find_spec(_NAME) is None:
        sys.modules[_NAME] = present = make_stand_in()
    return isinstance(present, StandIn)


def make_stand_in() -> StandIn:
    """A module with the operators below, not yet in place."""
    module = StandIn(_NAME)
    module.__spec__ = importlib.machinery.ModuleSpec(_NAME, loader=None)
    for operator in (
        nms,
        roi_align_forward,
        roi_align_backward,
        deform_conv_forward,
        deform_conv_backward_input,
        deform_conv_backward_parameters,
    ):
        setattr(module, operator.__name__, operator)
    return module


def nms(boxes: Tensor, scores: Tensor, iou_threshold: float, offset: int = 0) -> Tensor:
    """Indices of the boxes (N, 4) that no better box overlaps by more than the threshold, best first.

    Args:
        boxes: x0, y0, x1, y1.
        scores: (N,).
        iou_threshold: 0..1.
        offset: 1 where widths count as x1 − x0 + 1.
    """
    if offset:
        boxes = torch.cat((boxes[:, :2], boxes[:, 2:] + offset), dim=1)
    return ops.nms(boxes, scores, iou_threshold)


def roi_align_forward(
    input: Tensor,
    rois: Tensor,
    output: Tensor,
    argmax_y: Tensor,
    argmax_x: Tensor,
    aligned_height: int,
    aligned_width: int,
    spatial_scale: float,
    sampling_ratio: int,
    pool_mode: int,
    aligned: bool,
) -> None:
    """Average-pool the regions `rois` (N, 5: image, x0, y0, x1, y1) of `input` into `output`."""
    _only_average(pool_mode)
    size = (aligned_height, aligned_width)
    output.copy_(ops.roi_align(input, rois.to(input.dtype), size, spatial_scale, sampling_ratio, aligned))


def roi_align_backward(
    grad_output: Tensor,
    rois: Tensor,
    argmax_y: Tensor,
    argmax_x: Tensor,
    grad_input: Tensor,
    aligned_height: int,
    aligned_width: int,
    spatial_scale: float,
    sampling_ratio: int,
    pool_mode: int,
    aligned: bool,
) -> None:
    """The gradient of `roi_align_forward` for its input, into `grad_input`; it does not depend on the input."""
    _only_average(pool_mode)
    size = (aligned_height, aligned_width)
    with torch.enable_grad():
        features = torch.zeros_like(grad_input, requires_grad=True)
        pooled = ops.roi_align(features, rois.to(features.dtype), size, spatial_scale, sampling_ratio, aligned)
    grad_input.copy_(torch.autograd.grad(pooled, features, grad_output)[0])


@dataclass(frozen=True, slots=True)
class _Geometry:
    """Kernel geometry of a deformable convolution, (rows, columns)."""

    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]
    groups: int
    offset_groups: int

    @classmethod
    def of(cls, options: Mapping[str, int]) -> Self:
        """From mmcv's keywords: dH, dW stride; padH, padW; dilationH, dilationW; group, deformable_group."""
        return cls(
            (options["dH"], options["dW"]),
            (options["padH"], options["padW"]),
            (options["dilationH"], options["dilationW"]),
            options["group"],
            options["deformable_group"],
        )

    def convolve(self, features: Tensor, offset: Tensor, weight: Tensor) -> Tensor:
        """By torchvision, differentiable."""
        return ops.deform_conv2d(
            features, offset, weight, stride=self.stride, padding=self.padding, dilation=self.dilation
        )

    def sample(self, features: Tensor, offset: Tensor, kernel: tuple[int, int]) -> Tensor:
        """What lies under the kernel's cells, bilinearly between pixels, zero outside.

        Args:
            features: (N, C, H, W).
            offset: (N, 2 · cells, rows, columns): dy, dx of each kernel cell at each place.
            kernel: rows, columns of the kernel.

        Returns:
            (N, C · cells, rows · columns).
        """
        count, channels, height, width = features.shape
        rows, columns = offset.shape[2:]
        cells = kernel[0] * kernel[1]
        cell_y = torch.arange(kernel[0], device=offset.device) * self.dilation[0] - self.padding[0]
        cell_x = torch.arange(kernel[1], device=offset.device) * self.dilation[1] - self.padding[1]
        place_y = torch.arange(rows, device=offset.device).view(-1, 1) * self.stride[0]
        place_x = torch.arange(columns, device=offset.device) * self.stride[1]
        moved = offset.view(count, cells, 2, rows, columns)
        y = moved[:, :, 0] + (cell_y.repeat_interleave(kernel[1]).view(-1, 1, 1) + place_y)
        x = moved[:, :, 1] + (cell_x.repeat(kernel[0]).view(-1, 1, 1) + place_x)
        grid = torch.stack(((2 * x + 1) / width - 1, (2 * y + 1) / height - 1), dim=-1)
        sampled = functional.grid_sample(features, grid.flatten(1, 2), align_corners=False)
        return sampled.view(count, channels * cells, rows * columns)


def deform_conv_forward(
    input: Tensor,
    weight: Tensor,
    offset: Tensor,
    output: Tensor,
    columns: Tensor,
    ones: Tensor,
    **geometry: int,
) -> None:
    """Convolve `input` (N, C, H, W) at places shifted by `offset` (N, 2 · cells, rows, columns) into `output`.

    On the CPU torchvision's kernel is scalar code; sampling with torch's own vectorised
    kernel gives the same numbers (to rounding) about four times faster.
    """
    shape = _Geometry.of(geometry)
    if input.is_cpu and shape.groups == shape.offset_groups == 1:
        cells = shape.sample(input, offset, (weight.shape[2], weight.shape[3]))
        output.copy_((weight.flatten(1) @ cells).view(output.shape))
    else:
        output.copy_(shape.convolve(input, offset, weight))


def deform_conv_backward_input(
    input: Tensor,
    offset: Tensor,
    grad_output: Tensor,
    grad_input: Tensor,
    grad_offset: Tensor,
    weight: Tensor,
    columns: Tensor,
    **geometry: int,
) -> None:
    """The gradients of `deform_conv_forward` for its input and offset, into `grad_input` and `grad_offset`."""
    with torch.enable_grad():
        features, shift = (tensor.detach().requires_grad_() for tensor in (input, offset))
        result = _Geometry.of(geometry).convolve(features, shift, weight.detach())
    for_input, for_offset = torch.autograd.grad(result, (features, shift), grad_output)
    grad_input.copy_(for_input)
    grad_offset.copy_(for_offset)


def deform_conv_backward_parameters(
    input: Tensor,
    offset: Tensor,
    grad_output: Tensor,
    grad_weight: Tensor,
    columns: Tensor,
    ones: Tensor,
    scale: float = 1,
    **geometry: int,
) -> None:
    """The gradient of `deform_conv_forward` for its weight, times `scale`, added to `grad_weight`."""
    with torch.enable_grad():
        weight = torch.zeros_like(grad_weight, requires_grad=True)
        result = _Geometry.of(geometry).convolve(input.detach(), offset.detach(), weight)
    grad_weight.add_(torch.autograd.grad(result, weight, grad_output)[0], alpha=scale)


def _only_average(pool_mode: int) -> None:
    if pool_mode != _AVERAGE:
        raise NotImplementedError("roi_align of the torchvision stand-in only averages")
