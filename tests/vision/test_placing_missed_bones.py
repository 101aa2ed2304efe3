"""Where a bone is put that was not found, and what is no hand; by hand-computed affine maps of the mean hand."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.location import View, locate
from bonage_desktop.vision.mean_hand import MeanHand, load_mean_hand
from bonage_desktop.vision.placement import TooFewBonesError, fit_hand, place

SHAPE = json.loads((resources_dir() / "shape" / "mean_hand.json").read_text(encoding="utf-8"))["bones"]
EVERYWHERE = View((1000, 1000), None)


@pytest.fixture(scope="module")
def mean() -> MeanHand:
    return load_mean_hand()


def drawn_at(x: float, y: float, degrees: float = 0.0, size: float = 300.0) -> dict[Bone, tuple[float, float]]:
    """The mean hand with its forearm at (x, y), turned clockwise, `size` pixels a hand length."""
    c, s = math.cos(math.radians(degrees)) * size, math.sin(math.radians(degrees)) * size
    return {
        bone: (
            x + c * SHAPE[bone.key]["x"] - s * SHAPE[bone.key]["y"],
            y + s * SHAPE[bone.key]["x"] + c * SHAPE[bone.key]["y"],
        )
        for bone in Bone
    }


def rois_at(
    centres: dict[Bone, tuple[float, float]], source: Source = Source.MODEL, score: float = 0.9
) -> dict[Bone, Roi]:
    given = score if source is Source.MODEL else None
    return {bone: Roi(bone, Box(x - 20, y - 20, x + 20, y + 20), given, source) for bone, (x, y) in centres.items()}


def test_the_mean_hand_has_its_forearm_at_the_origin_and_its_knuckle_one_above(mean: MeanHand) -> None:
    at = {bone: mean.centres[bone.number - 1] for bone in Bone}

    assert (at[Bone.RADIUS] + at[Bone.ULNA]) / 2 == pytest.approx([0, 0], abs=1e-3)
    assert (at[Bone.PP3] + at[Bone.MC3]) / 2 == pytest.approx([0, -1], abs=1e-3)
    assert at[Bone.PP1][0] > 0 > at[Bone.PP5][0]  # thumb on the right


@pytest.mark.parametrize("degrees", [0, 77, 180])
def test_a_turned_mean_hand_fits_without_rest(mean: MeanHand, degrees: float) -> None:
    fit = fit_hand(drawn_at(500, 800, degrees), mean)

    assert fit.rms == pytest.approx(0, abs=1e-9)
    assert fit.scale == pytest.approx(300)
    assert fit.stretch == pytest.approx(1)


@pytest.mark.parametrize("bone", list(Bone))
def test_a_bone_left_out_is_placed_where_the_map_puts_it(mean: MeanHand, bone: Bone) -> None:
    centres = drawn_at(500, 800, 20)
    wanted = centres.pop(bone)

    box = place(bone, centres, mean)

    assert box.centre == pytest.approx(wanted)
    assert (box.width, box.height) == pytest.approx((300 * SHAPE[bone.key]["side"],) * 2)


def test_fewer_than_four_bones_or_bones_in_one_line_place_nothing(mean: MeanHand) -> None:
    centres = drawn_at(500, 800)

    with pytest.raises(TooFewBonesError):
        fit_hand({bone: centres[bone] for bone in list(Bone)[:3]}, mean)
    with pytest.raises(TooFewBonesError):
        fit_hand({bone: (float(bone.number), 2.0 * bone.number) for bone in Bone}, mean)


def test_all_found_bones_stay_as_they_are(mean: MeanHand) -> None:
    found = rois_at(drawn_at(500, 800))

    location = locate(found, frozenset(), EVERYWHERE, mean)

    assert location.rois == found
    assert (location.missing, location.notices, location.rejection) == ({}, (), None)
    assert location.canonical is not None
    assert location.canonical.rotation_degrees == pytest.approx(0, abs=0.5)


def test_a_bone_with_a_very_low_score_counts_as_not_found(mean: MeanHand) -> None:
    centres = drawn_at(500, 800)
    found = rois_at(centres)
    found[Bone.MP5] = Roi(Bone.MP5, Box(0, 0, 40, 40), 0.04, Source.MODEL)

    location = locate(found, frozenset(), EVERYWHERE, mean)

    assert location.rois[Bone.MP5].source is Source.INFERRED
    assert location.rois[Bone.MP5].score is None
    assert location.rois[Bone.MP5].box.centre == pytest.approx(centres[Bone.MP5])
    assert [notice.code for notice in location.notices] == ["vision.roi_inferred"]


def test_a_box_far_from_its_place_counts_as_not_found(mean: MeanHand) -> None:
    centres = drawn_at(500, 800)
    found = rois_at(centres | {Bone.DP5: (900.0, 900.0)})

    location = locate(found, frozenset(), EVERYWHERE, mean)

    assert location.rois[Bone.DP5].source is Source.INFERRED
    assert location.rois[Bone.DP5].box.centre == pytest.approx(centres[Bone.DP5])


def test_a_readers_box_is_taken_wherever_it_is(mean: MeanHand) -> None:
    found = rois_at(drawn_at(500, 800) | {Bone.DP5: (900.0, 900.0)}, Source.READER)

    assert locate(found, frozenset(), EVERYWHERE, mean).rois == found


@pytest.mark.parametrize("bone", [Bone.RADIUS, Bone.ULNA])
def test_radius_and_ulna_are_never_inferred(mean: MeanHand, bone: Bone) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[bone]

    location = locate(found, frozenset(), EVERYWHERE, mean)

    assert location.missing[bone].code == "vision.roi_missing"
    assert bone not in location.rois
    assert location.canonical is not None  # still known how the hand is turned
    assert location.rejection is None


def test_a_place_outside_the_image_needs_the_reader(mean: MeanHand) -> None:
    centres = drawn_at(500, 500)  # the third fingertip would lie at y = 500 - 1.74 * 300 < 0
    found = rois_at(centres)
    del found[Bone.DP3]

    location = locate(found, frozenset(), EVERYWHERE, mean)

    assert location.missing[Bone.DP3].code == "vision.roi_out_of_view"
    assert Bone.DP3 not in location.rois


def test_a_place_off_the_palm_needs_the_reader(mean: MeanHand) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[Bone.MP5]
    palm = np.ones((1000, 1000), bool)
    palm[:, :450] = False  # the little finger lies at x = 500 - 0.55 * 300

    location = locate(found, frozenset(), View((1000, 1000), palm), mean)

    assert location.missing[Bone.MP5].code == "vision.roi_out_of_view"


def test_a_bone_whose_level_is_given_need_not_be_found(mean: MeanHand) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[Bone.RADIUS]

    location = locate(found, frozenset({Bone.RADIUS}), EVERYWHERE, mean)

    assert (location.missing, location.rejection) == ({}, None)


def test_three_lost_bones_are_too_few_and_named(mean: MeanHand) -> None:
    found = rois_at(drawn_at(500, 800))
    for bone in (Bone.MC1, Bone.DP1, Bone.DP3):
        del found[bone]

    rejection = locate(found, frozenset(), EVERYWHERE, mean).rejection

    assert rejection is not None
    assert rejection.code == "vision.too_few_bones"
    assert "Metacarpal 1, Distal phalanx 1, Distal phalanx 3" in rejection.message


def test_fewer_than_half_of_the_bones_are_no_hand(mean: MeanHand) -> None:
    centres = drawn_at(500, 800)
    found = rois_at({bone: centres[bone] for bone in list(Bone)[:6]})

    rejection = locate(found, frozenset(), EVERYWHERE, mean).rejection

    assert rejection is not None
    assert rejection.code == "vision.not_a_hand"


def test_three_boxes_do_not_tell_how_a_hand_is_turned(mean: MeanHand) -> None:
    centres = drawn_at(500, 800)
    found = rois_at({bone: centres[bone] for bone in list(Bone)[:3]}, Source.READER)

    rejection = locate(found, frozenset(list(Bone)[3:]), EVERYWHERE, mean).rejection

    assert rejection is not None
    assert rejection.code == "vision.too_few_bones"


@pytest.mark.parametrize("seed", range(20))
def test_thirteen_sure_boxes_at_random_places_are_no_hand(mean: MeanHand, seed: int) -> None:
    places = np.random.default_rng(seed).uniform(50, 950, (13, 2))
    found = rois_at({bone: (float(x), float(y)) for bone, (x, y) in zip(Bone, places, strict=True)}, score=1.0)

    rejection = locate(found, frozenset(), EVERYWHERE, mean).rejection

    assert rejection is not None
    assert rejection.code in ("vision.not_a_hand", "vision.too_few_bones")


def test_a_hand_squeezed_to_a_third_is_no_hand(mean: MeanHand) -> None:
    found = rois_at({bone: (x / 3, y) for bone, (x, y) in drawn_at(500, 800).items()})

    rejection = locate(found, frozenset(), EVERYWHERE, mean).rejection

    assert rejection is not None
    assert rejection.code == "vision.not_a_hand"


@pytest.mark.parametrize("text", ["{", "{}", '{"bones": {"radius": {"x": "?"}}}', None])
def test_a_damaged_mean_hand_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "mean_hand.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(VisionError) as caught:
        load_mean_hand(path)

    assert caught.value.code == "vision.mean_hand_invalid"
