"""Makes ready beside the window what the first case would wait for: half a second of imports, and tables."""

from importlib import import_module

from bonage_desktop.assessment.certainty import certainty
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.reporting.fonts import families
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

_MODULES = (
    "scipy.special",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "bonage_desktop.records.store",
)
"""Of certainty and plausibility, of the charts, and of the database."""


def load_slow_parts() -> None:
    """Load them; another thread's work."""
    for name in _MODULES:
        import_module(name)
    families()
    standards = load_standards()
    grades = [BoneGrade.by_reader(Level(bone, 0)) for bone in Bone]
    for sex in Sex:
        certainty(grades, sex, standards.rus_chn, standards.correlation)  # keeps what it computes of a standard
