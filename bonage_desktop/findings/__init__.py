"""The values that travel between floors: frozen, complete, valid from birth."""
