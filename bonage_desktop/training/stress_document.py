"""The stress table as a JSON object: all figures, and every run they come from."""

import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from typing import TypedDict

import numpy as np

from bonage_desktop.training.drift import RESAMPLES, Comparison, Drift, Estimate, drift
from bonage_desktop.training.picture import Group, Transformation
from bonage_desktop.training.stress import HandRuns, StressRuns
from bonage_desktop.training.stress_run import Run

_LIBRARIES = ("bonage-desktop", "torch", "torchvision", "mmdet", "numpy", "opencv-python")
ALL_GROUPS = "all"


class EstimateEntry(TypedDict):
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


class RowEntry(TypedDict):
    """One row: a transformation, a group, or all together. Years are |after - before|; shares are 0..1 of n."""

    name: str
    group: str
    n: int
    refused_untransformed: int
    drift_median_years: EstimateEntry | None
    drift_p95_years: float | None
    drift_largest_years: float | None
    share_over_1_year_not_refused: EstimateEntry | None
    share_refused: EstimateEntry | None


class RunEntry(TypedDict):
    """One run beside the untransformed run of its hand."""

    file: str
    sha256: str
    transformation: str
    age_before_years: float | None
    age_after_years: float | None
    range_before_years: list[float] | None
    range_after_years: list[float] | None
    change_years: float | None
    refusal: str | None
    notices: list[str]
    levels: dict[str, int]
    seconds: float


class StressDocument(TypedDict):
    """`stress.json`."""

    command: str
    date: str
    machine: str
    versions: dict[str, str]
    code: str
    weights: dict[str, str]
    hands: int
    hands_listed: int
    refused_untransformed: int
    resamples: int
    median_seconds: float | None
    transformations: list[RowEntry]
    groups: list[RowEntry]
    all: RowEntry
    runs: list[RunEntry]


def stress_document(runs: StressRuns, command: str, today: date) -> StressDocument:
    """All figures.

    Args:
        runs: what was run.
        command: that made them, for people.
        today: the date to write.
    """
    refused = sum(hand.before.age_years is None for hand in runs.hands)
    every = [run for hand in runs.hands for run in (hand.before, *hand.after)]
    groups = [group for group in Group if any(one.group is group for one in runs.transformations)]
    return StressDocument(
        command=command,
        date=today.isoformat(),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        versions={name: version(name) for name in _LIBRARIES},
        code=runs.makers.code,
        weights=dict(runs.makers.weights),
        hands=len(runs.hands),
        hands_listed=runs.listed,
        refused_untransformed=refused,
        resamples=RESAMPLES,
        median_seconds=round(float(np.median([run.seconds for run in every])), 3) if every else None,
        transformations=[_row(one.name, one.group, [one], runs, refused) for one in runs.transformations],
        groups=[
            _row(group, group, [one for one in runs.transformations if one.group is group], runs, refused)
            for group in groups
        ],
        all=_row(ALL_GROUPS, ALL_GROUPS, runs.transformations, runs, refused),
        runs=[_run(hand, run) for hand in runs.hands for run in (hand.before, *hand.after)],
    )


def _row(name: str, group: str, members: Sequence[Transformation], runs: StressRuns, refused: int) -> RowEntry:
    names = {member.name for member in members}
    found = drift(
        [
            Comparison(run.sha256, _years(hand.before, run))
            for hand in runs.hands
            for run in hand.after
            if run.name in names
        ]
    )
    return RowEntry(
        name=name,
        group=group,
        n=0 if found is None else found.n,
        refused_untransformed=refused,
        **_figures(found),
    )


class _Figures(TypedDict):
    drift_median_years: EstimateEntry | None
    drift_p95_years: float | None
    drift_largest_years: float | None
    share_over_1_year_not_refused: EstimateEntry | None
    share_refused: EstimateEntry | None


def _figures(found: Drift | None) -> _Figures:
    return _Figures(
        drift_median_years=_estimate(found and found.median_years),
        drift_p95_years=_rounded(found and found.p95_years),
        drift_largest_years=_rounded(found and found.largest_years),
        share_over_1_year_not_refused=_estimate(found and found.silent),
        share_refused=_estimate(found and found.refused),
    )


def _years(before: Run, after: Run) -> float | None:
    if before.age_years is None or after.age_years is None:
        return None
    return abs(after.age_years - before.age_years)


def _run(hand: HandRuns, run: Run) -> RunEntry:
    before, after = hand.before.age_years, run.age_years
    return RunEntry(
        file=hand.name,
        sha256=run.sha256,
        transformation=run.name,
        age_before_years=_rounded(before),
        age_after_years=_rounded(after),
        range_before_years=_range(hand.before),
        range_after_years=_range(run),
        change_years=None if before is None or after is None else round(after - before, 4),
        refusal=run.refusal,
        notices=list(run.notices),
        levels=dict(run.levels),
        seconds=round(run.seconds, 3),
    )


def _range(run: Run) -> list[float] | None:
    return None if run.range_years is None else [round(years, 4) for years in run.range_years]


def _estimate(estimate: Estimate | None) -> EstimateEntry | None:
    if estimate is None:
        return None
    return EstimateEntry(value=round(estimate.value, 4), low=round(estimate.low, 4), high=round(estimate.high, 4))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
