"""How far ages moved, and how sure that is: medians, shares and their bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LARGE_CHANGE_YEARS = 1.0
"""A change of age above this is clinically significant."""
RESAMPLES = 2000
_SEED = 20260115
_CHUNK = 4_000_000  # numbers sorted at a time

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One transformed run beside the untransformed run of the same hand, which gave an age.

    Attributes:
        hand: identifies the hand.
        years: |age after - age before|, or None where the transformed hand was refused.
    """

    hand: str
    years: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval.

    Attributes:
        value: of the hands that were looked at.
        low: 2.5th percentile over resampled hands.
        high: 97.5th percentile.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drift:
    """What a transformation, or several, did to the ages of some hands.

    Attributes:
        n: comparisons.
        median_years: of |years|, over the comparisons with an age; None where all were refused.
        p95_years: 95th percentile of |years|, linear between ranks, or None.
        largest_years: the greatest |years|, or None.
        silent: share of all comparisons that changed by more than a year and were not refused.
        refused: share of all comparisons that were refused.
    """

    n: int
    median_years: Estimate | None
    p95_years: float | None
    largest_years: float | None
    silent: Estimate
    refused: Estimate


def drift(comparisons: Sequence[Comparison]) -> Drift | None:
    """The figures of some comparisons, or None where there are none.

    Intervals: hands are drawn with replacement `RESAMPLES` times, each with all its comparisons, because those of
    one hand depend on each other. The draws are seeded: the same comparisons give the same intervals.
    """
    if not comparisons:
        return None
    hands = _by_hand(comparisons)
    large = (hands > LARGE_CHANGE_YEARS) & (hands < np.inf)
    refused = np.isposinf(hands)
    there = ~np.isnan(hands)
    draws = np.random.default_rng(_SEED).integers(0, len(hands), (RESAMPLES, len(hands)))
    years = np.where(refused, np.nan, hands)
    known = years[~np.isnan(years)]
    return Drift(
        n=int(there.sum()),
        median_years=_median(years, draws),
        p95_years=float(np.percentile(known, 95)) if known.size else None,
        largest_years=float(known.max()) if known.size else None,
        silent=_share(large.sum(axis=1), there.sum(axis=1), draws),
        refused=_share(refused.sum(axis=1), there.sum(axis=1), draws),
    )


def _by_hand(comparisons: Sequence[Comparison]) -> Numbers:
    """(hands, most comparisons of one hand): |years|, infinity where refused, NaN beyond a hand's comparisons."""
    rows: dict[str, list[float]] = {}
    for comparison in comparisons:
        rows.setdefault(comparison.hand, []).append(np.inf if comparison.years is None else comparison.years)
    table = np.full((len(rows), max(map(len, rows.values()))), np.nan)
    for row, values in zip(table, (rows[hand] for hand in sorted(rows)), strict=True):
        row[: len(values)] = values
    return table


def _share(counted: npt.NDArray[np.int64], of: npt.NDArray[np.int64], draws: npt.NDArray[np.int64]) -> Estimate:
    resampled = counted[draws].sum(axis=1) / of[draws].sum(axis=1)
    return _estimate(float(counted.sum() / of.sum()), resampled)


def _median(years: Numbers, draws: npt.NDArray[np.int64]) -> Estimate | None:
    whole = float(_medians(years.reshape(1, -1))[0])
    if np.isnan(whole):
        return None
    at_a_time = max(_CHUNK // years.size, 1)
    chunks = (draws[start : start + at_a_time] for start in range(0, len(draws), at_a_time))
    medians = np.concatenate([_medians(years[chunk].reshape(len(chunk), -1)) for chunk in chunks])
    return _estimate(whole, medians[~np.isnan(medians)])


def _medians(rows: Numbers) -> Numbers:
    """The median of each row, NaN passed over; NaN where a row has nothing else. Faster than `np.nanmedian`."""
    ordered = np.sort(rows, axis=1)  # NaN comes last
    count = np.isfinite(ordered).sum(axis=1)
    below, above = np.maximum(count - 1, 0) // 2, count // 2
    each = np.arange(len(rows))
    above = np.minimum(above, rows.shape[1] - 1)
    middle = (ordered[each, below] + ordered[each, above]) / 2
    return np.where(count > 0, middle, np.nan)


def _estimate(value: float, resampled: Numbers) -> Estimate:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(value, float(low), float(high))
