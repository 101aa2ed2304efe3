"""Makes and judges the weights."""
