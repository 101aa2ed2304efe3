from collections.abc import Mapping

from torch import Tensor

class Instances:
    bboxes: Tensor
    scores: Tensor
    labels: Tensor

class DetDataSample:
    pred_instances: Instances
    def set_metainfo(self, metainfo: Mapping[str, tuple[float, ...]]) -> None: ...
