"""RUS-CHN: levels, labels, points, criteria and curves, as resources/standards/rus_chn.json has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.criteria import Criteria, load_criteria
from bonage_desktop.standards.curve import MAX_SCORE, AgeRow, Curve
from bonage_desktop.standards.entries import Entry, read_document
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.numbers import check_points, read_curve, read_points
from bonage_desktop.standards.provenance import Citation, Doubt, citations, doubts
from bonage_desktop.standards.sex import Sex


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row of the points table.

    Attributes:
        label: how people write the level, e.g. `4(2)`.
        tw3_letter: TW3 stage that the level lies in, `A`..`I`.
        points: what the level is worth, per sex.
    """

    label: str
    tw3_letter: str
    points: Mapping[Sex, int]


@dataclass(frozen=True, slots=True, eq=False)
class RusChn:
    """The RUS-CHN standard.

    Attributes:
        identity: `RUS-CHN sha256:` and the hash of the file, to keep beside a result.
        title: the standard's full name.
        rows: the points table of each bone, one row per level, level 0 first.
        curves: the 50th percentile of each sex, with the other published table of its mature end.
        criteria: what a reader looks for at each level.
        sources: where the numbers come from.
        doubts: numbers that the sources do not settle.
    """

    identity: str
    title: str
    rows: Mapping[Bone, tuple[LevelRow, ...]]
    curves: Mapping[Sex, Curve]
    criteria: Criteria
    sources: tuple[Citation, ...]
    doubts: tuple[Doubt, ...]

    def points(self, level: Level, sex: Sex) -> int:
        """What the level is worth for this sex, 0..210 points."""
        return self._row(level).points[sex]

    def label(self, level: Level) -> str:
        """How people write the level, e.g. `4(2)` for level 5 of the third metacarpal."""
        return self._row(level).label

    def tw3_letter(self, level: Level) -> str:
        """TW3 stage that the level lies in, `A`..`I`."""
        return self._row(level).tw3_letter

    def levels_of(self, bone: Bone, letter: str) -> tuple[Level, ...]:
        """The levels that lie in a TW3 stage, lowest first; empty where the bone has no such stage."""
        rows = enumerate(self.rows[bone])
        return tuple(Level(bone, index) for index, row in rows if row.tw3_letter == letter)

    def criterion(self, level: Level, language: Language) -> str:
        """What a reader looks for at this level, in one sentence."""
        return self.criteria.rus_chn[level.bone][level.index][language]

    def curve(self, sex: Sex) -> Curve:
        """The 50th percentile of this sex."""
        return self.curves[sex]

    def level(self, bone: Bone, text: str) -> Level:
        """The level that a person wrote: a bare number is a level, `L` and a label is that label.

        Args:
            bone: whose level.
            text: e.g. `5` or `L4(2)`, which is the same level of the third metacarpal. Full-width
                parentheses and a small `l` will do.

        Raises:
            LevelError: the bone has no such level (`standards.level_out_of_range`) or label
                (`standards.unknown_label`), or the text is neither (`standards.level_unreadable`).
        """
        written = text.strip().replace("（", "(").replace("）", ")")
        if written.isascii() and written.isdecimal():
            return Level(bone, int(written))
        if written[:1] in ("L", "l"):
            return self._labelled(bone, written[1:])
        raise LevelError(
            "standards.level_unreadable",
            say("{text!r} is no level of {bone}.", text=text, bone=bone.title),
            say("Write a level as a number, as in 5, or its label after an L, as in L4(2)."),
        )

    def _labelled(self, bone: Bone, label: str) -> Level:
        labels = [row.label for row in self.rows[bone]]
        if label not in labels:
            raise LevelError(
                "standards.unknown_label",
                say("{bone} has no label {label!r}.", bone=bone.title, label=label),
                say("Use one of: {names}.", names=" ".join(f"L{known}" for known in labels)),
            )
        return Level(bone, labels.index(label))

    def _row(self, level: Level) -> LevelRow:
        return self.rows[level.bone][level.index]


@cache
def load_rus_chn() -> RusChn:
    """The shipped RUS-CHN standard, read and validated once.

    Raises:
        StandardError: its file cannot be used (see `read_rus_chn`).
    """
    return read_rus_chn(resources_dir() / "standards" / "rus_chn.json", load_criteria())


def read_rus_chn(file: Path, criteria: Criteria) -> RusChn:
    """The RUS-CHN standard of a file.

    Raises:
        StandardError: the file cannot be read, or a table in it is incomplete or impossible
            (`standards.file_unreadable`, `standards.file_invalid`, `standards.schema_unknown`).
    """
    document = read_document(file)
    top = document.top
    rows = {bone: _rows(top["levels"]["bones"][bone.key], bone) for bone in Bone}
    check_points(top["levels"], {bone: [row.points for row in rows[bone]] for bone in Bone})
    for bone in Bone:
        if len(criteria.rus_chn[bone]) != bone.level_count:
            raise top.refusal(say("and criteria.json do not have the same number of levels of {key!r}", key=bone.key))
    return RusChn(
        identity=f"RUS-CHN sha256:{document.sha256}",
        title=top["title"].text(),
        rows=rows,
        curves={sex: _curve(top["curve"], sex) for sex in Sex},
        criteria=criteria,
        sources=citations(top),
        doubts=doubts(top),
    )


def _rows(table: Entry, bone: Bone) -> tuple[LevelRow, ...]:
    rows: list[LevelRow] = []
    for index, entry in enumerate(table.rows()):
        if entry["level"].whole() != index:
            raise entry.refusal(say("is not level {index}", index=index))
        rows.append(LevelRow(entry["label"].text(), _letter(entry["tw3"]), read_points(entry)))
    if len(rows) != bone.level_count:
        raise table.refusal(say("has {count} levels instead of {wanted}", count=len(rows), wanted=bone.level_count))
    if len({row.label for row in rows}) != len(rows):
        raise table.refusal(say("has a label twice"))
    if rows[0].tw3_letter != "A":
        raise table.refusal(say("does not begin with stage A"))
    for before, after in pairwise(rows):
        if ord(after.tw3_letter) - ord(before.tw3_letter) not in (0, 1):
            raise table.refusal(
                say("goes from stage {before} to {after}", before=before.tw3_letter, after=after.tw3_letter)
            )
    return tuple(rows)


def _letter(entry: Entry) -> str:
    letter = entry.text()
    if len(letter) != 1:
        raise entry.refusal(say("is not one letter"))
    return letter


def _curve(entry: Entry, sex: Sex) -> Curve:
    rows = tuple(_age_row(row) for row in entry["alternative"][sex.value].rows())
    curve = read_curve(entry[sex.value], rows)
    if curve.knots[0].score != 0:
        raise entry[sex.value].refusal(say("must run from 0 to {highest} points", highest=MAX_SCORE))
    return curve


def _age_row(entry: Entry) -> AgeRow:
    values = entry.rows()
    if len(values) != 3:
        raise entry.refusal(say("is not years, lowest and highest score"))
    return AgeRow(values[0].number(), values[1].whole(), values[2].whole())
