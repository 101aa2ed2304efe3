"""Stage 2 on mmdet: the one place that speaks its language."""

from collections.abc import Mapping, Sequence
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

    `SAConv2d` changes its own padding while it runs: calls from several threads wait for each
    other, and after an exception the instance is in an unknown state and must be thrown away.
    """

    def __init__(self, network: nn.Module, device: str) -> None:
        self._network = cast(_Predicts, network.eval().to(device))
        self._device = device
        self._running = Lock()

    def detect(self, view: npt.NDArray[np.float32]) -> Mapping[Bone, Detection]:
        """The best box of each bone that was seen at all in a palm view, float32 (512, 512)."""
        grey = (torch.as_tensor(view).clamp(0, _VIEW_TOP) - _VIEW_MEAN) / _VIEW_SPREAD
        image = grey[None, None].expand(-1, 3, -1, -1).contiguous().to(self._device)
        with self._running, torch.inference_mode():
            seen = self._instances(image)
            labels, scores = seen.labels.cpu().numpy(), seen.scores.cpu().numpy()
            corners: npt.NDArray[np.float32] = seen.bboxes.cpu().numpy()
        best: dict[Bone, Detection] = {}
        for bone in Bone:
            rows = np.flatnonzero(labels == bone.number - 1)
            if rows.size:
                row = rows[scores[rows].argmax()]
                best[bone] = Detection(float(scores[row]), corners[row])
        return best

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
