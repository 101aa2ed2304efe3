"""TW3-RUS: stages, points, criteria and curves, as resources/standards/tw3_rus.json has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, LevelError
from bonage_desktop.standards.criteria import Criteria, load_criteria
from bonage_desktop.standards.curve import Curve
from bonage_desktop.standards.entries import Entry, read_document
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.numbers import Points, check_points, read_curve, read_points
from bonage_desktop.standards.provenance import Citation, Doubt, citations, doubts
from bonage_desktop.standards.sex import Sex

LETTERS = "ABCDEFGHI"


@dataclass(frozen=True, slots=True, eq=False)
class Tw3:
    """The TW3-RUS standard.

    Attributes:
        identity: `TW3-RUS sha256:` and the hash of the file, to keep beside a result.
        title: the standard's full name.
        stages: what each stage of a bone is worth per sex, by letter, `A` first.
        curves: the 50th percentile of each sex.
        criteria: what a reader looks for at each stage.
        sources: where the numbers come from.
        doubts: numbers that the sources do not settle.
    """

    identity: str
    title: str
    stages: Mapping[Bone, Mapping[str, Points]]
    curves: Mapping[Sex, Curve]
    criteria: Criteria
    sources: tuple[Citation, ...]
    doubts: tuple[Doubt, ...]

    def letters(self, bone: Bone) -> tuple[str, ...]:
        """The stages of this bone, `A` first."""
        return tuple(self.stages[bone])

    def points(self, bone: Bone, letter: str, sex: Sex) -> int:
        """What the stage is worth for this sex, 0..218 points.

        Raises:
            LevelError: the bone has no such stage (`standards.unknown_letter`).
        """
        self._check(bone, letter)
        return self.stages[bone][letter][sex]

    def criterion(self, bone: Bone, letter: str, language: Language) -> str:
        """What a reader looks for at this stage, in one sentence.

        Raises:
            LevelError: the bone has no such stage (`standards.unknown_letter`).
        """
        self._check(bone, letter)
        return self.criteria.tw3[bone][self.letters(bone).index(letter)][language]

    def curve(self, sex: Sex) -> Curve:
        """The 50th percentile of this sex."""
        return self.curves[sex]

    def _check(self, bone: Bone, letter: str) -> None:
        if letter not in self.stages[bone]:
            raise LevelError(
                "standards.unknown_letter",
                say("{bone} has no TW3 stage {letter!r}.", bone=bone.title, letter=letter),
                say("Use one of: {names}.", names=" ".join(self.letters(bone))),
            )


@cache
def load_tw3() -> Tw3:
    """The shipped TW3-RUS standard, read and validated once.

    Raises:
        StandardError: its file cannot be used (see `read_tw3`).
    """
    return read_tw3(resources_dir() / "standards" / "tw3_rus.json", load_criteria())


def read_tw3(file: Path, criteria: Criteria) -> Tw3:
    """The TW3-RUS standard of a file.

    Raises:
        StandardError: the file cannot be read, or a table in it is incomplete or impossible
            (`standards.file_unreadable`, `standards.file_invalid`, `standards.schema_unknown`).
    """
    document = read_document(file)
    top = document.top
    stages = {bone: _stages(top["stages"]["bones"][bone.key]) for bone in Bone}
    check_points(top["stages"], {bone: list(stages[bone].values()) for bone in Bone})
    for bone in Bone:
        if len(criteria.tw3[bone]) != len(stages[bone]):
            raise top.refusal(say("and criteria.json do not have the same number of stages of {key!r}", key=bone.key))
    return Tw3(
        identity=f"TW3-RUS sha256:{document.sha256}",
        title=top["title"].text(),
        stages=stages,
        curves={sex: read_curve(top["curve"][sex.value]) for sex in Sex},
        criteria=criteria,
        sources=citations(top),
        doubts=doubts(top),
    )


def _stages(table: Entry) -> Mapping[str, Points]:
    stages = {entry["stage"].text(): read_points(entry) for entry in table.rows()}
    if "".join(stages) not in (LETTERS, LETTERS[:-1]):
        raise table.refusal(say("has stages {letters} instead of A to H or A to I", letters=" ".join(stages)))
    return stages
