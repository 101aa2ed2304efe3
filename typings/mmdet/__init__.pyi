"""The part of mmdet (untyped) that bonage_desktop uses."""

__file__: str
