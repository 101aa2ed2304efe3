"""Use cases without a window: what the command line and the window share."""
