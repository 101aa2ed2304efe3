"""`bonage score`: 13 levels in, points, score and age out; no image and no network."""

import json
from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.cli import screen
from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.reporting.document import rounded
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, level_words, other_table_words
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

_EXAMPLE = "Write each of the 13 bones once, as in radius=9 ulna=L5(2)."


def score(written: Sequence[str], sex: Sex, output_format: str) -> int:
    """Add up the points of 13 levels.

    Args:
        written: `bone=level`, each bone once; a number is a level, `L4(2)` a label.
        sex: whose points and curve.
        output_format: `table` or `json`.

    Raises:
        UsageError: a bone is missing (`cli.bones_missing`), written twice (`cli.bone_twice`), unknown, or
            has no such level.
    """
    standards = load_standards()
    levels = _levels(written, standards.rus_chn)
    grades = {bone: BoneGrade.by_reader(level) for bone, level in levels.items()}
    findings = Findings(None, None, {}, {}, grades, None, {}, "cpu", {}, (), None)
    reading = Reading.begin(findings, sex, FactSource.READER, standards)
    if output_format == "json":
        screen.write(json.dumps(_document(reading, sex), indent=1) + "\n")
    else:
        screen.show(_points(reading), *_facts(reading, sex))
    return 0


def _levels(written: Sequence[str], standard: RusChn) -> Mapping[Bone, Level]:
    levels: dict[Bone, Level] = {}
    for word in written:
        key, equals, text = word.partition("=")
        if not equals:
            raise UsageError("cli.usage", f"{word!r} is not BONE=LEVEL.", _EXAMPLE)
        try:
            bone = Bone.from_key(key.strip().lower())
            level = standard.level(bone, text)
        except LevelError as error:
            raise UsageError(error.code, error.message, error.hint) from error
        if bone in levels:
            raise UsageError("cli.bone_twice", f"{bone.key} is given twice.", _EXAMPLE)
        levels[bone] = level
    missing = [bone.key for bone in Bone if bone not in levels]
    if missing:
        raise UsageError("cli.bones_missing", f"No level is given for {', '.join(missing)}.", _EXAMPLE)
    return levels


def _document(reading: Reading, sex: Sex) -> Mapping[str, object]:
    age, tw3_age = _ages(reading)
    points, standards = reading.points or {}, reading.standards
    return {
        "sex": sex.value,
        "levels": {
            bone.key: {
                "level": level.index,
                "label": standards.rus_chn.label(level),
                "points": points[bone],
                "tw3_stage": standards.rus_chn.tw3_letter(level),
            }
            for bone, level in reading.levels.items()
        },
        "score": reading.score,
        "bone_age_years": round(age.years, 3),
        "bone_age_alternative_years": rounded(age.alternative_years, 3),
        "tw3_score": reading.tw3_score,
        "tw3_bone_age_years": round(tw3_age.years, 3),
        "warnings": [{"code": notice.code, "message": notice.message} for notice in reading.notices(None)],
        "standard": standards.rus_chn.identity,
        "tw3_standard": standards.tw3.identity,
        "research_use_only": RESEARCH_NOTICE,
    }


def _points(reading: Reading) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("No", justify="right")
    table.add_column("Bone")
    table.add_column("Level")
    table.add_column("Points", justify="right")
    table.add_column("TW3 stage")
    standard, points = reading.standards.rus_chn, reading.points or {}
    for bone, level in reading.levels.items():
        words = level_words(level, standard)
        table.add_row(str(bone.number), bone.title, words, str(points[bone]), standard.tw3_letter(level))
    return table


def _facts(reading: Reading, sex: Sex) -> Iterator[str]:
    age, tw3_age = _ages(reading)
    yield f"RUS score  {reading.score} of 1000 points, {sex.value}"
    yield f"Bone age   {age_words(age)}"
    if age.alternative_years is not None:
        yield f"Or         {other_table_words(age.alternative_years)}"
    yield f"TW3 age    {age_words(tw3_age)} ({reading.tw3_score} points)"
    for notice in reading.notices(None):
        yield f"Note       {notice.message}"
    yield RESEARCH_NOTICE


def _ages(reading: Reading) -> tuple[BoneAge, BoneAge]:
    age, tw3_age = reading.bone_age, reading.tw3_bone_age
    if age is None or tw3_age is None:
        raise ValueError("13 levels and a sex always have an age")
    return age, tw3_age
