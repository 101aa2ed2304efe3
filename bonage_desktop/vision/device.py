"""Where the networks run: on a GPU that has proved itself, else on the CPU."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bonage_desktop.findings.notice import Notice
from bonage_desktop.sentences import say
from bonage_desktop.vision.errors import VisionError


class DeviceChoice(StrEnum):
    """What the caller asked for."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True)
class Device:
    """What the caller gets.

    Attributes:
        name: `cpu` or `cuda`.
        notices: why it is not the GPU, where one seemed to be there.
    """

    name: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class CudaState:
    """What a try on the GPU showed.

    Attributes:
        present: there seems to be a GPU.
        fault: why a small computation on it failed; empty where it worked.
    """

    present: bool
    fault: str


def choose_device(choice: DeviceChoice, try_cuda: Callable[[], CudaState]) -> Device:
    """The device to run on.

    Args:
        choice: the caller's wish. `auto` takes the GPU if it works and says so if it is there and does not.
        try_cuda: computes something small on the GPU; not called when the CPU is asked for.

    Raises:
        VisionError: the GPU was asked for and does not work (`vision.cuda_unavailable`).
    """
    if choice is DeviceChoice.CPU:
        return Device("cpu")
    cuda = try_cuda()
    if cuda.present and not cuda.fault:
        return Device("cuda")
    if choice is DeviceChoice.CUDA:
        raise VisionError(
            "vision.cuda_unavailable",
            say("The GPU cannot be used: {fault}.", fault=cuda.fault or say("none was found")),
            say("Use --device auto or --device cpu, or repair the NVIDIA driver."),
        )
    if not cuda.present:
        return Device("cpu")
    message = say("A GPU is present but failed ({fault}): the networks ran on the CPU.", fault=cuda.fault)
    return Device("cpu", (Notice("vision.cuda_failed", message),))
