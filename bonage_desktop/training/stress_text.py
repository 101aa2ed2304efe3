"""The stress table for people, in Markdown."""

from collections.abc import Iterable

from bonage_desktop.training.drift import LARGE_CHANGE_YEARS
from bonage_desktop.training.stress_document import EstimateEntry, RowEntry, StressDocument

PICTURE = "stress.png"
_HEAD = (
    f"| transformation | n | median | P95 | largest | over {LARGE_CHANGE_YEARS:g} y, not refused | refused |",
    "|---|---:|---:|---:|---:|---:|---:|",
)


def stress_text(document: StressDocument, picture: str = PICTURE) -> str:
    """What was done, on what, and the table: all together, by group, by transformation.

    Args:
        document: the figures.
        picture: address of the plot.
    """
    lines = [
        *_introduction(document),
        "",
        f"![Drift of age and share refused under each transformation]({picture})",
        "",
        *_table([document["all"], *document["groups"]]),
        "",
        *_table(document["transformations"]),
        "",
        *_large_changes(document),
        "",
    ]
    return "\n".join(lines)


def compared_hands(document: StressDocument) -> str:
    """How many hands the rows are about, in words."""
    return _hands(document["hands"] - document["refused_untransformed"])


def _hands(count: int) -> str:
    return "1 hand" if count == 1 else f"{count} hands"


def _introduction(document: StressDocument) -> list[str]:
    weights = ", ".join(f"{name} `{sha256[:12]}`" for name, sha256 in sorted(document["weights"].items()))
    versions = ", ".join(f"{name} {number}" for name, number in document["versions"].items())
    counted = document["hands"] - document["refused_untransformed"]
    return [
        f"{_taken(document)}, each run",
        f"as it is and under {len(document['transformations'])} transformations; the age is compared with that of the",
        "hand's own untransformed run. **This measures robustness, not accuracy: the shipped weights have seen the",
        "hands of training and val, so any accuracy figure on them is optimistic.**",
        "",
        f"- date {document['date']}, `{document['command']}`, on the CPU, {document['machine']}",
        f"- code `{document['code']}`; {versions}",
        f"- weights: {weights}",
        f"- refused untransformed, and so in no row: {document['refused_untransformed']} of {document['hands']} hands",
        "- median, P95, largest: |change of age| in years, over the hands that were not refused",
        f"- over {LARGE_CHANGE_YEARS:g} y, not refused: share of n whose age moved by more than that and that was not",
        "  refused",
        "- refused: share of n that was rejected or said to need the reader, each with its reason",
        f"- in brackets: 95 % interval, {document['resamples']} seeded bootstrap draws of whole hands. Where a share",
        f"  is 0 the bootstrap cannot show its doubt: 0 of {_hands(counted)} excludes shares above"
        f" {_rule_of_three(counted)} only.",
    ]


def _taken(document: StressDocument) -> str:
    """Which hands were run, in words."""
    taken, listed = document["hands"], document["hands_listed"]
    if taken == listed:
        return f"{_hands(taken)}, all that are listed"
    return f"{_hands(taken)} of {listed} listed (evenly spread, always the same)"


def _large_changes(document: StressDocument) -> list[str]:
    """Every large change that was not refused, with the range that was said before and after."""
    large = [run for run in document["runs"] if abs(run["change_years"] or 0.0) > LARGE_CHANGE_YEARS]
    if not large:
        return [f"No age changed by more than {LARGE_CHANGE_YEARS:g} y without being refused."]
    inside = sum(_within(run["age_after_years"], run["range_before_years"]) for run in large)
    hands = _hands(len({run["sha256"] for run in large}))
    lines = [
        f"Every change of more than {LARGE_CHANGE_YEARS:g} y that was not refused: {len(large)} in {hands}.",
        f"In {inside} of them the new age lies in the range that was said for the untransformed image.",
        "",
        "| transformation | age before | range said | age after | range said | notices |",
        "|---|---:|---:|---:|---:|---|",
    ]
    return lines + [
        f"| {run['transformation']} | {_number(run['age_before_years'])} | {_said(run['range_before_years'])} "
        f"| {_number(run['age_after_years'])} | {_said(run['range_after_years'])} "
        f"| {', '.join(code.partition('.')[2] for code in dict.fromkeys(run['notices']))} |"
        for run in large
    ]


def _within(years: float | None, limits: list[float] | None) -> bool:
    return years is not None and limits is not None and limits[0] <= years <= limits[1]


def _said(limits: list[float] | None) -> str:
    return "–" if limits is None else f"{limits[0]:.1f}–{limits[1]:.1f}"


def _rule_of_three(hands: int) -> str:
    return f"{min(300 / hands, 100):.0f} %" if hands else "100 %"


def _table(rows: Iterable[RowEntry]) -> list[str]:
    return [*_HEAD, *(_row(row) for row in rows)]


def _row(row: RowEntry) -> str:
    cells = (
        row["name"],
        str(row["n"]),
        _years(row["drift_median_years"]),
        _number(row["drift_p95_years"]),
        _number(row["drift_largest_years"]),
        _percent(row["share_over_1_year_not_refused"]),
        _percent(row["share_refused"]),
    )
    return f"| {' | '.join(cells)} |"


def _years(estimate: EstimateEntry | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate['value']:.2f} ({estimate['low']:.2f}–{estimate['high']:.2f})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(estimate: EstimateEntry | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate['value']:.1%} ({estimate['low']:.0%}–{estimate['high']:.0%})".replace("%", " %")
