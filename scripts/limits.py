"""Writes docs/limits.md: what labelled hands show beside the limits that vision and assessment hold them against.

Needs ../shared/data, which may not be published, and build/model_levels (scripts/model_levels.py). No network is run.
`--kept` uses lines of other code or weights too. Only counts and extremes over hundreds of hands are written.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from labelled_hands import Labelled, Pictured, labelled, pictured, taken_from_another
from model_levels import hands, seen
from pages import with_section
from roi_grey import well_labelled

from bonage_desktop.assessment.plausibility import CONTRADICTING, judge, load_plausibility
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision import choice, double_exposure, location, looks, noise, obscured, palm, pose, turned_view
from bonage_desktop.vision.hand_shape import fit_hand, load_hand_shape
from bonage_desktop.vision.obscured import RegionGrey, load_grey_limits

PAGE = Path(__file__).resolve().parent.parent / "docs" / "limits.md"
BEGIN, END = "<!-- limits: written by `make limits`, do not edit -->", "<!-- limits: end -->"
FOREARM = (Bone.RADIUS, Bone.ULNA)
Line = dict[str, Any]
OTHERS = [bone for bone in Bone if bone not in FOREARM]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was measured, the limit it stands beside, of how many hands, and the figures."""

    what: str
    limit: str
    hands: int
    figures: str

    def markdown(self) -> str:
        """The line."""
        return f"| {self.what} | {self.limit} | {self.hands} | {self.figures} |"


def spread(values: Iterable[float], digits: int = 2) -> str:
    """Least, 1 %, median, 99 % and greatest."""
    least, low, middle, high, most = np.quantile(list(values), [0, 0.01, 0.5, 0.99, 1])
    return f"{least:.{digits}f} / {low:.{digits}f} / **{middle:.{digits}f}** / {high:.{digits}f} / {most:.{digits}f}"


def places(hand_list: Sequence[Labelled], split: str) -> list[Row]:
    """Where labelled boxes lie, against choice, location, looks, turned_view and pose."""
    n = len(hand_list)
    tilts = [hand.fit.rotation_degrees for hand in hand_list]
    misfits = [hand.fit.misfit for hand in hand_list]
    turned = [abs(tilt - turned_view.USUAL_TILT) > looks.MAX_TURN for tilt in tilts]
    sizes = [hand.size_on_canvas for hand in hand_list]
    above = sum(misfit > location.MAX_MISFIT for misfit in misfits)
    usual_above = sum(misfit > looks.USUAL_MISFIT for misfit in misfits)
    middles = np.array([hand.middle for hand in hand_list])
    off = {bone: np.array([hand.off[bone] for hand in hand_list]) for bone in Bone}
    medians = ", ".join(f"{bone.key} {np.median(values):.3f}" for bone, values in off.items())
    return [
        Row(
            f"misfit of labelled boxes, {split}",
            f"MAX_MISFIT {location.MAX_MISFIT:g}, USUAL_MISFIT {looks.USUAL_MISFIT:g}",
            n,
            f"{spread(misfits)}; {above} above {location.MAX_MISFIT:g}, {usual_above} above {looks.USUAL_MISFIT:g}",
        ),
        Row(
            f"misfit with two bones of the third finger on one beside it, {split}",
            f"MAX_MISFIT {location.MAX_MISFIT:g}",
            n,
            spread(map(taken_from_another, hand_list)),
        ),
        Row(
            f"greatest squared distance of a hand's labelled boxes from where the others expect them, {split}",
            f"MAX_DISTANCE {choice.MAX_DISTANCE:g}",
            n,
            spread((max(hand.away.values()) for hand in hand_list), 1),
        ),
        Row(
            f"least squared distance of the same joint of a finger beside it, {split}",
            f"MAX_DISTANCE {choice.MAX_DISTANCE:g}",
            n,
            spread((hand.beside for hand in hand_list), 0),
        ),
        Row(f"a bone placed by the others, median error in box sides, {split}", "", n, medians),
        Row(
            f"turn that makes the fingers point up, degrees, {split}",
            f"USUAL_TILT {turned_view.USUAL_TILT:g}, MAX_TURN {looks.MAX_TURN:g}",
            n,
            f"{spread(tilts, 1)}; {np.mean(turned):.1%} more than {looks.MAX_TURN:g} from {turned_view.USUAL_TILT:g}",
        ),
        Row(
            f"hand length on the canvas, pixels, {split}",
            f"USUAL_LENGTH {turned_view.USUAL_LENGTH:g}",
            n,
            spread(sizes, 1),
        ),
        Row(
            f"the same in units of the usual one, {split}",
            f"{looks.MIN_SIZE:g} to {looks.MAX_SIZE:g}",
            n,
            spread(size / turned_view.USUAL_LENGTH for size in sizes),
        ),
        Row(
            f"middle of the image, hand lengths, median, {split}",
            f"USUAL_MIDDLE {turned_view.USUAL_MIDDLE}",
            n,
            "({:.3f}, {:.3f})".format(*np.median(middles, axis=0)),
        ),
    ]


