"""`bonage cases --summary`: what readers change here."""

import json
from argparse import Namespace

from rich.table import Table

from bonage_desktop.cli.kept import opened
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.replay import reader_seconds
from bonage_desktop.workflow.kept_tables import WordTable, ages, site_sentence, site_table
from bonage_desktop.workflow.site_report import BoneChange, Difference, SiteReport, site_report

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
    screen.show(site_sentence(report), _drawn(site_table(report), screen))
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
        "ages": None if one.group is None else ages(one.group),
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


def _drawn(table: WordTable, screen: Screen) -> Table:
    drawn = Table(box=None, pad_edge=False)
    for head in table.heads:
        drawn.add_column(screen.words(head))
    for row in table.rows:
        drawn.add_row(*(screen.words(cell) for cell in row))
    return drawn
