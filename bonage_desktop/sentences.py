"""Sentences for people that can be said in another language later, and the catalogues that do it.

A `Sentence` is the English text, so that JSON, logs and whatever takes a `str` go on working; it remembers the
template and the values that it was made of. Only where it is shown does a `Catalogue` say it in the reader's language
(docs/decisions/0013-two-languages.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from gettext import NullTranslations
from pathlib import PurePath

Value = str | int | float | date
"""What a template is filled in with; a `Sentence` among them is translated too."""


_STOPS = ".\N{IDEOGRAPHIC FULL STOP}"


class Sentence(str):
    """An English text that knows what it was made of; made by `say` or `say_count`.

    Attributes:
        template: the English text with a `{name}` for each value.
        plural: the template for a count other than one; empty where nothing is counted.
        number: how many there are of what is counted; 1 where nothing is.
        values: what the names stand for; where something is counted, `count` is among them.
    """

    template: str
    plural: str
    number: int
    values: Mapping[str, Value]

    def __new__(cls, template: str, plural: str, number: int, values: Mapping[str, Value]) -> "Sentence":
        """The sentence in English."""
        said = super().__new__(cls, (template if number == 1 or not plural else plural).format(**values))
        said.template, said.plural, said.number, said.values = template, plural, number, values
        return said

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, str, int, Mapping[str, Value]]]:
        """Through pipes and queues it goes with all that it knows."""
        return Sentence, (self.template, self.plural, self.number, self.values)


class Clause(Sentence):
    """A sentence as a part of another: without its full stop, in every language.

    Attributes:
        whole: the sentence with its full stop.
    """

    whole: str

    def __new__(cls, sentence: str) -> "Clause":
        """The clause in English."""
        said = str.__new__(cls, sentence.rstrip("."))
        said.template, said.plural, said.number, said.values, said.whole = "", "", 1, {}, sentence
        return said

    def __reduce__(self) -> tuple[type["Clause"], tuple[str]]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Through pipes and queues it goes with all that it knows."""
        return Clause, (self.whole,)


def say(template: str, /, **values: Value | PurePath) -> Sentence:
    """A sentence for people.

    Args:
        template: the English text, written out at the call: `scripts/strings.py` looks for it there. `{name}` stands
            for a value and takes formats as in `str.format`; a brace of its own is doubled.
        values: by name.
    """
    return Sentence(template, "", 1, _plain(values))


def say_count(one: str, many: str, count: int, /, **values: Value | PurePath) -> Sentence:
    """A sentence in which something is counted.

    Args:
        one: as `template` of `say`, for a count of one.
        many: for any other count; `{count}` stands for it.
        count: how many.
        values: the others, by name.
    """
    return Sentence(one, many, count, {**_plain(values), "count": count})


def listed(parts: Iterable[str]) -> str:
    """The parts with commas between them; empty where there is none."""
    return reduce(lambda before, part: say("{before}, {part}", before=before, part=part), _or_nothing(parts))


def semicolons(parts: Iterable[str]) -> str:
    """The parts, which may hold commas, with semicolons between them; empty where there is none."""
    return reduce(lambda before, part: say("{before}; {part}", before=before, part=part), _or_nothing(parts))


def listed_of(parts: Sequence[str], most: int) -> str:
    """The first parts with commas between them, and how many more there are."""
    left = len(parts) - most
    first = listed(parts[:most])
    return first if left <= 0 else say("{parts} and {left} more", parts=first, left=left)


def both(parts: Iterable[str]) -> str:
    """The parts with *and* between them; empty where there is none."""
    return reduce(lambda before, part: say("{before} and {part}", before=before, part=part), _or_nothing(parts))


def paragraph(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    told = [sentence for sentence in sentences if sentence]
    return reduce(
        lambda before, sentence: say("{before} {sentence}", before=before, sentence=sentence), _or_nothing(told)
    )


def said_by(error: Exception) -> str:
    """What an error says, as the sentence that it was raised with: `str(error)` would be English alone."""
    return error.args[0] if error.args and isinstance(error.args[0], Sentence) else str(error)


def _or_nothing(parts: Iterable[str]) -> Sequence[str]:
    return tuple(parts) or ("",)


def _plain(values: Mapping[str, Value | PurePath]) -> Mapping[str, Value]:
    return {name: str(value) if isinstance(value, PurePath) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language; without translations it is English.

    Attributes:
        translations: as gettext reads them from a file of `resources/translations`.
    """

    translations: NullTranslations = field(default_factory=NullTranslations)

    def words(self, text: str) -> str:
        """A text as this language says it; what is no `Sentence`, a name for instance, stays as it is."""
        if not isinstance(text, Sentence):
            return text
        if isinstance(text, Clause):
            return self.words(text.whole).rstrip(_STOPS)
        values = {name: self.words(value) if isinstance(value, str) else value for name, value in text.values.items()}
        return self._template(text).format(**values)

    def template(self, english: str, about: str = "") -> str:
        """The translation of a template by itself, or the template where there is none.

        Args:
            english: as it stands in the code.
            about: tells apart what one English word means in two places; mostly empty.
        """
        if not english:  # gettext keeps the file's own description under the empty text
            return ""
        return self.translations.pgettext(about, english) if about else self.translations.gettext(english)

    def counted(self, english: str, number: int, about: str = "") -> str:
        """The same for a number, where the English template is one for all numbers, as in Qt.

        Args:
            english: as it stands in the code.
            number: of what is counted.
            about: as for `template`.
        """
        if about:
            return self.translations.npgettext(about, english, english, number)
        return self.translations.ngettext(english, english, number)

    def _template(self, sentence: Sentence) -> str:
        if not sentence.plural:
            return self.template(sentence.template)
        return self.translations.ngettext(sentence.template, sentence.plural, sentence.number)


ENGLISH = Catalogue()
"""Says everything as it stands in the code."""
