"""Colours and sizes of the window: two themes, one set of hues (Okabe and Ito: safe for colour-blind eyes)."""

from dataclasses import dataclass

from bonage_desktop.findings.roi import Source


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme.

    Attributes:
        is_dark: light letters on dark ground.
        ground: behind everything.
        panel: cards, bars, tables.
        field: fields, buttons, the chosen row.
        line: one-pixel lines.
        text: words.
        quiet: secondary words.
        model: data that the networks gave.
        reader: data that the reader gave.
        doubt: what needs a look.
        fine: what is settled.
        on_accent: words on a button filled with `model`.
    """

    is_dark: bool
    ground: str
    panel: str
    field: str
    line: str
    text: str
    quiet: str
    model: str
    reader: str
    doubt: str
    fine: str
    on_accent: str

    def hue(self, source: Source) -> str:
        """The hue of a source; what was inferred has the hue of the words and is dashed."""
        return {Source.MODEL: self.model, Source.READER: self.reader, Source.INFERRED: self.text}[source]


DARK = Theme(
    is_dark=True,
    ground="#14171c",
    panel="#1b1f26",
    field="#232831",
    line="#2e3540",
    text="#e8ecf1",
    quiet="#9aa5b1",
    model="#56b4e9",
    reader="#e69f00",
    doubt="#f0715e",
    fine="#3fb68b",
    on_accent="#14171c",
)

LIGHT = Theme(
    is_dark=False,
    ground="#eef1f4",
    panel="#ffffff",
    field="#f3f5f8",
    line="#d8dee6",
    text="#17202b",
    quiet="#5b6877",
    model="#0072b2",
    reader="#985a00",
    doubt="#c0392b",
    fine="#15795a",
    on_accent="#ffffff",
)

PALM = "#8fd3c6"
"""Outline of the palm; it lies on the radiograph, which is black in both themes."""
SELECTED = "#ffffff"
"""Box of the selected bone, on the radiograph."""
FILM = DARK
"""What is drawn on the radiograph keeps the dark theme's hues in both themes."""

GRID = 8
"""Pixels that distances are multiples of."""
RADIUS = 6
"""Of rounded corners, pixels."""
TEXT_PIXELS = 13
SMALL_PIXELS = 12
AGE_PIXELS = 38
