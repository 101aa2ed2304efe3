"""A further reading of an image that was read: by a second reader who sees nothing of the first, or by consensus."""

from collections.abc import Sequence
from dataclasses import replace

from bonage_desktop.findings.notice import Notice
from bonage_desktop.records.values import KeptCase, KeptReading, ReadingKind
from bonage_desktop.sentences import listed, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.keeping import Slot, blinded, reopened
from bonage_desktop.workflow.second_reader import last_confirmed


def further_reading(kept: KeptCase, kind: ReadingKind, reader: str, number: int) -> tuple[Case, Slot]:
    """The case with which a second reading or a consensus begins, and where it is kept.

    Args:
        kept: the case as it is kept now.
        kind: which reading; not the first.
        reader: who reads.
        number: names the case while the program runs.

    Raises:
        WorkflowError: nobody has confirmed a first reading (`workflow.no_first_reading`), the first reading is the
            reader's own (`workflow.second_is_first`), a second or third was begun already (`workflow.reading_begun`),
            or there is nothing to agree on yet (`workflow.no_second_reading`).
    """
    if any(one.kind is kind for one in kept.readings):
        raise WorkflowError(
            "workflow.reading_begun",
            say("This reading was begun already."),
            say("Open the case: it is the last reading of it."),
        )
    first = last_confirmed(kept.readings, ReadingKind.FIRST)
    if first is None or kept.current.signature is None:
        raise no_first_reading()
    slot = Slot.of(kept).another(kind)
    if kind is ReadingKind.SECOND:
        return _second(kept, first, reader, number), slot
    return _consensus(kept, first, number), slot


def no_first_reading() -> WorkflowError:
    """A further reading of what nobody has confirmed (`workflow.no_first_reading`)."""
    return WorkflowError(
        "workflow.no_first_reading",
        say("The reading before is not confirmed yet."),
        say("Confirm it first."),
    )


def changed_meanwhile() -> WorkflowError:
    """A case was changed while a further reading of it was begun (`workflow.changed_meanwhile`)."""
    return WorkflowError(
        "workflow.changed_meanwhile",
        say("The reading was changed while the further one was begun, which was given up."),
        say("Confirm the change, then begin again."),
    )


def _second(kept: KeptCase, first: KeptReading, reader: str, number: int) -> Case:
    if first.signature is not None and first.signature.by.strip() == reader.strip():
        raise WorkflowError(
            "workflow.second_is_first",
            say("The first reading is yours; somebody else reads second."),
            say("Say in the settings who reads."),
        )
    return blinded(kept, number)


def _consensus(kept: KeptCase, first: KeptReading, number: int) -> Case:
    """The first reading, with the bones ticked on which both agree, and a notice of the others."""
    second = last_confirmed(kept.readings, ReadingKind.SECOND)
    if second is None:
        raise WorkflowError(
            "workflow.no_second_reading",
            say("Nobody has confirmed a second reading yet."),
            say("Choose the second reading first."),
        )
    apart = [bone for bone in Bone if first.reading.levels.get(bone) != second.reading.levels.get(bone)]
    case = reopened(kept, number, first)
    if case.reading is None:
        raise AssertionError("a kept reading has levels")
    findings = case.reading.findings
    noticed = replace(findings, notices=(*findings.notices, _differences(first, second, apart)))
    return replace(
        case,
        reading=replace(case.reading, findings=noticed),
        ticked=frozenset(Bone) - frozenset(apart),
        confirmation=None,
        was_confirmed=True,
    )


def _differences(first: KeptReading, second: KeptReading, apart: Sequence[Bone]) -> Notice:
    if not apart:
        return Notice("workflow.readers_agree", say("Both readers gave every bone the same level."))
    told = [
        say(
            "{bone} {first} and {second}",
            bone=bone.title,
            first=_label(first, bone),
            second=_label(second, bone),
        )
        for bone in apart
    ]
    return Notice("workflow.readers_differ", say("The two readers differ: {levels}.", levels=listed(told)))


def _label(kept: KeptReading, bone: Bone) -> str:
    level = kept.reading.levels.get(bone)
    return say("none") if level is None else f"L{kept.reading.standards.rus_chn.label(level)}"
