"""Which few boxes keep the others from forming a hand: what the networks call "no hand" is often one wrong box."""

from collections.abc import Mapping
from dataclasses import replace

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.roi import Roi
from bonage_desktop.sentences import listed, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.hand_shape import MIN_BONES, HandShape, TooFewBonesError, fit_hand, load_hand_shape
from bonage_desktop.vision.location import MAX_MISFIT

_FEW = 3
"""Of more boxes nobody can tell which are wrong: they or the others."""


def naming_misplaced(findings: Findings) -> Findings:
    """Findings whose rejection says which boxes do not fit, where that is known (`workflow.boxes_misplaced`).

    Args:
        findings: of a look at boxes that a reader drew.
    """
    if findings.rejection is None or findings.rejection.code != "vision.not_a_hand":
        return findings
    wrong = misplaced(findings.rois, load_hand_shape())
    return findings if not wrong else replace(findings, rejection=_rejection(wrong))


def misplaced(rois: Mapping[Bone, Roi], shape: HandShape) -> tuple[Bone, ...]:
    """The boxes, at most three, without which the others form a hand, the most misplaced first; empty where none do.

    Args:
        rois: boxes of one hand.
        shape: the shape of hands.
    """
    left = {bone: roi.box.centre for bone, roi in rois.items()}
    wrong: list[Bone] = []
    while (misfit := _misfit(left, shape)) > MAX_MISFIT and len(wrong) < _FEW and len(left) > MIN_BONES:
        worst = min(left, key=lambda bone: _misfit({one: at for one, at in left.items() if one is not bone}, shape))
        wrong.append(worst)
        del left[worst]
    return tuple(wrong) if misfit <= MAX_MISFIT else ()


def _misfit(centres: Mapping[Bone, tuple[float, float]], shape: HandShape) -> float:
    try:
        return fit_hand(centres, shape).misfit
    except TooFewBonesError:
        return float("inf")


def _rejection(wrong: tuple[Bone, ...]) -> Rejection:
    if len(wrong) == 1:
        told = say("The box of {bone} does not fit the other bones: nothing was graded with it.", bone=wrong[0].title)
    else:
        names = listed(bone.title for bone in wrong)
        told = say("The boxes of {bones} do not fit the other bones: nothing was graded with them.", bones=names)
    return Rejection(
        "workflow.boxes_misplaced", told, say("Draw each box around its growth region, or choose the levels.")
    )
