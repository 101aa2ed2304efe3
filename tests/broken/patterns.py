"""Noise, pages of text, gradients and other patterns."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from bonage_desktop.opencv import cv2
from broken.case import Case, Grey, Kind, chance

HEIGHT, WIDTH = 800, 640
_PROSE = (
    "The distal epiphysis of the radius is as wide as its metaphysis. The ulnar styloid is seen. "
    "Clinical history: short stature. Technique: left hand, posteroanterior. Impression: bone age within two "
    "standard deviations of the chronological age. Follow-up in one year is suggested. "
)
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)


def pattern_cases() -> Iterator[Case]:
    """All of this module's pictures."""
    for number, (name, noise) in enumerate(_NOISES.items()):
        for round_number in range(2):
            seed = f"{name} {round_number}"
            yield Case(f"noise: {seed}", Kind.NOISE, f"{name} noise", partial(noise, chance(f"{number} {seed}")))
    for size in (0.5, 0.8, 1.5):
        for inverted in (False, True):
            ink = "white on black" if inverted else "black on white"
            what = f"a page of text, {ink}, size {size}"
            yield Case(f"text: {ink} {size}", Kind.TEXT, what, partial(page_of_text, size, inverted=inverted))
    for name, draw in _PATTERNS.items():
        yield Case(f"pattern: {name}", Kind.PATTERN, name, draw)


def white_noise(random: np.random.Generator) -> Grey:
    """Every pixel by itself."""
    return random.integers(0, 256, (HEIGHT, WIDTH), np.uint8)


def salt_and_pepper(random: np.random.Generator) -> Grey:
    """Grey with black and white dots."""
    return random.choice(np.array([0, 128, 255], np.uint8), (HEIGHT, WIDTH), p=(0.1, 0.8, 0.1))


def clouds(random: np.random.Generator) -> Grey:
    """Noise of all wavelengths, stronger the longer."""
    down, across = np.fft.fftfreq(HEIGHT)[:, None], np.fft.fftfreq(WIDTH)[None]
    waves = np.fft.fft2(random.normal(size=(HEIGHT, WIDTH))) / np.maximum(np.hypot(down, across), 1 / WIDTH) ** 1.3
    return stretched(np.fft.ifft2(waves).real)


def blobs(random: np.random.Generator) -> Grey:
    """Bright spots with soft edges on black."""
    return stretched(np.maximum(cv2.GaussianBlur(random.normal(size=(HEIGHT, WIDTH)), (0, 0), 30), 0))


def stripes_of_noise(random: np.random.Generator) -> Grey:
    """Every row one level, as of a broken detector."""
    return np.repeat(random.integers(0, 256, (HEIGHT, 1), np.uint8), WIDTH, axis=1)


def quantum_noise(random: np.random.Generator) -> Grey:
    """An exposure of nothing."""
    return np.minimum(random.poisson(12, (HEIGHT, WIDTH)), 255).astype(np.uint8)


def strokes(random: np.random.Generator) -> Grey:
    """Fifty bright lines in all directions, blurred: bones of nobody."""
    page = np.full((HEIGHT, WIDTH), 20, np.uint8)
    for _ in range(50):
        start, end = random.integers(0, (WIDTH, HEIGHT), (2, 2))
        cv2.line(page, tuple(start.tolist()), tuple(end.tolist()), int(random.integers(80, 220)), 14)
    return cv2.GaussianBlur(page, (0, 0), 3).astype(np.uint8)


def page_of_text(size: float, *, inverted: bool) -> Grey:
    """A report, in one of three hands."""
    page = np.full((HEIGHT, WIDTH), 250, np.uint8)
    font = _FONTS[round(size * 10) % len(_FONTS)]
    words, step = iter((_PROSE * 40).split()), round(36 * size)
    for y in range(40 + step, HEIGHT - 40, step):
        line = ""
        while cv2.getTextSize(line, font, size, 1)[0][0] < WIDTH - 180 * size:
            line += next(words) + " "
        cv2.putText(page, line, (30, y), font, size, 20, 1 + (size > 1), cv2.LINE_AA)
    return 255 - page if inverted else page


