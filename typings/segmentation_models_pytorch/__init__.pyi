"""The part of segmentation_models_pytorch (untyped) that bonage_desktop uses."""

from collections.abc import Sequence

from torch import nn

class Unet(nn.Module):
    def __init__(
        self,
        encoder_name: str,
        *,
        encoder_weights: str | None,
        in_channels: int,
        classes: int,
        decoder_channels: Sequence[int],
    ) -> None: ...
