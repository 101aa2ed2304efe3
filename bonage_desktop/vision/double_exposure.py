"""Hands that moved between two halves of an exposure, and are on the radiograph twice."""

from functools import cache

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.notice import Rejection
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say
from bonage_desktop.vision.preprocess import Grey

MAX_ECHO = 22.0
"""Height of the highest peak of the cepstrum, in its standard deviations; 988 training hands: at most 11.4
(docs/limits.md), 50 of them added to themselves after a step of 3 % of their width: from 48.4."""
_WORKING_SIDE, _SIDE = 1000, 1024
"""Longer side at which an echo is looked for, and of the square that is transformed, pixels."""
_NEAREST, _FARTHEST = 6, 200
"""Pixels between the two hands: nearer is a blur, farther are two hands."""
_FINE, _EDGE, _COARSE = 2.0, 10.0, 12.0
"""Standard deviations of Gaussians: of what is too coarse to tell places apart, of the mask's soft edge (pixels), and
of the spectrum's own shape, which is taken off (samples)."""
_LOWEST, _HIGHEST = 0.01, 0.18
"""Cycles per pixel between which a radiograph has more than noise."""
_EVEN = 0.5
"""Grey levels below which nothing is seen but rounding."""
_MOST = 4.5
"""Of the median grey level: steeper edges count no more than that, or the straight ones of a page would ring alone."""
_FLOOR = 1e-3
"""Of the mean power: below it the logarithm would hold noise alone."""


def echo_of(gray: Grey, mask: npt.NDArray[np.bool_]) -> float:
    """How plainly what is in the mask comes back a little beside itself.

    The power of a picture added to itself at a distance d is that of the picture times 2 + 2 cos(2 pi f d), a ripple
    in the spectrum whose own spectrum, the cepstrum, has a peak at d (Bogert, Healy, Tukey: The Quefrency Alanysis of
    Time Series for Echoes, 1963).

    Args:
        gray: uint8 (H, W).
        mask: bool (H, W), the hand; what is written beside it repeats itself too.

    Returns:
        The highest peak between 6 and 200 pixels at 1000 pixels of length, in standard deviations of the cepstrum
        there; 0 where the mask is empty or the image even.
    """
    scale = min(_WORKING_SIDE / max(gray.shape), 1.0)
    height, width = (max(round(side * scale), 1) for side in gray.shape)
    small = cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    fine = small - cv2.GaussianBlur(small, (0, 0), _FINE)
    hand = np.abs(fine[inside > 0.5])
    if not hand.size or hand.max() < _EVEN:
        return 0.0
    most = _MOST * max(float(np.median(hand)), _EVEN)
    fine = fine.clip(-most, most) * cv2.GaussianBlur(inside, (0, 0), _EDGE)
    power = np.square(np.abs(np.fft.rfft2(fine, (_SIDE, _SIDE))))
    logarithm = np.log(power + _FLOOR * power.mean()).astype(np.float32)
    shape = np.asarray(cv2.GaussianBlur(logarithm, (0, 0), _COARSE), np.float32)
    ripple = (logarithm - shape) * _band()
    cepstrum = np.fft.irfft2(ripple, (_SIDE, _SIDE))[_distances()]
    return float(cepstrum.max() / cepstrum.std())


def double_exposure(gray: Grey, mask: npt.NDArray[np.bool_]) -> Rejection | None:
    """Why a hand that is there twice cannot be read, or None.

    Args:
        gray: uint8 (H, W).
        mask: bool (H, W), the hand.
    """
    if echo_of(gray, mask) <= MAX_ECHO:
        return None
    return Rejection(
        "vision.exposed_twice",
        say("Everything is on the image twice, a little apart: the hand moved during the exposure."),
        say("Take the radiograph again, or place boxes and levels by hand."),
    )


@cache
def _band() -> npt.NDArray[np.float32]:
    frequency = np.hypot(np.fft.fftfreq(_SIDE)[:, None], np.fft.rfftfreq(_SIDE)[None])
    return np.where(frequency > _LOWEST, np.exp(-np.square(frequency / _HIGHEST)), 0).astype(np.float32)


@cache
def _distances() -> npt.NDArray[np.bool_]:
    steps = np.fft.fftfreq(_SIDE, 1 / _SIDE)
    distance = np.hypot(steps[:, None], steps[None])
    return (distance >= _NEAREST) & (distance <= _FARTHEST)
