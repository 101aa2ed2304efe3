"""docs/errors.md lists what this floor can say: every code, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"imaging\.[a-z0-9_]+")


def said_by_the_source() -> set[str]:
    sources = sorted((ROOT / "bonage_desktop" / "imaging").glob("*.py"))
    said = {code for source in sources for code in re.findall(r'"(imaging\.[a-z0-9_]+)"', source.read_text("utf-8"))}
    return said | {"imaging.birth_date_missing", "imaging.study_date_missing"}  # put together from the date's name


def test_the_table_of_errors_and_the_source_agree():
    section = (ROOT / "docs" / "errors.md").read_text("utf-8").split("## imaging")[1].split("\n## ")[0]

    assert set(CODE.findall(section)) == said_by_the_source()
