"""Do the reports stand before judges that are not ours? `make validate-reports`.

The real networks assess shipped samples; the reports of drafts, of a confirmed reading and of a file with awkward
identifiers go to dciodvfy (dicom3tools), dsrdump (dcmtk), PixelMed's DicomSRValidator and PDFBox Preflight. What a
judge says and is not explained below ends this with 1. `scripts/install.sh validate` installs the judges.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.reporting.formats import ReportFormat, report_file
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.paper import Paper
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.report_pdf import report_pdf
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.workflow.assess import LazyPipeline, Request, assess_files
from bonage_desktop.workflow.facts import Told
from bonage_desktop.workflow.outcome import Assessed
from bonage_desktop.workflow.supplied import Supplied

SAMPLES = resources_dir() / "samples"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_JAVA = Path("/usr/share/java")
_SECONDS = 600
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Explained:
    """What a judge says that is no fault of ours.

    Attributes:
        pattern: of its line.
        reason: why it stands.
    """

    pattern: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judge:
    """A program that looks at a file.

    Attributes:
        name: of it.
        suffixes: of the files that it judges.
        command: what is run, before the file.
        complaint: what its complaints look like.
        sign: what it must say, so that silence is no approval.
        explained: complaints that stand.
    """

    name: str
    suffixes: tuple[str, ...]
    command: tuple[str, ...]
    complaint: str
    sign: str
    explained: tuple[Explained, ...] = ()


def _classes(*jars: str) -> str:
    return ":".join(str(_JAVA / f"{jar}.jar") for jar in jars)


JUDGES = (
    Judge(
        "dciodvfy",
        (".dcm",),
        ("dciodvfy",),
        r"^(Error|Abort)",
        r"^(ComprehensiveSR|SCImage|EncapsulatedPDF)$",
        (
            Explained(r"Length invalid for this VR = \d+, expected <= 64", "counts bytes; PS3.5 6.2 counts characters"),
            Explained(r"invalid data values for Value Representations", "the summary of the same"),
        ),
    ),
    Judge("dsrdump", (".sr.dcm",), ("dsrdump",), r"^[EF]:", r"^Comprehensive SR Document"),
    Judge(
        "DicomSRValidator",
        (".sr.dcm",),
        (
            "java",
            *(f"-Djdk.xml.xpath{limit}=0" for limit in ("ExprGrpLimit", "ExprOpLimit", "TotalOpLimit")),
            "-cp",
            _classes("pixelmed", "javax.json", "commons-codec", "slf4j-api"),
            "com.pixelmed.validate.DicomSRValidator",
        ),
        r"(Error|Warning|Exception)\b",
        r"IOD validation complete",
        (
            Explained(
                r"(99BONAGE|85150-1,LN|121032,DCM|121106,DCM).*Content Item not in template",
                "TID 1501 lets a group answer questions in codes and text of any scheme; this edition of the validator "
                "knows no such rows",
            ),
            Explained(r"43468-8,LN.*not found in context group 100", "added to CID 100 after this edition"),
        ),
    ),
    Judge(
        "Preflight",
        (".pdf",),
        (
            "java",
            "-cp",
            _classes(
                "preflight",
                "pdfbox2",
                "xmpbox",
                "fontbox2",
                "commons-logging",
                "commons-io",
                "javax.activation",
                "jaxb-api",
            ),
            "org.apache.pdfbox.preflight.Validator_A1b",
        ),
        r"^\d+\.\d+|is not valid|Exception",
        r"is (not )?(a )?valid",
    ),
)


def main() -> int:
    """Make the reports and judge them; 1 where something is not explained."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=Path("build/reports"))
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    files = [file for name, content in _contents() for file in _written(name, content, folder)]
    unexplained = 0
    for judge in JUDGES:
        for file in files:
            if file.name.endswith(judge.suffixes):
                unexplained += _judged(judge, file)
    print(f"{len(files)} files, {unexplained} complaints that are not explained.")
    return 1 if unexplained else 0


def _contents() -> Iterator[tuple[str, ReportContent]]:
    draft, picture = _assessed([SAMPLES / "female_95.dcm", SAMPLES / "female_120.png"])
    yield "draft", draft
    yield "picture", picture
    yield "confirmed", _confirmed(draft)
    yield "awkward", _awkward(draft)


def _assessed(files: Sequence[Path]) -> Iterator[ReportContent]:
    request = Request(None, Told(Sex.FEMALE, None), None, Supplied(len(files)), load_standards())
    networks = LazyPipeline(lambda: load_pipeline(weights_dir(), DeviceChoice.CPU))
    for outcome in assess_files(files, request, networks):
        if not isinstance(outcome, Assessed):
            raise SystemExit(f"{outcome.file}: {outcome.error}")
        yield ReportContent(outcome.radiograph, outcome.reading, (), "", "", None, (), 0)


def _confirmed(draft: ReportContent) -> ReportContent:
    """By a reader who set a level and said more than the networks."""
    reading = draft.reading.override_level(Level(Bone.MC3, 6), by="Dr. Wang", at=NOON)
    return replace(
        draft,
        radiograph=replace(draft.radiograph, laterality=Laterality.LEFT),
        reading=reading,
        reader="Dr. Wang",
        confirmed_at=NOON,
        ticked=len(Bone),
        other_findings=("Short fourth metacarpal",),
        remarks="Compare with the study of last year.",
    )


def _awkward(draft: ReportContent) -> ReportContent:
    """Names of 64 ideographs, no study UID, no dates."""
    known = replace(
        draft.radiograph.identifiers,
        patient_name="王" * 32 + "^" + "明" * 31,
        patient_id="号" * 64,
        institution="医院" * 40,
        study_uid="",
    )
    radiograph = replace(draft.radiograph, identifiers=known, birth_date=None, study_date=None, age=None)
    return replace(draft, radiograph=radiograph)


def _written(name: str, content: ReportContent, folder: Path) -> Iterator[Path]:
    for report_format in ReportFormat:
        file = folder / f"{name}{report_format.suffix}"
        file.write_bytes(report_file(content, report_format, Language.EN, PageSetup()))
        yield file
    chinese = folder / f"{name}.zh.pdf"
    chinese.write_bytes(report_pdf(content, Language.ZH, PageSetup(Paper.LETTER, institution="北京医院")))
    yield chinese


def _judged(judge: Judge, file: Path) -> int:
    """How many of its complaints are not explained; they are printed."""
    told = subprocess.run(
        [*judge.command, str(file)], capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False
    )
    lines = (told.stdout + told.stderr).splitlines()
    complaints = [line for line in lines if re.search(judge.complaint, line)]
    open_ones = [line for line in complaints if not any(re.search(one.pattern, line) for one in judge.explained)]
    explained = len(complaints) - len(open_ones)
    if not any(re.search(judge.sign, line) for line in lines):
        open_ones.append(f"{judge.name} did not judge it: {' '.join(lines[:3])}")
    print(f"{judge.name}: {file.name}: {explained} explained, {len(open_ones)} open")
    for line in open_ones[:_SHOWN]:
        print(f"  {line}")
    return len(open_ones)


if __name__ == "__main__":
    sys.exit(main())
