"""Makes resources/shape/mean_hand.json: where the 13 bones lie in the mean of the training hands.

Needs ../shared/data/hands.json, which may not be published; what is written are means over
hundreds of hands and nothing of any one of them. Only the training split is used.
"""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path

import numpy as np

from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import turn_matrix, upright

ROOT = Path(__file__).resolve().parent.parent
HANDS = ROOT.parent / "shared" / "data" / "hands.json"
RESULT = ROOT / "resources" / "shape" / "mean_hand.json"


def in_hand_lengths(boxes: dict[str, list[float]]) -> tuple[np.ndarray, np.ndarray]:
    """One hand in its own frame.

    Args:
        boxes: bone key to x0, y0, x1, y1 in pixels.

    Returns:
        Centres (13, 2) and longer box sides (13,): fingers up, thumb on the right, origin between radius and ulna,
        unit the distance from there to the third finger's knuckle.
    """
    placed = {bone: Box.of(boxes[bone.key]) for bone in Bone}
    centres = {bone: box.centre for bone, box in placed.items()}
    points = np.array([centres[bone] for bone in Bone]) @ turn_matrix(upright(centres)).T
    index = {bone: bone.number - 1 for bone in Bone}
    origin = (points[index[Bone.RADIUS]] + points[index[Bone.ULNA]]) / 2
    knuckle = (points[index[Bone.PP3]] + points[index[Bone.MC3]]) / 2
    length = float(np.linalg.norm(knuckle - origin))
    sides = np.array([max(placed[bone].width, placed[bone].height) for bone in Bone])
    return (points - origin) / length, sides / length


def main() -> None:
    """Average the training hands and write the result."""
    if not HANDS.exists():
        sys.exit(f"{HANDS} is not here: the mean hand can only be made where the training data lies.")
    content = HANDS.read_bytes()
    training = [item["boxes"] for item in json.loads(content)["items"] if item["split"] == "train"]
    points, sides = (np.array(parts) for parts in zip(*map(in_hand_lengths, training), strict=True))
    means = zip(Bone, points.mean(axis=0), sides.mean(axis=0), strict=True)
    shape = {
        "frame": "fingers up, thumb on the right; origin between radius and ulna, x to the right, y down; "
        "unit: from there to the knuckle of the third finger; side: the longer side of the bone's box",
        "source": f"mean of the boxes of {len(training)} training hands (RSNA Pediatric Bone Age Challenge, Digital "
        "Hand Atlas; landmarks mostly predicted by a network), made by scripts/mean_hand.py",
        "hands_sha256": hashlib.sha256(content).hexdigest(),
        "made": date.today().isoformat(),
        "bones": {
            bone.key: {"x": round(float(x), 4), "y": round(float(y), 4), "side": round(float(side), 4)}
            for bone, (x, y), side in means
        },
    }
    RESULT.write_text(json.dumps(shape, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
