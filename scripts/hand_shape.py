"""Makes resources/shape/hand_shape.json: where the 13 bones lie in training hands, and how far hands differ.

Needs ../shared/data/hands.json, which may not be published; what is written are means and
covariances over hundreds of hands and nothing of any one of them. Only the training split is used.
"""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path

import numpy as np

from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import hand_length, turn_matrix, upright

ROOT = Path(__file__).resolve().parent.parent
HANDS = ROOT.parent / "shared" / "data" / "hands.json"
RESULT = ROOT / "resources" / "shape" / "hand_shape.json"
ROUNDS = 10
WRONG_LABELS = 1
"""One training hand has a box on a wrong finger (misfit 114, the next 8)."""


def in_hand_lengths(boxes: dict[str, list[float]]) -> tuple[np.ndarray, np.ndarray]:
    """One hand in its own frame.

    Args:
        boxes: bone key to x0, y0, x1, y1 in pixels.

    Returns:
        Centres (13,) as complex numbers and longer box sides (13,): fingers up, thumb on the right, origin between
        radius and ulna, unit the distance from there to the third finger's knuckle.
    """
    placed = {bone: Box.of(boxes[bone.key]) for bone in Bone}
    centres = {bone: box.centre for bone, box in placed.items()}
    points = np.array([centres[bone] for bone in Bone]) @ turn_matrix(upright(centres)).T
    index = {bone: bone.number - 1 for bone in Bone}
    origin = (points[index[Bone.RADIUS]] + points[index[Bone.ULNA]]) / 2
    length = hand_length(centres)
    sides = np.array([max(placed[bone].width, placed[bone].height) for bone in Bone])
    points = (points - origin) / length
    return points[:, 0] + 1j * points[:, 1], sides / length


def laid_on(mean: np.ndarray, hands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hands (N, 13), each under the similarity that fits the mean (13,) best; and the scales (N,) of these."""
    centred = hands - hands.mean(axis=1, keepdims=True)
    turns = (centred.conj() @ (mean - mean.mean())) / (np.abs(centred) ** 2).sum(axis=1)
    return turns[:, None] * centred + mean.mean(), np.abs(turns)


def main() -> None:
    """Average the training hands and write the result."""
    if not HANDS.exists():
        sys.exit(f"{HANDS} is not here: the shape can only be made where the training data lies.")
    content = HANDS.read_bytes()
    training = [item["boxes"] for item in json.loads(content)["items"] if item["split"] == "train"]
    hands, sides = (np.array(parts) for parts in zip(*map(in_hand_lengths, training), strict=True))
    mean, kept = hands.mean(axis=0), np.arange(len(hands))
    for _ in range(ROUNDS):
        laid, _ = laid_on(mean, hands)
        far = np.abs(laid - mean).max(axis=1)
        kept = np.argsort(far)[: len(hands) - WRONG_LABELS]
        mean = laid_on(mean, laid[kept].mean(axis=0)[None])[0][0]
    laid, scales = laid_on(mean, hands[kept])
    away = laid - mean
    flat = np.stack([away.real, away.imag], axis=2).reshape(len(away), -1)
    covariance = flat.T @ flat / len(flat)
    log_sides = np.log(sides[kept] * scales[:, None])
    shape = {
        "frame": "fingers up, thumb on the right; origin between radius and ulna, x to the right, y down; unit: from "
        "there to the knuckle of the third finger; log_side: natural logarithm of the longer side of the bone's box; "
        "covariance: of x, y of bone 1, x, y of bone 2 and so on, after the best similarity, row by row",
        "source": f"boxes of {len(kept)} training hands (RSNA Pediatric Bone Age Challenge, Digital Hand Atlas; "
        "landmarks mostly predicted by a network), made by scripts/hand_shape.py",
        "hands_sha256": hashlib.sha256(content).hexdigest(),
        "made": date.today().isoformat(),
        "bones": {
            bone.key: {
                "x": round(float(mean[row].real), 4),
                "y": round(float(mean[row].imag), 4),
                "log_side": round(float(log_sides[:, row].mean()), 4),
                "log_side_spread": round(float(log_sides[:, row].std()), 4),
            }
            for row, bone in enumerate(Bone)
        },
        "covariance": [[round(float(value), 7) for value in row] for row in covariance],
    }
    RESULT.write_text(json.dumps(shape, indent=None).replace("], [", "],\n  [") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
