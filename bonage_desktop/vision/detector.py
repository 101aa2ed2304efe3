"""Stage 2 on mmdet: the one place that speaks its language."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import CANVAS_SIDE
from bonage_desktop.vision.stages import Detection

if TYPE_CHECKING:
    from mmdet.structures import DetDataSample, Instances

_SIDES = (CANVAS_SIDE, CANVAS_SIDE)
_VIEW_MEAN, _VIEW_SPREAD, _VIEW_TOP = 0.35, 0.25, 1.1


class _Predicts(Protocol):
    def predict(
        self, batch_inputs: Tensor, batch_data_samples: Sequence["DetDataSample"], rescale: bool
    ) -> Sequence["DetDataSample"]: ...


class DetectoRSDetector:
    """Finds the bones with a detection network.

    mmdet's networks are not made for several threads: calls wait for each other, and after an
    exception the instance is in an unknown state and must be thrown away.
    """

    def __init__(self, network: nn.Module, device: str) -> None:
        self._network = cast(_Predicts, network.eval().to(device))
        self._device = device
        self._running = Lock()

    def detect(self, view: npt.NDArray[np.float32]) -> Sequence[Detection]:
        """All boxes that were seen in a palm view, float32 (512, 512): none, one or several for each bone."""
        grey = (torch.as_tensor(view).clamp(0, _VIEW_TOP) - _VIEW_MEAN) / _VIEW_SPREAD
        image = grey[None, None].expand(-1, 3, -1, -1).contiguous().to(self._device)
        with self._running, torch.inference_mode():
            seen = self._instances(image)
            labels: npt.NDArray[np.int64] = seen.labels.cpu().numpy()
            scores: npt.NDArray[np.float32] = seen.scores.cpu().numpy()
            corners: npt.NDArray[np.float32] = seen.bboxes.cpu().numpy()
        bones = list(Bone)
        return [
            Detection(bones[int(label)], float(score), box)
            for label, score, box in zip(labels, scores, corners, strict=True)
            if box[0] < box[2] and box[1] < box[3]
        ]

    def _instances(self, image: Tensor) -> "Instances":
        from mmdet.structures import DetDataSample  # lazy: mmcv_ops must be in place first

        sample = DetDataSample()
        sample.set_metainfo(
            {
                "img_shape": _SIDES,
                "ori_shape": _SIDES,
                "pad_shape": _SIDES,
                "batch_input_shape": _SIDES,
                "scale_factor": (1.0, 1.0),
            }
        )
        return self._network.predict(image, [sample], rescale=False)[0].pred_instances
