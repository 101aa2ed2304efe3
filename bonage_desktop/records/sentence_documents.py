"""Sentences in documents: with template and values, so that what was kept can be said in another language too."""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import cast

from bonage_desktop.records.json_values import Json
from bonage_desktop.sentences import Clause, Sentence, Value

_LONGEST_FORMAT = 8
"""`,.2f` and the like; a file must not ask for a text of a gigabyte."""


def sentence_document(text: str) -> Json:
    """A text as it stands in a document: a plain one as itself."""
    if isinstance(text, Clause):
        return {"clause": sentence_document(text.whole)}
    if not isinstance(text, Sentence):
        return str(text)
    values: dict[str, Json] = {name: _value_document(value) for name, value in text.values.items()}
    return {"say": text.template, "plural": text.plural, "number": text.number, "values": values}


def sentence_of(document: object) -> str:
    """The text of a document.

    Raises:
        ValueError, KeyError, TypeError: it is none, or its template reaches for more than its values.
    """
    if isinstance(document, str):
        return document
    told = cast(Mapping[str, object], document)
    if "clause" in told:
        return Clause(sentence_of(told["clause"]))
    template, plural, number = told["say"], told["plural"], told["number"]
    if not (isinstance(template, str) and isinstance(plural, str) and isinstance(number, int)):
        raise ValueError("no sentence")
    _check_template(template)
    _check_template(plural)
    values = {name: _value(value) for name, value in cast(Mapping[str, object], told["values"]).items()}
    return Sentence(template, plural, number, values)


def _value_document(value: Value) -> Json:
    if isinstance(value, str):
        return sentence_document(value)
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(document: object) -> Value:
    if isinstance(document, int | float):
        return document
    if isinstance(document, dict) and "date" in document:
        return date.fromisoformat(cast(str, document["date"]))
    return sentence_of(cast(object, document))


def _check_template(template: str) -> None:
    for _, name, form, _ in Formatter().parse(template):
        if name is not None and not (
            name.isidentifier() and len(form or "") <= _LONGEST_FORMAT and "{" not in (form or "")
        ):
            raise ValueError("a template that no sentence has")
