from mmengine.config import ConfigDict
from torch import nn

class Registry:
    def build(self, cfg: ConfigDict) -> nn.Module: ...

MODELS: Registry
