"""The stand-in for mmcv's operators against naive ones, torchvision, and numerical gradients."""

import importlib.util

import pytest
import torch
from mmcv.utils import ext_loader
from torch.nn import functional

from bonage_desktop.vision import mmcv_ops

mmcv_ops.install()

from mmcv.ops import deform_conv2d, nms, roi_align  # noqa: E402 - the stand-in must be in place first

torch.manual_seed(3)


def naive_deform_conv(image, offset, weight, stride: int, padding: int, dilation: int):
    """By hand: each kernel cell reads the image bilinearly at its shifted place, zero outside."""
    channels, height, width = image.shape
    outputs, _, kernel, _ = weight.shape
    rows, columns = offset.shape[1:]
    result = torch.zeros(outputs, rows, columns, dtype=image.dtype)

    def pixel(y: int, x: int):
        inside = 0 <= y < height and 0 <= x < width
        return image[:, y, x] if inside else torch.zeros(channels, dtype=image.dtype)

    for row in range(rows):
        for column in range(columns):
            for cell in range(kernel * kernel):
                y = row * stride - padding + cell // kernel * dilation + float(offset[2 * cell, row, column])
                x = column * stride - padding + cell % kernel * dilation + float(offset[2 * cell + 1, row, column])
                top, left = int(y // 1), int(x // 1)
                down, right = y - top, x - left
                read = (1 - down) * ((1 - right) * pixel(top, left) + right * pixel(top, left + 1)) + down * (
                    (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
                )
                result[:, row, column] += weight[:, :, cell // kernel, cell % kernel] @ read
    return result


@pytest.mark.parametrize(("stride", "padding", "dilation"), [(1, 1, 1), (2, 1, 1), (1, 3, 3)])
def test_deform_conv_reads_each_cell_at_its_shifted_place(stride: int, padding: int, dilation: int) -> None:
    image, weight = torch.randn(2, 3, 7, 9).double(), torch.randn(4, 3, 3, 3).double()
    rows = (7 + 2 * padding - 2 * dilation - 1) // stride + 1
    columns = (9 + 2 * padding - 2 * dilation - 1) // stride + 1
    offset = 1.5 * torch.randn(2, 18, rows, columns).double()

    result = deform_conv2d(image, offset, weight, stride, padding, dilation)

    for index in range(2):
        wanted = naive_deform_conv(image[index], offset[index], weight, stride, padding, dilation)
        torch.testing.assert_close(result[index], wanted)


def test_deform_conv_without_offset_is_a_convolution() -> None:
    image, weight = torch.randn(1, 4, 8, 8), torch.randn(5, 4, 3, 3)

    result = deform_conv2d(image, torch.zeros(1, 18, 8, 8), weight, 1, 3, 3)

    torch.testing.assert_close(result, functional.conv2d(image, weight, padding=3, dilation=3), atol=1e-4, rtol=1e-4)


def test_deform_conv_in_groups_falls_back_on_torchvision() -> None:
    image, weight = torch.randn(1, 4, 6, 6), torch.randn(4, 2, 3, 3)

    result = deform_conv2d(image, torch.zeros(1, 18, 6, 6), weight, 1, 1, 1, 2)

    torch.testing.assert_close(result, functional.conv2d(image, weight, padding=1, groups=2), atol=1e-4, rtol=1e-4)


def test_deform_conv_has_the_gradient_of_its_forward() -> None:
    image = torch.randn(1, 2, 4, 5).double().requires_grad_()
    # a third of a pixel away from whole pixels, where bilinear reading has a kink
    offset = (torch.randint(-1, 2, (1, 18, 4, 5)) + 0.34).double().requires_grad_()
    weight = torch.randn(3, 2, 3, 3).double().requires_grad_()

    assert torch.autograd.gradcheck(
        lambda *tensors: deform_conv2d(*tensors, 1, 1, 1), (image, offset, weight), eps=1e-6, atol=1e-4
    )


def test_roi_align_averages_each_bin() -> None:
    image = torch.arange(64.0).view(1, 1, 8, 8)
    whole = torch.tensor([[0.0, 0.0, 0.0, 8.0, 8.0]])

    pooled = roi_align(image, whole, (2, 2), 1.0, 2, "avg", True)

    # a linear ramp: the mean of a bin is the value in its middle; rows step by 8, columns by 1
    torch.testing.assert_close(pooled[0, 0], torch.tensor([[13.5, 17.5], [45.5, 49.5]]))


def test_roi_align_has_the_gradient_of_its_forward() -> None:
    image = torch.randn(1, 2, 6, 6).double().requires_grad_()
    rois = torch.tensor([[0.0, 0.7, 0.4, 4.6, 5.1]]).double()

    assert torch.autograd.gradcheck(lambda x: roi_align(x, rois, (3, 3), 1.0, 2, "avg", True), (image,))


def test_roi_align_of_maxima_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="only averages"):
        roi_align(torch.zeros(1, 1, 4, 4), torch.zeros(1, 5), (2, 2), 1.0, 2, "max", True)


def test_nms_keeps_the_better_of_two_that_overlap() -> None:
    boxes = torch.tensor([[0.0, 0, 10, 10], [1, 0, 11, 10], [20, 20, 30, 30]])  # the first two: IoU 90 / 110

    _, kept = nms(boxes, torch.tensor([0.6, 0.9, 0.1]), 0.8)
    _, all_kept = nms(boxes, torch.tensor([0.6, 0.9, 0.1]), 0.82)

    assert kept.tolist() == [1, 2]
    assert all_kept.tolist() == [1, 0, 2]


def test_nms_can_count_the_last_pixel_of_a_box() -> None:
    boxes = torch.tensor([[0.0, 0, 1, 1], [1, 0, 2, 1]])  # share no area; with the last pixel counted 2 of 6

    assert mmcv_ops.nms(boxes, torch.tensor([0.9, 0.8]), 0.3, offset=0).tolist() == [0, 1]
    assert mmcv_ops.nms(boxes, torch.tensor([0.9, 0.8]), 0.3, offset=1).tolist() == [0]


def test_an_operator_that_is_not_there_can_be_looked_up_but_not_called() -> None:
    operators = mmcv_ops.make_stand_in()

    with pytest.raises(NotImplementedError, match="carafe_forward"):
        operators.carafe_forward(1, 2)
    with pytest.raises(AttributeError):
        operators.__no_such_protocol__  # noqa: B018


@pytest.mark.skipif(
    isinstance(ext_loader.load_ext("_ext", []), mmcv_ops.StandIn), reason="no compiled mmcv is installed: mmcv-lite"
)
def test_the_stand_in_agrees_with_a_compiled_mmcv() -> None:
    compiled, ours = ext_loader.load_ext("_ext", ["deform_conv_forward"]), mmcv_ops.make_stand_in()
    image, weight, offset = torch.randn(1, 3, 8, 8), torch.randn(4, 3, 3, 3), torch.randn(1, 18, 8, 8)
    geometry = {"kW": 3, "kH": 3, "dW": 1, "dH": 1, "padW": 1, "padH": 1, "dilationW": 1, "dilationH": 1}
    results = []
    for operators in (compiled, ours):
        output, empty = torch.zeros(1, 4, 8, 8), torch.zeros(0)
        operators.deform_conv_forward(
            image, weight, offset, output, empty, empty, **geometry, group=1, deformable_group=1, im2col_step=1
        )
        results.append(output)

    torch.testing.assert_close(results[0], results[1], atol=1e-4, rtol=1e-4)


def test_no_specification_of_the_module_is_missing() -> None:
    assert importlib.util.find_spec("mmcv._ext") is not None
