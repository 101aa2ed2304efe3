"""Settings of which none is the default, how they are written, and what tests ask of the file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import (
    AgeNotation,
    BrightnessDrag,
    LanguageChoice,
    LevelNotation,
    MouseDirections,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
)
from bonage_desktop.workflow.settings_file import SettingsFile
from bonage_desktop.workflow.shortcuts import Chord, Shortcut

EVERYTHING = Settings(
    device=DeviceChoice.CPU,
    threads=4,
    language=LanguageChoice.ZH,
    theme=ThemeChoice.DARK,
    mouse=MouseDirections(WidthDrag.RIGHT_NARROWER, BrightnessDrag.UP_DARKER, ZoomDirection.UP_FARTHER),
    shortcuts=(Shortcut("bone.level_up", (Chord.parse("+"), Chord.parse("Ctrl+]"))), Shortcut("case.next", ())),
    reader="王医生",
    institution="Children's hospital",
    paper=Paper.LETTER,
    logo=Path("/data/logo.png"),
    left_out=(Section.CURVE, Section.DECIDING),
    level_notation=LevelNotation.NUMBER_FIRST,
    age_notation=AgeNotation.YEARS_MONTHS,
    percentile_table=Path("/data/ours.csv"),
    grades_first=True,
    shows_tw3=True,
    shows_attention=True,
    recent_files=(Path("/data/左手.dcm"), Path("/data/b.png")),
)
WRITTEN = {
    "schema_version": 1,
    "networks": {"device": "cpu", "threads": 4},
    "window": {"language": "zh", "theme": "dark", "hints_seen": []},
    "mouse": {"width": "right_narrower", "brightness": "up_darker", "zoom": "up_farther"},
    "reader": {"name": "王医生", "institution": "Children's hospital"},
    "reports": {"paper": "letter", "logo": "/data/logo.png", "left_out": ["curve", "deciding"]},
    "notation": {"levels": "number_first", "ages": "years_months"},
    "review": {"grade_first": True, "tw3": True, "attention": True},
    "standards": {"percentile_table": "/data/ours.csv"},
    "files": {"recent": ["/data/左手.dcm", "/data/b.png"]},
    "shortcuts": {"bone.level_up": ["+", "Ctrl+]"], "case.next": []},
}
DARK = Settings(theme=ThemeChoice.DARK)


def dark(settings: Settings) -> Settings:
    return replace(settings, theme=ThemeChoice.DARK)


def content_of(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


def told(file: SettingsFile) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in file.read().notices]


def refusal_of(file: SettingsFile) -> WorkflowError:
    with pytest.raises(WorkflowError) as caught:
        file.change(dark)
    return caught.value
