"""No picture of the atlas is a training hand's: held against every one of them, where they are."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.reporting.atlas import Atlas, Origin
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.preprocess import roi_crop, upright

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SIDE, SMALL = 192, 40
LOOKED_AT = 3  # hands that look most like a picture at first sight
ONE_HAND = 0.82
"""Likeness from which a picture is of one hand: single hands reach 0.87 to 0.99, averages at most 0.76."""

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.exists(), reason="the training hands may not be published"),
]


def as_line(item: dict) -> dict:
    return {**item, "labels": item["boxes"]}


@pytest.fixture(scope="module")
def training_hands(script) -> dict[str, dict]:
    return {item["id"]: item for item in script("model_levels").hands("train")}


@pytest.fixture(scope="module")
def at_first_sight(training_hands) -> dict[Bone, np.ndarray]:
    """Spectra (hands, rows, columns) of small pictures of every training hand's growth regions."""
    seen: dict[Bone, list[np.ndarray]] = {bone: [] for bone in Bone}
    for item in training_hands.values():
        gray = cv2.imread(str(DATA / item["image"]), cv2.IMREAD_GRAYSCALE)
        boxes = {bone: Box.of(item["boxes"][bone.key]) for bone in Bone}
        canonical = upright({bone: box.centre for bone, box in boxes.items()})
        for bone, box in boxes.items():
            seen[bone].append(small(roi_crop(gray, box, canonical)))
    return {bone: np.stack(pictures) for bone, pictures in seen.items()}


def small(grey: np.ndarray) -> np.ndarray:
    """Spectrum of a small picture of mean 0 and length 1, dark at its edges."""
    window = np.outer(np.hanning(SMALL), np.hanning(SMALL))
    picture = cv2.resize(grey, (SMALL, SMALL), interpolation=cv2.INTER_AREA).astype(float)
    picture = (picture - np.average(picture, weights=window)) * window
    return np.fft.fft2(picture / max(np.linalg.norm(picture), 1e-6))


def likeness(script, picture: np.ndarray, crop: np.ndarray) -> float:
    """Correlation of the fine texture, after the crop was laid on the picture: trabeculae are as one's fingerprint."""
    middle = script("averaging").middle(SIDE)
    one, other = picture.astype(np.float32), crop.astype(np.float32)
    steps = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        _, warp = cv2.findTransformECC(
            one, other, np.eye(2, 3, dtype=np.float32), cv2.MOTION_AFFINE, steps, middle.astype(np.uint8), 5
        )
    except cv2.error:  # nothing alike
        return 0.0
    laid = cv2.warpAffine(
        other, warp, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    fine = [(grey - cv2.GaussianBlur(grey, (0, 0), 3))[middle] for grey in (one, laid)]
    return float(np.corrcoef(*fine)[0, 1])


def nearest(script, hands, at_first_sight, level: Level, picture: np.ndarray) -> float:
    """The greatest likeness of a picture with one of the training hands."""
    atlas_crops, items = script("atlas_crops"), list(hands.values())
    alike = np.fft.ifft2(at_first_sight[level.bone].conj() * small(picture)).real  # for every shift
    order = np.argsort(alike.max(axis=(1, 2)))[::-1][:LOOKED_AT]
    return max(likeness(script, picture, crop_of(atlas_crops, items[index], level.bone, shift=0.0)) for index in order)


def crop_of(atlas_crops, item: dict, bone: Bone, *, shift: float) -> np.ndarray:
    """A hand's growth region as the atlas cuts it, its box moved by a share of its width."""
    box = Box.of(item["boxes"][bone.key])
    box = (np.array(box.corners) + shift * box.width).tolist()
    moved = as_line({**item, "boxes": {**item["boxes"], bone.key: box}})
    cut = atlas_crops.cut(moved, bone, atlas_crops.read_image(item))
    return cut.laid(cut.where(np.eye(2, 3), SIDE))[0]


def averages() -> Iterator[Level]:
    atlas = Atlas.load(resources_dir() / "atlas", None)
    for bone in Bone:
        levels = [Level(bone, index) for index in range(bone.level_count)]
        yield from (level for level in levels if atlas.picture(level).origin is Origin.AVERAGE)


@pytest.mark.parametrize("bone", Bone)
def test_no_average_is_a_training_hand(script, training_hands, at_first_sight, bone):
    atlas = Atlas.load(resources_dir() / "atlas", None)
    levels = [level for level in averages() if level.bone is bone]

    likest = {
        level.index: nearest(script, training_hands, at_first_sight, level, atlas.picture(level).pixels)
        for level in levels
    }

    assert levels
    assert {index: value for index, value in likest.items() if value >= ONE_HAND} == {}


@pytest.mark.parametrize("bone", [Bone.RADIUS, Bone.MC1, Bone.PP3, Bone.DP5])
def test_one_hand_passed_off_as_an_average_is_found_out(script, training_hands, at_first_sight, bone):
    item = list(training_hands.values())[500]
    crop = crop_of(script("atlas_crops"), item, bone, shift=0.03)
    picture = script("make_atlas").level_shown(crop, 8)

    found = nearest(script, training_hands, at_first_sight, Level(bone, 5), picture)

    assert found >= ONE_HAND
