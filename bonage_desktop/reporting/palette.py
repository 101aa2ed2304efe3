"""Colours of the pictures: Okabe-Ito hues, which colour-blind readers tell apart; colour never stands alone."""

from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.drawing import SOLID

BACKGROUND = "#000000"
PANEL = "#14171c"
PLATE = "#000000c8"
TEXT = "#e8ecf1"
QUIET = "#9aa5b1"
NOTICE = "#f0715e"
PALM = "#8fd3c6"
HUES = {Source.MODEL: "#56b4e9", Source.READER: "#e69f00", Source.INFERRED: "#ffffff"}
DASHES = {Source.MODEL: SOLID, Source.READER: SOLID, Source.INFERRED: (3.0, 2.5)}
PAPER = "#ffffff"
PAPER_LINE = "#d8dee6"
INK = "#17202b"
QUIET_INK = "#5b6877"
ALARM_ON_PAPER = "#c0392b"
HUES_ON_PAPER = {Source.MODEL: "#0072b2", Source.READER: "#985a00", Source.INFERRED: "#17202b"}
