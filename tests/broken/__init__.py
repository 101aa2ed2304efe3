"""Pictures that must never be accepted silently: what is not a hand, and hands that cannot be read.

`corpus` lists them all, `verdict` says what became of one. Everything is drawn, cut from the shipped samples or read
from files that test libraries bring along; nothing is stored.
"""
