"""Lists of samples, and pipelines that answer by the size of the image, without a network."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pretended_pipeline import PretendedPipeline
from sample_hand import EXPECTED, NAME, model_grade, sample_findings

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.pipeline import Event

REFUSED = Rejection("vision.not_a_hand", "This is not a hand.", "Look at it.")
RADIUS = Level(Bone.RADIUS, EXPECTED[NAME]["levels"]["radius"])
RADIUS_ENLARGED = Level(Bone.RADIUS, RADIUS.index + 1)


def list_of(manifest: Path, *rows: tuple[Path | str, str]) -> Path:
    lines = ["file,sex,age_years", *(f"{file},{sex},10" for file, sex in rows)]
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return manifest


def changed_hands(radiograph: Radiograph) -> Findings:
    """The sample hand (900 × 1200): refused when it lies on its side, one radius level more when it is enlarged."""
    if radiograph.width > radiograph.height:
        return sample_findings(rejection=REFUSED)
    findings = sample_findings()
    if radiograph.height <= 1200:
        return findings
    return replace(findings, grades={**findings.grades, Bone.RADIUS: model_grade(RADIUS_ENLARGED)})


@dataclass
class PressesCtrlC:
    """A pipeline during whose n-th run Ctrl+C is pressed."""

    at: int
    pipeline: PretendedPipeline = field(default_factory=lambda: PretendedPipeline(changed_hands))

    def run(self, radiograph: Radiograph) -> Iterator[Event]:
        if len(self.pipeline.asked) + 1 == self.at:
            raise KeyboardInterrupt
        return self.pipeline.run(radiograph)
