"""docs/window.md tells what the window does: the same keys, menus and states."""

import re
from dataclasses import replace
from pathlib import Path

from panels import without_bones
from PySide6.QtWidgets import QApplication
from workflow.review_cases import (
    NOON,
    assessed_case,
    case_of_unknown_sex,
    decoded_case,
    refused_case,
    waiting_case,
)

from bonage_desktop.app.actions import actions
from bonage_desktop.app.case_words import state_words
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import CaseState, Confirmation
from bonage_desktop.workflow.case_intake import started

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "window.md").read_text(encoding="utf-8")
FAULT = BonageError("imaging.not_an_image", "knee.txt is no image.", "Export it as DICOM.")
CASES = [
    waiting_case(),
    replace(waiting_case(), error=FAULT),
    replace(waiting_case(), is_cancelled=True),
    *(started(decoded_case(), stage) for stage in Stage),
    replace(decoded_case(), error=FAULT),
    assessed_case(),
    case_of_unknown_sex(),
    without_bones(Bone.DP5),
    refused_case(),
    replace(assessed_case(), confirmation=Confirmation("Dr. Wang", NOON)),
]


def section(title: str) -> str:
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_table_of_keys_has_every_shortcut_in_the_order_of_the_menus(qapp: QApplication) -> None:
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", section("Keys"), re.MULTILINE)

    listed = [(tuple(re.findall("`([^`]+)`", keys)), text) for keys, text in rows]

    assert listed == [(action.keys, action.text) for action in actions() if action.keys]


def test_what_has_no_key_is_listed_too(qapp: QApplication) -> None:
    lines = re.findall(r"^- \*\w+\*: (.+)\.$", section("Keys"), re.MULTILINE)

    listed = [name for line in lines for name in line.split("; ")]

    assert listed == [action.text for action in actions() if not action.keys]


def test_every_state_of_a_case_is_explained(qapp: QApplication) -> None:
    explained = section("What a case can be")

    told = [state_words(case) for case in CASES]

    assert {case.state for case in CASES} == set(CaseState)
    assert [words for words in told if f"*{words}*" not in explained] == []
