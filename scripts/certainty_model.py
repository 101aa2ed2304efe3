"""Makes resources/model/certainty.json: how much the networks' errors in the bones of one hand go together.

Needs build/model_levels/val.jsonl (scripts/model_levels.py val). The correlation is the smallest with which
four fifths of the validation hands have their reference age between P10 and P90. It is the only number that
is fitted on these hands; docs/accuracy.md gives the coverage with hands left out in turn.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from model_levels import asked_for

from bonage_desktop.assessment.certainty import certainty
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex

RESULT = Path(__file__).resolve().parent.parent / "resources" / "model" / "certainty.json"
COVERAGE = 0.8
HIGHEST = 0.95
STEP = 0.005


def aged(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The hands with a Greulich-Pyle age, a sex and 13 levels."""
    return [line for line in lines if line["bone_age_months"] and line["sex"] and len(line["levels"]) == len(Bone)]


def reference_years(line: dict[str, Any]) -> float:
    """The Greulich-Pyle age of a hand with what China05 differs from it at that age (tw3_rus.json)."""
    file = resources_dir() / "standards" / "tw3_rus.json"
    table: list[list[float]] = json.loads(file.read_text(encoding="utf-8"))["presentation_refs"][
        "bx_china05_minus_gp_years"
    ]["table"]
    years = np.array(table)
    column = 1 if Sex(line["sex"]) is Sex.MALE else 2
    age: float = line["bone_age_months"] / 12
    return float(age + np.interp(age, years[:, 0], years[:, column]))


def grades_of(line: dict[str, Any]) -> list[BoneGrade]:
    """The grades that were written."""
    grades: list[BoneGrade] = []
    for bone in Bone:
        probabilities = np.array(line["probabilities"][bone.key], np.float64)
        level = Level(bone, line["levels"][bone.key])
        grades.append(BoneGrade(level, probabilities / probabilities.sum(), Source.MODEL, None))
    return grades


def is_covered(line: dict[str, Any], correlation: float) -> bool:
    """Whether the reference age lies between P10 and P90."""
    found = certainty(grades_of(line), Sex(line["sex"]), load_rus_chn(), correlation)
    return found.p10_years <= reference_years(line) <= found.p90_years


def needed_correlation(line: dict[str, Any]) -> float:
    """The smallest correlation with which a hand is covered; 1 where none up to 0.95 does. The range grows with it."""
    low, high = 0.0, HIGHEST
    if is_covered(line, low):
        return low
    if not is_covered(line, high):
        return 1.0
    while high - low > STEP:
        middle = (low + high) / 2
        low, high = (low, middle) if is_covered(line, middle) else (middle, high)
    return high


def calibrated(needed: npt.NDArray[np.float64]) -> float:
    """The correlation that covers four fifths of hands like these (the split conformal quantile)."""
    rank = min(int(np.ceil((len(needed) + 1) * COVERAGE)), len(needed))
    return float(np.sort(needed)[rank - 1])


def main() -> None:
    """Learn from the validation hands and write the result."""
    lines = aged(asked_for("val", __doc__))
    needed = np.array([needed_correlation(line) for line in lines])
    content = {
        "schema_version": 1,
        "what": "correlation of the common factor of a Gaussian copula over the levels of the 13 bones",
        "correlation": round(calibrated(needed), 3),
        "source": f"{len(lines)} validation hands with a Greulich-Pyle age, which the shipped weights have seen; the "
        "smallest correlation with which 80 % of them lie between P10 and P90; made by scripts/certainty_model.py",
        "grading_sha256": lines[0]["models"]["grading"],
        "made": date.today().isoformat(),
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
