"""The shape of a hand and thirteen boxes chosen together; against drawings of the mean hand and hand-computed cases."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.choice import Candidate, choose
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.hand_shape import HandShape, TooFewBonesError, fit_hand, load_hand_shape

CONTENT = json.loads((resources_dir() / "shape" / "hand_shape.json").read_text(encoding="utf-8"))
SHAPE = load_hand_shape()


def drawn(x: float = 500, y: float = 800, degrees: float = 0.0, size: float = 300.0, *, mirrored: bool = False):
    """The mean hand with its forearm at (x, y), turned clockwise, `size` pixels a hand length."""
    c, s = math.cos(math.radians(degrees)) * size, math.sin(math.radians(degrees)) * size
    flip = -1 if mirrored else 1
    bones = {bone: (flip * CONTENT["bones"][bone.key]["x"], CONTENT["bones"][bone.key]["y"]) for bone in Bone}
    return {bone: (x + c * u - s * v, y + s * u + c * v) for bone, (u, v) in bones.items()}


def boxed(centres: dict[Bone, tuple[float, float]], size: float = 300.0, score: float = 0.9) -> list[Candidate]:
    halves = {bone: math.exp(CONTENT["bones"][bone.key]["log_side"]) * size / 2 for bone in Bone}
    return [
        Candidate(bone, Box(x - halves[bone], y - halves[bone], x + halves[bone], y + halves[bone]), score)
        for bone, (x, y) in centres.items()
    ]


def test_the_mean_hand_has_its_forearm_at_the_origin_and_its_knuckle_one_above() -> None:
    at = {bone: SHAPE.centres[bone.number - 1] for bone in Bone}

    assert (at[Bone.RADIUS] + at[Bone.ULNA]) / 2 == pytest.approx([0, 0], abs=0.01)
    assert (at[Bone.PP3] + at[Bone.MC3]) / 2 == pytest.approx([0, -1], abs=0.01)
    assert at[Bone.PP1][0] > 0 > at[Bone.PP5][0]  # thumb on the right


@given(
    degrees=st.floats(-180, 180),
    size=st.floats(20, 3000),
    x=st.floats(-1000, 5000),
    y=st.floats(-1000, 5000),
    mirrored=st.booleans(),
)
def test_a_turned_scaled_shifted_mirrored_mean_hand_fits_without_rest(degrees, size, x, y, mirrored) -> None:
    fit = fit_hand(drawn(x, y, degrees, size, mirrored=mirrored), SHAPE)

    assert fit.misfit == pytest.approx(0, abs=1e-6)
    assert fit.scale == pytest.approx(size, rel=1e-6)
    assert fit.mirrored is mirrored
    assert math.cos(math.radians(fit.rotation_degrees + degrees)) == pytest.approx(1, abs=1e-6)
    assert fit.to_image(fit.to_hand((x, y))) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("bone", list(Bone))
def test_a_bone_left_out_of_the_mean_hand_is_expected_at_its_own_place(bone: Bone) -> None:
    centres = drawn(degrees=20)
    wanted = centres.pop(bone)

    fit = fit_hand(centres, SHAPE)

    assert fit.to_image(fit.expect(bone).place) == pytest.approx(wanted, abs=1e-6)


def test_a_bent_finger_takes_the_expectation_of_its_tip_along() -> None:
    centres = drawn()
    for bone in (Bone.PP5, Bone.MP5):
        centres[bone] = (centres[bone][0] - 15, centres[bone][1])
    del centres[Bone.DP5]

    fit = fit_hand(centres, SHAPE)

    assert fit.to_image(fit.expect(Bone.DP5).place)[0] < drawn()[Bone.DP5][0] - 15


def test_fewer_than_four_bones_or_bones_in_one_place_fit_nothing() -> None:
    centres = drawn()

    with pytest.raises(TooFewBonesError):
        fit_hand({bone: centres[bone] for bone in list(Bone)[:3]}, SHAPE)
    with pytest.raises(TooFewBonesError):
        fit_hand(dict.fromkeys(Bone, (5.0, 5.0)), SHAPE)


def test_the_best_box_of_each_bone_is_chosen_where_all_fit() -> None:
    candidates = boxed(drawn())
    weaker = boxed({bone: (x + 4, y) for bone, (x, y) in drawn().items()}, score=0.3)

    choice = choose([*weaker, *candidates], SHAPE)

    assert list(choice.boxes) == list(Bone)
    assert list(choice.boxes.values()) == candidates
    assert choice.worth == pytest.approx(13 * 0.9)


@pytest.mark.parametrize(("bone", "other"), [(Bone.MP3, Bone.MP5), (Bone.DP5, Bone.DP3), (Bone.PP3, Bone.PP5)])
def test_a_sure_box_on_the_wrong_finger_loses_to_a_doubtful_one_on_the_right(bone: Bone, other: Bone) -> None:
    centres = drawn()
    right = [candidate for candidate in boxed(centres) if candidate.label is not bone]
    wrong, doubtful = boxed({bone: centres[other]}, score=0.99), boxed({bone: centres[bone]}, score=0.06)

    assert choose([*right, *wrong, *doubtful], SHAPE).boxes[bone] is doubtful[0]


@pytest.mark.parametrize("bone", list(Bone))
def test_a_box_only_on_the_wrong_finger_is_not_taken(bone: Bone) -> None:
    centres = drawn()
    wrong = centres[Bone.DP1 if bone is not Bone.DP1 else Bone.MP5]

    choice = choose(boxed(centres | {bone: wrong}), SHAPE)

    assert set(choice.boxes) == set(Bone) - {bone}


def test_a_box_in_the_right_place_is_taken_though_it_is_called_another_bone() -> None:
    centres = drawn()
    called_mp5 = Candidate(Bone.MP5, boxed({Bone.MP3: centres[Bone.MP3]})[0].box, 0.8)
    others = [candidate for candidate in boxed(centres) if candidate.label is not Bone.MP3]

    assert choose([*others, called_mp5], SHAPE).boxes[Bone.MP3] is called_mp5


def test_two_exchanged_fingers_are_put_right_by_their_neighbours() -> None:
    centres = drawn()
    third, fifth = boxed({Bone.MP3: centres[Bone.MP3]})[0], boxed({Bone.MP5: centres[Bone.MP5]})[0]
    others = [candidate for candidate in boxed(centres) if candidate.label not in (Bone.MP3, Bone.MP5)]
    exchanged = [Candidate(Bone.MP5, third.box, 0.9), Candidate(Bone.MP3, fifth.box, 0.9)]

    boxes = choose([*others, *exchanged], SHAPE).boxes

    assert (boxes[Bone.MP3].box, boxes[Bone.MP5].box) == (third.box, fifth.box)


def test_a_few_scattered_boxes_form_no_hand() -> None:
    assert choose(boxed(drawn())[:3], SHAPE).fit is None
    assert choose((), SHAPE).worth == 0


def test_labels_and_scores_do_not_depend_on_the_order_of_the_candidates() -> None:
    candidates = boxed(drawn()) + boxed(drawn(900, 700), score=0.4)
    order = np.random.default_rng(4).permutation(len(candidates))

    assert choose([candidates[i] for i in order], SHAPE).boxes == choose(candidates, SHAPE).boxes


def test_the_shape_comes_from_training_hands_alone_and_says_so() -> None:
    assert "987 training hands" in CONTENT["source"]
    covariance = np.array(CONTENT["covariance"])
    assert covariance.shape == (26, 26)
    assert np.allclose(covariance, covariance.T, atol=1e-6)


@pytest.mark.parametrize("text", ["{", "{}", '{"bones": {"radius": {"x": "?"}}}', None])
def test_a_damaged_shape_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "hand_shape.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(VisionError) as caught:
        load_hand_shape(path)

    assert caught.value.code == "vision.hand_shape_invalid"


def test_a_covariance_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hand_shape.json"
    path.write_text(json.dumps(CONTENT | {"covariance": (-np.eye(26)).tolist()}), encoding="utf-8")

    with pytest.raises(VisionError):
        load_hand_shape(path)


def test_a_shape_cannot_be_changed() -> None:
    assert isinstance(SHAPE, HandShape)
    with pytest.raises(ValueError, match="read-only"):
        SHAPE.centres[0, 0] = 1
