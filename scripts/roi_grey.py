"""Makes resources/shape/roi_grey.json: how bright, contrasty and rough growth regions of training hands are.

Needs ../shared/data, which may not be published; what is written are quantiles over hundreds of hands. Only the
training split is used, at its labelled boxes; hands whose labelled boxes do not form one are left out.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from model_levels import DATA, hands

from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import fit_hand, load_hand_shape
from bonage_desktop.vision.obscured import RegionGrey, palm_range, region_grey
from bonage_desktop.vision.preprocess import roi_crop, upright

RESULT = Path(__file__).resolve().parent.parent / "resources" / "shape" / "roi_grey.json"


MAX_MISFIT = 4.0
"""Misfit of the labelled boxes above which a label is wrong: three of 988."""
RARE = 0.005
"""Share of training hands beyond each limit: extremes alone would hang on single hands."""


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return round(float(np.quantile(values, share)), 4)


def greys(item: dict[str, Any]) -> dict[Bone, RegionGrey]:
    """The regions of one hand."""
    gray, mask = (
        np.asarray(cv2.imread(str(DATA / item[name]), cv2.IMREAD_GRAYSCALE), np.uint8) for name in ("image", "mask")
    )
    mask = cv2.resize(mask, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    boxes = {bone: Box.of(item["boxes"][bone.key]) for bone in Bone}
    canonical = upright({bone: box.centre for bone, box in boxes.items()})
    scale = palm_range(gray, mask > 0)
    return {bone: region_grey(roi_crop(gray, box, canonical), scale) for bone, box in boxes.items()}


def well_labelled(item: dict[str, Any]) -> bool:
    """The boxes form a hand."""
    centres = {bone: Box.of(item["boxes"][bone.key]).centre for bone in Bone}
    return fit_hand(centres, load_hand_shape()).misfit <= MAX_MISFIT


def main() -> None:
    """Measure the training hands and write the result."""
    seen = [greys(item) for item in hands("train") if well_labelled(item)]
    limits = {
        bone.key: {
            "brightest": quantile([hand[bone].mean for hand in seen], 1 - RARE),
            "faintest": quantile([hand[bone].spread for hand in seen], RARE),
            "smoothest": quantile([hand[bone].edges for hand in seen], RARE),
            "roughest": quantile([hand[bone].edges for hand in seen], 1 - RARE),
        }
        for bone in Bone
    }
    content = {
        "what": "limits beyond which the middle of a growth region lies in one of 200 training hands, in units of the "
        "palm's grey levels (1st percentile 0, 99th 1)",
        "source": f"labelled boxes of {len(seen)} training hands, made by scripts/roi_grey.py",
        "made": date.today().isoformat(),
        "bones": limits,
    }
    RESULT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
