"""Writes the section "Boxes, ages, certainty, plausibility" of docs/accuracy.md from the validation hands.

Needs build/model_levels/val.jsonl (scripts/model_levels.py val). Bootstrap intervals: 2000 samples of hands, seed 0.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from certainty_model import COVERAGE, aged, calibrated, grades_of, needed_correlation, reference_years
from model_levels import asked_for
from pages import with_section

from bonage_desktop.assessment.certainty import certainty, load_correlation, score_distribution
from bonage_desktop.assessment.plausibility import CONTRADICTING, judge, load_plausibility
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import bone_age
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURE = "images/reliability.png"
BEGIN, END = "<!-- accuracy: written by `make accuracy`, do not edit -->", "<!-- accuracy: end -->"
SAMPLES, FOLDS, REPEATS = 2000, 10, 20
NOMINAL = np.arange(0.1, 1.0, 0.1)
TEMPERATURES = (0.6, 0.8, 1.0, 1.25, 1.5)
CORRELATIONS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
LABEL_SPREAD = 0.15
"""Years by which a density is smoothed so that scores and ages, both discrete, can meet."""

Floats = npt.NDArray[np.float64]
Line = dict[str, Any]


def interval(values: Floats, statistic: Callable[[Floats], float]) -> str:
    """A statistic with its 95 % bootstrap interval."""
    random = np.random.default_rng(0)
    drawn = [statistic(values[random.integers(0, len(values), len(values))]) for _ in range(SAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{statistic(values):.2f} ({low:.2f} to {high:.2f})"


def per_cent(hits: Sequence[bool] | Floats) -> str:
    """A share in per cent with its 95 % bootstrap interval."""
    return interval(100 * np.array(hits, float), lambda values: float(values.mean()))


def overlaps(line: Line) -> Floats:
    """IoU of each bone's box with its label, 0 where none was found."""
    return np.array(
        [
            Box.of(line["boxes"][bone.key]).iou(Box.of(line["labels"][bone.key])) if bone.key in line["boxes"] else 0.0
            for bone in Bone
        ]
    )


def is_on_wrong_finger(line: Line) -> bool:
    """A box that overlaps the label of another bone more than its own."""
    labels = {bone: Box.of(line["labels"][bone.key]) for bone in Bone}
    for key, corners in line["boxes"].items():
        box, own = Box.of(corners), Bone.from_key(key)
        shares = {bone: box.iou(label) for bone, label in labels.items()}
        if max(shares, key=shares.__getitem__) is not own and shares[own] < 0.5:
            return True
    return False


def age_of(line: Line) -> float:
    """The bone age by the levels."""
    standard, sex = load_rus_chn(), Sex(line["sex"])
    score = sum(standard.points(Level(bone, line["levels"][bone.key]), sex) for bone in Bone)
    return bone_age(score, standard.curve(sex)).years


def ages_of_scores(sex: Sex) -> Floats:
    """The age of each score, (1001,)."""
    return np.array([bone_age(score, load_rus_chn().curve(sex)).years for score in range(1001)])


def covered_at(line: Line, correlation: float) -> npt.NDArray[np.bool_]:
    """Whether the reference age lies in the central interval of each nominal size."""
    sex = Sex(line["sex"])
    cumulative = np.cumsum(score_distribution(grades_of(line), sex, load_rus_chn(), correlation))
    ages, reference = ages_of_scores(sex), reference_years(line)
    low = ages[np.searchsorted(cumulative, (1 - NOMINAL) / 2)]
    high = ages[np.minimum(np.searchsorted(cumulative, (1 + NOMINAL) / 2), 1000)]
    return (low <= reference) & (reference <= high)


def cross_fitted(lines: Sequence[Line]) -> tuple[Floats, Floats]:
    """Share of repeats in which each hand, left out, lies in its 80 % range; and the correlations that were fitted."""
    needed = np.array([needed_correlation(line) for line in lines])
    random = np.random.default_rng(0)
    hits, fitted = np.zeros(len(lines)), list[float]()
    for _ in range(REPEATS):
        for held_out in np.array_split(random.permutation(len(lines)), FOLDS):
            correlation = calibrated(np.delete(needed, held_out))
            fitted.append(correlation)
            hits[held_out] += needed[held_out] <= correlation
    return hits / REPEATS, np.array(fitted)


def tempered(line: Line, temperature: float) -> list[BoneGrade]:
    """The grades with every probability to the power of 1 / temperature."""
    grades: list[BoneGrade] = []
    for grade in grades_of(line):
        powered = grade.probabilities ** (1 / temperature)
        grades.append(BoneGrade(grade.level, powered / powered.sum(), grade.source, None))
    return grades


def temperature_rows(lines: Sequence[Line]) -> str:
    """For each temperature the mean log density of the reference ages at its best correlation."""
    rows: list[str] = []
    for temperature in TEMPERATURES:
        densities = {c: np.mean([_log_density(line, temperature, c) for line in lines]) for c in CORRELATIONS}
        best = max(densities, key=densities.__getitem__)
        rows.append(f"| {temperature:g} | {best:g} | {densities[best]:.3f} |")
    return "\n".join(rows)


def _log_density(line: Line, temperature: float, correlation: float) -> float:
    sex = Sex(line["sex"])
    scores = score_distribution(tempered(line, temperature), sex, load_rus_chn(), correlation)
    away = (ages_of_scores(sex) - reference_years(line)) / LABEL_SPREAD
    kernel = np.exp(-(away**2) / 2) / (LABEL_SPREAD * np.sqrt(2 * np.pi))
    return float(np.log(scores @ kernel + 1e-12))


