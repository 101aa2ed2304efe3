"""Where a bone is put that was not found, what needs the reader, and what is no hand; on drawings of the mean hand."""

import json
import math

import numpy as np
import pytest

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import HandShape, load_hand_shape
from bonage_desktop.vision.location import View, locate

SHAPE = json.loads((resources_dir() / "shape" / "hand_shape.json").read_text(encoding="utf-8"))["bones"]
EVERYWHERE = View((1000, 1000), None)


@pytest.fixture(scope="module")
def shape() -> HandShape:
    return load_hand_shape()


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


def test_all_found_bones_stay_as_they_are(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert location.rois == found
    assert (location.missing, location.notices, location.rejection) == ({}, (), None)
    assert location.canonical is not None
    assert location.canonical.rotation_degrees == pytest.approx(0, abs=0.5)


def test_a_bone_with_a_very_low_score_counts_as_not_found(shape: HandShape) -> None:
    centres = drawn_at(500, 800)
    found = rois_at(centres)
    found[Bone.MP5] = Roi(Bone.MP5, Box(0, 0, 40, 40), 0.04, Source.MODEL)

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert location.rois[Bone.MP5].source is Source.INFERRED
    assert location.rois[Bone.MP5].score is None
    assert location.rois[Bone.MP5].box.centre == pytest.approx(centres[Bone.MP5])
    assert [notice.code for notice in location.notices] == ["vision.roi_inferred"]


def test_a_readers_box_is_taken_wherever_it_is(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800) | {Bone.DP5: (900.0, 900.0)}, Source.READER)

    assert locate(found, frozenset(), EVERYWHERE, shape).rois == found


@pytest.mark.parametrize("bone", [Bone.RADIUS, Bone.ULNA])
def test_radius_and_ulna_are_never_inferred(shape: HandShape, bone: Bone) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[bone]

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert location.missing[bone].code == "vision.roi_missing"
    assert bone not in location.rois
    assert location.canonical is not None  # still known how the hand is turned
    assert location.rejection is None


def test_a_radius_of_which_half_lies_outside_the_image_needs_the_reader(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))
    view = View((round(found[Bone.RADIUS].box.centre[1]), 1000), None)

    location = locate(found, frozenset({Bone.ULNA}), view, shape)

    assert location.missing[Bone.RADIUS].code == "vision.roi_out_of_view"
    assert "cut off" in location.missing[Bone.RADIUS].message
    assert Bone.RADIUS not in location.rois


def test_a_fingertip_of_which_a_fifth_lies_outside_the_image_needs_the_reader(shape: HandShape) -> None:
    top = min(y for _, y in drawn_at(500, 0).values())
    found = rois_at(drawn_at(500, 12 - top))  # boxes are 40 high: the highest begins at -8

    assert list(locate(found, frozenset(), EVERYWHERE, shape).missing) == [Bone.DP3]


def test_a_readers_box_may_lie_across_the_edge(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 990), Source.READER)

    assert locate(found, frozenset(), EVERYWHERE, shape).missing == {}


