"""A reading: levels, overrides, score, age and certainty, as pure functions."""
