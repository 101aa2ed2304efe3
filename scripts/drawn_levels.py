"""Drawings of levels that too few hands show: shaft, epiphysis, growth plate, caps and fusion, from figures.

What each level's figures draw is its criterion (resources/standards/criteria.json). The drawing stands as in the
program's pictures: a left hand as it is displayed, fingers up, so the lateral side (the thumb's) is on the right.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bonage_desktop.standards.bones import Bone, Level

SIDE = 192
"""Side of a drawing, its own units and pixels."""
_GROUND, _SHAFT, _EPIPHYSIS, _NEIGHBOUR = "#161616", "#787878", "#8c8c8c", "#303030"
_EDGE, _DENSE, _NEIGHBOUR_EDGE = "#dcdcdc", "#ffffff", "#5a5a5a"
_GAP = 12.0  # between shaft and epiphysis
_LIP = 24.0  # how far a full cap reaches along the shaft
_JOINT = 16.0  # between epiphysis and the neighbouring bone
_ROOM = 0.4  # height of an epiphysis that the neighbour leaves room for before there is one
_POINTS = 72  # of half an outline

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stage:
    """An epiphysis at one level. Lengths are shares of half the shaft's width.

    Attributes:
        medial: how far it reaches to the little finger's side; 1 is the shaft's edge, 0 is no centre.
        lateral: how far to the thumb's side.
        height: of it, 0..1.
        taper: how much thinner its medial end is than its lateral one, 0..1.
        hollow: depth of its border at the joint, below 0 if that bulges.
        lines: dense lines inside that border: one, or two where two surfaces are told apart.
        square: whether the lateral end has corners: 0 round, 1 square.
        bump: height of a styloid or hump on the border at the joint.
        caps: how far it reaches around the shaft, medially and laterally, 0..1.
        fused: share of the growth plate that is bone, 0..1.
        is_fuzzy: its outline is not smooth yet.
    """

    medial: float = 0.0
    lateral: float = 0.0
    height: float = 0.0
    taper: float = 0.0
    hollow: float = 0.0
    lines: int = 0
    square: float = 0.0
    bump: float = 0.0
    caps: tuple[float, float] = (0.0, 0.0)
    fused: float = 0.0
    is_fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a bone stands in its picture.

    Attributes:
        half_width: of the shaft's end, units of the drawing.
        neck: width of the shaft further on, share of the end's.
        plate: where the growth plate is, from the top of the drawing.
        turn: clockwise degrees of the bone about the plate's middle.
        is_distal: the epiphysis lies on the finger's side of the shaft.
        bump_at: where a styloid or hump is, -1 (medial) to 1 (lateral).
        neighbours: ellipses beyond the joint: x, and half axes across and along the bone.
        stages: of its levels, in order.
    """

    half_width: float
    neck: float
    plate: float
    turn: float
    is_distal: bool
    bump_at: float
    neighbours: tuple[tuple[float, float, float], ...]
    stages: tuple[Stage, ...]


_NONE = Stage()
_SPECK = Stage(0.14, 0.14, 0.2, is_fuzzy=True)
_DISC = Stage(0.36, 0.36, 0.4)


def _fusing(last: Stage, *shares: float) -> tuple[Stage, ...]:
    """The last levels: the plate becomes bone, at the end caps and corners are gone."""
    *fusing, complete = (replace(last, fused=share) for share in shares)
    return (*fusing, replace(complete, medial=1.0, lateral=1.0, caps=(0.0, 0.0), square=0.4))


def _phalanx_ends(grown: Stage) -> tuple[Stage, ...]:
    """Capping on the lateral side, on both, and fusion in three steps."""
    one, both = replace(grown, medial=1.0, caps=(0.0, 0.8)), replace(grown, caps=(1.0, 1.0))
    return (one, both, *_fusing(replace(both, medial=1.08, lateral=1.08), 0.25, 0.65, 1.0))


