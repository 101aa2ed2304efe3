"""JSON with one way to write each value, so that equal values give equal text."""

import json
from collections.abc import Mapping

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def canonical_json(value: Mapping[str, Json]) -> str:
    """ASCII, sorted keys, no blanks, no NaN.

    Raises:
        ValueError: it holds a number that is not finite.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
