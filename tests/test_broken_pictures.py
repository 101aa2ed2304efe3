"""The pictures that must not be accepted silently are many, of every kind, and the same at every run."""

from itertools import chain
from pathlib import Path

import numpy as np
from broken.case import Kind
from broken.corpus import drawn_cases
from broken.files import file_cases
from broken.hands import broken_cases, sample_hands


def test_every_picture_is_the_same_at_every_run() -> None:
    drawn = [case for case in drawn_cases() if not isinstance(case.source, Path)]

    again = {case.name: case.source for case in drawn_cases()}

    assert len(drawn) == len(again) > 90
    for case in drawn[::7]:
        np.testing.assert_array_equal(case.source(), again[case.name]())


def test_there_are_over_300_pictures_without_a_single_patient() -> None:
    broken = chain.from_iterable(broken_cases(hand) for hand in sample_hands())
    cases = {case.name: case for case in chain(drawn_cases(), file_cases(), broken)}

    assert len(cases) > 300
    assert set(Kind) - {case.kind for case in cases.values()} == {Kind.GOOD}
