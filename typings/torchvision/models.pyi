from torch import nn

class DenseNet(nn.Module):
    features: nn.Sequential

def densenet121(*, weights: None = None) -> DenseNet: ...
