"""Measures speed and memory and writes docs/performance.md.

Warm figures come from one process that runs our pipeline and, where `../shared/models`
exists, the reference in turn on the same images, so that the ratio holds when the
machine's speed drifts. Cold figures are whole processes: `bonage assess` from nothing to
the first age.
"""

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

import psutil
from bench_records import listing_times

from bonage_desktop.opencv import cv2

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
REFERENCE = ROOT.parent / "shared" / "models" / "reference.py"
REPORT = ROOT / "docs" / "performance.md"
LIBRARIES = ("torch", "torchvision", "mmdet", "mmcv-lite", "segmentation-models-pytorch", "numpy", "opencv-python")
MEBIBYTE = 2**20
BATCH = 20
WINDOW_FIGURES = (
    ("memory of its process, a case open", "MiB"),
    ("longest wait of the event loop, shown window to assessed case", "ms"),
    ("waits of the event loop above 50 ms", "count"),
    ("override to score, age and curve painted", "ms"),
    ("processor time of such an override", "ms"),
    ("frame of 3000 × 4000 pixels, 16 bit, panned", "ms"),
    ("such a frame, zoomed", "ms"),
    ("such a frame, window and level", "ms"),
)
"""What the story of scripts/bench_window.py prints: name and unit."""


@dataclass(frozen=True)
class Row:
    """One line of the report: what was measured, its unit, and the values of every run."""

    name: str
    unit: str
    values: tuple[float, ...]
    reference: tuple[float, ...] = ()

    def markdown(self) -> str:
        """The line as a Markdown table row: n, median, min, max, median ratio to the reference run by run."""
        ratio = "–"
        if self.reference:
            ratio = f"{statistics.median(a / b for a, b in zip(self.values, self.reference, strict=True)):.2f}"
        low, middle, high = min(self.values), statistics.median(self.values), max(self.values)
        digits = 0 if self.unit == "MiB" else 3
        return (
            f"| {self.name} | {self.unit} | {len(self.values)} | {middle:.{digits}f} "
            f"| {low:.{digits}f} | {high:.{digits}f} | {ratio} |"
        )


class Reference(Protocol):
    """The reference's callable pipeline."""

    def __call__(self, gray: object, sex: str) -> dict[str, object]:
        """Runs all stages on one grey image."""
        ...


def seconds(action: Callable[[], object]) -> float:
    """Wall-clock seconds that the action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Finished:
    """A whole process: wall-clock seconds, peak resident MiB of it and its children together, what it printed."""

    seconds: float
    mebibytes: float
    printed: str


def whole_process(command: Sequence[str]) -> Finished:
    """Run a command that must succeed, looking at its memory a hundred times a second."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        start = time.perf_counter()
        process = psutil.Popen(command, stdout=printed, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            peak = max(peak, resident_bytes(process))
            time.sleep(0.01)
        elapsed = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed")
        printed.seek(0)
        return Finished(elapsed, peak / MEBIBYTE, printed.read())


def resident_bytes(process: psutil.Process) -> int:
    """Resident memory of a process and all that it started; 0 where it has just ended."""
    try:
        return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def cold_rows(runs: int) -> list[Row]:
    """Whole `bonage` processes: first age with its stages, a command without networks, a batch of large images."""
    bonage = str(Path(sys.executable).with_name("bonage"))
    assess = [
        bonage,
        "assess",
        str(SAMPLES / "female_120.png"),
        "--sex",
        "female",
        "--device",
        "cpu",
        "--format",
        "json",
    ]
    tables = [bonage, "standards"]
    whole_process(assess)
    first = [whole_process(assess) for _ in range(runs)]
    light = [whole_process(tables) for _ in range(runs)]
    stages = [json.loads(run.printed)[0]["seconds"] for run in first]
    return [
        Row("cold start to first age, whole process", "s", tuple(run.seconds for run in first)),
        *(
            Row(f"cold, stage {name}", "s", tuple(run[name] for run in stages))
            for name in ("segment", "detect", "grade")
        ),
        Row("peak memory of it and its decoding child", "MiB", tuple(run.mebibytes for run in first)),
        Row("`bonage standards`, whole process", "s", tuple(run.seconds for run in light)),
        *batch_rows(bonage),
    ]


def batch_rows(bonage: str) -> list[Row]:
    """A folder of large images in one process: a sample enlarged to 2250 × 3000, twenty times."""
    with tempfile.TemporaryDirectory() as folder:
        sample = cv2.imread(str(SAMPLES / "female_120.png"), cv2.IMREAD_GRAYSCALE)
        if sample is None:
            raise SystemExit("the sample is missing")
        large = cv2.resize(sample, (2250, 3000), interpolation=cv2.INTER_CUBIC)
        for number in range(BATCH):
            cv2.imwrite(str(Path(folder) / f"{number:02}.png"), large)
        runs = [whole_process([bonage, "assess", folder, "--sex", "female", "--device", "cpu"]) for _ in range(3)]
    name = f"batch of {BATCH} images of 2250 × 3000"
    return [
        Row(f"{name}, whole process per image", "s", tuple(run.seconds / BATCH for run in runs)),
        Row(f"{name}, peak memory with its child", "MiB", tuple(run.mebibytes for run in runs)),
    ]


def window_rows(starts: int) -> list[Row]:
    """The window, in processes of its own (scripts/bench_window.py)."""
    command = [sys.executable, str(Path(__file__).with_name("bench_window.py"))]
    whole_process([*command, "start"])
    shown = [json.loads(whole_process([*command, "start"]).printed) for _ in range(starts)]
    story: dict[str, list[float]] = json.loads(whole_process([*command, "story"]).printed)
    return [
        Row("window: start of the process to the painted window", "s", tuple(one["s"][0] for one in shown)),
        Row("window: memory of its process, no case open", "MiB", tuple(one["MiB"][0] for one in shown)),
        *(Row(f"window: {name}", unit, tuple(story[f"{name}, {unit}"])) for name, unit in WINDOW_FIGURES),
    ]


def load_reference() -> Reference | None:
    """The reference pipeline, or None where ../shared is not at hand."""
    if not REFERENCE.exists():
        return None
    spec = importlib.util.spec_from_file_location("reference", REFERENCE)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Reference, module.Pipeline())