def flagged(lines: Sequence[Line]) -> list[list[Bone]]:
    """The implausible bones of each hand."""
    model = load_plausibility()
    return [
        [
            bone
            for bone, judged in judge(
                {bone: Level(bone, line["levels"][bone.key]) for bone in Bone}, Sex(line["sex"]), model
            ).items()
            if judged.is_doubtful
        ]
        for line in lines
    ]


def draw(observed: Floats, count: int) -> None:
    """The reliability diagram."""
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=(5.2, 4.6), layout="constrained", dpi=110)
    axes = figure.subplots()
    spread = 1.96 * np.sqrt(NOMINAL * (1 - NOMINAL) / count)
    axes.fill_between(
        100 * NOMINAL, 100 * (NOMINAL - spread), 100 * (NOMINAL + spread), color="#d8dee6", label="chance, 95 %"
    )
    axes.plot([0, 100], [0, 100], color="#5b6877", linewidth=1)
    axes.plot(100 * NOMINAL, 100 * observed, "o-", color="#0072b2", label=f"{count} validation hands")
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="central range, % of probability", ylabel="reference ages inside, %")
    axes.set_aspect("equal")
    axes.legend(loc="upper left", frameon=False)
    figure.savefig(DOCS / PICTURE)


def section(lines: Sequence[Line]) -> str:
    """The text of the section."""
    with_age = aged(lines)
    shared = np.array([overlaps(line) for line in lines])
    errors = np.array([age_of(line) - reference_years(line) for line in with_age])
    hits, fitted = cross_fitted(with_age)
    correlation = load_correlation()
    apart = [bool(needed_correlation(line) == 0) for line in with_age]
    widths = np.array([_width(line, correlation) for line in with_age])
    observed = np.array([covered_at(line, correlation) for line in with_age]).mean(axis=0)
    draw(observed, len(with_age))
    flags = flagged(with_age)
    bones = Counter(bone.title for hand in flags for bone in hand).most_common()
    contradicting = sum(len(bones) >= CONTRADICTING for bones in flags)
    refused = sum(bool(line["rejection"] or line["missing"]) for line in lines) + contradicting
    return f"""
`make accuracy` ({date.today().isoformat()}): {len(lines)} validation hands, {len(with_age)} of them with a
Greulich-Pyle age. In brackets 95 % bootstrap intervals ({SAMPLES} samples of hands). **The shipped weights have seen
these hands**: boxes and ages are optimistic.

| boxes and refusals | n = {len(lines)} |
|---|---|
| all 13 boxes at IoU > 0.5 | {per_cent(shared.min(axis=1) > 0.5)} % of hands |
| mean IoU | {interval(shared.mean(axis=1), lambda values: float(values.mean()))} |
| a box on another bone than its own | {sum(map(is_on_wrong_finger, lines))} hands |
| refused, or a bone left to the reader | {refused} hands |

| bone age less reference (Greulich-Pyle age, moved to the China-05 scale) | n = {len(with_age)}, years |
|---|---|
| median of the absolute difference | {interval(np.abs(errors), lambda values: float(np.median(values)))} |
| mean of the absolute difference | {interval(np.abs(errors), lambda values: float(values.mean()))} |
| mean difference | {interval(errors, lambda values: float(values.mean()))} |

### Certainty

The range P10 to P90 comes from the 13 level distributions and from how their errors go together: one number, the
correlation of a Gaussian copula, is fitted so that four fifths of the reference ages lie inside. It is
{correlation:g}. Left out in turn ({FOLDS} folds, {REPEATS} repeats, correlations {_span(fitted)}), hands are covered in

| reference ages in their range ({COVERAGE:.0%} wanted) | n = {len(with_age)} |
|---|---|
| cross-fitted | {per_cent(hits)} % |
| with bones taken as independent | {per_cent(apart)} % |
| width of the range, median | {interval(widths, lambda values: float(np.median(values)))} years |

![Reference ages inside central ranges of 10 to 90 %]({PICTURE})

No reader set the levels of these hands, so that *mass within one level* cannot be held against true levels. What can:
were the networks too sure or too unsure of single levels, reference ages would be likelier with their distributions
flattened (temperature above 1) or sharpened (below 1). They are likeliest near 1, so the probabilities are used as they
are.

| temperature | best correlation | mean log density of the reference ages |
|---|---|---|
{temperature_rows(with_age)}

### Plausibility

A level whose probability beside the other twelve is below 1 % is flagged: {sum(map(len, flags))} flags in
{sum(map(bool, flags))} of {len(with_age)} hands ({", ".join(f"{name} {count}" for name, count in bones)}).
The model was learnt from the training hands' levels.
"""


def _span(values: Floats) -> str:
    return f"{values.min():.2f} to {values.max():.2f}"


def _width(line: Line, correlation: float) -> float:
    found = certainty(grades_of(line), Sex(line["sex"]), load_rus_chn(), correlation)
    return found.p90_years - found.p10_years


def main() -> None:
    """Write section and picture."""
    page = DOCS / "accuracy.md"
    text = section(asked_for("val", __doc__))
    page.write_text(with_section(page.read_text(encoding="utf-8"), BEGIN, END, text), encoding="utf-8")


if __name__ == "__main__":
    main()
