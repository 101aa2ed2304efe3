"""Measures what the pipeline does with pictures that it must not accept silently, and how many good hands it refuses.

Runs the shipped networks over tests/broken and, where ../shared/data lies (it may not be published), over validation
hands, whole and broken. Every picture is remembered in build/refusals/seen.jsonl by its pixels and by what reads it,
so that a stopped run goes on where it was.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from pages import with_section

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.installation import weights_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.training.computing_code import code_version
from bonage_desktop.training.json_lines import JsonLines, read_lines
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.hand_shape import HandShape, TooFewBonesError, fit_hand, load_hand_shape
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.vision.preprocess import as_grey

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from broken.case import Case, Grey, Hand, Kind  # noqa: E402 (tests/ is no package)
from broken.corpus import drawn_cases  # noqa: E402
from broken.files import file_cases  # noqa: E402
from broken.hands import broken_cases, sample_hands, validation_hands  # noqa: E402
from broken.verdict import Verdict, judged  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
BUILD = ROOT / "build" / "refusals"
PAGE = ROOT / "docs" / "refusals.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"


@dataclass(frozen=True)
class Seen:
    """What became of one picture.

    Attributes:
        verdict: a `Verdict`; of a good hand too, where anything but refusal or the need of a reader is right.
        code: of the rejection or of the error that refused the file, else empty.
        message: its sentence; of an accepted picture the sentences of its loud notices.
        missing: bones that need the reader.
        worth: sum of the boxes' scores.
        misfit: of the boxes to the shape of hands, or None where too few tell.
        boxes: per bone: its score (None where inferred), grey levels between the 2nd and the 98th percentile in its
            box, share of saturated pixels there, and the 90th percentile of its steepness (grey levels per pixel).
        seconds: that the pipeline took.
    """

    verdict: str
    code: str
    message: str
    missing: list[str]
    worth: float
    misfit: float | None
    boxes: dict[str, list[float | None]]
    seconds: float


class Reader:
    """Decodes and sees pictures, and remembers them."""

    def __init__(self, decoder: Decoder, pipeline: Pipeline, remembered: Path) -> None:
        self._decoder, self._pipeline, self._remembered = decoder, pipeline, remembered
        self._shape = load_hand_shape()
        self._by_whom = fingerprint()
        self._known: dict[str, Seen] = {}
        for entry in read_lines(remembered):
            key = entry.pop("key")
            self._known[key] = Seen(**entry)

    def see(self, case: Case) -> Seen:
        """One picture, from memory or by the networks."""
        try:
            radiograph = self._read(case)
        except ImagingError as refusal:
            if refusal.code == "imaging.decoder_unavailable":  # a fault of this machine is no refusal
                raise
            return Seen(Verdict.REFUSED, refusal.code, refusal.message, [], 0.0, None, {}, 0.0)
        bones = ",".join(sorted(bone.key for bone in case.bones))
        key = hashlib.sha256(
            f"{self._by_whom} {case.kind} {bones} {radiograph.pixels.shape} {radiograph.laterality}".encode()
            + radiograph.pixels.tobytes()
        ).hexdigest()
        if key not in self._known:
            start = time.perf_counter()
            *_, last = self._pipeline.run(radiograph)
            self._known[key] = seen_in(case, radiograph, last.findings, self._shape, time.perf_counter() - start)
            with JsonLines(self._remembered) as lines:
                lines.append({"key": key, **asdict(self._known[key])})
        return self._known[key]

    def _read(self, case: Case) -> Radiograph:
        if isinstance(case.source, Path):
            return self._decoder.read(case.source)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "picture.png"
            cv2.imwrite(str(path), case.source())
            return self._decoder.read(path)


def seen_in(case: Case, radiograph: Radiograph, findings: Findings, shape: HandShape, seconds: float) -> Seen:
    """The figures of one picture's findings."""
    gray = as_grey(radiograph.pixels)
    scores = {bone: roi.score for bone, roi in findings.rois.items()}
    told = findings.rejection
    return Seen(
        verdict=judged(case, findings),
        code="" if told is None else told.code,
        message=told.message if told else " ".join(notice.message for notice in _doubts(findings)),
        missing=[bone.key for bone in findings.missing],
        worth=round(sum(score or 0.0 for score in scores.values()), 2),
        misfit=misfit_of(findings, shape),
        boxes={bone.key: [scores[bone], *box_figures(gray, roi.box)] for bone, roi in findings.rois.items()},
        seconds=round(seconds, 2),
    )


