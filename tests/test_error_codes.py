"""docs/errors.md and the source name the same codes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = "standards|assessment|imaging|vision|reporting|records|exchange|workflow|training|cli|app"
CODE = rf"(?:{FLOORS})\.[a-z_0-9]+"
DOCUMENTED = set(re.findall(rf"`({CODE})`", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")))


def strings_of(source: str) -> Iterator[str]:
    """The string literals as regular expressions; what an f-string fills in may be any word."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values
            )


@cache
def used_codes() -> set[str]:
    files = (ROOT / "bonage_desktop").rglob("*.py")
    found = {text for file in files for text in strings_of(file.read_text(encoding="utf-8"))}
    return {text for text in found if re.fullmatch(rf"(?:{FLOORS})\\\.(?:[a-z_0-9]|\[a-z_\]\+)+", text)}


@pytest.mark.parametrize("code", sorted(used_codes()))
def test_every_code_in_the_source_is_explained(code):
    assert [documented for documented in DOCUMENTED if re.fullmatch(code, documented)], code


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
def test_every_explained_code_is_in_the_source(code):
    assert [used for used in used_codes() if re.fullmatch(used, code)], code


def test_every_row_says_what_to_do():
    rows = [
        line for line in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").splitlines() if line[:3] == "| `"
    ]

    assert len(rows) > 60
    assert [
        row for row in rows if len(row.split(" | ")) != 3 or not all(cell.strip(" |") for cell in row.split(" | "))
    ] == []