def warm_rows(rounds: int) -> list[Row]:
    """Our stages and the reference's, in turn on the same four samples, in this process."""
    from bonage_desktop.findings.findings import Stage
    from bonage_desktop.findings.radiograph import Radiograph
    from bonage_desktop.imaging.read import Decoder
    from bonage_desktop.installation import weights_dir
    from bonage_desktop.vision.device import DeviceChoice
    from bonage_desktop.vision.loading import load_pipeline

    pipeline = load_pipeline(weights_dir(), DeviceChoice.CPU)
    reference = load_reference()
    ours: dict[Stage, list[float]] = {stage: [] for stage in Stage}
    total: list[float] = []
    theirs: list[list[float]] = []
    reading: list[float] = []
    with Decoder() as decoder:
        for round_number in range(rounds + 1):
            for path in sorted(SAMPLES.glob("*.png")):
                start = time.perf_counter()
                radiograph: Radiograph = decoder.read(path)
                read_seconds = time.perf_counter() - start
                start = time.perf_counter()
                *_, last = pipeline.run(radiograph)
                elapsed = time.perf_counter() - start
                answer = (
                    reference(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), path.stem.split("_")[0]) if reference else {}
                )
                if not round_number:
                    continue
                reading.append(read_seconds)
                total.append(elapsed)
                for stage, values in ours.items():
                    values.append(last.findings.seconds[stage])
                if reference:
                    theirs.append(cast(list[float], answer["seconds"]))
    names = {Stage.SEGMENT: "segment", Stage.DETECT: "detect", Stage.GRADE: "grade"}
    rows = [Row("read and decode a PNG in the limited child", "s", tuple(reading))]
    for index, (stage, values) in enumerate(ours.items()):
        rows.append(Row(f"warm, stage {names[stage]}", "s", tuple(values), tuple(run[index] for run in theirs)))
    rows.append(Row("warm, image to levels, all three networks", "s", tuple(total), tuple(sum(run) for run in theirs)))
    return rows


def override_row(runs: int) -> Row:
    """An override until the new age is known: pure functions, no network."""
    from bonage_desktop.assessment.reading import Reading, load_standards
    from bonage_desktop.findings.findings import Findings
    from bonage_desktop.findings.radiograph import FactSource
    from bonage_desktop.standards.bones import Bone, Level
    from bonage_desktop.standards.sex import Sex

    nothing = Findings(None, None, {}, {}, {}, None, {}, "cpu", {}, (), None)
    reading = Reading.begin(nothing, Sex.MALE, FactSource.READER, load_standards())
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for bone in Bone:
        reading = reading.override_level(Level(bone, 5), by="bench", at=now)

    def change(index: int) -> None:
        changed = reading.override_level(Level(Bone.RADIUS, index), by="bench", at=now)
        assert changed.bone_age is not None
        assert changed.certainty is not None
        assert changed.tw3_bone_age is not None

    return Row(
        "override to new age, range and TW3 age",
        "s",
        tuple(seconds(lambda i=i: change(6 + i % 8)) for i in range(runs)),
    )


def machine() -> str:
    """Processor, cores and system, for people."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def sample_sizes() -> str:
    """Number, size and depth of the sample images, as their files say."""
    read = (cv2.imread(str(path), cv2.IMREAD_UNCHANGED) for path in sorted(SAMPLES.glob("*.png")))
    images = [image for image in read if image is not None]
    kinds = Counter(f"{image.shape[1]} × {image.shape[0]} pixels, {image.itemsize * 8} bit" for image in images)
    return "; ".join(f"{count} of {kind}" for kind, count in kinds.items())


def report(rows: Sequence[Row]) -> str:
    """docs/performance.md."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        "# Performance",
        "",
        f"Generated by `make bench` on {date.today().isoformat()}; do not edit. Data: the shipped samples, population",
        f"averages ({sample_sizes()}). Device: CPU.",
        "",
        f"Machine: {machine()}.",
        "",
        f"Versions: {libraries}.",
        "",
        "Ratio: our time over the reference's for the same image in the same process, median over runs; below 1 is",
        "faster. A dash: nothing to compare with.",
        "",
        "| what | unit | n | median | min | max | ratio |",
        "|---|---|---|---|---|---|---|",
        *(row.markdown() for row in rows),
        "",
        "Targets: at most 2 s an image after loading and 1.3 GB for one, 15 s from cold start to the first age.",
        "Window: painted within 1 s warm, 300 MB, override within 16 ms, frames within 16.7 ms (60 a second), no",
        "wait of the event loop above 50 ms. Kept cases: listed and filtered within 0.1 s.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold-runs", type=int, default=20)
    parser.add_argument("--warm-rounds", type=int, default=6, help="rounds over the four samples")
    arguments = parser.parse_args()
    rows = [*cold_rows(arguments.cold_runs), *warm_rows(arguments.warm_rounds), override_row(200)]
    rows += window_rows(arguments.cold_runs)
    rows += [Row(name, "s", seconds) for name, seconds in listing_times(arguments.cold_runs)]
    REPORT.write_text(report(rows), encoding="utf-8")
    print(json.dumps({row.name: round(statistics.median(row.values), 3) for row in rows}, indent=1))


if __name__ == "__main__":
    main()
