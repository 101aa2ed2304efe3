"""Stage 3 on torch."""

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from bonage_desktop.vision.stages import LevelProbabilities


class AttentionGrader:
    """Grades the 13 bones of a hand with a grading network."""

    def __init__(self, network: nn.Module, device: str) -> None:
        self._network = network.eval().to(device)
        self._device = device

    def grade(self, crops: npt.NDArray[np.float32], valid: npt.NDArray[np.bool_]) -> LevelProbabilities:
        """Levels of one hand.

        Args:
            crops: float32 (13, 112, 112), standardised, in the order of `Bone`.
            valid: bool (13,): which crops show a bone; the others are ignored.
        """
        images = torch.as_tensor(crops)[None].to(self._device)
        with torch.inference_mode():
            logits, attention = self._network(images, torch.as_tensor(valid)[None].to(self._device))
            levels = logits[0].softmax(-1).double()
            levels /= levels.sum(-1, keepdim=True)
            return LevelProbabilities(levels.cpu().numpy(), attention[0].float().cpu().numpy())
