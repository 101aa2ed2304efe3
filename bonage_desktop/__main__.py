"""Starts the command line, the window or the evaluation, whichever was asked for."""

import sys


def main() -> int:
    """Run `bonage`; the exit code is 0, 1 or 2 as the architecture says."""
    from bonage_desktop.cli.main import run

    return run(sys.argv[1:])


def evaluate() -> int:
    """Run `bonage-eval`; the exit code is 0, 1 or 2 likewise."""
    from bonage_desktop.training.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
