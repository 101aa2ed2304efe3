from mmcv.cnn.bricks.conv_ws import ConvAWS2d
from torch import Tensor, nn

class SAConv2d(ConvAWS2d):
    weight_diff: nn.Parameter
    switch: nn.Conv2d
    pre_context: nn.Conv2d
    post_context: nn.Conv2d
    offset_s: nn.Conv2d
    offset_l: nn.Conv2d

def deform_conv2d(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    stride: tuple[int, int],
    padding: tuple[int, int],
    dilation: tuple[int, int],
    groups: int,
    deform_groups: int,
) -> Tensor: ...
