"""The stress table as a picture: a row a transformation."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bonage_desktop.training.stress_document import RowEntry, StressDocument
from bonage_desktop.training.stress_text import compared_hands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MEDIAN, _P95, _REFUSED, _SILENT = "#0b5fa5", "#e08a00", "#8a8a8a", "#c1121f"
_BAND = "#f2f2f2"
_TICKS_YEARS = (0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_INCHES_A_ROW = 0.21


def stress_png(document: StressDocument) -> bytes:
    """A PNG file: on the left median (with its interval) and P95 of the drift, on the right the shares of hands."""
    from matplotlib.figure import Figure

    rows = document["transformations"]
    figure = Figure(figsize=(10, 1.6 + _INCHES_A_ROW * len(rows)), dpi=120)
    figure.set_layout_engine("constrained", w_pad=0.15, h_pad=0.08)
    years, shares = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
    for axes in (years, shares):
        _draw_bands(axes, rows)
    _draw_years(years, rows)
    _draw_shares(shares, rows)
    years.set_yticks(range(len(rows)), [row["name"] for row in rows], fontsize=8)
    years.set_ylim(len(rows) - 0.5, -0.5)
    figure.suptitle(f"Age under transformations: {compared_hands(document)}, {document['date']}", fontsize=11)
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _draw_bands(axes: "Axes", rows: Sequence[RowEntry]) -> None:
    """Every other group gets a grey ground."""
    shaded, group = False, ""
    for number, row in enumerate(rows):
        shaded, group = (not shaded if row["group"] != group else shaded), row["group"]
        if shaded:
            axes.axhspan(number - 0.5, number + 0.5, color=_BAND, linewidth=0, zorder=0)
    axes.tick_params(length=0)


def _draw_years(axes: "Axes", rows: Sequence[RowEntry]) -> None:
    for number, row in enumerate(rows):
        median, p95 = row["drift_median_years"], row["drift_p95_years"]
        if median is None or p95 is None:
            axes.text(0.01, number, "all refused", fontsize=7, va="center", color=_REFUSED)
            continue
        axes.plot([median["low"], median["high"]], [number, number], color=_MEDIAN, linewidth=3, alpha=0.35)
        axes.plot(p95, number, "D", color=_P95, markersize=6)
        axes.plot(median["value"], number, "o", color=_MEDIAN, markersize=4)
    axes.plot([], [], "o-", color=_MEDIAN, label="median, 95 % interval")
    axes.plot([], [], "D", color=_P95, label="P95")
    axes.axvline(0.1, color=_MEDIAN, linewidth=0.8, linestyle=":", label="target for the median, 0.1 y")
    axes.axvline(1, color=_SILENT, linewidth=0.8, linestyle=":", label="1 year")
    axes.set_xscale("symlog", linthresh=0.1, linscale=0.8)
    axes.set_xticks(_TICKS_YEARS, [f"{tick:g}" for tick in _TICKS_YEARS], fontsize=8)
    axes.minorticks_off()
    furthest = max((row["drift_p95_years"] or 0 for row in rows), default=0)
    axes.set_xlim(-0.01, max(2.0, 1.3 * furthest))
    axes.set_xlabel("|change of age|, years")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8, frameon=False)


def _draw_shares(axes: "Axes", rows: Sequence[RowEntry]) -> None:
    for number, row in enumerate(rows):
        refused, silent = row["share_refused"], row["share_over_1_year_not_refused"]
        if refused is not None and silent is not None:
            axes.barh(number, 100 * silent["value"], height=0.7, color=_SILENT)
            axes.barh(number, 100 * refused["value"], left=100 * silent["value"], height=0.7, color=_REFUSED)
    axes.barh(0, 0, color=_SILENT, label="moved over 1 y, not refused")
    axes.barh(0, 0, color=_REFUSED, label="refused")
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of hands")
    axes.tick_params(axis="x", labelsize=8)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=1, fontsize=8, frameon=False)
