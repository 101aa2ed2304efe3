"""Hues over the radiograph, as people with each kind of colour blindness see them."""

from itertools import combinations

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from bonage_desktop.app.theme import FILM, PALM, SELECTED

# Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009) 1291: severity 1.0, for linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
HUES = {"model": FILM.model, "reader": FILM.reader, "selected": SELECTED}
APART = 20.0
"""CIEDE2000; 2.3 is just noticeable."""


def seen(hue: str, blindness: str) -> np.ndarray:
    rgb = np.array([int(hue[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    changed = np.clip(BLINDNESS[blindness] @ linear, 0, 1)
    return np.where(changed <= 0.0031308, 12.92 * changed, 1.055 * changed ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), list(combinations(HUES, 2)))
def test_sources_and_selection_are_told_apart(one: str, other: str, blindness: str) -> None:
    first, second = (rgb2lab(seen(HUES[name], blindness)[None, None]) for name in (one, other))

    assert deltaE_ciede2000(first, second).item() > APART


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("hue", [*HUES.values(), PALM], ids=[*HUES, "palm"])
def test_every_hue_stands_out_from_the_black_film(hue: str, blindness: str) -> None:
    lightness = rgb2lab(seen(hue, blindness)[None, None])[..., 0].item()

    assert lightness > 50