def stretched(values: np.ndarray) -> Grey:
    """Black at the smallest value, white at the largest."""
    low, high = values.min(), values.max()
    return ((values - low) * (255 / (high - low))).astype(np.uint8)


def _grid() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    return y, x


def _distance() -> np.ndarray:
    y, x = _grid()
    return np.hypot(y - HEIGHT / 2, x - WIDTH / 2)


def _checkerboard(field: int) -> Grey:
    y, x = _grid()
    return ((y // field + x // field) % 2 * 255).astype(np.uint8)


def _five_bars() -> Grey:
    """Five upright bars on a plate: as many as fingers."""
    page = np.full((HEIGHT, WIDTH), 10, np.uint8)
    cv2.rectangle(page, (120, 400), (520, 720), 120, -1)
    for index in range(5):
        cv2.rectangle(page, (125 + 85 * index, 80), (175 + 85 * index, 420), 130, -1)
        cv2.line(page, (150 + 85 * index, 90), (150 + 85 * index, 700), 200, 18)
    return cv2.GaussianBlur(page, (0, 0), 4).astype(np.uint8)


def _step_wedge() -> Grey:
    page = np.zeros((HEIGHT, WIDTH), np.uint8)
    for index in range(12):
        page[100 + 50 * index : 150 + 50 * index, 200:440] = 20 + 20 * index
    return page


def _tree() -> Grey:
    """A trunk with five branches."""
    page = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.line(page, (320, 790), (320, 450), 160, 90)
    for x, y in ((60, 330), (180, 110), (320, 60), (460, 110), (600, 380)):
        cv2.line(page, (320, 470), (x, y), 150, 46)
        cv2.line(page, (320, 470), (x, y), 210, 16)
    return cv2.GaussianBlur(page, (0, 0), 5).astype(np.uint8)


_NOISES: dict[str, Callable[[np.random.Generator], Grey]] = {
    "white": white_noise,
    "salt and pepper": salt_and_pepper,
    "cloudy": clouds,
    "spotty": blobs,
    "striped": stripes_of_noise,
    "quantum": quantum_noise,
    "line": strokes,
}

_PATTERNS: dict[str, Callable[[], Grey]] = {
    "black": lambda: np.zeros((HEIGHT, WIDTH), np.uint8),
    "white": lambda: np.full((HEIGHT, WIDTH), 255, np.uint8),
    "grey": lambda: np.full((HEIGHT, WIDTH), 128, np.uint8),
    "gradient downwards": lambda: stretched(_grid()[0]),
    "gradient to the right": lambda: stretched(_grid()[1]),
    "diagonal gradient": lambda: stretched(_grid()[0] + _grid()[1]),
    "bright in the middle": lambda: stretched(-_distance()),
    "a soft spot": lambda: stretched(np.exp(-((_distance() / 180) ** 2))),
    "fine checkerboard": lambda: _checkerboard(8),
    "checkerboard": lambda: _checkerboard(40),
    "coarse checkerboard": lambda: _checkerboard(160),
    "fine rings": lambda: stretched(np.sin(_distance() / 6)),
    "rings": lambda: stretched(np.sin(_distance() / 25)),
    "concentric squares": lambda: stretched(np.sin(np.maximum(*map(abs, (_grid()[0] - 400, _grid()[1] - 320))) / 20)),
    "vertical stripes": lambda: stretched(np.sin(_grid()[1] / 15)),
    "a white disc": lambda: ((_distance() < 220) * 255).astype(np.uint8),
    "a grey rectangle": lambda: np.pad(np.full((500, 360), 140, np.uint8), ((150, 150), (140, 140))),
    "five bars on a plate": _five_bars,
    "a step wedge": _step_wedge,
    "a tree with five branches": _tree,
}
