"""Makes resources/model/plausibility.json: which levels of one hand go together.

Needs build/model_levels/train.jsonl (scripts/model_levels.py train), the levels that the shipped networks
give to the training hands. One ordinal regression for each bone and sex; hands of unknown sex count for both.
What is written are coefficients over hundreds of hands and nothing of any one of them.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from model_levels import asked_for
from scipy.optimize import minimize
from scipy.special import expit

from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex

RESULT = Path(__file__).resolve().parent.parent / "resources" / "model" / "plausibility.json"
PENALTY = 3e-3
"""Of the squared weights of standardised levels, chosen on training hands by 5-fold cross-validation among
1e-3, 3e-3 and 1e-2."""
SMALLEST_STEP = 1e-3

Floats = npt.NDArray[np.float64]


def shares(lines: Sequence[dict[str, Any]]) -> Floats:
    """Levels (hands, 13), each counted from 0 to 1."""
    return np.array([[line["levels"][bone.key] / (bone.level_count - 1) for bone in Bone] for line in lines])


def fit(features: Floats, levels: npt.NDArray[np.int64], count: int) -> tuple[Floats, Floats]:
    """Proportional odds: weights (features,) and rising thresholds (count - 1,)."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    standard = (features - mean) / spread
    width = standard.shape[1]

    def thresholds(parameters: Floats) -> Floats:
        steps = np.logaddexp(0, parameters[width + 1 :]) + SMALLEST_STEP
        return parameters[width] + np.concatenate([[0.0], np.cumsum(steps)])

    def loss(parameters: Floats) -> tuple[float, Floats]:
        bounds = np.concatenate([[-np.inf], thresholds(parameters), [np.inf]])
        maturity = standard @ parameters[:width]
        upper, lower = expit(bounds[levels + 1] - maturity), expit(bounds[levels] - maturity)
        likelihood = np.maximum(upper - lower, 1e-12)
        slope_up, slope_low = upper * (1 - upper) / likelihood, lower * (1 - lower) / likelihood
        by_bound = np.zeros(count + 1)
        np.add.at(by_bound, levels + 1, -slope_up)
        np.add.at(by_bound, levels, slope_low)
        inner = by_bound[1:-1] / len(levels)
        by_step = np.cumsum(inner[::-1])[::-1]
        gradient = np.concatenate(
            [
                standard.T @ (slope_up - slope_low) / len(levels) + 2 * PENALTY * parameters[:width],
                by_step[:1],
                by_step[1:] * expit(parameters[width + 1 :]),
            ]
        )
        return float(-np.log(likelihood).mean() + PENALTY * parameters[:width] @ parameters[:width]), gradient

    start = np.concatenate([np.zeros(width), [-3.0], np.zeros(count - 2)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = best[:width] / spread
    return weights, thresholds(best) + float(mean @ weights)


def features_of(levels: Floats, bone: Bone) -> Floats:
    """The other twelve levels, and square and cube of their mean: (hands, 14)."""
    others = np.delete(levels, bone.number - 1, axis=1)
    mean = others.mean(axis=1, keepdims=True)
    return np.hstack([others, mean**2, mean**3])


def model_of(lines: Sequence[dict[str, Any]], bone: Bone) -> dict[str, Any]:
    """One bone's entry of the file."""
    levels = np.array([line["levels"][bone.key] for line in lines])
    weights, thresholds = fit(features_of(shares(lines), bone), levels, bone.level_count)
    others = [other for other in Bone if other is not bone]
    return {
        "weights": {other.key: round(float(weight), 4) for other, weight in zip(others, weights[:12], strict=True)},
        "square": round(float(weights[12]), 4),
        "cube": round(float(weights[13]), 4),
        "thresholds": [round(float(value), 4) for value in thresholds],
    }


def model_of_hand(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One sex's entry of the file."""
    means = shares(lines).mean(axis=1)
    return {
        "mean_share": {"lowest": round(float(means.min()), 4), "highest": round(float(means.max()), 4)},
        **{bone.key: model_of(lines, bone) for bone in Bone},
    }


def content(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The file's content."""
    whole = [line for line in lines if len(line["levels"]) == len(Bone)]
    of_sex = {sex: [line for line in whole if line["sex"] in (sex.value, None)] for sex in Sex}
    return {
        "schema_version": 1,
        "what": "probability of each level of a bone, given the other twelve: "
        "P(level <= k) = logistic(threshold k - m), "
        "m = sum of weight * level share + square * mean^2 + cube * mean^3; level share = level / highest level",
        "source": "levels that the shipped networks give to the training hands, "
        + " and ".join(f"{len(lines)} for {sex.value}" for sex, lines in of_sex.items())
        + " (hands of unknown sex count for both), made by scripts/plausibility_model.py",
        "grading_sha256": whole[0]["models"]["grading"],
        "made": date.today().isoformat(),
        "sexes": {sex.value: model_of_hand(of_sex[sex]) for sex in Sex},
    }


def main() -> None:
    """Learn from the training hands and write the result."""
    text = json.dumps(content(asked_for("train", __doc__)), ensure_ascii=False, separators=(", ", ": "))
    for sex in Sex:
        text = text.replace(f'"{sex.value}": {{', f'\n "{sex.value}": {{')
    for bone in Bone:
        text = text.replace(f'"{bone.key}": {{', f'\n  "{bone.key}": {{')
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
