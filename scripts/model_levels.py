"""What the shipped networks see in the labelled hands of ../shared/data: one JSON line a hand, resumable.

    python scripts/model_levels.py val       into build/model_levels/val.jsonl
    python scripts/model_levels.py train

The other scripts that learn from these hands, or measure on them, read these lines: those that this code and these
weights wrote or, with their option `--kept`, the last one about each hand whoever wrote it. They stay out of
the repository: they belong to radiographs that may not be published.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bonage_desktop.findings.findings import Findings
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.installation import weights_dir
from bonage_desktop.training.computing_code import seeing_code_version
from bonage_desktop.training.json_lines import JsonLines, read_lines
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.vision.manifest import read_manifest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
RESULTS = ROOT / "build" / "model_levels"


def hands(split: str) -> list[dict[str, Any]]:
    """The labelled hands of a split, as `hands.json` describes them."""
    if not (DATA / "hands.json").exists():
        sys.exit(f"{DATA} is not here: this needs the radiographs, which may not be published.")
    items = json.loads((DATA / "hands.json").read_text(encoding="utf-8"))["items"]
    return [item for item in items if item["split"] == split]


def makers() -> dict[str, str]:
    """What decides about a line: the code that sees, and the weights."""
    return {"code": seeing_code_version(), **{card.name: card.sha256 for card in read_manifest(weights_dir()).cards}}


def seen(split: str, *, kept: bool = False) -> Iterator[dict[str, Any]]:
    """What was last written about each hand of a split by this code and these weights; says what does not count.

    Args:
        split: `train` or `val`.
        kept: lines that other code or weights wrote count too.
    """
    lines, made_by = read_lines(RESULTS / f"{split}.jsonl"), makers()
    current = [line for line in lines if kept or line.get("made_by") == made_by]
    if len(current) < len(lines):
        print(f"{split}: {len(lines) - len(current)} kept lines are of other code or weights and do not count.")
    yield from {line["id"]: line for line in current}.values()


def asked_for(split: str, script: str | None) -> list[dict[str, Any]]:
    """The lines that a script is to use, as its command line says: `--kept` or not.

    Args:
        split: `train` or `val`.
        script: what the script does, for its `--help`.
    """
    parser = argparse.ArgumentParser(description=script, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", action="store_true", help="use lines whatever code and weights wrote them")
    lines = list(seen(split, kept=parser.parse_args().kept))
    if not lines:
        sys.exit(f"No line to use: run scripts/model_levels.py {split}, or use --kept.")
    return lines


def line_of(item: dict[str, Any], findings: Findings) -> dict[str, Any]:
    """One hand: what is known of it and what was seen in it."""
    return {
        "made_by": makers(),
        "id": item["id"],
        "sex": item["sex"],
        "bone_age_months": item["bone_age_months"],
        "labels": item["boxes"],
        "rejection": None if findings.rejection is None else findings.rejection.code,
        "missing": {bone.key: notice.code for bone, notice in findings.missing.items()},
        "boxes": {bone.key: np.round(roi.box.corners, 2).tolist() for bone, roi in findings.rois.items()},
        "scores": {bone.key: roi.score and round(roi.score, 4) for bone, roi in findings.rois.items()},
        "sources": {bone.key: roi.source.value for bone, roi in findings.rois.items()},
        "levels": {bone.key: grade.level.index for bone, grade in findings.grades.items()},
        "probabilities": {
            bone.key: np.round(grade.probabilities, 6).tolist() for bone, grade in findings.grades.items()
        },
        "notices": [notice.code for notice in findings.notices],
        "seconds": round(sum(findings.seconds.values()), 3),
        "models": dict(findings.models),
    }


def main() -> None:
    """Look at every hand of a split that was not looked at yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", choices=["val", "train"])
    split = parser.parse_args().split
    done = {line["id"] for line in seen(split)}
    todo = [item for item in hands(split) if item["id"] not in done]
    pipeline = load_pipeline(weights_dir(), DeviceChoice.CPU)
    with Decoder() as decoder, JsonLines(RESULTS / f"{split}.jsonl") as lines:
        for index, item in enumerate(todo):
            *_, last = pipeline.run(decoder.read(DATA / item["image"]))
            lines.append(line_of(item, last.findings))
            if index % 50 == 0:
                print(f"{split}: {len(done) + index + 1} of {len(done) + len(todo)}", flush=True)


if __name__ == "__main__":
    main()