def test_a_hand_without_its_fingertips_is_said_to_be_cut_off(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 350))

    rejection = locate(found, frozenset(), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code == "vision.hand_cut_off"
    assert "Distal phalanx 3" in rejection.message


@pytest.mark.parametrize(("size", "code"), [(95.0, None), (85.0, "vision.too_coarse")])
def test_a_hand_of_too_few_pixels_is_refused(shape: HandShape, size: float, code: str | None) -> None:
    location = locate(rois_at(drawn_at(500, 800, size=size)), frozenset(), EVERYWHERE, shape)

    assert location.length == pytest.approx(size, rel=0.01)
    assert (location.rejection and location.rejection.code) == code


def test_a_place_outside_the_image_needs_the_reader(shape: HandShape) -> None:
    centres = drawn_at(500, 500)  # the third fingertip would lie at y = 500 - 1.74 * 300 < 0
    found = rois_at(centres)
    del found[Bone.DP3]

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert location.missing[Bone.DP3].code == "vision.roi_out_of_view"
    assert Bone.DP3 not in location.rois


def test_a_place_off_the_palm_needs_the_reader(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[Bone.MP5]
    palm = np.ones((1000, 1000), bool)
    palm[:, :450] = False  # the little finger lies at x = 500 - 0.55 * 300

    location = locate(found, frozenset(), View((1000, 1000), palm), shape)

    assert location.missing[Bone.MP5].code == "vision.roi_out_of_view"


def test_a_bone_whose_level_is_given_need_not_be_found(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))
    del found[Bone.RADIUS]

    location = locate(found, frozenset({Bone.RADIUS}), EVERYWHERE, shape)

    assert (location.missing, location.rejection) == ({}, None)


def test_three_lost_bones_are_too_few_and_named(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))
    for bone in (Bone.MC1, Bone.DP1, Bone.DP3):
        del found[bone]

    rejection = locate(found, frozenset(), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code == "vision.too_few_bones"
    assert "Metacarpal 1, Distal phalanx 1, Distal phalanx 3" in rejection.message


def test_fewer_than_half_of_the_bones_are_no_hand(shape: HandShape) -> None:
    centres = drawn_at(500, 800)
    found = rois_at({bone: centres[bone] for bone in list(Bone)[:6]})

    rejection = locate(found, frozenset(), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code == "vision.not_a_hand"


def test_three_boxes_do_not_tell_how_a_hand_is_turned(shape: HandShape) -> None:
    centres = drawn_at(500, 800)
    found = rois_at({bone: centres[bone] for bone in list(Bone)[:3]}, Source.READER)

    rejection = locate(found, frozenset(list(Bone)[3:]), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code == "vision.too_few_bones"


@pytest.mark.parametrize("seed", range(20))
def test_thirteen_sure_boxes_at_random_places_are_no_hand(shape: HandShape, seed: int) -> None:
    places = np.random.default_rng(seed).uniform(50, 950, (13, 2))
    found = rois_at({bone: (float(x), float(y)) for bone, (x, y) in zip(Bone, places, strict=True)}, score=1.0)

    rejection = locate(found, frozenset(), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code in ("vision.not_a_hand", "vision.too_few_bones")


def test_a_hand_squeezed_to_a_third_is_no_hand(shape: HandShape) -> None:
    found = rois_at({bone: (x / 3, y) for bone, (x, y) in drawn_at(500, 800).items()})

    rejection = locate(found, frozenset(), EVERYWHERE, shape).rejection

    assert rejection is not None
    assert rejection.code == "vision.not_a_hand"


def test_a_bone_found_with_little_certainty_is_kept_and_told(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 800))
    found[Bone.DP1] = Roi(Bone.DP1, found[Bone.DP1].box, 0.31, Source.MODEL)

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert location.rois == found
    assert [(notice.code, "31%" in notice.message) for notice in location.notices] == [("vision.roi_unsure", True)]


@pytest.mark.parametrize(("score", "code"), [(0.75, None), (0.65, "vision.bones_unclear")])
def test_a_hand_of_which_no_bone_is_clear_is_refused(shape: HandShape, score: float, code: str | None) -> None:
    rejection = locate(rois_at(drawn_at(500, 800), score=score), frozenset(), EVERYWHERE, shape).rejection

    assert (rejection and rejection.code) == code


def test_more_than_two_hidden_bones_reject_the_hand_and_say_what_lies_there(shape: HandShape) -> None:
    location = locate(rois_at(drawn_at(500, 800)), frozenset(), EVERYWHERE, shape)
    hidden = {bone: Notice("vision.roi_obscured", f"{bone.title} cannot be seen.") for bone in list(Bone)[:3]}

    two, three = location.without(dict(list(hidden.items())[:2])), location.without(hidden)

    assert list(two.missing) == [Bone.RADIUS, Bone.ULNA]
    assert two.rejection is None
    assert three.rejection is not None
    assert three.rejection.code == "vision.hand_obscured"
    assert "Radius, Ulna, Metacarpal 1" in three.rejection.message
    assert location.without({}) is location


@pytest.mark.parametrize(("bone", "needs_reader"), [(Bone.RADIUS, True), (Bone.ULNA, True), (Bone.MC5, False)])
def test_radius_and_ulna_found_with_too_little_certainty_need_the_reader(
    shape: HandShape, bone: Bone, needs_reader: bool
) -> None:
    found = rois_at(drawn_at(500, 800))
    found[bone] = Roi(bone, found[bone].box, 0.2, Source.MODEL)

    location = locate(found, frozenset(), EVERYWHERE, shape)

    assert (bone in location.missing) == needs_reader


def test_levels_that_were_given_make_up_for_bones_that_are_cut_off_or_unsure(shape: HandShape) -> None:
    found = rois_at(drawn_at(500, 350))  # the fingertips lie above the image
    found[Bone.RADIUS] = Roi(Bone.RADIUS, found[Bone.RADIUS].box, 0.2, Source.MODEL)
    lost = locate(found, frozenset(), EVERYWHERE, shape)

    location = locate(found, frozenset(lost.missing), EVERYWHERE, shape)

    assert lost.rejection is not None
    assert (location.missing, location.notices, location.rejection) == ({}, (), None)
    assert location.rois == found


@pytest.mark.parametrize(("score", "bones"), [(0.51, []), (0.49, [Bone.ULNA])])
def test_an_ulna_that_the_detector_half_believes_in_needs_the_reader(
    shape: HandShape, score: float, bones: list[Bone]
) -> None:
    found = rois_at(drawn_at(500, 800))
    found[Bone.ULNA] = Roi(Bone.ULNA, found[Bone.ULNA].box, score, Source.MODEL)

    assert list(locate(found, frozenset(), EVERYWHERE, shape).missing) == bones


@pytest.mark.parametrize(
    ("height", "names"),
    [(0.70, ["Radius", "Ulna"]), (0.95, []), (2.0, [])],
    ids=["ends in the growth regions", "ends below them", "ends far below"],
)
def test_an_image_that_ends_in_the_growth_regions_of_radius_and_ulna_is_doubted(
    shape: HandShape, height: float, names: list[str]
) -> None:
    found = rois_at(drawn_at(500, 800))
    end = max(found[bone].box.y0 + height * found[bone].box.height for bone in (Bone.RADIUS, Bone.ULNA))
    for bone in (Bone.RADIUS, Bone.ULNA):  # the detector fits its boxes into the image
        box = found[bone].box
        found[bone] = Roi(bone, Box(box.x0, box.y0, box.x1, min(box.y1, end)), 0.9, Source.MODEL)

    notices = locate(found, frozenset(), View((round(end), 2000), None), shape).notices

    assert [notice.code for notice in notices] == ["vision.roi_at_edge"] * len(names)
    assert [notice.message.partition(" of ")[2].partition(":")[0] for notice in notices] == names  # in their order
