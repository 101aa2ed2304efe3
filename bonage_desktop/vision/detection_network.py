"""Stage 2's network: mmdet's DetectoRS as published, at our widths.

ResNet-50 with switchable atrous convolution, a recursive feature pyramid of two steps whose
feedback passes through ASPP, and Cascade R-CNN with heads at IoU 0.5, 0.6 and 0.7.

Source: paper section 3.2; Qiao et al., DetectoRS, arXiv 2006.02334.
"""

from pathlib import Path

from torch import nn

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision import mmcv_ops
from bonage_desktop.vision.architecture import DetectionConfig

CASCADE_HEADS = 3
"""Box heads, each trained at a higher overlap than the one before."""
SCORE_FLOOR = 0.02
"""Boxes below this score are not reported."""

_PUBLISHED = ".mim/configs/detectors/detectors_cascade-rcnn_r50_1x_coco.py"


def build_detection_network(config: DetectionConfig) -> nn.Module:
    """An untrained DetectoRS: palm view (N, 3, 512, 512), three equal channels → 13 classes, `Bone.number - 1`."""
    mmcv_ops.install()
    import mmdet
    from mmdet.registry import MODELS
    from mmengine.config import Config
    from mmengine.registry import DefaultScope

    published = Config.fromfile(Path(mmdet.__file__).parent / _PUBLISHED)
    published.merge_from_dict(_changes(config))
    with DefaultScope.overwrite_default_scope("mmdet"):
        return MODELS.build(published.model)


def _changes(config: DetectionConfig) -> dict[str, object]:
    """What differs from the published config, by dotted path."""
    return {
        **_backbone("model.backbone", config),
        "model.backbone.init_cfg": None,
        **_backbone("model.neck.rfp_backbone", config),
        "model.neck.rfp_backbone.pretrained": None,
        "model.neck.rfp_backbone.rfp_inplanes": config.pyramid_channels,
        "model.neck.in_channels": [config.base_channels * 4 * 2**stage for stage in range(4)],
        "model.neck.out_channels": config.pyramid_channels,
        "model.neck.aspp_out_channels": config.pyramid_channels // 4,
        "model.rpn_head.in_channels": config.pyramid_channels,
        "model.rpn_head.feat_channels": config.pyramid_channels,
        "model.rpn_head.anchor_generator.scales": [config.anchor_scale],
        "model.roi_head.bbox_roi_extractor.out_channels": config.pyramid_channels,
        **{key: value for head in range(CASCADE_HEADS) for key, value in _box_head(head, config).items()},
        "model.test_cfg.rpn.nms_pre": 300,
        "model.test_cfg.rpn.max_per_img": 100,
        "model.test_cfg.rcnn.score_thr": SCORE_FLOOR,
        "model.test_cfg.rcnn.max_per_img": 60,
    }


def _backbone(path: str, config: DetectionConfig) -> dict[str, object]:
    return {
        f"{path}.base_channels": config.base_channels,
        f"{path}.stem_channels": config.base_channels,
        f"{path}.frozen_stages": -1,  # trained from scratch: nothing may stay frozen
        f"{path}.norm_eval": False,
    }


def _box_head(index: int, config: DetectionConfig) -> dict[str, object]:
    path = f"model.roi_head.bbox_head.{index}"
    return {
        f"{path}.num_classes": len(Bone),
        f"{path}.in_channels": config.pyramid_channels,
        f"{path}.fc_out_channels": config.head_channels,
        f"{path}.reg_decoded_bbox": True,
        f"{path}.loss_bbox": {"_delete_": True, "type": "GIoULoss", "loss_weight": 5.0},
    }
