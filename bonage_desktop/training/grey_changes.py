"""Changes of grey levels: everything stays in its place."""

from dataclasses import dataclass

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.training.picture import Picture

_WHITE = 255.0
_NOISE_SEED = 20260115


@dataclass(frozen=True, slots=True)
class Inversion:
    """Black and white exchanged."""

    def applied(self, picture: Picture) -> Picture:
        """The negative."""
        return picture.redrawn(_WHITE - picture.grey)


@dataclass(frozen=True, slots=True)
class Gamma:
    """White · (grey / white) ** exponent: below 1 brighter, above 1 darker.

    Attributes:
        exponent: > 0.
    """

    exponent: float

    def applied(self, picture: Picture) -> Picture:
        """The picture on the other curve."""
        return picture.redrawn(_WHITE * (picture.grey / _WHITE) ** self.exponent)


@dataclass(frozen=True, slots=True)
class Window:
    """A viewer's window: what is darker or brighter than it is clipped.

    Attributes:
        centre: share of the full range, 0..1.
        width: share of the full range, > 0; above 1 the picture loses contrast.
    """

    centre: float
    width: float

    def applied(self, picture: Picture) -> Picture:
        """The picture as the viewer would save it."""
        darkest = self.centre - self.width / 2
        return picture.redrawn(_WHITE * (picture.grey / _WHITE - darkest) / self.width)


@dataclass(frozen=True, slots=True)
class Noise:
    """Gaussian noise, the same for every picture of one size.

    Attributes:
        sigma: grey levels of 255.
    """

    sigma: float

    def applied(self, picture: Picture) -> Picture:
        """The noisy picture."""
        noise = np.random.default_rng(_NOISE_SEED).normal(0.0, self.sigma, picture.grey.shape)
        return picture.redrawn(picture.grey + noise)


@dataclass(frozen=True, slots=True)
class Blur:
    """Gaussian blur.

    Attributes:
        sigma: pixels of a picture whose longer side has 1000.
    """

    sigma: float

    def applied(self, picture: Picture) -> Picture:
        """The blurred picture."""
        sigma = self.sigma * max(picture.grey.shape) / 1000
        return picture.redrawn(np.asarray(cv2.GaussianBlur(picture.grey.astype(np.float32), (0, 0), sigma)))


@dataclass(frozen=True, slots=True)
class Jpeg:
    """Saved as JPEG and read again.

    Attributes:
        quality: 1..100, as libjpeg counts.
    """

    quality: int

    def applied(self, picture: Picture) -> Picture:
        """The picture with its losses."""
        _, data = cv2.imencode(".jpg", picture.grey, [cv2.IMWRITE_JPEG_QUALITY, self.quality])
        return picture.redrawn(np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.float64))


@dataclass(frozen=True, slots=True)
class Contrast:
    """More or less contrast around the picture's mean grey.

    Attributes:
        factor: > 0; above 1 is more.
    """

    factor: float

    def applied(self, picture: Picture) -> Picture:
        """The harder or softer picture."""
        mean = picture.grey.mean()
        return picture.redrawn(mean + self.factor * (picture.grey - mean))
