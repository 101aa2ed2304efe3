"""Draws the window in every state of its design, in both themes, into docs/images: `make screenshots`.

Real networks look at the shipped samples, which are nobody's hands. Platform, clock and fonts are pinned, so that the
pictures differ only where the window does.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import numpy as np
from bench_window import wait_until
from make_samples import PICTURES, SAMPLES, Sample, data_set, save, uid, write_sample
from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget

from bonage_desktop.app.case_keeping import CaseKeeping
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.desk_threads import Threads
from bonage_desktop.app.hints import Hint
from bonage_desktop.app.main import make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.window import Options, ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.installation import weights_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.records.location import Location
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.vision.loading import load_pipeline
from bonage_desktop.workflow.case import CaseState, OtherFinding
from bonage_desktop.workflow.engine import Engine
from bonage_desktop.workflow.library import Library
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.settings import ThemeChoice
from bonage_desktop.workflow.settings_file import SettingsFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from broken.corpus import drawn_cases  # noqa: E402 - tests are no package of the program

IMAGES = ROOT / "docs" / "images"
NOON = datetime(2026, 1, 15, 14, 2, tzinfo=UTC)
READER = "Dr. Sample"
SIZE, SMALL = (1440, 900), (1024, 700)
THEMES = (ThemeChoice.DARK, ThemeChoice.LIGHT)


@dataclass(frozen=True, slots=True)
class Hands:
    """The files that are opened.

    Attributes:
        girl: her second study.
        girl_before: her first one, two years earlier.
        boy: one study.
        unknown_sex: a PNG, which says no sex.
        knee: no hand.
    """

    girl: Path
    girl_before: Path
    boy: Path
    unknown_sex: Path
    knee: Path

    @property
    def all(self) -> Sequence[Path]:
        """In the order of the list."""
        return (self.boy, self.girl, self.girl_before, self.unknown_sex, self.knee)


def make_hands(folder: Path) -> Hands:
    """Write the files."""
    by_picture = {sample.picture: sample for sample in SAMPLES}
    later = replace(by_picture["female_120"], name="SAMPLE^Girl")
    earlier = replace(by_picture["female_95"], name="SAMPLE^Girl")
    knee = next(case for case in drawn_cases() if "knee" in case.name)
    if isinstance(knee.source, Path):
        raise TypeError("a drawn knee is drawn, not read")
    cv2.imwrite(str(folder / "knee.png"), knee.source())
    unknown = folder / "no-sex.png"
    unknown.write_bytes((PICTURES / "female_120.png").read_bytes())
    return Hands(
        girl=_study(later, date(2026, 1, 15), folder),
        girl_before=_study(earlier, date(2023, 12, 15), folder),
        boy=write_sample(by_picture["male_120"], folder),
        unknown_sex=unknown,
        knee=folder / "knee.png",
    )


def _study(sample: Sample, day: date, folder: Path) -> Path:
    """One study of one girl; both are SAMPLE-Girl."""
    grey = cv2.imread(str(PICTURES / f"{sample.picture}.png"), cv2.IMREAD_GRAYSCALE)
    described = data_set(sample, np.asarray(grey, np.uint8))
    described.PatientID = "SAMPLE-Girl"
    described.PatientBirthDate = "20160115"
    described.StudyDate = described.SeriesDate = described.AcquisitionDate = described.ContentDate = f"{day:%Y%m%d}"
    described.StudyInstanceUID = uid("girl", sample.picture)
    file = folder / f"girl-{day:%Y}.dcm"
    save(described, sample.syntax, file)
    return file


class Studio:
    """One window after another, each brought into a state and drawn.

    Args:
        app: Qt's application.
        theme: of all windows.
        output: folder of the pictures.
    """

    def __init__(self, app: QApplication, theme: ThemeChoice, output: Path) -> None:
        self._app = app
        self._theme = theme
        self._output = output

    def _preferences(self) -> Preferences:
        """A reader's of some days: all hints were given."""
        made = Preferences(SettingsFile(Path(tempfile.mkdtemp())))
        made.change(lambda settings: replace(settings, theme=self._theme, hints_seen=tuple(Hint)))
        return made

    def window(self, weights: Path, size: tuple[int, int] = SIZE) -> ReviewWindow:
        """A visible window whose networks are loading."""
        standards = load_standards()
        session, earlier = (ReviewSession(standards, reader=lambda: READER, now=lambda: NOON) for _ in range(2))
        load = partial(load_pipeline, weights, DeviceChoice.CPU)
        location = Location(Path(tempfile.mkdtemp()))
        keeping = CaseKeeping(Library(location, standards), lambda: READER, lambda: NOON)
        desk = Desk(session, standards, Threads.with_engine(lambda: Engine(load)), keeping)
        samples = tuple(sorted(PICTURES.glob("*.dcm")))
        window = ReviewWindow(desk, Options(self._preferences(), samples, lambda: READER, earlier))
        window.resize(*size)
        window.show()
        self.wait(0.3)
        return window

    def wait(self, seconds: float) -> None:
        """Let the event loop run for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.005)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let the event loop run until something is so.

        Raises:
            TimeoutError: it never was.
        """
        wait_until(self._app, is_so)

    def draw(self, window: QWidget, state: str) -> None:
        """Save what a window looks like now."""
        self.wait(0.2)
        file = self._output / f"window-{state}-{self._theme.value}.png"
        window.grab().save(str(file))
        with Image.open(file) as drawn:  # 256 colours are a third of the bytes, and nobody sees it
            small = drawn.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(file, optimize=True)

    def close(self, window: ReviewWindow) -> None:
        """End the window without a question."""
        window.desk.stop()
        window.desk.forget_all()
        window.close()
        window.deleteLater()
        self.wait(0.1)


