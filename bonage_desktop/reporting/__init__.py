"""A reading as text, tables and pictures."""
