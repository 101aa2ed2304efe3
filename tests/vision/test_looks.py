"""The search for a hand, with networks that see a drawn world as it lies on their canvas: no pixel is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.film import Film
from bonage_desktop.vision.hand_shape import load_hand_shape
from bonage_desktop.vision.hands import looks_like
from bonage_desktop.vision.looks import Canvas, Eyes, Look, Placed, in_pose, look, search
from bonage_desktop.vision.preprocess import PALM_SHARE, letterbox, turn_matrix
from bonage_desktop.vision.stages import Detection
from bonage_desktop.vision.turned_view import TurnedView

SHAPE = load_hand_shape()
LEFT, RIGHT = Laterality.LEFT, Laterality.RIGHT
Places = dict[Bone, np.ndarray]


def hand(x: float, y: float, size: float = 260, degrees: float = 0, *, mirrored: bool = False) -> Places:
    """The mean hand with its forearm at (x, y), turned clockwise, in pixels of the world."""
    turn = turn_matrix(CanonicalTransform(degrees, mirrored=False, inverted=False))
    flip = np.array([-1.0 if mirrored else 1.0, 1.0])
    return {bone: turn @ (SHAPE.centres[bone.number - 1] * flip) * size + (x, y) for bone in Bone}


@dataclass
class World:
    """Hands with a score each; seen only where `visible` allows the film. Counts how often it was looked at."""

    hands: Sequence[tuple[Places, float]]
    shape: tuple[int, int] = (1400, 2000)
    size: float = 260
    visible: Callable[[bool], bool] = field(default=lambda inverted: not inverted)
    looked: int = 0
    canvases: list[Placed] = field(default_factory=list)
    grey: float = 0

    def segment(self, pixels: np.ndarray, placed: Placed) -> tuple[np.ndarray, int]:
        self.canvases.append(placed)
        self.grey = float(pixels[256, 256])
        return np.ones((512, 512), np.uint8), 1

    def detect(self, view: np.ndarray) -> list[Detection]:
        self.looked += 1
        if not self.visible(self.grey > 127):
            return []
        placed, found = self.canvases[-1], []
        for places, score in self.hands:
            for bone, place in places.items():
                if isinstance(placed, TurnedView):
                    x, y = placed.matrix @ place + placed.offset
                else:
                    x, y = place * placed.scale + (placed.left, placed.top)
                half = SHAPE.side(bone) * self.size * placed.scale / 2
                if 0 <= x < 512 and 0 <= y < 512:
                    corners = (np.array([x - half, y - half, x + half, y + half]) - 256) * PALM_SHARE + 256
                    found.append(Detection(bone, score, corners.astype(np.float32)))
        return found

    def film(self, side: Laterality | None = None) -> Film:
        grey = np.full(self.shape, 100, np.uint8)
        grey[::7] = 110  # palm_view needs some contrast
        return Film("drawn.png", grey, side, inverted=False, inverted_by_file=False)

    def search(self, side: Laterality | None = None) -> Look:
        eyes, film = Eyes(self.segment, self.detect), self.film(side)
        pixels, placed = letterbox(film.gray)
        mask, pieces = self.segment(pixels, placed)
        return search(look(Canvas(film, pixels, placed, mask, pieces), eyes, SHAPE), eyes, SHAPE)


def distance(found: Look, places: Places) -> float:
    """Mean distance of the boxes from a hand's bones, pixels."""
    boxes = found.choice.boxes
    return float(np.mean([np.hypot(*(np.array(boxes[bone].box.centre) - places[bone])) for bone in boxes]))


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("degrees", range(-180, 180, 30))
def test_a_hand_is_found_in_any_pose_with_its_boxes_where_the_bones_are(degrees: int, mirrored: bool) -> None:
    places = hand(900, 900, 200, degrees, mirrored=mirrored)

    found = World([(places, 0.95)], (1800, 1800), 200).search()

    assert len(found.choice.boxes) == 13
    assert distance(found, places) < 1
    assert found.choice.fit.mirrored is mirrored


def test_a_hand_that_lies_as_usual_is_looked_at_once() -> None:
    world = World([(hand(700, 1150, 400, 5), 0.95)], (1400, 1400), 400)

    world.search()

    assert world.looked == 1


@pytest.mark.parametrize(
    ("degrees", "size", "mirrored"),
    [(40, 400, False), (5, 150, False), (5, 400, True)],
    ids=["turned", "small", "mirrored"],
)
def test_a_hand_that_lies_otherwise_is_looked_at_once_more_in_the_canonical_view(
    degrees: float, size: float, mirrored: bool
) -> None:
    world = World([(hand(700, 1150, size, degrees, mirrored=mirrored), 0.95)], (1400, 1400), size)

    found = world.search()

    assert world.looked == 2
    assert isinstance(found.canvas.placed, TurnedView)


