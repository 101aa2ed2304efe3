"""Whether two values are the same to the last bit, arrays and values that know no equality included."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import zip_longest

import numpy as np

from bonage_desktop.assessment.reading import Standards
from bonage_desktop.sentences import Sentence


def difference(one: object, other: object, place: str = "value") -> str:
    """Where they differ first; empty where they are the same."""
    if type(one) is not type(other):
        return f"{place}: {type(one).__name__} is not {type(other).__name__}"
    if isinstance(one, Sentence):
        return difference(one.__reduce__(), other.__reduce__(), place)
    if isinstance(one, Standards):
        return "" if one is other else place
    if isinstance(one, np.ndarray):
        parts = [(part, getattr(one, part), getattr(other, part)) for part in ("dtype", "shape")]
        parts.append(("values", one.tobytes(), other.tobytes()))
    elif is_dataclass(one):
        parts = [(field.name, getattr(one, field.name), getattr(other, field.name)) for field in fields(one)]
    elif isinstance(one, Mapping):
        parts = [(str(key), one.get(key), other.get(key)) for key in {**one, **other}]
    elif isinstance(one, tuple):
        parts = [(str(index), a, b) for index, (a, b) in enumerate(zip_longest(one, other))]
    else:
        return "" if repr(one) == repr(other) or one == other else f"{place}: {one!r} is not {other!r}"
    return next((found for name, a, b in parts if (found := difference(a, b, f"{place}.{name}"))), "")
