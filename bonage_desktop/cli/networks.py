"""How commands get at the networks: torch is imported when the first of these is called."""

from bonage_desktop.installation import weights_dir
from bonage_desktop.vision.device import CudaState, DeviceChoice
from bonage_desktop.vision.pipeline import Pipeline


def loaded_pipeline(device: DeviceChoice) -> Pipeline:
    """The pipeline with the weights of this installation.

    Raises:
        VisionError: weights or device cannot be used.
    """
    from bonage_desktop.vision.loading import load_pipeline

    return load_pipeline(weights_dir(), device)


def gpu_state() -> CudaState:
    """What a small computation on the GPU shows."""
    from bonage_desktop.vision.loading import prepare_torch

    prepare_torch()
    from bonage_desktop.vision.cuda import try_cuda

    return try_cuda()
