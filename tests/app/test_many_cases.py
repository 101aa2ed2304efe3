"""A day's work: two hundred cases in one window, which keeps of each what a reader entered and not its pixels."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hand_files import small_findings, small_hand
from pretended_engine import PretendedEngine
from pytestqt.qtbot import QtBot

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex

Make = Callable[..., ReviewWindow]
CASES, BEGUN = 200, 20
FACTOR = 0.3
WINDOW_BYTES = 300_000_000
"""What the window may take (issue 5)."""
MOST_GROWTH = 0.05
PIXELS_OF_ONE = int(900 * FACTOR * 1200 * FACTOR) * (4 + 1 + 1)
"""Bytes of one case's image as float32 and as stored, and of its mask."""


@pytest.fixture
def traced() -> Iterator[None]:
    """Every byte that Python and numpy hold is counted."""
    tracemalloc.start(1)
    yield
    tracemalloc.stop()


def held() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def read(qtbot: QtBot, window: ReviewWindow, number: int) -> None:
    """Open a case, wait for all of it, correct a level and say the sex."""
    window.desk.open(number)
    qtbot.waitUntil(
        lambda: window.desk.case(number).is_assessed and window.desk.case(number).has_pixels, timeout=60_000
    )
    window.desk.change(lambda session: session.select(Bone.PP3))
    window.desk.change(lambda session: session.step_level(+1))
    window.desk.change(lambda session: session.choose_sex(Sex.MALE))


@pytest.mark.usefixtures("traced")
@pytest.mark.timeout(600)
def test_two_hundred_cases_take_hardly_more_memory_than_twenty(qtbot: QtBot, make_window: Make, tmp_path: Path) -> None:
    found = small_findings(FACTOR)
    files = [small_hand(tmp_path, f"{number:03}", FACTOR) for number in range(1, CASES + 1)]
    window = make_window(PretendedEngine(lambda _: found))
    window.intents.open_paths(files)

    for number in range(1, BEGUN + 1):
        read(qtbot, window, number)
    twenty = held()
    for number in range(BEGUN + 1, CASES + 1):
        read(qtbot, window, number)
    growth = held() - twenty

    assert growth <= MOST_GROWTH * WINDOW_BYTES
    assert growth <= 0.3 * (CASES - BEGUN) * PIXELS_OF_ONE  # no case keeps its pixels
    assert sum(case.has_pixels for case in window.desk.worklist.cases) == 1
    assert all(case.reading.overrides for case in window.desk.worklist.cases)