def extents(hand_list: Sequence[Labelled], split: str) -> list[Row]:
    """How large hands are and how far their boxes reach over the edge, against pose and location."""
    n, lengths = len(hand_list), [hand.length for hand in hand_list]
    coarse = sum(length < pose.COARSE_LENGTH for length in lengths)
    forearm = {bone: min(hand.share_in_image(bone) for hand in hand_list) for bone in FOREARM}
    others = min(hand.share_in_image(bone) for hand in hand_list for bone in OTHERS)
    return [
        Row(
            f"hand length in the radiograph, pixels, {split}",
            f"COARSE_LENGTH {pose.COARSE_LENGTH:g}, DOUBTFUL_LENGTH {pose.DOUBTFUL_LENGTH:g}, "
            f"MIN_LENGTH {location.MIN_LENGTH:g}",
            n,
            f"{spread(lengths, 1)}; {coarse} below {pose.COARSE_LENGTH:g}",
        ),
        Row(
            f"least share of a labelled box in the image, {split}",
            f"radius, ulna {location.MIN_IN_IMAGE[Bone.RADIUS]:g}, others {location.MIN_OTHERS_IN_IMAGE:g}",
            n,
            f"radius {forearm[Bone.RADIUS]:.3f}, ulna {forearm[Bone.ULNA]:.3f}, others {others:.3f}",
        ),
    ]


def scores(lines: Sequence[Line], split: str) -> list[Row]:
    """What the detector scored, against looks and location."""
    with_scores = [line for line in lines if line["scores"]]
    n = len(with_scores)
    found = [{key: score for key, score in line["scores"].items() if score is not None} for line in with_scores]
    inferred = [key for line in with_scores for key, score in line["scores"].items() if score is None]
    of_hand = [list(hand.values()) for hand in found]
    forearm = [min(hand.get(bone.key, 1.0) for bone in FOREARM) for hand in found]
    low = {
        limit: [key for hand in found for key, score in hand.items() if score < limit]
        for limit in (location.SURE_SCORE, location.MIN_FOREARM_SCORE)
    }
    unsure = sum(min(hand) < location.SURE_SCORE for hand in of_hand)
    return [
        Row(f"boxes not found but inferred, {split}", "", n, _counted(inferred)),
        Row(f"sum of a hand's scores, {split}", f"MIN_WORTH {looks.MIN_WORTH:g}", n, spread(map(sum, of_hand))),
        Row(
            f"mean of a hand's scores, {split}",
            f"MIN_MEAN_SCORE {location.MIN_MEAN_SCORE:g}",
            n,
            spread(sum(hand) / len(hand) for hand in of_hand),
        ),
        Row(
            f"least of a hand's scores, {split}",
            f"MIN_SCORE {location.MIN_SCORE:g}",
            n,
            spread(map(min, of_hand), 3),
        ),
        Row(
            f"boxes below, {split}",
            f"SURE_SCORE {location.SURE_SCORE:g}",
            n,
            f"{_counted(low[location.SURE_SCORE])}; in {unsure} hands",
        ),
        Row(
            f"boxes below, {split}",
            f"MIN_FOREARM_SCORE {location.MIN_FOREARM_SCORE:g}",
            n,
            f"{_counted(low[location.MIN_FOREARM_SCORE])}; radius or ulna in "
            f"{sum(score < location.MIN_FOREARM_SCORE for score in forearm)} hands",
        ),
    ]


