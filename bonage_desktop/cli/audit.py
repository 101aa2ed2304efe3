"""`bonage audit verify`: whether the trail is whole, and whether every reported age follows from it."""

from argparse import Namespace
from collections.abc import Sequence

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.kept import Kept, opened
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.records.replay import Rebuilt, replay
from bonage_desktop.records.trail import Head
from bonage_desktop.sentences import say

_DIGEST_LENGTH = 64


def audit(asked: Namespace, screen: Screen) -> int:
    """Go through the audit trail and say what is wrong with it.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0 when nothing is, else 1.

    Raises:
        UsageError: `--head` is no head (`cli.head_unreadable`).
        RecordsError: the database cannot be used.
    """
    from bonage_desktop.records.trail_store import verify_trail

    heads = [_head(text) for text in asked.head]
    with opened(place_of(asked)) as kept:
        verdict = verify_trail(kept.database, heads)
        reports = () if verdict.faults else _reports(kept)
    wrong = [one for one in reports if not one.agrees and not one.is_other_standard]
    screen.write(
        _lines(
            screen,
            [
                say("Events: {count}", count=verdict.head.sequence),
                say("Head: {number}:{digest}", number=verdict.head.sequence, digest=verdict.head.digest),
                *_clock(verdict.backwards),
                *(fault.message for fault in verdict.faults),
                *_rebuilt(reports, wrong),
                say("The trail is NOT whole.") if verdict.faults or wrong else say("The trail is whole."),
            ],
        )
    )
    return 1 if verdict.faults or wrong else 0


def _reports(kept: Kept) -> Sequence[Rebuilt]:
    from bonage_desktop.records.trail_store import stored_events

    with kept.database.reading() as connection:
        return list(replay(stored_events(connection), kept.standards))


def _rebuilt(reports: Sequence[Rebuilt], wrong: Sequence[Rebuilt]) -> list[str]:
    other = sum(one.is_other_standard for one in reports)
    told: list[str] = [
        say(
            "Ages computed again from the trail: {agreeing} of {count} agree.",
            agreeing=sum(one.agrees for one in reports),
            count=len(reports),
        )
    ]
    if other:
        told.append(say("{count} were made with another edition of the standard and are not judged.", count=other))
    told += [
        say(
            "Event {number} says {score} points; the events before it come to {again}.",
            number=one.sequence,
            score="-" if one.score is None else one.score,
            again="-" if one.score_again is None else one.score_again,
        )
        for one in wrong
    ]
    return told


def _clock(backwards: Sequence[int]) -> list[str]:
    return [
        say(
            "Event {number} is earlier than the one before it: it was saved late, or a clock was set back.",
            number=number,
        )
        for number in backwards
    ]


def _lines(screen: Screen, told: Sequence[str]) -> str:
    return "".join(f"{screen.words(line)}\n" for line in told)


def _head(text: str) -> Head:
    number, _, digest = text.partition(":")
    if not (number.isascii() and number.isdecimal() and len(digest) == _DIGEST_LENGTH):
        raise UsageError(
            "cli.head_unreadable",
            say("{text} is no head of an audit trail.", text=text),
            say("Write it as reports print it: number, colon, 64 digits."),
        )
    return Head("", int(number), digest.lower())
