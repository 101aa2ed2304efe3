"""`bonage standards`: levels, points, criteria and curves with their sources."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import RenderableType
from rich.table import Table

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.screen import Screen, is_utf8
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.curve import Curve, Knot
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.provenance import Citation, Doubt
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.standards.tw3 import load_tw3


@dataclass(frozen=True, slots=True)
class Step:
    """A level or stage of a bone as it is shown.

    Attributes:
        name: how people write it: `L4(2) · 5`, or a letter.
        level: the level's number, or None for a TW3 stage.
        points: per sex.
        criterion: what a reader looks for.
    """

    name: str
    level: int | None
    points: Mapping[Sex, int]
    criterion: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What either standard has to show."""

    identity: str
    title: str
    steps: Mapping[Bone, Sequence[Step]]
    curves: Mapping[Sex, Curve]
    sources: Sequence[Citation]
    doubts: Sequence[Doubt]


def standards(name: str, output_format: str, bone_key: str | None, language: Language, screen: Screen) -> int:
    """Show a standard.

    Args:
        name: `rus-chn` or `tw3`.
        output_format: `table` or `json`.
        bone_key: show this bone alone, with its criteria, or None for all.
        language: of the criteria.
        screen: where it goes, and in which language all but the criteria; sources and doubts are English.

    Raises:
        UsageError: there is no such bone.
    """
    shown = _tw3(language) if name == "tw3" else _rus_chn(language)
    bones = tuple(Bone) if bone_key is None else (_bone(bone_key),)
    if output_format == "json":
        text = json.dumps(_document(shown, bones), ensure_ascii=not is_utf8(), indent=1)
        screen.write(f"{text}\n")
    elif bone_key is None:
        screen.show(*_overview(shown, screen))
    else:
        title = say("{standard}: {bone}", standard=shown.title, bone=bones[0].title)
        screen.show(title, _criteria(shown.steps[bones[0]], screen))
    return 0


def _bone(key: str) -> Bone:
    try:
        return Bone.from_key(key.lower())
    except LevelError as error:
        raise UsageError(error.code, error.message, error.hint) from error


def _rus_chn(language: Language) -> Shown:
    standard = load_rus_chn()
    steps = {
        bone: [
            Step(f"L{row.label} · {index}", index, row.points, standard.criterion(Level(bone, index), language))
            for index, row in enumerate(standard.rows[bone])
        ]
        for bone in Bone
    }
    return Shown(standard.identity, standard.title, steps, standard.curves, standard.sources, standard.doubts)


def _tw3(language: Language) -> Shown:
    standard = load_tw3()
    steps = {
        bone: [
            Step(letter, None, points, standard.criterion(bone, letter, language))
            for letter, points in standard.stages[bone].items()
        ]
        for bone in Bone
    }
    return Shown(standard.identity, standard.title, steps, standard.curves, standard.sources, standard.doubts)


def _document(shown: Shown, bones: Sequence[Bone]) -> Mapping[str, object]:
    return {
        "standard": shown.identity,
        "title": shown.title,
        "bones": {
            bone.key: [
                {
                    "name": step.name,
                    "level": step.level,
                    "points": {sex.value: step.points[sex] for sex in Sex},
                    "criterion": step.criterion,
                }
                for step in shown.steps[bone]
            ]
            for bone in bones
        },
        "curve": {
            sex.value: [{"score": knot.score, "years": knot.years} for knot in shown.curves[sex].knots] for sex in Sex
        },
        "sources": {source.key: source.title for source in shown.sources},
        "doubts": [
            {"place": doubt.place, "verbatim": doubt.verbatim, "used": doubt.used, "why": doubt.why}
            for doubt in shown.doubts
        ],
    }


def _overview(shown: Shown, screen: Screen) -> Iterator[RenderableType]:
    yield shown.title
    for sex in Sex:
        yield say("Points, {sex}", sex=sex.word)
        yield _points(shown, sex, screen)
    for sex in Sex:
        yield say("50th percentile, {sex}: score at age in years", sex=sex.word)
        yield _curve(shown.curves[sex].knots)
    yield say("Sources")
    for source in shown.sources:
        yield f"  {source.key}: {source.title}"
    yield say("Doubts")
    for doubt in shown.doubts:
        yield say(
            "  {place}: {verbatim}, used: {used}. {why}",
            place=doubt.place,
            verbatim=doubt.verbatim,
            used=doubt.used,
            why=doubt.why,
        )
    yield paragraph(say("Criteria of a bone: add --bone {key}.", key=Bone.RADIUS.key), shown.identity)


def _points(shown: Shown, sex: Sex, screen: Screen) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(screen.words(say("Bone")), no_wrap=True)
    table.add_column(screen.words(say("Points of each level, lowest first, with its name")))
    for bone, steps in shown.steps.items():
        cells = [f"{step.name.partition(' ')[0]}={step.points[sex]}" for step in steps]
        table.add_row(bone.key, "  ".join(cells))
    return table


def _curve(knots: Sequence[Knot]) -> str:
    return "  ".join(f"{knot.years:g}:{knot.score}" for knot in knots)


def _criteria(steps: Sequence[Step], screen: Screen) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(screen.words(say("Level")), no_wrap=True)
    table.add_column(screen.words(say("Male")), justify="right")
    table.add_column(screen.words(say("Female")), justify="right")
    table.add_column(screen.words(say("Criterion")), overflow="fold")
    for step in steps:
        table.add_row(step.name, str(step.points[Sex.MALE]), str(step.points[Sex.FEMALE]), step.criterion)
    return table