def test_a_negative_is_found_after_the_image_itself_and_says_what_it_is() -> None:
    world = World([(hand(700, 1150, 400, 5), 0.95)], (1400, 1400), 400, visible=lambda inverted: inverted)

    found = world.search()

    assert len(found.choice.boxes) == 13
    assert found.canvas.film.is_negative
    assert world.looked == 3  # as it is, as a negative, in the canonical view


def test_where_there_is_no_hand_four_views_are_looked_at_and_the_first_is_told() -> None:
    world = World([])

    found = world.search()

    assert world.looked == 4
    assert found.choice.boxes == {}
    assert not found.canvas.film.is_negative


def test_what_two_looks_saw_is_weighed_together() -> None:
    places = hand(700, 900, 250, 5)
    unsure = World([(places, 0.95)], (1400, 1400), 250)
    detect = unsure.detect

    def forgetful(view: np.ndarray) -> list[Detection]:
        lost = Bone.MP3 if unsure.looked % 2 else Bone.DP5
        return [seen for seen in detect(view) if seen.bone is not lost]

    unsure.detect = forgetful
    found = unsure.search()

    assert len(found.choice.boxes) == 13
    assert unsure.looked == 3  # as it is, canonical, canonical mirrored
    assert len(found.candidates) > 13


@pytest.mark.parametrize("gap", [1.4, 1.6, 2.2])
@pytest.mark.parametrize("left_is_left", [True, False], ids=["thumbs inward", "thumbs outward"])
@pytest.mark.parametrize("scores", [(0.95, 0.9), (0.9, 0.95)])
@pytest.mark.parametrize(
    ("side", "code"), [(None, "vision.hand_presumed"), (LEFT, "vision.two_hands"), (RIGHT, "vision.two_hands")]
)
def test_of_two_hands_the_one_that_is_meant_is_taken_whole(
    gap: float, left_is_left: bool, scores: tuple[float, float], side: Laterality | None, code: str
) -> None:
    here, there = 700, 700 + gap * 260
    left = hand(here if left_is_left else there, 1000)
    right = hand(there if left_is_left else here, 1000, mirrored=True)

    found = World([(left, scores[0]), (right, scores[1])]).search(side)

    assert distance(found, right if side is RIGHT else left) < 1
    assert len(found.choice.boxes) == 13
    assert found.hands.beside == 1
    (notice,) = found.hands.notices()
    assert notice.code == code


def test_two_hands_that_look_alike_are_said_not_to_be_told_apart() -> None:
    hands = [(hand(500, 1000, 200), 0.95), (hand(1100, 1000, 200), 0.9)]

    for side in (None, LEFT, RIGHT):
        found = World(hands, (1400, 1600), 200).search(side)

        (notice,) = found.hands.notices()
        assert notice.code == "vision.hand_presumed"
        assert "2 hands were found that look like left ones: the clearer one" in notice.message
        assert looks_like(found.choice.fit) is LEFT


def test_a_readers_pose_starts_the_search_and_nothing_else_is_tried() -> None:
    world = World([(hand(700, 900, 250, 5), 0.95)], (1400, 1400), 250, visible=lambda inverted: inverted)
    eyes = Eyes(world.segment, world.detect)

    right = in_pose(world.film(), CanonicalTransform(0.0, mirrored=False, inverted=True), eyes, SHAPE)
    wrong = in_pose(world.film(), CanonicalTransform(0.0, mirrored=False, inverted=False), eyes, SHAPE)

    assert len(right.choice.boxes) == 13
    assert wrong.choice.boxes == {}
    assert world.looked == 3  # two for the hand, one where there was none


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_turned_view_maps_boxes_and_masks_there_and_back(mirrored: bool) -> None:
    matrix = turn_matrix(CanonicalTransform(33.0, mirrored=mirrored, inverted=False)) * 0.5
    view = TurnedView(matrix, np.array([300.0, 40.0]))
    place = np.array([210.0, 340.0])
    x, y = matrix @ place + view.offset

    box = view.box_to_image(np.array([x - 10, y - 8, x + 10, y + 8]))

    assert box.centre == pytest.approx(tuple(place))
    assert (box.width, box.height) == pytest.approx((40, 40))  # 20 pixels of the canvas are 40 of the image
    mask = np.zeros((700, 500), bool)
    mask[330:350, 200:220] = True
    there = view.mask_to_canvas(mask)
    rows, columns = np.nonzero(there)
    assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx((x, y), abs=1)
    assert view.mask_to_image(there, mask.shape)[340, 210]


def test_a_mirrored_view_shows_the_same_place_on_the_other_side() -> None:
    view = TurnedView(np.eye(2), np.zeros(2))
    image = np.zeros((512, 512), np.uint8)
    image[100:110, 40:50] = 200

    assert np.array_equal(view.mirrored().draw(image), image[:, ::-1])
