"""`bonage score`: 13 levels in, points, score and age out; no image and no network."""

import json
from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.screen import Screen
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.document import rounded
from bonage_desktop.reporting.words import RESEARCH_NOTICE, age_words, level_words, other_table_words
from bonage_desktop.sentences import listed, say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

_EXAMPLE = say("Write each of the 13 bones once, as in radius=9 ulna=L5(2).")


def score(written: Sequence[str], sex: Sex, output_format: str, screen: Screen) -> int:
    """Add up the points of 13 levels.

    Args:
        written: `bone=level`, each bone once; a number is a level, `L4(2)` a label.
        sex: whose points and curve.
        output_format: `table` or `json`.
        screen: where it goes.

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
        screen.show(_points(reading, screen), _facts(reading, sex, screen), RESEARCH_NOTICE)
    return 0


def _levels(written: Sequence[str], standard: RusChn) -> Mapping[Bone, Level]:
    levels: dict[Bone, Level] = {}
    for word in written:
        key, equals, text = word.partition("=")
        if not equals:
            raise UsageError("cli.usage", say("{word!r} is not BONE=LEVEL.", word=word), _EXAMPLE)
        try:
            bone = Bone.from_key(key.strip().lower())
            level = standard.level(bone, text)
        except LevelError as error:
            raise UsageError(error.code, error.message, error.hint) from error
        if bone in levels:
            raise UsageError("cli.bone_twice", say("{key} is given twice.", key=bone.key), _EXAMPLE)
        levels[bone] = level
    missing = [bone.key for bone in Bone if bone not in levels]
    if missing:
        raise UsageError("cli.bones_missing", say("No level is given for {bones}.", bones=listed(missing)), _EXAMPLE)
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


def _points(reading: Reading, screen: Screen) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(screen.words(say("No")), justify="right")
    table.add_column(screen.words(say("Bone")))
    table.add_column(screen.words(say("Level")))
    table.add_column(screen.words(say("Points")), justify="right")
    table.add_column(screen.words(say("TW3 stage")))
    standard, points = reading.standards.rus_chn, reading.points or {}
    for bone, level in reading.levels.items():
        words = level_words(level, standard)
        table.add_row(str(bone.number), screen.words(bone.title), words, str(points[bone]), standard.tw3_letter(level))
    return table


def _facts(reading: Reading, sex: Sex, screen: Screen) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for head, told in _lines(reading, sex, screen.ages):
        table.add_row(screen.words(head), screen.words(told))
    return table


def _lines(reading: Reading, sex: Sex, ages: AgeNotation) -> Iterator[tuple[str, str]]:
    age, tw3_age = _ages(reading)
    yield say("RUS score"), say("{score} of 1000 points, {sex}", score=reading.score or 0, sex=sex.word)
    yield say("Bone age"), age_words(age, ages)
    if age.alternative_years is not None:
        yield say("Or"), other_table_words(age.alternative_years, ages)
    tw3_words = age_words(tw3_age, ages)
    yield say("TW3 age"), say("{age} ({score} points)", age=tw3_words, score=reading.tw3_score or 0)
    for notice in reading.notices(None):
        yield say("Note"), notice.message


def _ages(reading: Reading) -> tuple[BoneAge, BoneAge]:
    age, tw3_age = reading.bone_age, reading.tw3_bone_age
    if age is None or tw3_age is None:
        raise ValueError("13 levels and a sex always have an age")
    return age, tw3_age