def found_beside_labels(lines: Sequence[Line], split: str) -> list[Row]:
    """Found boxes against their labels: distances and misfits."""
    shape = load_hand_shape()
    whole = [line for line in lines if len(line["boxes"]) == len(Bone)]
    fits = [fit_hand({bone: Box.of(line["boxes"][bone.key]).centre for bone in Bone}, shape) for line in whole]
    apart = list[float]()
    for line, fit in zip(whole, fits, strict=True):
        for bone in Bone:
            way = np.subtract(Box.of(line["boxes"][bone.key]).centre, Box.of(line["labels"][bone.key]).centre)
            apart.append(float(np.linalg.norm(way)) / fit.scale)
    return [
        Row(
            f"misfit of found boxes, {split}",
            f"MAX_MISFIT {location.MAX_MISFIT:g}",
            len(whole),
            spread(fit.misfit for fit in fits),
        ),
        Row(
            f"found and labelled centres apart, hand lengths, {split}",
            "",
            len(whole),
            f"{spread(apart, 4)}; mean {np.mean(apart):.4f}",
        ),
    ]


def flags(lines: Sequence[Line], split: str) -> list[Row]:
    """Levels that hardly go with the others, against plausibility."""
    model = load_plausibility()
    graded = [line for line in lines if line["sex"] and len(line["levels"]) == len(Bone)]
    counts = [
        sum(
            judged.is_doubtful
            for judged in judge(
                {bone: Level(bone, line["levels"][bone.key]) for bone in Bone}, Sex(line["sex"]), model
            ).values()
        )
        for line in graded
    ]
    told = ", ".join(f"{counts.count(count)} with {count}" for count in sorted(set(counts)))
    return [Row(f"hands with flagged levels, {split}", f"CONTRADICTING {CONTRADICTING}", len(graded), told)]


def masks(hand_list: Sequence[Pictured], split: str) -> list[Row]:
    """Labelled masks, against palm and location."""
    n = len(hand_list)
    on_palm = [min(hand.on_palm[bone] for bone in OTHERS) for hand in hand_list]
    below = sum(share < location.MIN_ON_PALM for share in on_palm)
    return [
        Row(
            f"share of the image that the mask covers, {split}",
            f"{palm.MIN_AREA:g} to {palm.MAX_AREA:g}",
            n,
            spread(hand.covered for hand in hand_list),
        ),
        Row(
            f"longer side of the mask's box over the shorter, {split}",
            f"MAX_ASPECT {palm.MAX_ASPECT:g}",
            n,
            spread(hand.aspect for hand in hand_list),
        ),
        Row(
            f"grey levels between the 1st and 99th percentile in the mask, {split}",
            f"MIN_CONTRAST {palm.MIN_CONTRAST:g}",
            n,
            spread((hand.contrast for hand in hand_list), 0),
        ),
        Row(
            f"noise, grey levels, {split}",
            f"MAX_NOISE {noise.MAX_NOISE:g}",
            n,
            spread(hand.noise for hand in hand_list),
        ),
        Row(
            f"echo of the hand beside itself, standard deviations of the cepstrum, {split}",
            f"MAX_ECHO {double_exposure.MAX_ECHO:g}",
            n,
            spread((hand.echo for hand in hand_list), 1),
        ),
        Row(
            f"least share of a hand's labelled boxes on the mask, radius and ulna left out, {split}",
            f"MIN_ON_PALM {location.MIN_ON_PALM:g}",
            n,
            f"{spread(on_palm)}; {below} hands below {location.MIN_ON_PALM:g}",
        ),
    ]


