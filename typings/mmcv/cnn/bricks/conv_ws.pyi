from torch import Tensor, nn

class ConvAWS2d(nn.Conv2d):
    def _get_weight(self, weight: Tensor) -> Tensor: ...
