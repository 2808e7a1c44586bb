"""The command line. `main` is what the `onrecord` command calls."""

from onrecord.cli.main import main

__all__ = ["main"]
