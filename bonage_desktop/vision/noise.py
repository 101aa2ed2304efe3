"""Noise beyond that of the training hands: measured, and smoothed before the networks look."""

import numpy as np

from bonage_desktop.findings.notice import Notice
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say
from bonage_desktop.vision.preprocess import Grey

MAX_NOISE = 3.3
"""Standard deviation, grey levels of 255: 988 training hands have 2.97 at most (docs/limits.md)."""
_WORKING_SIDE = 1000
"""Longer side, pixels, at which noise is measured and smoothed: that of the training hands. Of finer pixels most noise
is averaged away by then."""
_DARK = 30
"""Grey level above which there may be a hand; what is darker is clipped at 0 and looks quieter than it is."""
_STRENGTH, _PATCH, _REACH = 0.8, 5, 15
"""Of non-local means: filter strength in standard deviations, sides of the patches and of the search, pixels."""
_FEW = 100
_MAD_OF_NORMAL = 0.6745


def noise_of(gray: Grey) -> float:
    """Standard deviation of the noise in the bright parts of an image, grey levels of 255.

    The diagonal differences of neighbours hold hardly anything else; their median absolute value is what it would be
    for normal noise (Donoho and Johnstone, Biometrika 81 (1994) 425, with the Haar wavelet).

    Args:
        gray: uint8 (H, W), bone bright.

    Returns:
        0 for an image with hardly anything bright, or next to no height or width.
    """
    small = _at_working_size(gray)
    height, width = (side // 2 * 2 for side in small.shape)
    if not height or not width:
        return 0.0
    levels = small[:height, :width].astype(np.float32)
    diagonal = (levels[::2, ::2] - levels[1::2, ::2] - levels[::2, 1::2] + levels[1::2, 1::2]) / 2
    brightness = cv2.resize(small, (diagonal.shape[1], diagonal.shape[0]), interpolation=cv2.INTER_AREA)
    seen = np.abs(diagonal[brightness > _DARK])
    return float(np.median(seen)) / _MAD_OF_NORMAL if seen.size >= _FEW else 0.0


def smoothed(gray: Grey, noise: float) -> Grey:
    """The image with less noise, edges kept (non-local means: Buades et al., IPOL 1 (2011) 208).

    Args:
        gray: uint8 (H, W).
        noise: its standard deviation (`noise_of`).
    """
    quiet = cv2.fastNlMeansDenoising(_at_working_size(gray), None, _STRENGTH * noise, _PATCH, _REACH)
    if quiet.shape != gray.shape:
        quiet = cv2.resize(quiet, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return quiet.astype(np.uint8, copy=False)


def noise_notices(*, is_smoothed: bool) -> tuple[Notice, ...]:
    """What to tell of it."""
    if not is_smoothed:
        return ()
    return (
        Notice(
            "vision.noisy", say("The image is noisier than any the networks learnt from; it was smoothed for them.")
        ),
    )


def _at_working_size(gray: Grey) -> Grey:
    scale = _WORKING_SIDE / max(gray.shape)
    if scale >= 1:
        return gray
    height, width = (max(round(side * scale), 1) for side in gray.shape)
    return cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
