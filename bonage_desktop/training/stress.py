"""`bonage-eval stress`: every transformation of every hand, each run once, whatever interrupts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import weights_dir
from bonage_desktop.training.bench import Bench
from bonage_desktop.training.catalogue import TRANSFORMATIONS
from bonage_desktop.training.computing_code import code_version
from bonage_desktop.training.errors import TrainingError
from bonage_desktop.training.hand_list import Hand, evenly_spread, read_hands, sha256_of
from bonage_desktop.training.picture import Transformation
from bonage_desktop.training.run_log import Makers, RunLog
from bonage_desktop.training.stress_run import UNTRANSFORMED, Run, Task
from bonage_desktop.vision.manifest import read_manifest

LOG = "stress.jsonl"
_RUNS_BETWEEN_WORDS = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        manifest: list of hands, `file,sex,age_years`.
        output: folder of `stress.jsonl`, in which finished runs are kept.
        count: how many hands, evenly spread over the sorted list, or None for all.
        transformations: what to do to each hand.
    """

    manifest: Path
    output: Path
    count: int | None
    transformations: tuple[Transformation, ...] = TRANSFORMATIONS


@dataclass(frozen=True, slots=True)
class HandRuns:
    """All that was run on one hand.

    Attributes:
        name: of its file, without the folder.
        before: the untransformed run.
        after: the transformed runs in the order of the table; empty where the untransformed hand was refused.
    """

    name: str
    before: Run
    after: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class StressRuns:
    """What the table is made from.

    Attributes:
        hands: in the order of the list.
        listed: how many hands the list has.
        makers: the weights and the code.
        transformations: the rows.
    """

    hands: tuple[HandRuns, ...]
    listed: int
    makers: Makers
    transformations: tuple[Transformation, ...]


def stress(plan: Plan, bench: Bench, say: Callable[[str], None]) -> StressRuns:
    """Run what has not been run yet, and collect all.

    Args:
        plan: what to run.
        bench: where to run.
        say: told now and then how far it is.

    Raises:
        BonageError: list, radiographs, weights or output folder cannot be used, or Ctrl+C was pressed
            (`training.interrupted`).
    """
    listed = read_hands(plan.manifest)
    hands = listed if plan.count is None else evenly_spread(listed, plan.count)
    shas = sha256_of(hands, plan.manifest)
    makers = Makers({card.name: card.sha256 for card in read_manifest(weights_dir()).cards}, code_version())
    with RunLog(plan.output / LOG, makers) as log:
        upright = [Task(hand.file, shas[hand], hand.sex) for hand in hands]
        _finish(log, bench, upright, say)
        turned = {hand: _transformed_tasks(hand, log, shas[hand], plan.transformations) for hand in hands}
        _finish(log, bench, [task for tasks in turned.values() for task in tasks], say)
        found = tuple(
            HandRuns(hand.file.name, _kept(log, first), tuple(_kept(log, task) for task in turned[hand]))
            for hand, first in zip(hands, upright, strict=True)
        )
    return StressRuns(found, len(listed), makers, plan.transformations)


def _transformed_tasks(hand: Hand, log: RunLog, sha256: str, transformations: Sequence[Transformation]) -> list[Task]:
    before = log.get(sha256, UNTRANSFORMED)
    if before is None or before.age_years is None:
        return []
    palm = None if before.palm is None else Box.of(before.palm)
    return [Task(hand.file, sha256, hand.sex, transformation, palm) for transformation in transformations]


def _finish(log: RunLog, bench: Bench, tasks: Sequence[Task], say: Callable[[str], None]) -> None:
    missing = [task for task in tasks if log.get(task.sha256, task.name) is None]
    done, start = 0, time.monotonic()
    try:
        for run in bench(missing) if missing else ():
            log.append(run)
            done += 1
            if done % _RUNS_BETWEEN_WORDS == 0:
                minutes = (time.monotonic() - start) / done * (len(missing) - done) / 60
                say(f"{done} of {len(missing)} runs, about {minutes:.0f} minutes to go.")
    except KeyboardInterrupt as error:
        raise TrainingError(
            "training.interrupted",
            f"Stopped by Ctrl+C after {done} of {len(missing)} runs, which are kept in {log.path}.",
            "The same command goes on from there.",
        ) from error


def _kept(log: RunLog, task: Task) -> Run:
    run = log.get(task.sha256, task.name)
    if run is None:
        raise ValueError(f"{task.name} was not run")
    return run
