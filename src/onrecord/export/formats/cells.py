"""Values in cells of tables."""

from __future__ import annotations

from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula, or for blanks before one (OWASP, CSV Injection)."""


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs: an apostrophe stands before a text that begins as a formula. Numbers stay.

    >>> harmless("=HYPERLINK(1)"), harmless(-5.0), harmless(True), harmless(None)
    ("'=HYPERLINK(1)", -5, 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
