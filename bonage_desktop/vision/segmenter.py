"""Stage 1 on torch."""

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from bonage_desktop.vision.preprocess import CANVAS_FLOOR, standardise


class UNetSegmenter:
    """Marks the hand with a segmentation network."""

    def __init__(self, network: nn.Module, device: str) -> None:
        self._network = network.eval().to(device)
        self._device = device

    def segment(self, canvas: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The raw mask, uint8 (512, 512), 0 or 1, of a canvas, uint8 (512, 512)."""
        image = torch.as_tensor(standardise(canvas, CANVAS_FLOOR))[None, None].to(self._device)
        with torch.inference_mode():
            logits: torch.Tensor = self._network(image)
            return (logits[0, 0] > 0).to(torch.uint8).cpu().numpy()
