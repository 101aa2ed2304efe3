"""What is known of readers and model at this site as tables for people: of words, which the screen translates. Pure."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from bonage_desktop.sentences import say
from bonage_desktop.workflow.second_reader import BoneAgreement
from bonage_desktop.workflow.site_report import AgeGroup, Difference, SiteReport


@dataclass(frozen=True, slots=True)
class WordTable:
    """Heads and rows of equal length; texts may be sentences."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self, words: Callable[[str], str]) -> str:
        """As comma-separated text.

        Args:
            words: says a text in the language of the screen.
        """
        written = io.StringIO()
        csv.writer(written).writerows([words(cell) for cell in row] for row in (self.heads, *self.rows))
        return written.getvalue()


def site_sentence(report: SiteReport) -> str:
    """How many readings there are and how far confirmed ages lie from the model's."""
    if report.years is None:
        return say("{count} confirmed readings, {changed} changed.", count=report.readings, changed=report.changed)
    return say(
        "{count} confirmed readings, {changed} changed; confirmed less the model's age: {years} years.",
        count=report.readings,
        changed=report.changed,
        years=_interval(report.years),
    )


def site_table(report: SiteReport) -> WordTable:
    """What readers change, bone by bone and age group by age group."""
    heads = (say("Bone"), say("Ages"), say("Graded"), say("Changed"), say("Levels (95 %)"), say("Minutes"))
    rows = [
        (
            one.bone.title,
            say("all") if one.group is None else ages(one.group),
            str(one.graded),
            str(one.changed),
            _interval(one.change),
            "" if one.minutes is None else f"{one.minutes:.2f}",
        )
        for one in report.bones
    ]
    return WordTable(heads, tuple(rows))


def agreement_table(read: Sequence[BoneAgreement]) -> WordTable:
    """How two readers agree, bone by bone."""
    heads = (say("Bone"), say("Cases"), say("Equal"), say("Within one level"), say("Weighted kappa"))
    rows = [
        (
            one.bone.title,
            str(one.cases),
            str(one.equal),
            str(one.within_one),
            "" if one.kappa is None else f"{one.kappa:.2f}",
        )
        for one in read
    ]
    return WordTable(heads, tuple(rows))


def ages(group: AgeGroup) -> str:
    """Years, e.g. `6-9`, or `15+`."""
    low, high = group.value
    return f"{low:g}+" if high == inf else f"{low:g}-{high:g}"


def _interval(told: Difference | None) -> str:
    if told is None:
        return ""
    if told.low is None or told.high is None:
        return f"{told.mean:+.2f}"
    return f"{told.mean:+.2f} ({told.low:+.2f} … {told.high:+.2f})"
