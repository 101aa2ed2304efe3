"""The transformations of the stress table, all of them, in the order of its rows."""

from collections.abc import Iterable

from bonage_desktop.training.geometry_changes import (
    Bars,
    Border,
    EmptyPage,
    Mirroring,
    PalmCrop,
    Resampling,
    Rotation,
)
from bonage_desktop.training.grey_changes import Blur, Contrast, Gamma, Inversion, Jpeg, Noise, Window
from bonage_desktop.training.marker_changes import LeadMarker, LetterL
from bonage_desktop.training.picture import Change, Group, Transformation

TURNS = (5, *range(15, 360, 15))
"""Every 15°, and the 5° by which any film lies askew: 24 rotations."""

_BLACK_BORDER, _WHITE_BORDER = Border(0.1, 0), Border(0.1, 255)
_PAPER = 235


def _each(group: Group, steps: Iterable[tuple[str, Change]]) -> tuple[Transformation, ...]:
    return tuple(Transformation(name, group, (step,)) for name, step in steps)


TRANSFORMATIONS: tuple[Transformation, ...] = (
    *_each(Group.ROTATION, ((f"rotation {degrees}°", Rotation(degrees)) for degrees in TURNS)),
    *_each(Group.MIRROR, [("mirrored", Mirroring())]),
    *_each(Group.INVERSION, [("inverted", Inversion())]),
    *_each(Group.GAMMA, ((f"gamma {exponent:g}", Gamma(exponent)) for exponent in (0.5, 0.6, 0.8, 1.25, 1.6, 2.0))),
    *_each(
        Group.WINDOW,
        [
            ("window 80 % wide", Window(0.5, 0.8)),
            ("window 60 % wide", Window(0.5, 0.6)),
            ("window 150 % wide", Window(0.5, 1.5)),
            ("window 15 % darker", Window(0.65, 1.0)),
            ("window 15 % brighter", Window(0.35, 1.0)),
        ],
    ),
    *_each(Group.NOISE, ((f"noise {sigma} of 255", Noise(sigma)) for sigma in (4, 8, 12))),
    *_each(Group.BLUR, ((f"blur {sigma} px per 1000", Blur(sigma)) for sigma in (1, 2))),
    *_each(Group.JPEG, ((f"JPEG {quality}", Jpeg(quality)) for quality in (30, 50, 70, 95))),
    *_each(Group.RESAMPLING, ((f"size {percent} %", Resampling(percent)) for percent in (25, 50, 75, 150, 200))),
    *_each(Group.CROP, [("cropped to the hand, 2 % margin", PalmCrop(0.02))]),
    *_each(Group.MARKERS, [("letter L", LetterL(0.07)), ("lead marker", LeadMarker(0.1, 0.03))]),
    *_each(
        Group.BORDERS,
        [
            ("black border 10 %", _BLACK_BORDER),
            ("white border 10 %", _WHITE_BORDER),
            ("letterboxed to 16:9", Bars(16, 9)),
            ("beside an empty dark page", EmptyPage(None)),
            ("beside an empty white page", EmptyPage(_PAPER)),
        ],
    ),
    *_each(Group.CONTRAST, [("contrast +20 %", Contrast(1.2)), ("contrast −20 %", Contrast(0.8))]),
    Transformation("rotation 30°, gamma 0.6", Group.COMBINED, (Rotation(30), Gamma(0.6))),
    Transformation("rotation 90°, size 50 %", Group.COMBINED, (Rotation(90), Resampling(50))),
    Transformation("mirrored, JPEG 50", Group.COMBINED, (Mirroring(), Jpeg(50))),
    Transformation("rotation 180°, inverted", Group.COMBINED, (Rotation(180), Inversion())),
    Transformation("noise 8 of 255, contrast −20 %", Group.COMBINED, (Noise(8), Contrast(0.8))),
    Transformation("white border 10 %, rotation 15°", Group.COMBINED, (_WHITE_BORDER, Rotation(15))),
)