def _doubts(findings: Findings) -> list[Notice]:
    return [notice for notice in findings.notices if notice.weight in (Weight.DOUBT, Weight.CONTRADICTION)]


def misfit_of(findings: Findings, shape: HandShape) -> float | None:
    """How far the boxes are from the shape of hands, or None where too few tell."""
    try:
        fit = fit_hand({bone: roi.box.centre for bone, roi in findings.rois.items()}, shape)
    except TooFewBonesError:
        return None
    return round(fit.misfit, 2)


def box_figures(gray: Grey, box: Box) -> list[float | None]:
    """Range of grey levels, share of saturated pixels and steepness in a box; nothing where it is outside."""
    rows, columns = slice(max(round(box.y0), 0), round(box.y1)), slice(max(round(box.x0), 0), round(box.x1))
    inside = gray[rows, columns].astype(np.float32)
    if min(inside.shape) < 2:
        return []
    low, high = np.percentile(inside, [2, 98])
    steepness = np.hypot(
        cv2.Sobel(inside, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(inside, cv2.CV_32F, 0, 1, scale=1 / 8)
    )
    return [
        float(high - low),
        round(float((inside >= 254).mean()), 3),
        round(float(np.percentile(steepness, 90)), 2),
    ]


def fingerprint() -> str:
    """What decides about a picture: the code that sees and judges, what was learnt of hands, and the weights."""
    parts = [ROOT / "tests" / "broken" / "verdict.py", weights_dir() / "manifest.json"]
    return hashlib.sha256(code_version().encode() + b"".join(path.read_bytes() for path in parts)).hexdigest()


def some_broken(hands: Sequence[Hand], share: int) -> Iterator[Case]:
    """Hands, each with every `share`-th breakage, beginning elsewhere in each hand."""
    for number, hand in enumerate(hands):
        yield from list(broken_cases(hand))[number % share :: share]


def good_cases(hands: Sequence[Hand]) -> Iterator[Case]:
    """The hands as they are."""
    for hand in hands:
        yield Case(f"{hand.name}: whole", Kind.GOOD, "the hand as it is", partial(_image_of, hand))


def _image_of(hand: Hand) -> Grey:
    return hand.image


@dataclass(frozen=True)
class Row:
    """One kind of pictures of one source, and what became of them."""

    source: str
    kind: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many pictures."""
        return sum(self.counts.values())

    def markdown(self) -> str:
        """The line of the table."""
        numbers = " | ".join(str(self.counts.get(verdict, 0)) for verdict in Verdict)
        return f"| {self.source} | {self.kind} | {self.total} | {numbers} |"


def rows_of(results: Sequence[tuple[str, Case, Seen]]) -> list[Row]:
    """The table, in the order of sources and kinds; good hands last."""
    counts: dict[tuple[str, Kind], Counter[str]] = {}
    for source, case, seen in results:
        counts.setdefault((source, case.kind), Counter())[seen.verdict] += 1
    kinds = list(Kind)
    ordered = sorted(counts, key=lambda key: (key[1] is Kind.GOOD, key[0], kinds.index(key[1])))
    return [Row(source, kind, dict(counts[source, kind])) for source, kind in ordered]


def table(rows: Sequence[Row]) -> list[str]:
    """Markdown, with a sum over all that must not be accepted silently."""
    broken = [row for row in rows if row.kind != Kind.GOOD]
    total = Row(
        "all", "must not be accepted silently", dict(sum((Counter(row.counts) for row in broken), Counter[str]()))
    )
    return [
        "| source | what | n | " + " | ".join(Verdict) + " |",
        "|---|---|---|" + "---|" * len(Verdict),
        *(row.markdown() for row in broken),
        total.markdown(),
        *(row.markdown() for row in rows if row.kind == Kind.GOOD),
    ]


def page(rows: Sequence[Row], silent: Counter[str]) -> str:
    """The generated part of docs/refusals.md."""
    good = [row for row in rows if row.kind == Kind.GOOD]
    refused = sum(row.counts.get(verdict, 0) for row in good for verdict in (Verdict.REFUSED, Verdict.NEEDS_READER))
    validation = any("validation" in row.source for row in rows)
    data = (
        "Data: see above; validation hands are those of ../shared/data, which the networks have seen in training."
        if validation
        else "Data: see above; without the validation hands, which are not here."
    )
    return "\n".join(
        [
            f"Generated by `make refusals` on {date.today().isoformat()}; do not edit. {data}",
            "",
            *table(rows),
            "",
            f"Good hands refused or left to the reader: {refused} of {sum(row.total for row in good)}.",
            "",
            f"Accepted silently: {silent.total()}.",
            *(f"- {count} × {what}" for what, count in sorted(silent.items())),
        ]
    )


def write_page(generated: str) -> None:
    """Replace the marked part of the page; the rest is written by people."""
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), BEGIN, END, generated), encoding="utf-8")


def all_cases(stride: int, share: int) -> Iterator[tuple[str, Case]]:
    """Every picture with its source."""
    samples = list(sample_hands())
    yield from (("samples", case) for case in some_broken(samples, share))
    yield from (("samples", case) for case in good_cases(samples))
    yield from (("drawn", case) for case in drawn_cases())
    if (DATA / "hands.json").exists():
        validation = list(validation_hands(DATA))
        yield from (("validation hands", case) for case in some_broken(validation[::stride], share))
        yield from (("validation hands", case) for case in good_cases(validation))
    yield from (("wheels", case) for case in file_cases())


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stride", type=int, default=5, help="break every n-th validation hand")
    parser.add_argument("--share", type=int, default=1, help="break with every n-th breakage")
    parser.add_argument("--build", type=Path, default=BUILD, help="where results go")
    parser.add_argument("--page", action="store_true", help="write docs/refusals.md too")
    arguments = parser.parse_args()
    build: Path = arguments.build
    build.mkdir(parents=True, exist_ok=True)
    results: list[tuple[str, Case, Seen]] = []
    pipeline = load_pipeline(weights_dir(), DeviceChoice.CPU)
    with Decoder() as decoder:
        reader = Reader(decoder, pipeline, build / "seen.jsonl")
        for source, case in all_cases(arguments.stride, arguments.share):
            seen = reader.see(case)
            results.append((source, case, seen))
            if seen.verdict == Verdict.SILENT and case.kind is not Kind.GOOD:
                print(f"SILENT {source}: {case.name} ({case.what})", flush=True)
    rows = rows_of(results)
    silent = Counter(
        case.what for _, case, seen in results if seen.verdict == Verdict.SILENT and case.kind is not Kind.GOOD
    )
    write_results(build, results, rows)
    if arguments.page:
        write_page(page(rows, silent))
    print("\n".join(table(rows)))


def write_results(build: Path, results: Sequence[tuple[str, Case, Seen]], rows: Sequence[Row]) -> None:
    """Every picture as JSON, and the table as Markdown."""
    pictures = [
        {"source": source, "name": case.name, "kind": case.kind, "what": case.what}
        | {"bones": sorted(bone.key for bone in case.bones), **asdict(seen)}
        for source, case, seen in results
    ]
    (build / "refusals.json").write_text(json.dumps(pictures, indent=1) + "\n", encoding="utf-8")
    (build / "refusals.md").write_text("\n".join(table(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
