"""What a report says with figures in it, in the report's language."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bonage_desktop.findings.notice import Notice
from bonage_desktop.reporting.ages import day_words, short_years_words, years_words
from bonage_desktop.reporting.document import notices
from bonage_desktop.reporting.remarks import contradiction_words, contradictions, doubts
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.reporting.report_words import ReportWords, report_words
from bonage_desktop.reporting.words import (
    age_words,
    child_age_words,
    difference_words,
    doubt_words,
    level_words,
    range_words,
    rank_words,
    silence_words,
)
from bonage_desktop.sentences import Catalogue, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language, load_catalogue

_DECIDING = 3
"""So many bones are named as those that decide."""
_HASH = 12


@dataclass(frozen=True, eq=False)
class Phrases:
    """Phrases about one reading.

    Attributes:
        content: the reading.
        language: of the phrases; the window may speak another.

    Raises:
        StandardError: the language's words cannot be read, when they are first needed.
    """

    content: ReportContent
    language: Language

    @cached_property
    def catalogue(self) -> Catalogue:
        """The language's words."""
        return load_catalogue(self.language)

    @cached_property
    def words(self) -> ReportWords:
        """The words of a report."""
        return report_words(self.catalogue)

    @property
    def bone_age(self) -> str:
        """To a tenth of a year, with its bound where the curve ends."""
        return self.catalogue.words(age_words(self.content.bone_age, self.content.ages))

    @property
    def other_table(self) -> str:
        """The age by the other published table where the sources disagree; else empty."""
        years = self.content.bone_age.alternative_years
        return "" if years is None else self.catalogue.words(years_words(years, self.content.ages))

    @property
    def range(self) -> str:
        """From the 10th to the 90th percentile; empty where it is not known."""
        certainty = self.content.reading.certainty
        return "" if certainty is None else self.catalogue.words(range_words(certainty, self.content.ages))

    @property
    def chronological_age(self) -> str:
        """And how it was found; empty where it is not known."""
        age = self.content.radiograph.age
        return "" if age is None else self.catalogue.words(child_age_words(age, self.content.ages))

    @property
    def difference(self) -> str:
        """How far the bone age lies from the chronological age, in words; empty where that is not known."""
        age = self.content.radiograph.age
        if age is None:
            return ""
        return self.catalogue.words(difference_words(self.content.bone_age.years, age.years, self.content.ages))

    @property
    def percentile(self) -> str:
        """By the site's own table, with its name, or why it cannot say; empty without a table."""
        table, rank, age = self.content.percentiles, self.content.percentile, self.content.radiograph.age
        if table is None:
            return ""
        silence = (
            None if rank is not None else silence_words(table, self.content.sex, None if age is None else age.years)
        )
        told = "" if rank is None else rank_words(rank)
        return f"{told if silence is None else self.catalogue.words(silence)}{self.words.comma}{table.name}"

    @property
    def conclusion(self) -> str:
        """The result in a sentence."""
        age, certainty = self.content.radiograph.age, self.content.reading.certainty
        told = age_words(self.content.bone_age, self.content.ages)
        if certainty is not None:
            told = say("{age} ({range})", age=told, range=doubt_words(certainty, self.content.ages))
        if age is None:
            return self.catalogue.words(say("Bone age {age}.", age=told))
        difference = difference_words(self.content.bone_age.years, age.years, self.content.ages)
        return self.catalogue.words(say("Bone age {age}, {difference}.", age=told, difference=difference))

    @property
    def reader(self) -> str:
        """Who reads it, or confirmed it; that nobody has yet where nobody is named."""
        return self.content.reader or self.words.not_confirmed_yet

    @property
    def confirmed_at(self) -> str:
        """Day and time of the confirmation, with the zone; that there is none yet for a draft."""
        at = self.content.confirmed_at
        return self.words.not_confirmed_yet if at is None else f"{self.day(at)} {at:%H:%M} (UTC{at:%z})"

    @property
    def image(self) -> str:
        """Which hand, and the projection where the file says it: `Left hand, PA`."""
        radiograph = self.content.radiograph
        hand = self.words.hands[radiograph.laterality]
        return self.words.view.format(hand, radiograph.view) if radiograph.view else hand

    @property
    def study_date(self) -> str:
        """Day of the examination."""
        day = self.content.radiograph.study_date
        return self.words.not_known if day is None else self.day(day)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The bones whose next level would move the age most."""
        reading = self.content.reading
        return tuple(
            self.words.one_level.format(
                self.title(bone), level_words(reading.levels[bone], reading.standards.rus_chn), f"{years:.1f}"
            )
            for bone, years in deciding_bones(self.content)
        )

    @property
    def other_findings(self) -> str:
        """What else the reader saw, or that nothing was stated."""
        found = map(self.catalogue.words, self.content.other_findings)
        return self.words.comma.join(found) or self.words.none_stated

    @property
    def earlier(self) -> tuple[str, ...]:
        """Earlier studies with their bone ages, oldest first."""
        return tuple(
            self.words.earlier_study.format(
                self.words.not_known if study.studied_on is None else self.day(study.studied_on),
                self._short_age(study.bone_age_years),
                self._short_age(study.years),
            )
            for study in self.content.earlier
        )

    def _short_age(self, years: float) -> str:
        return self.catalogue.words(short_years_words(years, self.content.ages))

    @property
    def agreement(self) -> str:
        """Of a reading that was graded first; else empty."""
        agreement = self.content.agreement
        if agreement is None:
            return ""
        return self.words.agreement.format(agreement.same, agreement.within_one, agreement.compared)

    @property
    def ticked(self) -> str:
        """How many bones the reader has ticked."""
        return self.words.ticked.format(self.content.ticked, len(Bone))

    @property
    def status(self) -> str:
        """Who confirmed it and when, or that it is a draft."""
        if self.content.confirmed_at is None:
            return self.words.not_confirmed
        return self.words.confirmed.format(self.content.reader, self.confirmed_at)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """What must be said before the age, in sentences."""
        return tuple(self.catalogue.words(contradiction_words(notice)) for notice in contradictions(self._notices))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is worth another look, in sentences."""
        return tuple(self.catalogue.words(notice.message) for notice in doubts(self._notices))

    @property
    def networks(self) -> str:
        """The networks by the beginning of the SHA-256 of their weights; empty where none was used."""
        models = self.content.reading.findings.models
        return self.words.comma.join(f"{name} {identity[:_HASH]}" for name, identity in models.items())

    def title(self, bone: Bone) -> str:
        """Anatomical name."""
        return self.catalogue.words(bone.title)

    def day(self, day: date) -> str:
        """A day as the language writes it."""
        return self.catalogue.words(day_words(day))

    @property
    def _notices(self) -> tuple[Notice, ...]:
        return notices(self.content.radiograph, self.content.reading)


def deciding_bones(content: ReportContent) -> tuple[tuple[Bone, float], ...]:
    """The three bones whose level decides most, and the years that one level of them means, most first.

    The years are the larger of one level down and one level up. A bone that moves the age by less than a
    twentieth of a year decides nothing and is left out.
    """
    found: list[tuple[Bone, float]] = []
    for bone in Bone:
        step = content.reading.years_per_level(bone)
        years = max(abs(step.down_years or 0.0), step.up_years or 0.0)
        if years >= 0.05:
            found.append((bone, years))
    return tuple(sorted(found, key=lambda entry: -entry[1])[:_DECIDING])
