"""`bonage cases --summary`: what readers change here."""

import json
from argparse import Namespace

from rich.table import Table

from bonage_desktop.cli.kept import opened
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.replay import reader_seconds
from bonage_desktop.sentences import say
from bonage_desktop.workflow.site_report import AgeGroup, BoneChange, Difference, SiteReport, site_report

_DIGITS = 3


def site_summary(asked: Namespace, screen: Screen) -> int:
    """Print the report of this site.

    Returns:
        0.

    Raises:
        RecordsError: the database cannot be used.
    """
    from bonage_desktop.records.trail_store import stored_events

    with opened(place_of(asked)) as kept:
        with kept.database.reading() as connection:
            seconds = reader_seconds(stored_events(connection))
        report = site_report(kept.cases.all_cases(), seconds)
    if asked.format == "json":
        screen.write(json.dumps(_document(report), indent=1) + "\n")
        return 0
    screen.show(_head(report), _table(report, screen))
    return 0


def _document(report: SiteReport) -> Json:
    return {
        "readings": report.readings,
        "changed": report.changed,
        "years": _difference(report.years),
        "bones": [_bone(one) for one in report.bones],
    }


def _bone(one: BoneChange) -> Json:
    return {
        "bone": one.bone.key,
        "ages": None if one.group is None else _ages(one.group),
        "graded": one.graded,
        "changed": one.changed,
        "rate": None if one.rate is None else round(one.rate, _DIGITS),
        "change": _difference(one.change),
        "minutes": None if one.minutes is None else round(one.minutes, _DIGITS),
    }


def _difference(told: Difference | None) -> Json:
    if told is None:
        return None
    ends = [None if end is None else round(end, _DIGITS) for end in (told.low, told.high)]
    return {"n": told.n, "mean": round(told.mean, _DIGITS), "low": ends[0], "high": ends[1]}


def _ages(group: AgeGroup) -> str:
    low, high = group.value
    return f"{low:g}+" if high == float("inf") else f"{low:g}-{high:g}"


def _head(report: SiteReport) -> str:
    if report.years is None:
        return say("{count} confirmed readings, {changed} changed.", count=report.readings, changed=report.changed)
    return say(
        "{count} confirmed readings, {changed} changed; confirmed less the model's age: {years} years.",
        count=report.readings,
        changed=report.changed,
        years=_interval(report.years),
    )


def _interval(told: Difference | None) -> str:
    if told is None:
        return ""
    if told.low is None or told.high is None:
        return f"{told.mean:+.2f}"
    return f"{told.mean:+.2f} ({told.low:+.2f} … {told.high:+.2f})"


def _table(report: SiteReport, screen: Screen) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in (say("Bone"), say("Ages"), say("Graded"), say("Changed"), say("Levels (95 %)"), say("Minutes")):
        table.add_column(screen.words(head))
    for one in report.bones:
        table.add_row(
            one.bone.key,
            screen.words(say("all")) if one.group is None else _ages(one.group),
            str(one.graded),
            str(one.changed),
            _interval(one.change),
            "" if one.minutes is None else f"{one.minutes:.2f}",
        )
    return table
