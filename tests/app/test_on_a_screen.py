"""One story on a real screen: an X server, the real program with its real networks, keys from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from kept_library import library_in
from PIL import Image
from sample_hand import SAMPLES

from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.status import CaseStatus

SCREEN = "1440x900x24"
PATIENCE = 120.0


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """Environment of a program that shows its windows on a screen of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    kept = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    yield kept | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    server.terminate()
    server.wait(10)


class Hands:
    """Someone before the screen: sees the window's title and presses keys."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False, timeout=30
        )
        return done.stdout.strip()

    def title(self) -> str:
        window = self._xdotool("search", "--onlyvisible", "--name", "Bone age").split("\n")[0]
        return self._xdotool("getwindowname", window) if window else ""

    def wait_for(self, is_there: Callable[[str], bool]) -> str:
        deadline = time.monotonic() + PATIENCE
        while not is_there(title := self.title()):
            assert time.monotonic() < deadline, f"the window still says {title!r}"
            time.sleep(0.2)
        return title

    def press(self, *keys: str) -> None:
        window = self._xdotool("search", "--onlyvisible", "--name", "Bone age").split("\n")[0]
        self._xdotool("windowfocus", "--sync", window)
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def picture(self, file: Path) -> np.ndarray:
        subprocess.run(["import", "-window", "root", str(file)], env=self._environment, check=True, timeout=30)
        return np.asarray(Image.open(file).convert("RGB"))


@pytest.mark.real_weights
def test_a_hand_is_opened_corrected_confirmed_and_closed_with_keys_alone(
    screen: dict[str, str], tmp_path: Path
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "bonage_desktop", "open", str(SAMPLES / "male_120.dcm"), "--data", str(tmp_path)],
        env=screen,
        stderr=subprocess.PIPE,
        text=True,
    )
    hands = Hands(screen)

    try:
        hands.wait_for(lambda title: "To review" in title)
        before = hands.picture(tmp_path / "before.png")
        hands.press("Down", "bracketright", "Return", "ctrl+Return")
        hands.wait_for(lambda title: "Confirmed" in title)
        after = hands.picture(tmp_path / "after.png")
        hands.press("ctrl+q")
        _, told = program.communicate(timeout=60)
    finally:
        program.kill()
        program.wait(10)

    assert before.shape[:2] == (900, 1440)
    assert before.std() > 20  # a window with a radiograph, not an empty screen
    assert (before != after).any()
    assert "Traceback" not in told
    assert program.returncode == 0
    library = library_in(tmp_path)
    assert [row.status for row in library.rows(CaseQuery())] == [CaseStatus.CONFIRMED]
    library.close()
