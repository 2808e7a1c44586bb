"""`onrecord schema`: the form of what `--json` prints."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of what `onrecord read --json` prints."""
    from onrecord.export import schema_text

    print(schema_text())
