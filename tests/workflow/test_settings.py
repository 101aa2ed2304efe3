"""What settings can be."""

from pathlib import Path

import pytest

from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import (
    MAX_RECENT,
    Settings,
)
from bonage_desktop.workflow.shortcuts import Chord, Shortcut


def test_recent_files_are_the_last_twelve_each_once():
    settings = Settings()
    for number in [*range(14), 5]:
        settings = settings.with_recent(Path(f"/data/{number}.png"))

    assert [file.stem for file in settings.recent_files] == "5 13 12 11 10 9 8 7 6 4 3 2".split()  # noqa: SIM905


def test_a_key_is_given_to_an_action_and_taken_back():
    settings = Settings().with_shortcut("fit", (Chord.parse("G"),)).with_shortcut("fit", (Chord.parse("H"),))

    assert settings.shortcuts == (Shortcut("fit", (Chord.parse("H"),)),)
    assert settings.with_default_keys("fit") == Settings()
    with pytest.raises(WorkflowError, match="H is the key of fit and zoom"):
        settings.with_shortcut("zoom", (Chord.parse("H"),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"threads": 0},
        {"threads": 257},
        {"reader": "x" * 101},
        {"institution": "\t"},
        {"percentile_table": Path("ours.csv")},
        {"recent_files": (Path("a.png"),)},
        {"recent_files": (Path("/a.png"), Path("/a.png"))},
        {"recent_files": tuple(Path(f"/{number}") for number in range(MAX_RECENT + 1))},
    ],
)
def test_settings_that_cannot_be_are_not_made(wrong):
    with pytest.raises(WorkflowError) as caught:
        Settings(**wrong)

    assert caught.value.code == "workflow.settings_value"
