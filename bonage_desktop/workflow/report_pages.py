"""The page of a report as it is set."""

from bonage_desktop.reporting.page_setup import PageSetup, read_logo
from bonage_desktop.reporting.paper import Section
from bonage_desktop.workflow.settings import Settings


def page_setup(settings: Settings) -> PageSetup:
    """Paper, letterhead and sections.

    Args:
        settings: the reader's.

    Raises:
        ReportError: the logo that is set cannot be used (`reporting.logo_unreadable`).
    """
    return PageSetup(
        paper=settings.paper,
        institution=settings.institution,
        logo=b"" if settings.logo is None else read_logo(settings.logo),
        sections=frozenset(Section) - frozenset(settings.left_out),
    )
