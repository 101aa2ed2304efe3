"""Stage 3's network: a level for each of the 13 bones of one hand, seen together.

DenseNet121 looks at each crop; the 13 feature vectors look at each other through scaled
dot-product self-attention; each bone has an ordinal head: one maturity scalar and a
threshold between each level and the next.

Source: paper section 3.3 (Fig. 4 and 5); the ordinal head is ours (docs/method.md).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.architecture import GradingConfig

_EXCLUDED = -1e4
"""A logit whose softmax is zero and that stays finite in half precision."""


class GradingNetwork(nn.Module):
    """13 crops of one hand → logits of the levels. Parameters are named as in the shipped weights."""

    def __init__(self, config: GradingConfig) -> None:
        super().__init__()
        from torchvision.models import densenet121

        bones, channels = len(Bone), config.attention_channels
        self.backbone = densenet121(weights=None).features
        self.backbone.conv0 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        self.proj = nn.Linear(1024, channels)
        self.roi = nn.Parameter(torch.zeros(bones, channels))
        self.n1, self.n2 = nn.LayerNorm(channels), nn.LayerNorm(channels)
        self.q, self.k, self.v = (nn.Linear(channels, channels) for _ in range(3))
        self.m = nn.Linear(channels, bones)
        self.m0 = nn.Linear(channels, bones)  # not used, but in the weights
        self.th = nn.Parameter(torch.zeros(bones, config.levels - 1))
        self.aux = nn.Linear(channels, bones)  # a bone's age, a target of training only
        counts = torch.tensor([bone.level_count for bone in Bone])
        self.register_buffer("excluded", torch.arange(config.levels) >= counts[:, None], persistent=False)
        self.excluded: Tensor

    def forward(self, crops: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Logits and attention.

        Args:
            crops: float32 (N, 13, 112, 112), standardised.
            valid: bool (N, 13); bones that are False are looked at by none.

        Returns:
            Logits (N, 13, levels), those of levels a bone does not have near −∞; attention (N, 13, 13), row i = how
            much bone i looks at each bone, rows sum to 1.
        """
        seen = self.features(crops)
        mixed, attention = self.attend(seen, valid)
        maturity = (self.m.weight * mixed).sum(-1) + self.m.bias
        return self.ordinal_logits(maturity), attention

    def features(self, crops: Tensor) -> Tensor:
        """(N, 13, 112, 112) → a vector for each bone, (N, 13, channels)."""
        maps = functional.relu(self.backbone(crops.flatten(0, 1)[:, None]))
        return self.proj(maps.mean((2, 3))).unflatten(0, crops.shape[:2]) + self.roi

    def attend(self, seen: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Let each bone look at the valid ones; the mixed vectors (N, 13, channels) and who looked where."""
        normed = self.n1(seen)
        match = self.q(normed) @ self.k(normed).transpose(1, 2) / math.sqrt(normed.shape[-1])
        attention = match.masked_fill(~valid[:, None, :], _EXCLUDED).softmax(-1)
        return self.n2(seen + attention @ self.v(normed)), attention

    def ordinal_logits(self, maturity: Tensor) -> Tensor:
        """One scalar for each bone, (N, 13) → logits (N, 13, levels).

        A level's log odds over the level below are maturity minus the threshold between the two.
        """
        steps = maturity[..., None] - self.th
        logits = torch.cumsum(torch.cat([torch.zeros_like(maturity)[..., None], steps], -1), -1)
        return logits.masked_fill(self.excluded, _EXCLUDED)


def build_grading_network(config: GradingConfig) -> GradingNetwork:
    """An untrained network."""
    return GradingNetwork(config)
