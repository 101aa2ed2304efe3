"""The grey levels that the networks get, and the pages that lie beside a radiograph."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sample_hand import sample_radiograph

from bonage_desktop.opencv import cv2
from bonage_desktop.vision.film import Film


def film_of(pixels: np.ndarray) -> Film:
    stored = np.round(pixels * 255).astype(np.uint8)
    return Film.of(sample_radiograph(pixels=(stored / np.float32(255)).astype(np.float32), stored=stored))


def grain(height: int, width: int) -> np.ndarray:
    """Soft patches, none as bright as a page; finer grain would be noise, and be smoothed."""
    patches = np.random.default_rng(5).uniform(0.1, 0.7, (height // 10, width // 10)).astype(np.float32)
    return cv2.resize(patches, (width, height), interpolation=cv2.INTER_LINEAR)


@given(
    side=st.sampled_from(["left", "right", "above", "below"]),
    level=st.floats(0.8, 1.0),
    share=st.floats(0.1, 1.0),
)
def test_a_blank_page_on_any_side_becomes_black_and_the_radiograph_stays(side: str, level: float, share: float) -> None:
    picture = grain(200, 150)
    beside = side in ("left", "right")
    shape = (200, round(150 * share)) if beside else (round(200 * share), 150)
    pages = [np.full(shape, level, np.float32), picture]
    ordered = pages if side in ("left", "above") else pages[::-1]
    film = film_of(np.hstack(ordered) if beside else np.vstack(ordered))

    dark = film.without_blank_pages().gray

    assert film.has_blank_pages
    expected = film.gray.copy()
    expected[film.gray >= 200] = 0  # the grain is nowhere as bright
    assert np.array_equal(dark, expected)


def test_a_thin_white_edge_is_no_page() -> None:
    film = film_of(np.hstack([grain(200, 196), np.ones((200, 4), np.float32)]))

    assert not film.has_blank_pages
    assert np.array_equal(film.without_blank_pages().gray, film.gray)


def test_an_image_that_is_white_all_over_has_no_page_beside_it() -> None:
    assert not film_of(np.ones((200, 150), np.float32)).has_blank_pages


def test_a_bright_band_with_something_on_it_is_no_page() -> None:
    page = np.full((200, 150), 0.95, np.float32)
    page[::20] = 0.1
    film = film_of(np.hstack([grain(200, 150), page]))

    assert not film.has_blank_pages


def test_a_bright_gradient_is_no_page() -> None:
    assert not film_of(np.tile(np.linspace(0, 1, 512, dtype=np.float32), (512, 1))).has_blank_pages
