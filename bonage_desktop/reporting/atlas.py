"""What a level and a hand of an age look like: averages of many hands, drawings, and a site's own plates.

The shipped pictures are made by scripts/make_atlas.py and described in resources/atlas/atlas.json. A site may put
plates of its own beside them, `plates/<bone>/<level>.png`: those are shown first.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.notice import Notice
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting.plates import read_plates
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.entries import Entry, StandardError, read_document
from bonage_desktop.standards.sex import Sex

FEWEST_HANDS = 8
"""Hands of an average: no picture shows fewer."""

Grey = npt.NDArray[np.uint8]


class AtlasError(BonageError):
    """The shipped atlas cannot be used."""


class Origin(Enum):
    """Where a picture is from."""

    AVERAGE = "average"
    DRAWN = "drawn"
    SITE_PLATE = "site plate"


@dataclass(frozen=True, slots=True, eq=False)
class LevelPicture:
    """What a level looks like.

    Attributes:
        pixels: uint8 (H, W) with H = W, bone bright, as the bone stands in a left hand with its fingers up.
        origin: what kind of picture it is.
        n_hands: hands in an average, which the model calls this level; None if it is none.
    """

    pixels: Grey
    origin: Origin
    n_hands: int | None


@dataclass(frozen=True, slots=True, eq=False)
class HandPicture:
    """The average hand of children of one sex and bone age.

    Attributes:
        pixels: uint8 (H, W), a left hand as displayed, fingers up, black beside it.
        sex: whose hands.
        years: their bone age in completed years, by Greulich-Pyle.
        mean_months: their mean bone age.
        n_hands: how many.
    """

    pixels: Grey
    sex: Sex
    years: int
    mean_months: float
    n_hands: int


@dataclass(frozen=True, slots=True)
class HandEntry:
    """What the atlas says of the hands of one sex and year; how many, and their mean bone age in months."""

    n_hands: int
    mean_months: float


class Atlas:
    """Pictures of the levels and of hands by age, each read when it is first asked for.

    Args:
        folder: of the shipped atlas.
        hands_of_level: hands in the average of each level; None where the level is drawn.
        hands_of_age: of each sex and completed year that has an average hand.
        plates: pictures of the site's own.
        notices: what is wrong with the site's plates.
    """

    def __init__(
        self,
        folder: Path,
        hands_of_level: Mapping[Level, int | None],
        hands_of_age: Mapping[tuple[Sex, int], HandEntry],
        plates: Mapping[Level, Grey],
        notices: tuple[Notice, ...],
    ) -> None:
        self._folder = folder
        self._hands_of_level = hands_of_level
        self._plates = plates
        self._levels: dict[Level, LevelPicture] = {}
        self._hands: dict[tuple[Sex, int], HandPicture] = {}
        self.hands_of_age = hands_of_age
        self.notices = notices

    @classmethod
    def load(cls, folder: Path, plates: Path | None) -> "Atlas":
        """The atlas of a folder.

        Args:
            folder: with atlas.json, usually `resources_dir() / "atlas"`.
            plates: the site's folder of `<bone>/<level>.png`, or None; one that is not there has no plates. Plates are
                decoded here: where there are many, not in the window's thread.

        Raises:
            AtlasError: atlas.json cannot be used (`reporting.atlas_unusable`). A plate never does that: it gives a
                notice (`reporting.plate_unreadable`, `reporting.plate_unknown`).
        """
        try:
            top = read_document(folder / "atlas.json").top
            hands_of_level = {level: hands for bone in Bone for level, hands in _levels(top["levels"][bone.key], bone)}
            hands_of_age = {(sex, years): hand for sex in Sex for years, hand in _ages(top["hands"][sex.value])}
        except StandardError as error:
            raise _unusable(error.message) from error
        own = read_plates(plates)
        return cls(folder, hands_of_level, hands_of_age, own.pixels, own.notices)

    def picture(self, level: Level) -> LevelPicture:
        """What a level looks like: the site's plate if there is one, else the average, else a drawing.

        Raises:
            AtlasError: the shipped picture cannot be read (`reporting.atlas_unusable`).
        """
        if level not in self._levels:
            self._levels[level] = self._read_level(level)
        return self._levels[level]

    def hand(self, sex: Sex, years: float) -> HandPicture | None:
        """The average hand of this bone age, or None where too few hands of it are known.

        Args:
            sex: of the child.
            years: bone age; 11.9 shows hands of 11 completed years.

        Raises:
            AtlasError: the shipped picture cannot be read (`reporting.atlas_unusable`).
        """
        key = (sex, math.floor(years))
        entry = self.hands_of_age.get(key)
        if entry is None:
            return None
        if key not in self._hands:
            pixels = _pixels(self._folder / "hands" / f"{sex.value}_{key[1]:02}.png")
            self._hands[key] = HandPicture(pixels, sex, key[1], entry.mean_months, entry.n_hands)
        return self._hands[key]

    def _read_level(self, level: Level) -> LevelPicture:
        if level in self._plates:
            return LevelPicture(self._plates[level], Origin.SITE_PLATE, None)
        hands = self._hands_of_level[level]
        pixels = _pixels(self._folder / level.bone.key / f"{level.index}.png")
        return LevelPicture(pixels, Origin.DRAWN if hands is None else Origin.AVERAGE, hands)


def _levels(entry: Entry, bone: Bone) -> list[tuple[Level, int | None]]:
    rows = entry.rows()
    if len(rows) != bone.level_count:
        raise entry.refusal(say("has {count} levels, not {wanted}", count=len(rows), wanted=bone.level_count))
    return [(Level(bone, index), _hands_of(row)) for index, row in enumerate(rows)]


def _hands_of(row: Entry) -> int | None:
    """Hands in a level's average, or None if it is drawn."""
    kind = row["kind"].text()
    if kind == Origin.DRAWN.value:
        return None
    if kind != Origin.AVERAGE.value:
        raise row["kind"].refusal(say("is neither average nor drawn"))
    return _enough(row["hands"])


def _ages(entry: Entry) -> list[tuple[int, HandEntry]]:
    averaged = [row for row in entry.rows() if row["kind"].text() == Origin.AVERAGE.value]
    return [(row["years"].whole(), HandEntry(_enough(row["hands"]), row["mean_months"].number())) for row in averaged]


def _enough(hands: Entry) -> int:
    if hands.whole() < FEWEST_HANDS:
        raise hands.refusal(say("is fewer than {fewest} hands", fewest=FEWEST_HANDS))
    return hands.whole()


def _pixels(file: Path) -> Grey:
    read = np.asarray(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE))  # None, where it cannot, becomes an empty shape
    if read.ndim != 2:
        raise _unusable(say("{folder}/{file} of the atlas cannot be read.", folder=file.parent.name, file=file.name))
    pixels = read.astype(np.uint8, copy=False)
    pixels.setflags(write=False)
    return pixels


def _unusable(message: str) -> AtlasError:
    return AtlasError(
        "reporting.atlas_unusable", message, say("Install the application again: resources/atlas must be whole.")
    )
