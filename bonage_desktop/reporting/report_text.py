"""The report as plain text, by a template that a department may edit (resources/reports, docs/reports.md)."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting.report_content import ReportContent, ReportError
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language

_MOST_BYTES = 100_000
_TRY = say("Compare it with the shipped templates in resources/reports and docs/reports.md.")


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A template whose names are all known.

    Attributes:
        language: of what is filled in.
        lines: its lines; `$name` stands for what a reading says.
    """

    language: Language
    lines: tuple[str, ...]


def load_template(language: Language, file: Path | None) -> ReportTemplate:
    """A template, checked.

    Args:
        language: of what is filled in, and of the shipped template.
        file: the department's template, UTF-8, or None for the shipped one.

    Raises:
        ReportError: it cannot be read, is no UTF-8 or longer than 100 000 bytes (`reporting.template_unreadable`), or
            has a `$` that names nothing (`reporting.template_name`).
    """
    source = resources_dir() / "reports" / f"{language.value}.txt" if file is None else file
    try:
        content = source.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise _unreadable(source) from fault
    if len(content) > _MOST_BYTES:
        raise _unreadable(source)
    lines = tuple(text.rstrip("\n").splitlines())
    for number, line in enumerate(lines, start=1):
        _check(line, number, source)
    return ReportTemplate(language, lines)


def report_text(content: ReportContent, template: ReportTemplate) -> str:
    """The report in words; a line in which a name has nothing to say is left out.

    Args:
        content: the reading.
        template: as `load_template` gives it.
    """
    phrases = Phrases(content, template.language)
    said = {name: says(phrases) for name, says in _SAYS.items()}
    kept = [line for line in template.lines if all(said[name] for name in string.Template(line).get_identifiers())]
    return "\n".join(string.Template(line).substitute(said) for line in kept)


_SAYS: Mapping[str, Callable[[Phrases], str]] = {
    "agreement": lambda phrases: phrases.agreement,
    "audit_head": lambda phrases: phrases.content.audit_head,
    "bone_age": lambda phrases: phrases.bone_age,
    "carpals": lambda phrases: phrases.words.carpals,
    "chronological_age": lambda phrases: phrases.chronological_age,
    "conclusion": lambda phrases: phrases.conclusion,
    "contradictions": lambda phrases: "\n".join(phrases.contradictions),
    "deciding": lambda phrases: phrases.words.semicolon.join(phrases.deciding),
    "difference": lambda phrases: phrases.difference,
    "doubts": lambda phrases: "\n".join(phrases.doubts),
    "earlier": lambda phrases: phrases.words.semicolon.join(phrases.earlier),
    "image": lambda phrases: phrases.image,
    "method": lambda phrases: phrases.words.method,
    "networks": lambda phrases: phrases.networks,
    "notice": lambda phrases: phrases.words.notice,
    "other_findings": lambda phrases: phrases.other_findings,
    "other_table": lambda phrases: phrases.other_table,
    "percentile": lambda phrases: phrases.percentile,
    "range": lambda phrases: phrases.range,
    "reader": lambda phrases: phrases.reader,
    "remarks": lambda phrases: phrases.content.remarks.strip(),
    "score": lambda phrases: f"{phrases.content.score}",
    "sex": lambda phrases: phrases.words.sexes[phrases.content.sex],
    "status": lambda phrases: phrases.status,
    "study_date": lambda phrases: phrases.study_date,
    "ticked": lambda phrases: phrases.ticked,
}

NAMES = frozenset(_SAYS)
"""What may stand behind a `$` in a template (docs/reports.md)."""


def _check(line: str, number: int, source: Path) -> None:
    template = string.Template(line)
    unknown = sorted(set(template.get_identifiers()) - NAMES)
    if unknown or not template.is_valid():
        named = f"${unknown[0]}" if unknown else say("a $ before no name")
        raise ReportError(
            "reporting.template_name",
            say("Line {number} of {source} has {named}.", number=number, source=source.name, named=named),
            _TRY,
        )


def _unreadable(source: Path) -> ReportError:
    return ReportError(
        "reporting.template_unreadable", say("{source} cannot be read as a text in UTF-8.", source=source.name), _TRY
    )
