"""The bones' names where room is scarce, and what a row says to a screen reader."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.film_marks import level_words
from bonage_desktop.app.told import told
from bonage_desktop.findings.roi import Source
from bonage_desktop.sentences import listed
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.criteria import load_criteria
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review_state import BoneRow, LevelChoice

_SHORT = {"Proximal": "Prox.", "Middle": "Mid.", "Distal": "Dist."}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Bone", text)


def short_names(language: Language) -> Mapping[Bone, str]:
    """Names for a narrow column, e.g. `Prox. phalanx 3`."""
    return {bone: _shortened(load_criteria().title(bone, language)) for bone in Bone}


def model_choice(row: BoneRow) -> LevelChoice | None:
    """The level that the networks gave, or None where they gave none."""
    return None if row.model_level is None else row.choices[row.model_level.index]


def is_changed(row: BoneRow) -> bool:
    """The reader set another level than the networks."""
    if row.level_source is not Source.READER or row.chosen is None or row.model_level is None:
        return False
    return row.chosen.level != row.model_level


def row_words(row: BoneRow, name: str) -> str:
    """The row in one sentence, for those who do not see it."""
    said = [name, _level(row)]
    if is_changed(row) and (model := model_choice(row)) is not None:
        said.append(_tr("the model said {0}").format(level_words(model)))
    if row.mass_within_one is not None:
        said.append(_tr("model within one level {0} %").format(f"{100 * row.mass_within_one:.0f}"))
    if row.points is not None:
        said.append(_tr("{0} points").format(row.points))
    if row.is_ticked:
        said.append(_tr("looked at"))
    return told(listed([*said, *row.doubts]))


def missing_words(row: BoneRow) -> str:
    """Why a bone has no usable box; empty where it has one."""
    if row.roi is not None:
        return ""
    return _tr("No box yet.") if row.missing is None else told(row.missing.message)


def before_words(before: BoneBefore) -> str:
    """Level in the study before and what became of it, e.g. `L4(2) · 5 +1`."""
    return " ".join(before_parts(before))


def before_parts(before: BoneBefore) -> tuple[str, ...]:
    """Level in the study before, and what became of it where the bone has a level now: `L4(2) · 5`, `+1`."""
    level = f"L{before.label} · {before.level.index}"
    return (level,) if before.change is None else (level, signed(before.change))


def signed(number: int) -> str:
    """With its sign, zero as `±0`; the minus sign is as wide as the plus."""
    return "±0" if number == 0 else f"{number:+d}".replace("-", "−")


def _level(row: BoneRow) -> str:
    if row.chosen is None:
        return _tr("no level")
    who = _tr("by the reader") if row.level_source is Source.READER else _tr("by the model")
    return f"{level_words(row.chosen)} {who}"


def _shortened(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{_SHORT[first]} {rest}" if first in _SHORT else name