def _medial_first(ends: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The same where the medial cap is seen first."""
    return (replace(ends[0], medial=ends[0].lateral, lateral=1.0, caps=(0.8, 0.0)), *ends[1:])


_RADIUS_GROWN = Stage(1.0, 1.0, 0.68, 0.4, 0.12, lines=2)
_RADIUS_HUMP = replace(_RADIUS_GROWN, bump=0.14)
_RADIUS = (
    _NONE,
    _SPECK,
    Stage(0.3, 0.42, 0.42),
    Stage(0.52, 0.72, 0.5, 0.6),
    Stage(0.6, 0.8, 0.56, 0.55, lines=1),
    Stage(0.82, 0.92, 0.62, 0.5, lines=2),
    _RADIUS_GROWN,
    _RADIUS_HUMP,
    replace(_RADIUS_HUMP, medial=1.14, caps=(0.9, 0.0)),
    replace(_RADIUS_HUMP, medial=1.14, lateral=1.14, caps=(1.0, 1.0)),
    *_fusing(replace(_RADIUS_HUMP, medial=1.06, lateral=1.06, caps=(1.0, 1.0)), 0.1, 0.25, 0.5, 0.75, 1.0),
)
_ULNA_WIDE = Stage(0.8, 0.8, 0.6, bump=0.32, lines=1, square=0.7)
_ULNA = (
    _NONE,
    _SPECK,
    Stage(0.36, 0.36, 0.34),
    Stage(0.62, 0.62, 0.4, -0.35),
    Stage(0.7, 0.7, 0.5, bump=0.26),
    _ULNA_WIDE,
    replace(_ULNA_WIDE, lateral=1.0),
    replace(_ULNA_WIDE, medial=1.04, lateral=1.04, caps=(0.2, 0.2)),
    *_fusing(replace(_ULNA_WIDE, medial=1.04, lateral=1.04, caps=(0.3, 0.3)), 0.1, 0.25, 0.5, 0.75, 1.0),
)
_THUMB_METACARPAL_GROWN = Stage(1.1, 1.1, 0.62, hollow=0.14, lines=2, square=0.8)
_THUMB_METACARPAL = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.44),
    Stage(1.0, 1.0, 0.5, hollow=0.08),
    Stage(1.0, 1.0, 0.58, hollow=0.14, lines=2),
    Stage(1.0, 1.0, 0.62, hollow=0.14, lines=2, square=0.8),
    *_medial_first(_phalanx_ends(_THUMB_METACARPAL_GROWN)),
)
_METACARPAL = (
    _NONE,
    _SPECK,
    Stage(0.36, 0.36, 0.72),
    Stage(0.62, 0.62, 1.1, hollow=-0.1),
    Stage(0.78, 0.78, 1.2, hollow=-0.2, square=0.6),
    Stage(0.84, 1.0, 1.26, hollow=-0.2, square=0.6),
    Stage(0.88, 1.0, 1.32, hollow=-0.2, square=0.6, lines=1),
    Stage(1.06, 1.08, 1.36, hollow=-0.2, square=0.6, lines=1),
    *_fusing(Stage(1.06, 1.08, 1.36, hollow=-0.2, square=0.6, lines=1), 0.3, 0.7, 1.0),
)
_PROXIMAL_GROWN = Stage(1.16, 1.16, 0.58, hollow=0.22, lines=1, square=0.8)
_THUMB_PROXIMAL = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.42),
    Stage(0.7, 0.7, 0.46, -0.4, 0.14, lines=1),
    Stage(0.8, 1.0, 0.5, -0.3, 0.16, lines=1),
    Stage(1.16, 1.06, 0.52, -0.2, 0.18, lines=1),
    Stage(1.12, 1.06, 0.56, 0.0, 0.2, lines=1, square=0.8),
    *_medial_first(_phalanx_ends(_PROXIMAL_GROWN)),
)
_PROXIMAL = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.4),
    Stage(0.74, 0.74, 0.46, hollow=0.16, lines=1),
    Stage(0.8, 1.0, 0.5, hollow=0.18, lines=1),
    Stage(1.0, 1.0, 0.52, hollow=0.2, lines=1),
    Stage(1.0, 1.08, 0.56, hollow=0.2, lines=1, square=0.8),
    *_phalanx_ends(_PROXIMAL_GROWN),
)
_MIDDLE = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.36),
    Stage(0.74, 0.74, 0.44, hollow=-0.18, lines=1),
    Stage(0.8, 1.0, 0.46, hollow=-0.18, lines=1),
    Stage(1.0, 1.0, 0.48, hollow=-0.18, lines=1),
    Stage(1.0, 1.06, 0.5, hollow=-0.18, lines=1, square=0.8),
    *_phalanx_ends(Stage(1.16, 1.16, 0.52, hollow=-0.18, lines=1, square=0.8)),
)
_THUMB_DISTAL = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.38),
    Stage(1.0, 1.0, 0.44, hollow=-0.16),
    Stage(1.1, 1.1, 0.5, hollow=0.12, lines=1),
    Stage(1.1, 1.1, 0.52, hollow=0.12, lines=1, square=0.9),
    *_medial_first(_phalanx_ends(Stage(1.18, 1.18, 0.54, hollow=0.12, lines=1, square=0.9))),
)
_DISTAL = (
    _NONE,
    _SPECK,
    _DISC,
    Stage(0.6, 0.6, 0.38),
    Stage(1.0, 1.0, 0.46, hollow=-0.16),
    Stage(1.0, 1.0, 0.5, hollow=-0.18, lines=2),
    Stage(1.0, 1.08, 0.52, hollow=-0.18, lines=2, square=0.9),
    *_phalanx_ends(Stage(1.18, 1.18, 0.54, hollow=-0.18, lines=2, square=0.9)),
)
_CARPALS = ((-36.0, 30.0, 24.0), (38.0, 28.0, 28.0))
_ONE_CARPAL = ((-6.0, 32.0, 22.0),)
_BASE = ((0.0, 50.0, 36.0),)
_HEAD = ((0.0, 46.0, 58.0),)
FORMS = {
    Bone.RADIUS: Form(62, 0.7, 112, 0, True, -0.2, _CARPALS, _RADIUS),
    Bone.ULNA: Form(52, 0.72, 108, 0, True, -0.75, _ONE_CARPAL, _ULNA),
    Bone.MC1: Form(54, 0.72, 92, 38, False, 0, ((0.0, 46.0, 40.0),), _THUMB_METACARPAL),
    Bone.MC3: Form(50, 0.74, 128, -2, True, 0, _BASE, _METACARPAL),
    Bone.MC5: Form(47, 0.74, 128, -22, True, 0, _BASE, _METACARPAL),
    Bone.PP1: Form(54, 0.7, 88, 32, False, 0, _HEAD, _THUMB_PROXIMAL),
    Bone.PP3: Form(60, 0.72, 84, -3, False, 0, _HEAD, _PROXIMAL),
    Bone.PP5: Form(56, 0.72, 84, -24, False, 0, _HEAD, _PROXIMAL),
    Bone.MP3: Form(58, 0.68, 86, -3, False, 0, _HEAD, _MIDDLE),
    Bone.MP5: Form(55, 0.68, 86, -22, False, 0, _HEAD, _MIDDLE),
    Bone.DP1: Form(54, 0.64, 88, 30, False, 0, _HEAD, _THUMB_DISTAL),
    Bone.DP3: Form(54, 0.6, 88, -2, False, 0, _HEAD, _DISTAL),
    Bone.DP5: Form(51, 0.6, 88, -22, False, 0, _HEAD, _DISTAL),
}
"""How each bone is drawn."""


def drawing(level: Level) -> str:
    """The level as SVG, 192 units square."""
    form = FORMS[level.bone]
    stage = form.stages[level.index]
    flip = -1 if form.is_distal else 1
    place = f"translate({SIDE / 2:g} {form.plate:g}) rotate({form.turn:g}) scale(1 {flip})"
    joint = _GAP / 2 + max(stage.height, _ROOM) * form.half_width + _JOINT
    parts = [
        *(_ellipse(x, joint + along, across, along) for x, across, along in form.neighbours),
        *(_whole(form, stage) if stage.fused == 1 else _parted(form, stage)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">\n'
        f"<title>{level.bone.title}, level {level.index}: drawn</title>\n"
        f'<rect width="{SIDE}" height="{SIDE}" fill="{_GROUND}"/>\n'
        f'<g transform="{place}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round">\n'
        + "".join(f"{part}\n" for part in parts)
        + "</g>\n</svg>\n"
    )


def _parted(form: Form, stage: Stage) -> list[str]:
    """Shaft, epiphysis if there is one, and what is left of the growth plate."""
    parts = [_shape(_shaft(form), _SHAFT, _EDGE)]
    if stage.is_fuzzy:
        return parts + [
            f'<ellipse cx="0" cy="{_GAP + 10:g}" rx="{size:g}" ry="{size * 0.7:g}" fill="{_EDGE}" opacity="0.3"/>'
            for size in (11, 9, 7, 5)
        ]
    if stage.medial:
        parts += [_shape(_epiphysis(form, stage), _SHAFT if stage.fused else _EPIPHYSIS, _EDGE)]
        parts += _joint_lines(form, stage)
    if stage.fused:
        parts += _plate(form, stage)
    return parts


def _whole(form: Form, stage: Stage) -> list[str]:
    """Shaft and epiphysis as one bone."""
    angle = np.linspace(0, np.pi, _POINTS)
    end = _formed(form, stage, *_superellipse(stage, angle))
    along = np.linspace(0, 1.6 * SIDE, 60)
    side = np.column_stack([_half_width(form, along), -along])
    outline = np.vstack([side[::-1], end, side * [-1, 1]])
    return [_shape(outline, _SHAFT, _EDGE), *_joint_lines(form, stage)]


def _joint_lines(form: Form, stage: Stage) -> list[str]:
    return [
        _line(_joint_line(form, stage, 6.0 + 9.0 * number), _DENSE, 3.5 if number == 0 else 2.0)
        for number in range(stage.lines)
    ]


def _plate(form: Form, stage: Stage) -> list[str]:
    """Bone from shaft to epiphysis, and the dark rest of the plate at both edges."""
    half = form.half_width
    bridge = np.array([[-half, -7.0], [half, -7.0], [half, _GAP + 4], [-half, _GAP + 4]])
    edge = np.array([[half - 1, -9.0], [half * stage.lateral - 1, _GAP + 6]])
    rest = np.array([[half * stage.fused, _GAP / 2 - 4], [half + 3, _GAP / 2 - 4]])
    return [
        _shape(bridge, _SHAFT, None),
        *(_line(edge * [mirror, 1], _EDGE, 3.0) for mirror in (1, -1)),
        *(_line(rest * [mirror, 1], _GROUND, 6.0) for mirror in (1, -1)),
    ]


def _half_width(form: Form, along: Points) -> Points:
    """Half the shaft's width so far from the growth plate."""
    return form.half_width * (form.neck + (1 - form.neck) * np.exp(-along / 34))


def _shaft(form: Form) -> Points:
    """Outline of the shaft, its end at the growth plate rounded, from the plate out of the drawing."""
    along = np.linspace(0, 1.6 * SIDE, 60)
    corner = np.sqrt(np.clip(1 - (1 - np.clip(along / 7, 0, 1)) ** 2, 0, 1))
    half = _half_width(form, along) - 7 * (1 - corner)
    bulge = 2.5 * np.linspace(1, -1, 12) ** 2 - 2.5
    tip = float(half[0])
    end = np.column_stack([np.linspace(tip, -tip, 12), -bulge - 2.5])
    right = np.column_stack([half, -along - 2.5])[::-1]
    left = np.column_stack([-half, -along - 2.5])
    return np.vstack([right, end, left])


def _epiphysis(form: Form, stage: Stage) -> Points:
    """Outline of the epiphysis, medial side at negative x, joint at positive y."""
    angle = np.linspace(0, 2 * np.pi, 2 * _POINTS, endpoint=False)
    return _formed(form, stage, *_superellipse(stage, angle))


def _superellipse(stage: Stage, angle: Points) -> tuple[Points, Points]:
    """Points of the unit square at these angles, rounded as the stage's ends are."""
    across, down = np.cos(angle), np.sin(angle)
    corners = np.where(across > 0, 2 + 4 * stage.square, 2.4 + 1.6 * stage.square)
    return np.sign(across) * np.abs(across) ** (2 / corners), np.sign(down) * np.abs(down) ** (2 / corners)


def _joint_line(form: Form, stage: Stage, inside: float) -> Points:
    """A line along the border at the joint, so many units inside it."""
    end = 0.8 - inside / 80
    x = np.linspace(-end, end, _POINTS // 2)
    line = _formed(form, stage, x, np.sqrt(1 - np.abs(x) ** 3))
    return line - [0, inside]


def _formed(form: Form, stage: Stage, x: Points, y: Points) -> Points:
    """Points of the unit square, joint below, as the stage forms them."""
    half, height = form.half_width, stage.height * form.half_width
    reach = np.where(x > 0, stage.lateral, stage.medial)
    thick = height * (1 - stage.taper * (1 - x) / 2 if stage.taper >= 0 else 1 + stage.taper * (1 + x) / 2)
    across = x * reach * half
    down = _GAP / 2 + thick * (1 + y) / 2
    at_joint, at_shaft = np.clip(y, 0, 1), np.clip(-y, 0, 1)
    down -= at_joint * stage.hollow * height * (1 - x**2)
    down += at_joint * stage.bump * half * np.exp(-(((x - form.bump_at) / 0.22) ** 2))
    cap = np.where(x > 0, stage.caps[1], stage.caps[0])
    beyond = np.clip((np.abs(across) - half * 0.97) / (0.12 * half), 0, 1)
    down -= at_shaft * cap * _LIP * beyond
    return np.column_stack([across, down])


def _ellipse(x: float, y: float, across: float, along: float) -> str:
    return (
        f'<ellipse cx="{x:g}" cy="{y:g}" rx="{across:g}" ry="{along:g}" fill="{_NEIGHBOUR}" '
        f'stroke="{_NEIGHBOUR_EDGE}" stroke-width="2"/>'
    )


def _shape(points: Points, fill: str, edge: str | None) -> str:
    return f'<path d="{_path(points)}Z" fill="{fill}" stroke="{edge or "none"}"/>'


def _line(points: Points, colour: str, width: float) -> str:
    return f'<path d="{_path(points)}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _path(points: Points) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