def greys(hand_list: Sequence[Pictured], split: str) -> list[Row]:
    """Grey levels at labelled boxes, against obscured."""
    n, limits = len(hand_list), load_grey_limits()

    def greatest(bones: Sequence[Bone], figure: Callable[[RegionGrey], float]) -> float:
        return max(figure(hand.regions[bone]) for hand in hand_list for bone in bones)

    veiled = [
        bone.key
        for hand in hand_list
        for bone in Bone
        if hand.regions[bone].spread < limits[bone].faintest * obscured.VEILED_SHARES[0]
        and hand.regions[bone].edges < limits[bone].smoothest * obscured.VEILED_SHARES[1]
    ]
    hidden = [bone.key for hand in hand_list for bone in hand.hidden]
    bright = max(hand.regions[bone].mean - limits[bone].brightest for hand in hand_list for bone in Bone)
    faint = min(hand.regions[bone].spread / limits[bone].faintest for hand in hand_list for bone in Bone)
    smooth = min(hand.regions[bone].edges / limits[bone].smoothest for hand in hand_list for bone in Bone)
    rough = max(hand.regions[bone].edges / limits[bone].roughest for hand in hand_list for bone in Bone)
    whites = ", ".join(f"{bone.key} {greatest([bone], lambda grey: grey.white):.4f}" for bone in FOREARM)
    blacks = ", ".join(f"{bone.key} {greatest([bone], lambda grey: grey.black):.3f}" for bone in FOREARM)
    return [
        Row(
            f"greatest white share of a region, {split}",
            f"radius, ulna {obscured.MAX_WHITE_FOREARM:g}, others {obscured.MAX_WHITE:g}",
            n,
            f"{whites}, others {greatest(OTHERS, lambda grey: grey.white):.4f}",
        ),
        Row(
            f"greatest black share of a region, {split}", f"MAX_BLACK_FOREARM {obscured.MAX_BLACK_FOREARM:g}", n, blacks
        ),
        Row(
            f"greatest flat share of a region, {split}",
            f"MAX_FLAT {obscured.MAX_FLAT:g}",
            n,
            f"{greatest(list(Bone), lambda grey: grey.flat):.3f}",
        ),
        Row(
            f"beyond what one of 200 hands shows, {split}",
            f"brighter by {obscured.BRIGHT_MARGIN:g}, contrast or edges times {obscured.FAINT_SHARE:g}, edges times "
            f"{obscured.ROUGH_FACTOR:g}",
            n,
            f"brighter by {bright:.3f}, contrast times {faint:.2f}, edges times {smooth:.2f} and {rough:.2f}",
        ),
        Row(
            f"veiled regions, {split}",
            f"VEILED_SHARES {obscured.VEILED_SHARES}",
            n,
            _counted(veiled),
        ),
        Row(f"regions said not to be seen, {split}", "all of these", n, _counted(hidden)),
    ]


def _counted(bones: Sequence[str]) -> str:
    counts = ", ".join(f"{bones.count(bone.key)} {bone.key}" for bone in Bone if bone.key in bones)
    return f"{len(bones)} ({counts})" if bones else "none"


def section(*, kept: bool) -> str:
    """The text between the markers."""
    train, val = ([labelled(item) for item in hands(split)] for split in ("train", "val"))
    lines = {split: list(seen(split, kept=kept)) for split in ("train", "val")}
    pictures = [pictured(hand) for hand in train]
    clean = [picture for hand, picture in zip(train, pictures, strict=True) if well_labelled(hand.item)]
    rows = [*places(train, "training"), *places(val, "validation")]
    rows += [*extents(train, "training"), *extents([*train, *val], "both")]
    rows += [*masks(pictures, "training"), *greys(clean, "training hands whose labels form one")]
    for split, name in (("train", "training"), ("val", "validation")):
        if lines[split]:
            rows += [*scores(lines[split], name), *found_beside_labels(lines[split], name), *flags(lines[split], name)]
    which = "whatever code and weights saw them" if kept else "seen by this code and these weights"
    command = "make limits KEPT=1" if kept else "make limits"
    return "\n".join(
        [
            f"`{command}` ({date.today().isoformat()}): labels of {len(train)} training and {len(val)} validation",
            f"hands of ../shared/data, and what was seen in {len(lines['train'])} and {len(lines['val'])} of them,",
            f"{which}.",
            "**The shipped weights were trained on all of them.** Five figures with slashes are the least, the 1st",
            "percentile, the median (bold), the 99th percentile and the greatest.",
            "",
            "| what | limit | hands | figures |",
            "|---|---|---:|---|",
            *(row.markdown() for row in rows),
        ]
    )


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", action="store_true", help="use lines whatever code and weights wrote them")
    text = section(kept=parser.parse_args().kept)
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), BEGIN, END, text), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