def draw_all(studio: Studio, hands: Hands, weights: Path) -> None:
    """Every state of the window."""
    window = studio.window(weights)
    studio.draw(window, "empty")
    window.desk.start()
    window.intents.open_paths(hands.all)
    studio.wait_until(lambda: window.film.viewpoint is not None)
    studio.draw(window, "loading")
    studio.wait_until(lambda: all(_is_settled(window, number) for number in range(1, len(hands.all) + 1)))
    for state in _states(studio, window):
        studio.draw(window, state)
    studio.close(window)
    _draw_small(studio, hands, weights)
    _draw_damaged(studio, hands)


def _is_settled(window: ReviewWindow, number: int) -> bool:
    return window.desk.case(number).state not in (CaseState.WAITING, CaseState.READING)


def _states(studio: Studio, window: ReviewWindow) -> Iterator[str]:
    """Bring the window with all hands into one state after another; yields each one's name."""
    desk, intents = window.desk, window.intents
    window.select(lambda session: session.select(Bone.PP3))
    yield "review"
    intents.step_level(+1)
    yield "override"
    studio.wait(2.5)
    for bone in list(Bone)[:6]:
        desk.change(lambda session, bone=bone: session.tick(bone, is_ticked=True))
    yield "ticked"
    for name in ("original", "mask", "palm", "boxes"):
        intents.step_stages()
        yield f"stage-{name}"
    intents.step_stages()
    desk.change(lambda session: session.remove_box(Bone.DP5))
    window.select(lambda session: session.select(Bone.DP5))
    yield "bone-missing"
    intents.undo()
    desk.change(lambda session: session.set_other_findings(frozenset({OtherFinding.ADDUCTOR_SESAMOID})))
    _draw_report(studio, window)
    desk.change(lambda session: session.confirm())
    yield "confirmed"
    _open(studio, window, 2)
    window.commands.all["view.compare"].trigger()
    studio.wait_until(lambda: window.places.prior_film.viewpoint is not None)
    yield "compare"
    window.commands.all["view.compare"].trigger()
    _open(studio, window, 4)
    yield "sex-missing"
    _open(studio, window, 5)
    yield "rejected"
    _open(studio, window, 3)
    window.commands.all["case.grade_first"].trigger()
    for bone in list(Bone)[:4]:
        desk.change(lambda session, bone=bone: session.choose_level(Level(bone, 5)))
    yield "grade-first"
    window.commands.all["case.grade_first"].trigger()


def _draw_report(studio: Studio, window: ReviewWindow) -> None:
    """The preview of a draft, as high as its page; a final report has digits of the audit trail, which chance draws."""
    window.reports.pages.show_preview()
    preview = window.reports.pages.preview
    if preview is None:
        raise RuntimeError("the preview was shown")
    studio.wait_until(lambda: not preview.page.image.isNull())
    preview.resize(preview.width(), preview.page.heightForWidth(preview.page.width()) + 60)
    studio.draw(preview, "report")
    preview.close()


def _open(studio: Studio, window: ReviewWindow, number: int) -> None:
    window.desk.open(number)
    studio.wait_until(lambda: window.desk.case(number).has_pixels and window.film.viewpoint is not None)
    studio.wait(0.3)


def _draw_small(studio: Studio, hands: Hands, weights: Path) -> None:
    window = studio.window(weights, SMALL)
    window.desk.start()
    window.intents.open_paths([hands.boy])
    studio.wait_until(lambda: _is_settled(window, 1) and window.film.viewpoint is not None)
    studio.draw(window, "small")
    studio.close(window)


def _draw_damaged(studio: Studio, hands: Hands) -> None:
    """Weights of which the end is missing."""
    with tempfile.TemporaryDirectory() as folder:
        for file in weights_dir().iterdir():
            content = file.read_bytes()
            (Path(folder) / file.name).write_bytes(content[:1000] if file.suffix == ".safetensors" else content)
        window = studio.window(Path(folder))
        window.desk.start()
        studio.wait_until(window.places.messages.isVisible)
        window.intents.open_paths([hands.boy])
        studio.wait_until(lambda: window.film.viewpoint is not None and _is_settled(window, 1))
        studio.draw(window, "weights-damaged")
        studio.close(window)


def main() -> None:
    """Draw them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=IMAGES, help="folder to write to")
    parser.add_argument("--theme", choices=[theme.value for theme in THEMES], help="only this one")
    wanted = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    wanted.output.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        hands = make_hands(Path(folder))
        for theme in THEMES:
            if wanted.theme in (None, theme.value):
                draw_all(Studio(app, theme, wanted.output), hands, weights_dir())


if __name__ == "__main__":
    main()
