"""The equations of the paper and of DetectoRS, computed independently, hold in the built networks."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.architecture import DetectionConfig, GradingConfig, SegmentationConfig
from bonage_desktop.vision.detection_network import build_detection_network
from bonage_desktop.vision.grading_network import GradingNetwork, build_grading_network
from bonage_desktop.vision.segmentation_network import build_segmentation_network


@pytest.fixture(scope="module")
def detection() -> nn.Module:
    return build_detection_network(DetectionConfig(32, 128, 256, 6)).eval()


@pytest.fixture(scope="module")
def grading() -> GradingNetwork:
    torch.manual_seed(5)
    network = build_grading_network(GradingConfig(attention_channels=256, levels=15)).eval()
    with torch.no_grad():
        network.roi.normal_()
        network.th.normal_()
    return network


def standardised_weight(layer: nn.Module) -> torch.Tensor:
    """Adaptive weight standardisation: every filter to mean 0 and deviation 1, then gamma and beta."""
    flat = layer.weight.flatten(1)
    centred = flat - flat.sum(1, keepdim=True) / flat.shape[1]
    variance = centred.square().sum(1, keepdim=True) / (flat.shape[1] - 1)
    scaled = (centred / (variance + 1e-5).sqrt()).view_as(layer.weight)
    return layer.weight_gamma * scaled + layer.weight_beta


def with_context(x: torch.Tensor, context: nn.Conv2d) -> torch.Tensor:
    means = x.mean((2, 3))
    return x + (means @ context.weight[:, :, 0, 0].T + context.bias)[:, :, None, None]


@pytest.mark.parametrize("stride", [1, 2])
def test_sac_switches_between_dilation_1_and_3_with_the_weight_difference(detection: nn.Module, stride: int) -> None:
    layers = [m for m in detection.modules() if type(m).__name__ == "SAConv2d" and m.stride == (stride, stride)]
    sac = layers[0]
    torch.manual_seed(1)
    with torch.no_grad():
        for name, parameter in sac.named_parameters():
            # offsets of zero make the deformable convolution a plain one
            parameter.zero_() if name.startswith("offset") else parameter.normal_(std=0.3)
    x = torch.randn(1, sac.in_channels, 12, 14)

    with torch.inference_mode():
        result = sac(x)

        seen = with_context(x, sac.pre_context)
        pooled = functional.avg_pool2d(functional.pad(seen, (2, 2, 2, 2), mode="reflect"), 5, stride=1)
        switch = functional.conv2d(pooled, sac.switch.weight, sac.switch.bias, stride=stride)
        weight = standardised_weight(sac)
        near = functional.conv2d(seen, weight, stride=stride, padding=1, dilation=1)
        far = functional.conv2d(seen, weight + sac.weight_diff, stride=stride, padding=3, dilation=3)
        wanted = with_context(switch * near + (1 - switch) * far, sac.post_context)
    torch.testing.assert_close(result, wanted, rtol=1e-3, atol=1e-3 * float(wanted.abs().max()))
    assert (sac.padding, sac.dilation) == ((1, 1), (1, 1))


def test_the_pyramid_is_run_twice_with_feedback_through_aspp(detection: nn.Module) -> None:
    neck, calls = detection.neck, []
    handles = [
        neck.rfp_aspp.register_forward_hook(lambda *_: calls.append("aspp")),
        neck.rfp_modules[0].layer4.register_forward_pre_hook(lambda *_: calls.append("second look")),
    ]
    seen = []
    original = neck.rfp_modules[0].rfp_forward
    neck.rfp_modules[0].rfp_forward = lambda image, feedback: seen.append(len(feedback)) or original(image, feedback)
    try:
        with torch.inference_mode():
            detection.extract_feat(torch.zeros(1, 3, 128, 128))
    finally:
        del neck.rfp_modules[0].rfp_forward
        for handle in handles:
            handle.remove()

    assert neck.rfp_steps == 2
    assert len(neck.rfp_modules) == 1
    assert seen == [5]  # five pyramid levels are fed back
    assert calls.count("aspp") == 4  # all but the finest go through ASPP
    dilations = [branch.dilation[0] for branch in neck.rfp_aspp.aspp]
    assert dilations == [1, 3, 6, 1]


def test_the_cascade_has_three_heads_at_rising_overlap_with_giou(detection: nn.Module) -> None:
    heads = detection.roi_head.bbox_head

    assert len(heads) == 3
    assert [assigner.pos_iou_thr for assigner in detection.roi_head.bbox_assigner] == [0.5, 0.6, 0.7]
    assert {type(head.loss_bbox).__name__ for head in heads} == {"GIoULoss"}
    assert {head.num_classes for head in heads} == {13}
    assert all(head.reg_decoded_bbox for head in heads)


def test_the_backbone_switches_in_all_stages_but_the_first(detection: nn.Module) -> None:
    kinds = [
        {type(block.conv2).__name__ for block in getattr(detection.backbone, f"layer{stage}")} for stage in (1, 2, 3, 4)
    ]

    assert kinds == [{"ConvAWS2d"}, {"SAConv2d"}, {"SAConv2d"}, {"SAConv2d"}]


def test_attention_rows_sum_to_one_and_nobody_looks_at_a_missing_bone(grading: GradingNetwork) -> None:
    valid = torch.ones(1, 13, dtype=torch.bool)
    valid[0, [2, 8]] = False

    with torch.inference_mode():
        _, attention = grading(torch.randn(1, 13, 112, 112), valid)

    torch.testing.assert_close(attention.sum(-1), torch.ones(1, 13))
    assert (attention[..., [2, 8]] == 0).all()
    assert (attention[..., valid[0]] > 0).all()


def test_attention_is_softmax_of_scaled_dot_products(grading: GradingNetwork) -> None:
    seen = torch.randn(1, 13, 256)

    with torch.inference_mode():
        mixed, attention = grading.attend(seen, torch.ones(1, 13, dtype=torch.bool))

        normed = grading.n1(seen)
        mixed_by_torch = functional.scaled_dot_product_attention(
            grading.q(normed), grading.k(normed), grading.v(normed)
        )
    torch.testing.assert_close(mixed, grading.n2(seen + mixed_by_torch), rtol=1e-4, atol=1e-4)
    assert attention.shape == (1, 13, 13)


def test_what_a_missing_bones_crop_shows_changes_no_other_bone(grading: GradingNetwork) -> None:
    valid = torch.ones(1, 13, dtype=torch.bool)
    valid[0, 4] = False
    crops = torch.randn(1, 13, 112, 112)
    other = crops.clone()
    other[0, 4] = 9.0

    with torch.inference_mode():
        first, second = grading(crops, valid)[0], grading(other, valid)[0]

    torch.testing.assert_close(first[0, valid[0]], second[0, valid[0]])


def test_log_odds_of_neighbouring_levels_are_maturity_minus_threshold(grading: GradingNetwork) -> None:
    maturity = torch.linspace(-2, 2, 13)[None]

    with torch.inference_mode():
        logits = grading.ordinal_logits(maturity)
    probabilities = logits.softmax(-1)[0].numpy()

    for bone in Bone:
        row = probabilities[bone.number - 1]
        thresholds = grading.th[bone.number - 1].detach().numpy()
        odds = np.log(row[1 : bone.level_count] / row[: bone.level_count - 1])
        np.testing.assert_allclose(
            odds, float(maturity[0, bone.number - 1]) - thresholds[: bone.level_count - 1], atol=1e-4
        )
        assert (row[bone.level_count :] == 0).all()


def test_the_segmentation_network_answers_in_the_canvas_size() -> None:
    network = build_segmentation_network(SegmentationConfig("mobilenet_v2", (128, 64, 32, 16, 16))).eval()

    with torch.inference_mode():
        logits = network(torch.zeros(1, 1, 512, 512))

    assert logits.shape == (1, 1, 512, 512)
