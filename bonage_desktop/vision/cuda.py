"""Tries the GPU with a small computation."""

import warnings

import torch

from bonage_desktop.vision.device import CudaState


def try_cuda() -> CudaState:
    """Convolve a few numbers on the GPU, where there seems to be one."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")  # a driver that is too old only warns
        present = torch.cuda.is_available()
    complaints = [str(warning.message) for warning in caught if "CUDA" in str(warning.message)]
    if not present:
        return CudaState(bool(complaints), _first_sentence(complaints[0]) if complaints else "")
    try:
        image = torch.ones(1, 1, 4, 4, device="cuda")
        total = float(torch.nn.functional.conv2d(image, torch.ones(1, 1, 3, 3, device="cuda")).sum())
    except (RuntimeError, AssertionError) as fault:
        return CudaState(True, _first_sentence(str(fault)))
    return CudaState(True, "" if total == 36 else f"it adds 36 ones up to {total}")


def _first_sentence(text: str) -> str:
    first_line = (text.strip().splitlines() or ["no reason given"])[0]
    return first_line.split(". ")[0].rstrip(".")
