"""Where the reports of a window get what they tell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonage_desktop.records.exports import Export
from bonage_desktop.reporting.formats import ReportFormat, report_file
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_report import Beside, ReportKind, report_of
from bonage_desktop.workflow.report_pages import page_setup

if TYPE_CHECKING:
    from bonage_desktop.app.window import ReviewWindow


@dataclass(frozen=True, slots=True)
class ReportSources:
    """What reports ask for when they are made.

    Attributes:
        case: gives the open case, or None.
        beside: gives what the case does not have.
        setup: gives the page as it is set; raises ReportError where the logo cannot be used.
        kept_exports: gives what the database knows of the exports of a case; for any thread.
    """

    case: Callable[[], Case | None]
    beside: Callable[[], Beside]
    setup: Callable[[], PageSetup]
    kept_exports: Callable[[Case], tuple[Export, ...]]


def sources_of(window: "ReviewWindow") -> ReportSources:
    """Those of one window."""
    desk = window.desk

    def beside() -> Beside:
        state, number = desk.session.state, desk.open_number
        return Beside(
            reader=window.options.reader(),
            earlier=tuple(window.comparison.confirmed_studies),
            percentiles=desk.session.display.percentiles,
            audit_head="" if number is None else desk.keeping.book.place(number),
            are_levels_hidden=state is not None and state.are_levels_hidden,
            ages=desk.session.display.ages,
        )

    def kept_exports(case: Case) -> tuple[Export, ...]:
        slot = desk.keeping.book.slot(case.number)
        return () if slot is None else desk.keeping.library.exports(slot.case)

    return ReportSources(
        case=lambda: desk.session.case,
        beside=beside,
        setup=lambda: page_setup(window.options.preferences.settings),
        kept_exports=kept_exports,
    )


@dataclass(frozen=True, slots=True, eq=False)
class ReadyReport:
    """A report that can be made beside the window, as the reading was when it was asked for.

    Attributes:
        case: whose.
        kind: draft or final.
        content: what it tells.
        language: of its words.
        setup: of its page.
    """

    case: Case
    kind: ReportKind
    content: ReportContent
    language: Language
    setup: PageSetup

    def file(self, report_format: ReportFormat) -> bytes:
        """The file of this format; takes about a second."""
        return report_file(self.content, report_format, self.language, self.setup)


def ready_report(sources: ReportSources, language: Language) -> ReadyReport:
    """The report of the open case: final where it is confirmed, else a draft.

    Args:
        sources: of the window.
        language: of its words.

    Raises:
        BonageError: there is none (`report_of`), or its page cannot be made as it is set.
    """
    case = sources.case()
    kind = ReportKind.of(case)
    content = report_of(case, kind, sources.beside())
    if case is None:
        raise AssertionError("report_of refuses it")
    return ReadyReport(case, kind, content, language, sources.setup())
