"""Results as files in folders: texts and pictures, named after their images."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.reporting.document import Document, as_text
from bonage_desktop.reporting.files import try_folder, write_whole
from bonage_desktop.reporting.table import as_csv
from bonage_desktop.sentences import say
from bonage_desktop.workflow.outcome import Failed, Outcome

OVERLAY = ".overlay.png"
CROPS = ".crops.png"


@dataclass(frozen=True, slots=True)
class Folders:
    """Files per image.

    Attributes:
        stems: file name without suffix of each image's results, no two the same.
        output: where to write texts, or None.
        formats: of the texts.
        pictures: where to write pictures, or None.
    """

    stems: Mapping[Path, str]
    output: Path | None
    formats: Sequence[OutputFormat]
    pictures: Path | None

    def check(self, inputs: Sequence[Path]) -> None:
        """Find out before any work is done that a folder cannot be written to, or that an input would be lost.

        Raises:
            UsageError: a result would replace one of the images (`cli.would_replace_input`).
            OutputError: a folder cannot be made or written to.
        """
        originals = {file.resolve() for file in inputs}
        for file in inputs:
            for target in self._targets(file):
                if target.resolve() in originals:
                    raise UsageError(
                        "cli.would_replace_input",
                        say("{target} is one of the images and would be replaced by a result.", target=target),
                        say("Choose another folder for the results."),
                    )
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
                content = as_csv([result]) if file_format is OutputFormat.CSV else as_text(result) + "\n"
                write_whole(self.output / f"{stem}.{file_format.value}", content.encode())
        if self.pictures is not None:
            _write_pictures(self.pictures, stem, outcome)

    def _targets(self, file: Path) -> Iterator[Path]:
        stem = self.stems[file]
        if self.output is not None:
            yield from (self.output / f"{stem}.{file_format.value}" for file_format in self.formats)
        if self.pictures is not None:
            yield from (self.pictures / f"{stem}{suffix}" for suffix in (OVERLAY, CROPS))


def _write_pictures(folder: Path, stem: str, outcome: Outcome) -> None:
    from bonage_desktop.reporting.contact_sheet import contact_sheet
    from bonage_desktop.reporting.overlay import annotated_picture

    radiograph, reading = outcome.radiograph, outcome.reading
    if radiograph is None or reading is None:
        return
    caption = say("Not assessed: {code}", code=outcome.error.code) if isinstance(outcome, Failed) else None
    write_whole(folder / f"{stem}{OVERLAY}", annotated_picture(radiograph, reading, caption))
    if reading.rois:
        write_whole(folder / f"{stem}{CROPS}", contact_sheet(radiograph, reading))
