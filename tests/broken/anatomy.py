"""Other parts of the body and bones of nobody, drawn so that they look like radiographs."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from bonage_desktop.opencv import cv2
from broken.case import Case, Grey, Kind, Point, chance

HEIGHT, WIDTH = 900, 700


class Drawing:
    """A radiograph that is being drawn: soft tissue first, bones into it, then what the detector adds."""

    def __init__(self, random: np.random.Generator, height: int = HEIGHT, width: int = WIDTH) -> None:
        self.random = random
        self._tissue = np.zeros((height, width), np.float32)
        self._bone = np.zeros((height, width), np.float32)

    def flesh(self, start: Point, end: Point, thickness: float, level: float = 55.0) -> None:
        """Soft tissue round a line."""
        cv2.line(self._tissue, _whole(start), _whole(end), level, round(thickness))

    def lump(self, centre: Point, axes: Point, level: float = 55.0, turn: float = 0.0) -> None:
        """An ellipse of soft tissue."""
        cv2.ellipse(self._tissue, _whole(centre), _whole(axes), turn, 0, 360, level, -1)

    def bone(self, start: Point, end: Point, thickness: float, level: float = 95.0) -> None:
        """A long bone: wide ends, bright cortex, darker marrow."""
        first, last = np.array(start), np.array(end)
        self._capsule(first, last, thickness, level)
        for place in (first, last):
            cv2.circle(self._bone, _whole(place), round(0.62 * thickness), level * 0.85, -1)
        inner = first + 0.12 * (last - first), last - 0.12 * (last - first)
        self._capsule(*inner, 0.5 * thickness, level * 0.7)

    def plate(self, centre: Point, axes: Point, level: float = 85.0, turn: float = 0.0) -> None:
        """A flat or short bone: an ellipse with a bright rim."""
        cv2.ellipse(self._bone, _whole(centre), _whole(axes), turn, 0, 360, level, -1)
        rim = max(round(0.08 * min(axes)), 2)
        cv2.ellipse(self._bone, _whole(centre), _whole(axes), turn, 0, 360, level * 1.4, rim)

    def rib(self, centre: Point, axes: Point, side: int) -> None:
        """Half of the lower half of an ellipse, to the right (1) or to the left (-1)."""
        first, last = (0, 90) if side > 0 else (90, 180)
        cv2.ellipse(self._bone, _whole(centre), _whole(axes), 0, first, last, 35, 11)

    def gap(self, start: Point, end: Point, thickness: float) -> None:
        """A joint or an orbit: no bone there."""
        self._capsule(np.array(start), np.array(end), thickness, 0.0)

    def exposed(self) -> Grey:
        """The picture: edges softened, quanta counted."""
        softened = cv2.GaussianBlur(self._tissue, (0, 0), 9) + cv2.GaussianBlur(self._bone, (0, 0), 2.5)
        grain = self.random.normal(0, 2.5, softened.shape)
        return np.clip(12 + softened + grain, 0, 255).astype(np.uint8)

    def _capsule(self, start: np.ndarray, end: np.ndarray, thickness: float, level: float) -> None:
        cv2.line(self._bone, _whole(start), _whole(end), level, max(round(thickness), 1))


def anatomy_cases() -> Iterator[Case]:
    """Several of each, all different."""
    for name, (draw, count) in _PARTS.items():
        for number in range(count):
            title = f"{name} {number}"
            yield Case(f"drawn: {title}", Kind.BODY_PART, f"a drawn {name}", partial(_drawn, draw, title))
    for count in (2, 3, 5, 8):
        title = f"{count} phalanges on black"
        yield Case(f"drawn: {title}", Kind.PART, title, partial(_loose_phalanges, count))


def foot(drawing: Drawing) -> None:
    """From above: five rays, metatarsals as long as in a hand, short toes, tarsals, heel."""
    jitter = drawing.random.uniform(-12, 12, (5, 2))
    drawing.lump((350, 560), (170, 300))
    drawing.plate((350, 780), (90, 100))
    for column, (x, y) in enumerate(((230, 600), (300, 590), (370, 590), (440, 610), (300, 680), (400, 690))):
        drawing.plate((x, y), (42, 38 + 3 * column))
    for ray in range(5):
        top = np.array([170 + 88 * ray, 330 + 18 * ray]) + jitter[ray]
        base = np.array([230 + 58 * ray, 560.0])
        thick = 46 if ray == 0 else 28
        drawing.flesh(_pair(base), _pair(top + np.array([0, -170 + 14 * ray])), 2.3 * thick)
        drawing.bone(_pair(base), _pair(top), thick)
        lengths = (75, 60) if ray == 0 else (52, 26, 22)
        at = top
        for length in lengths:
            following = at - np.array([0, length])
            drawing.bone(_pair(at - np.array([0, 8])), _pair(following + np.array([0, 6])), 0.8 * thick)
            at = following - np.array([0, 6])


def foot_from_the_side(drawing: Drawing) -> None:
    """Heel, arch and toes under a shin."""
    lean = drawing.random.uniform(-25, 25)
    drawing.flesh((470 + lean, 60), (480, 520), 190)
    drawing.flesh((520, 640), (120, 730), 150)
    drawing.bone((450 + lean, 40), (465, 470), 70)
    drawing.bone((530 + lean, 40), (530, 490), 30)
    drawing.plate((490, 560), (90, 55))
    drawing.plate((570, 670), (105, 70))
    for x, y in ((390, 610), (340, 640), (300, 660)):
        drawing.plate((x, y), (42, 48))
    for row in range(4):
        drawing.bone((290, 660 + 14 * row), (170 + 8 * row, 730 + 6 * row), 24)
        drawing.bone((150 + 8 * row, 735 + 6 * row), (95, 745 + 6 * row), 18)


def knee(drawing: Drawing) -> None:
    """Femur on tibia and fibula, with a joint between."""
    shift = drawing.random.uniform(-30, 30)
    drawing.flesh((350 + shift, 20), (350, 880), 330)
    drawing.bone((350 + shift, 20), (350, 400), 120)
    drawing.plate((295, 410), (85, 70))
    drawing.plate((405, 410), (85, 70))
    drawing.plate((350, 525), (150, 50))
    drawing.bone((340, 540), (330 - shift, 890), 100)
    drawing.bone((455, 560), (440 - shift, 890), 34)
    drawing.gap((190, 478), (510, 478), 12)
    drawing.plate((350, 360), (55, 60), 30)


def skull(drawing: Drawing) -> None:
    """From the front: vault, orbits, nose, teeth, jaw."""
    wide = drawing.random.uniform(0.9, 1.1)
    drawing.lump((350, 420), (290 * wide, 390))
    drawing.plate((350, 340), (255 * wide, 290), 70)
    drawing.plate((350, 660), (150 * wide, 130), 70)
    for side in (-1, 1):
        drawing.gap((350 + side * 100, 400), (350 + side * 112, 402), 90)
        drawing.bone((350 + side * 165 * wide, 560), (350 + side * 120 * wide, 720), 34, 60)
    drawing.gap((350, 470), (350, 520), 52)
    for tooth in range(10):
        for row in (600, 640):
            drawing.plate((260 + 20 * tooth, row), (8, 17), 110)


def skull_from_the_side(drawing: Drawing) -> None:
    """Vault, face and neck."""
    turn = drawing.random.uniform(-12, 12)
    drawing.lump((380, 360), (310, 300))
    drawing.plate((390, 330), (280, 240), 60, turn)
    drawing.plate((160, 480), (70, 100), 70, turn)
    drawing.bone((330, 560), (130, 660), 50)
    drawing.flesh((450, 560), (480, 890), 200)
    for level in range(5):
        drawing.plate((470 + 3 * level, 600 + 62 * level), (55, 24))


def chest(drawing: Drawing) -> None:
    """Spine, ribs, heart, clavicles."""
    bend = drawing.random.uniform(0.8, 1.2)
    drawing.lump((350, 480), (330, 430), 95)
    for side in (-1, 1):
        drawing.lump((350 + side * 150, 460), (115, 290), 18)
        drawing.bone((350 + side * 25, 160), (350 + side * 270, 120), 22, 60)
    drawing.lump((395, 560), (105, 130), 100)
    for level in range(13):
        drawing.plate((350, 110 + 60 * level), (32, 24), 45)
        for side in (-1, 1):
            axes = round(250 * min(0.6 + 0.05 * level, 1)), round(60 * bend)
            drawing.rib((350, 150 + 55 * level), axes, side)


def elbow(drawing: Drawing) -> None:
    """Humerus, radius and ulna, bent."""
    bend = drawing.random.uniform(-60, 60)
    drawing.flesh((200, 40), (330, 460), 190)
    drawing.flesh((330, 460), (560 + bend, 860), 170)
    drawing.bone((200, 40), (320, 430), 75)
    drawing.plate((325, 455), (85, 52))
    drawing.bone((310, 510), (520 + bend, 880), 52)
    drawing.bone((385, 490), (600 + bend, 850), 46)


def spine(drawing: Drawing) -> None:
    """Vertebrae with their processes."""
    bend = drawing.random.uniform(-40, 40)
    drawing.lump((350, 450), (250, 480), 70)
    for level in range(11):
        x = 350 + bend * np.sin(level / 2)
        drawing.plate((x, 70 + 78 * level), (62, 32), 70)
        drawing.bone((x - 120, 78 + 78 * level), (x + 120, 78 + 78 * level), 16, 40)
        drawing.plate((x, 82 + 78 * level), (10, 20), 40)


def pelvis(drawing: Drawing) -> None:
    """Two wings, two hips, two thighs."""
    tilt = drawing.random.uniform(-10, 10)
    drawing.lump((350, 430), (340, 360), 75)
    drawing.plate((350, 330), (70, 110), 60)
    for side in (-1, 1):
        drawing.plate((350 + side * 170, 310), (120, 160), 55, side * (20 + tilt))
        drawing.plate((350 + side * 200, 510), (60, 60), 90)
        drawing.bone((350 + side * 250, 560), (350 + side * 230, 890), 80)
        drawing.plate((350 + side * 75, 590), (70, 42), 60, side * 30)


def foot_like_a_hand(drawing: Drawing) -> None:
    """Long toes spread like fingers, and no forearm: as close to a hand as a foot comes."""
    spread = drawing.random.uniform(0.9, 1.1)
    drawing.lump((350, 640), (150, 190))
    drawing.plate((350, 800), (75, 70))
    for x, y in ((270, 700), (330, 690), (390, 690), (440, 710)):
        drawing.plate((x, y), (36, 34))
    for ray in range(5):
        base = np.array([260 + 45 * ray, 650.0])
        way = np.array([np.sin((ray - 2) * 0.2 * spread), -np.cos((ray - 2) * 0.2 * spread)])
        at = base
        for length, thick in ((190, 30), (110, 24), (60, 20), (45, 17)):
            drawing.flesh(_pair(at), _pair(at + length * way), 2.4 * thick)
            drawing.bone(_pair(at + 8 * way), _pair(at + (length - 8) * way), thick)
            at = at + length * way


def _loose_phalanges(count: int) -> Grey:
    drawing = Drawing(chance(f"phalanges {count}"))
    for _ in range(count):
        start = drawing.random.uniform((100, 100), (WIDTH - 100, HEIGHT - 100))
        way = drawing.random.normal(size=2)
        end = start + way / np.linalg.norm(way) * drawing.random.uniform(80, 160)
        drawing.flesh(_pair(start), _pair(end), 70)
        drawing.bone(_pair(start), _pair(end), 34)
    return drawing.exposed()


def _drawn(draw: Callable[[Drawing], None], title: str) -> Grey:
    drawing = Drawing(chance(title))
    draw(drawing)
    return drawing.exposed()


def _whole(place: Sequence[float] | np.ndarray) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))


def _pair(place: np.ndarray) -> Point:
    return float(place[0]), float(place[1])


_PARTS: dict[str, tuple[Callable[[Drawing], None], int]] = {
    "foot": (foot, 5),
    "foot from the side": (foot_from_the_side, 3),
    "foot like a hand": (foot_like_a_hand, 5),
    "knee": (knee, 4),
    "skull": (skull, 4),
    "skull from the side": (skull_from_the_side, 3),
    "chest": (chest, 4),
    "elbow": (elbow, 3),
    "spine": (spine, 3),
    "pelvis": (pelvis, 3),
}
