"""Points and curves out of a standard's file: what both standards promise about their numbers."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bonage_desktop.sentences import said_by, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import MAX_SCORE, AgeRow, Curve, Knot
from bonage_desktop.standards.entries import Entry
from bonage_desktop.standards.sex import Sex

Points = Mapping[Sex, int]


def read_points(entry: Entry) -> Points:
    """What a level is worth for each sex.

    Raises:
        StandardError: a number is missing or not whole (`standards.file_invalid`).
    """
    return {sex: entry[sex.value].whole() for sex in Sex}


def check_points(table: Entry, points: Mapping[Bone, Sequence[Points]]) -> None:
    """Refuse tables that do not begin at 0, fall, or do not add up to 1000.

    Raises:
        StandardError: one of these (`standards.file_invalid`).
    """
    for sex in Sex:
        for bone in Bone:
            column = [row[sex] for row in points[bone]]
            if column[0] != 0:
                raise table.refusal(
                    say(
                        "gives level 0 of {key!r} {points} points ({sex})", key=bone.key, points=column[0], sex=sex.word
                    )
                )
            if any(after < before for before, after in pairwise(column)):
                raise table.refusal(say("has points of {key!r} that fall ({sex})", key=bone.key, sex=sex.word))
        total = sum(points[bone][-1][sex] for bone in Bone)
        if total != MAX_SCORE:
            raise table.refusal(
                say(
                    "adds up to {total} points instead of {wanted} ({sex})", total=total, wanted=MAX_SCORE, sex=sex.word
                )
            )


def read_curve(entry: Entry, alternative: tuple[AgeRow, ...] = ()) -> Curve:
    """The curve whose knots stand at this place.

    Raises:
        StandardError: the knots or the alternative are no curve (`standards.file_invalid`).
    """
    knots = tuple(_knot(knot) for knot in entry.rows())
    try:
        return Curve(knots, alternative)
    except ValueError as error:
        raise entry.refusal(said_by(error)) from error


def _knot(entry: Entry) -> Knot:
    values = entry.rows()
    if len(values) != 2:
        raise entry.refusal(say("is not a score and years"))
    return Knot(values[0].whole(), values[1].number())
