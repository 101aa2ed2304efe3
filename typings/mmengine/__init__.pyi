"""The part of mmengine (untyped) that bonage_desktop uses."""
