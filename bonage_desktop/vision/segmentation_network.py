"""Stage 1's network: a U-Net that marks the hand.

Source: paper section 3.1.2; the encoder is ours (docs/method.md).
"""

from torch import nn

from bonage_desktop.vision.architecture import SegmentationConfig


def build_segmentation_network(config: SegmentationConfig) -> nn.Module:
    """An untrained U-Net: standardised canvas (N, 1, 512, 512) → logits of "hand" (N, 1, 512, 512)."""
    import segmentation_models_pytorch as smp

    return smp.Unet(
        config.encoder,
        encoder_weights=None,
        in_channels=1,
        classes=1,
        decoder_channels=config.decoder_channels,
    )
