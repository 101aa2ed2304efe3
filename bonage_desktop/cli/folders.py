"""Results as files in folders: results, reports and pictures, named after their images."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.cli.result_files import file_content, suffix_of
from bonage_desktop.reporting.document import Document
from bonage_desktop.reporting.files import try_folder, write_whole
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language, load_catalogue
from bonage_desktop.workflow.outcome import Failed, Outcome

OVERLAY = ".overlay.png"
CROPS = ".crops.png"


@dataclass(frozen=True, slots=True)
class Folders:
    """Files per image.

    Attributes:
        stems: file name without suffix of each image's results, no two the same.
        output: where to write results and reports, or None.
        formats: of these.
        pictures: where to write pictures, or None.
        language: of pages and pictures.
        setup: of pages.
    """

    stems: Mapping[Path, str]
    output: Path | None
    formats: Sequence[OutputFormat]
    pictures: Path | None
    language: Language
    setup: PageSetup

    def check(self, inputs: Sequence[Path]) -> None:
        """Find out before any work is done that a folder cannot be written to, or that an input would be lost.

        Raises:
            UsageError: a result would replace one of the images (`cli.would_replace_input`).
            OutputError: a folder cannot be made or written to.
        """
        refuse_to_replace([target for file in inputs for target in self._targets(file)], inputs)
        for folder in (self.output, self.pictures):
            if folder is not None:
                try_folder(folder)

    def write(self, outcome: Outcome, result: Document) -> None:
        """Write all files of one image.

        Raises:
            OutputError: one could not be written.
        """
        stem = self.stems[outcome.file]
        if self.output is not None:
            for file_format in self.formats:
                content = file_content(outcome, result, file_format, self.language, self.setup)
                if content is not None:
                    write_whole(self.output / f"{stem}{suffix_of(file_format)}", content)
        if self.pictures is not None:
            _write_pictures(self.pictures, stem, outcome, self.language)

    def _targets(self, file: Path) -> Iterator[Path]:
        stem = self.stems[file]
        if self.output is not None:
            yield from (self.output / f"{stem}{suffix_of(file_format)}" for file_format in self.formats)
        if self.pictures is not None:
            yield from (self.pictures / f"{stem}{suffix}" for suffix in (OVERLAY, CROPS))


def refuse_to_replace(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Find a result that would take the place of an image.

    Raises:
        UsageError: there is one (`cli.would_replace_input`).
    """
    originals = {file.resolve() for file in inputs}
    for target in targets:
        if target.resolve() in originals:
            raise UsageError(
                "cli.would_replace_input",
                say("{target} is one of the images and would be replaced by a result.", target=target),
                say("Choose another folder for the results."),
            )


def _write_pictures(folder: Path, stem: str, outcome: Outcome, language: Language) -> None:
    from bonage_desktop.reporting.contact_sheet import contact_sheet
    from bonage_desktop.reporting.overlay import annotated_picture

    radiograph, reading = outcome.radiograph, outcome.reading
    if radiograph is None or reading is None:
        return
    caption = say("Not assessed: {code}", code=outcome.error.code) if isinstance(outcome, Failed) else None
    catalogue = load_catalogue(language)
    write_whole(folder / f"{stem}{OVERLAY}", annotated_picture(radiograph, reading, caption, catalogue))
    if reading.rois:
        write_whole(folder / f"{stem}{CROPS}", contact_sheet(radiograph, reading, catalogue))
